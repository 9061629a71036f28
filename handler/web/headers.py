"""The headers of answers, by what they are."""

from collections.abc import Callable, Iterable, Mapping
from email.utils import formatdate
from typing import Any

NO_STORE = "private, no-store"
BRIEF = "public, max-age=0, s-maxage=10"
IMMUTABLE = "public, max-age=31536000, immutable"

BASIC: Mapping[str, str] = {
    "Cache-Control": NO_STORE,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
"""What an answer has unless its own kind says otherwise."""

_PAGE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # Browsers ask for http: by https: on pages that came by it; `make serve` shows both.
        "img-src 'self' http: https: data:",
        "media-src 'self' http: https:",
        "font-src 'self'",
        "frame-src https:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
_EXPORTS = ("text/markdown", "application/json")
# Without `sandbox`, which would take away fonts and `<meta http-equiv="refresh">` too; no script is
# let in, be it of the blog itself.
_HTML_FILE_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' http: https: data:",
        "media-src 'self' http: https:",
        "font-src 'self' data:",
        "frame-src https:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
_FONT_SECONDS = 86_400
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application. https://peps.python.org/pep-3333/"""


def with_basic_headers(application: Application) -> Application:
    """The application with `BASIC` headers and a date on answers that have none of these names.

    As WSGI, since Flask's own hook takes a tenth of a page's time for it.
    """

    def with_headers(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def start_with(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            names = {name.lower() for name, _ in headers}
            basic = [(name, value) for name, value in BASIC.items() if name.lower() not in names]
            if "date" not in names:
                basic.append(("Date", formatdate(usegmt=True)))
            return start(status, headers + basic, *error)

        return application(environ, start_with)

    return with_headers


def page_headers(s_maxage: int, content_type: str = "text/html") -> dict[str, str]:
    """A page's headers: browsers ask again each time, a CDN keeps it for a minute or so.

    A longer stale-while-revalidate would show a quiet blog's readers yesterday's page.
    Search engines are to know a post by its page, not by what programs read.
    """
    is_export = content_type.startswith(_EXPORTS)
    return {
        **({"X-Robots-Tag": "noindex"} if is_export else {}),
        "Cache-Control": f"public, max-age=0, s-maxage={s_maxage}, "
        f"stale-while-revalidate={s_maxage}, stale-if-error=86400",
        "Content-Security-Policy": _PAGE_POLICY,
        "Vary": "Accept-Encoding",
    }


def brief_headers(s_maxage: int) -> dict[str, str]:
    """Headers of redirects and of pages that are missing: they may change with any publish."""
    return {"Cache-Control": f"public, max-age=0, s-maxage={min(s_maxage, 10)}"}


def file_headers(content_type: str, s_maxage: int) -> dict[str, str]:
    """An asset's headers; whatever can hold a script is inert."""
    policy = _FILE_POLICY if content_type == "application/pdf" else f"{_FILE_POLICY}; sandbox"
    if content_type.partition(";")[0].strip().lower() == "text/html":
        policy = _HTML_FILE_POLICY
    seconds = _FONT_SECONDS if content_type.startswith("font/") else 300
    return {
        "Cache-Control": f"public, max-age={seconds}, s-maxage={s_maxage}, stale-if-error=86400",
        "Content-Security-Policy": policy,
        "Accept-Ranges": "bytes",
    }
