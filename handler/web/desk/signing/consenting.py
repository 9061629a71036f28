"""Letting a program write: somebody who is at the desk is asked, and sent back to it.

Nobody is sent anywhere before it is known that the address is the program's. Programs that have no
browser to ask with get a token by hand.
https://indieauth.spec.indieweb.org/#authorization-request
"""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from flask import Response

from handler.core.people.codes import CHALLENGE, Approval
from handler.core.people.programs import scopes_in
from handler.core.people.state import Refused, checked_name
from handler.web.desk import answers
from handler.web.desk.desk import Visit
from handler.web.desk.guards import PRIVATE, leading_away
from handler.web.desk.signing.managing import Managing
from handler.web.desk.signing.names import issuer_of, profile_of
from handler.web.desk.signing.visitors import Visitors

_LONGEST_STATE = 1000
_PARAMETERS = (
    *("client_id", "redirect_uri", "state", "scope", "code_challenge"),
    *("code_challenge_method", "response_type"),
)


class Consenting:
    """The pages at which people let programs write."""

    def __init__(self, visitors: Visitors, managing: Managing) -> None:
        self._visitors = visitors
        self._managing = managing

    def ask(self, visit: Visit) -> Response:
        """The question whether a program may write."""
        asked = _asked(visit.request.args)
        if refused := self._fault(visit, asked):
            return _refused(visit, asked, refused)
        member, _ = self._managing.me(visit)
        page = answers.page(
            visit,
            "signing/authorize.html",
            asked=asked,
            scopes=scopes_in(asked["scope"]).split(),
            client=urlsplit(asked["client_id"]).hostname,
            redirect=_shown(asked["redirect_uri"]),
            profile=profile_of(visit, member),
        )
        return leading_away(page)

    def answer(self, visit: Visit) -> Response:
        """The way back to a program, with a code if it may write."""
        given = visit.request.form
        asked = _asked(given)
        if refused := self._fault(visit, asked):
            return _refused(visit, asked, refused)
        if given.get("do") != "allow":
            return _back(visit, asked, error="access_denied")
        scopes = scopes_in(" ".join(given.getlist("allowed")))
        member, _ = self._managing.me(visit)
        people = self._visitors.known(visit.request).people
        if people is None:
            raise Refused("missing")
        approval = Approval(
            member.id, asked["client_id"], asked["redirect_uri"], asked["code_challenge"], scopes
        )
        return _back(visit, asked, code=visit.desk.services.programs.approve(people, approval))

    def make(self, visit: Visit) -> Response:
        """A token that somebody gives to a program by hand, shown once."""
        member, _ = self._managing.me(visit)
        try:
            label = checked_name(visit.request.form.get("name", ""))
            token = visit.desk.services.programs.make(member, label)
        except Refused as error:
            return self._managing.after_making(visit, refused=error.reason)
        return self._managing.after_making(visit, made={"token": token, "label": label})

    def _fault(self, visit: Visit, asked: Mapping[str, str]) -> str:
        """Why nobody is asked: the program is not known by its address, or proves nothing."""
        programs = visit.desk.services.programs
        if not programs.knows(asked["client_id"], asked["redirect_uri"]):
            return "unknown"
        is_proven = CHALLENGE.fullmatch(asked["code_challenge"]) is not None
        if not is_proven or asked["code_challenge_method"] != "S256":
            return "unproven"
        is_code = asked["response_type"] in ("code", "id", "")
        return "" if is_code and len(asked["state"]) <= _LONGEST_STATE else "odd"


def _asked(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given.get(name, "") for name in _PARAMETERS}


def _shown(redirect: str) -> str:
    """Where somebody is sent back to, if that is no page of the web."""
    parts = urlsplit(redirect)
    return "" if parts.scheme in ("http", "https") else f"{parts.scheme}:"


def _refused(visit: Visit, asked: Mapping[str, str], why: str) -> Response:
    return answers.page(visit, "signing/unauthorized.html", 400, why=why, asked=asked)


def _back(visit: Visit, asked: Mapping[str, str], **values: str) -> Response:
    """The way to the program, whose address was looked at before."""
    state = {"state": asked["state"]} if asked["state"] else {}
    query = urlencode({**values, **state, "iss": issuer_of(visit)})
    to = asked["redirect_uri"]
    response = Response(status=303, headers=PRIVATE | {"Referrer-Policy": "no-referrer"})
    response.autocorrect_location_header = False
    response.headers["Location"] = f"{to}{'&' if urlsplit(to).query else '?'}{query}"
    return response
