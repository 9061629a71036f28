"""The origin of an address as browsers name it. https://www.rfc-editor.org/rfc/rfc6454#section-6"""

from urllib.parse import urlsplit

_USUAL = {"https": 443, "http": 80}


def origin_of(address: str) -> str:
    """The origin, in small letters, with other scripts as Punycode; empty if there is none."""
    try:
        parts = urlsplit(address)
        scheme, port = parts.scheme.lower(), parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:  # UnicodeError is one of these.
        return ""
    if scheme not in _USUAL or not host:
        return ""
    shown = "" if port in (None, _USUAL[scheme]) else f":{port}"
    return f"{scheme}://{host}{shown}"
