"""The cookie of a session. Only the desk sets it, and only https carries it.

`__Host-` lets no other host of the domain set it, at the price of going to the whole blog, where
nothing looks at it. `Lax`, as a link to a text that somebody sends is to open it: what changes
anything asks for more than the cookie.
"""

from flask import Request, Response

from handler.core.people.state import LONGEST_SESSION

NAME = "__Host-coldpress"


def token_in(request: Request) -> str:
    """The session's token that a request brings; empty without one."""
    return request.cookies.get(NAME, "")


def set_token(response: Response, token: str) -> Response:
    """Let a browser have a session."""
    _set(response, token, int(LONGEST_SESSION.total_seconds()))
    return response


def forget_token(response: Response) -> Response:
    """Let a browser forget its session."""
    _set(response, "", 0)
    return response


def _set(response: Response, value: str, seconds: int) -> None:
    response.set_cookie(
        NAME, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="Lax"
    )
