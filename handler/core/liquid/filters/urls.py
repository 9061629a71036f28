"""Filters that make addresses. No IO here."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from liquid.filter import with_context

from handler.core.liquid.runtime.context import Rendering
from handler.core.liquid.values.conversions import is_nil, to_s

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
_UNSAFE = re.compile(r"%(?![0-9a-fA-F]{2})|[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_INDEX = re.compile(r"/index\.html?\Z")


@with_context
def relative_url(value: object, *, context: Rendering) -> str | None:
    """The address below `baseurl`; one with a scheme stays as it is."""
    if is_nil(value):
        return None
    path = to_s(value)
    if _SCHEME.match(path):
        return path
    base = to_s(context.configuration("baseurl")).removesuffix("/")
    return _normal("".join(_with_slash(part) for part in (base, path)))


@with_context
def absolute_url(value: object, *, context: Rendering) -> str | None:
    """The address with the site's `url`."""
    if is_nil(value):
        return None
    path = relative_url(value, context=context) or ""
    url = to_s(context.configuration("url"))
    if not url or _SCHEME.match(path):
        return path
    return _normal(url + path) + ("/" if url.count("/") == 2 and not path else "")


def strip_index(value: object) -> str | None:
    """The address without `index.html` at its end."""
    return _INDEX.sub("/", to_s(value)) if to_s(value) else None


def uri_escape(value: object) -> str:
    """The text with what an address cannot hold percent-encoded."""
    return quote(unquote(to_s(value)), safe=":/?#[]@!$&'()*+,;=-._~")


def _with_slash(part: str) -> str:
    return part if not part or part.startswith("/") else "/" + part


def _normal(address: str) -> str:
    return _UNSAFE.sub(lambda match: quote(match[0], safe=""), address)


def _or_nil(change: Callable[[str], str]) -> Callable[[object], str | None]:
    return lambda value: None if is_nil(value) else change(to_s(value))


FILTERS: Mapping[str, Callable[..., object]] = {
    "relative_url": relative_url,
    "absolute_url": absolute_url,
    "strip_index": strip_index,
    "uri_escape": uri_escape,
    "cgi_escape": lambda value: quote_plus(to_s(value), safe="*"),
    "url_encode": _or_nil(lambda text: quote_plus(text, safe="*")),
    "url_decode": _or_nil(unquote_plus),
}
