"""What every request for the desk has to pass, and what every answer has."""

import hashlib
import hmac

from flask import Request, Response
from werkzeug.exceptions import Forbidden

from handler.web.desk.desk import PREFIX, Guests
from handler.web.headers import NO_STORE

TOKEN = "token"
_SAME = "same-origin"


class Outdated(Forbidden):
    """A change that comes from the desk's own page, but one of before the desk was started."""


def check_origin(request: Request, guests: Guests) -> None:
    """Refuse a change that does not come from the desk's own origin."""
    origin = request.headers.get("Origin")
    is_own = origin == guests.origin(request)
    if origin is None:
        is_own = request.headers.get("Sec-Fetch-Site") == _SAME
    if not is_own or request.headers.get("Sec-Fetch-Site", _SAME) != _SAME:
        raise Forbidden


def is_from_desk(request: Request, guests: Guests, prefix: str) -> bool:
    """Whether a change comes from a page of the desk, and no other of its origin.

    For what is no harm if a browser does not say where it comes from.
    """
    desk = f"{guests.origin(request)}{prefix}{PREFIX}"
    return request.headers.get("Referer", "").startswith(desk)


def check_token(request: Request, guests: Guests) -> None:
    """Refuse a change that does not come from a page that was made for this very person."""
    given = request.form.get(TOKEN, "") or request.headers.get("X-Desk-Token", "")
    if not hmac.compare_digest(given.encode(), guests.token(request).encode()):
        raise Outdated


def folder_of(token: str) -> str:
    """Where the scripts are for whoever has this token, which it does not tell."""
    return hashlib.sha256(b"coldpress: scripts of the desk\0" + token.encode()).hexdigest()[:32]


def desk_headers(nonce: str, sends_to: str = "") -> dict[str, str]:
    """Headers of the desk's pages, on which nothing runs but its own scripts.

    These reach the desk alone, and the origin that it `sends_to`.
    """
    policy = [
        "default-src 'none'",
        f"script-src 'nonce-{nonce}'",
        f"style-src 'nonce-{nonce}'",
        "img-src 'self' blob:",
        f"connect-src 'self' {sends_to}".rstrip(),
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    return PRIVATE | {"Content-Security-Policy": "; ".join(policy)}


def leading_away(response: Response) -> Response:
    """A page with a form that is answered by the way to a program, wherever that is.

    Browsers would hold the page's bound of forms against that way.
    """
    policy = response.headers["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = policy.replace("form-action 'self'; ", "")
    return response


PRIVATE = {
    "Cache-Control": NO_STORE,
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_SHOWN = "sandbox allow-popups allow-popups-to-escape-sandbox"
PREVIEW = PRIVATE | {
    "Content-Security-Policy": "; ".join(
        [
            _SHOWN,
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self' http: https: data:",
            "media-src 'self' http: https:",
            "font-src 'self'",
            "frame-src https:",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        ]
    ),
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "unsafe-none",
}
"""Headers of a preview: it is of no origin, runs nothing, and is shown in a page of the desk."""
