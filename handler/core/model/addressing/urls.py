"""Addresses as authors write them: URLs, not paths, be they quite legal or not. No IO here.

`%20`, `?v=2` and `#team` mean what they mean in a browser; what may not stand in an address is
escaped, and what begins without a slash begins at the top of the blog.
"""

import re
from urllib.parse import quote, unquote, urlsplit

_ILLEGAL = re.compile(r'[\x00-\x20"<>^`{|}\x7f]|%(?![0-9A-Fa-f]{2})')
_IGNORED = re.compile(r"[\t\n\r]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s\"<>/?#]", re.IGNORECASE)
_CLIMB = re.compile(r"(?:\.{1,2}/)+")
_ASCII = "%/:?#@!$&'()*+,;=~"


def legal(address: str) -> str:
    """An address without what may not stand in one, such as spaces; escapes stay as they are."""
    return _ILLEGAL.sub(lambda found: quote(found[0], safe=""), address)


def is_elsewhere(address: str) -> bool:
    """Whether an address names its host or scheme itself."""
    return address.startswith("//") or _SCHEME.match(address) is not None


def address_of(text: str) -> str:
    """What an author wrote as an address, within the blog from its top; twice does no more."""
    address = _IGNORED.sub("", text).strip()
    if not address or is_elsewhere(address):
        return legal(address)
    return quote(legal("/" + _CLIMB.sub("", address, count=1).lstrip("/")), safe=_ASCII)


def link_address(text: object) -> str:
    """The address if it leads to the web or to a page of the blog, else nothing."""
    if not isinstance(text, str) or text.strip().startswith("//"):
        return ""
    address = text.strip()
    is_web = _WEB.match(address) is not None
    return address_of(address) if address and (is_web or _is_path(address)) else ""


def _is_path(address: str) -> bool:
    """Whether it is an address within the blog; several words are one if they look like that."""
    is_word = not re.search(r"\s", address) or re.search("[/.#?]", address) is not None
    return address.startswith("/") or (is_word and not _SCHEME.match(address))


def path_in(address: str) -> str:
    """The unescaped path of an address, without its query and fragment."""
    try:
        return unquote(urlsplit(address).path)
    except ValueError:  # Such as an unclosed bracket of an IPv6 host.
        return ""


def query_in(address: str) -> str:
    """The query of an address, such as `p=1`."""
    try:
        return urlsplit(address).query
    except ValueError:
        return ""


def own_path(address: str, url: str, baseurl: str) -> str:
    """The path within the blog to which an address leads, or nothing if it leads elsewhere."""
    written = address_of(address)
    if not is_elsewhere(written):
        return path_in(written)
    try:
        host = urlsplit(written).netloc.lower()
        is_own = host != "" and host == urlsplit(url).netloc.lower()
    except ValueError:
        return ""
    path = path_in(written) or "/"
    is_inside = not baseurl or path == baseurl or path.startswith(f"{baseurl}/")
    return (path[len(baseurl) :] or "/") if is_own and is_inside else ""


def origin_of(address: str) -> str:
    """The scheme and host of an address; nothing if it has no host."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
