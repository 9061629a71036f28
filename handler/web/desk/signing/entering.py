"""Coming in: with a link that lets register a passkey, and with the passkey from then on.

Whoever asks is told the same of a link that was used, has expired or never was one.
"""

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from flask import Response

from handler.core.people.browsers import browser_name
from handler.core.people.coming import invited_id, is_known, passkey_of
from handler.core.people.state import MAXIMUM_NAME, People, Refused, checked_name
from handler.web.desk import answers
from handler.web.desk.desk import Visit
from handler.web.desk.signing.cookies import set_token
from handler.web.desk.signing.networks import networks_of
from handler.web.desk.signing.visitors import Visitors

if TYPE_CHECKING:
    from handler.services.people.passkeys import Passkeys

_LONGEST_TOKEN = 100
_MANY_REQUESTS = 429


class Entering:
    """The pages at which people come in."""

    def __init__(self, visitors: Visitors) -> None:
        self._visitors = visitors
        self._access = visitors.access

    def show(self, visit: Visit) -> Response:
        """The page on which whoever has a passkey signs in."""
        return self._page(visit, "signing/sign-in.html")

    def show_link(self, visit: Visit) -> Response:
        """The page that a link leads to; it is used by what its form sends, not by looking."""
        return self._page(visit, "signing/enter.html")

    def ask_new(self, visit: Visit) -> Response:
        """What a browser needs to make a passkey; for who has a link."""

        def asked(people: People) -> Response:
            invitation, challenge = self._access.ask_new(people, _token(visit))
            name = visit.request.form.get("name", "") or invitation.name
            known = [each for each in people.members if each.id == invitation.member]
            member = known[0] if known else None
            if not name and member is None:
                return answers.data({"name": "", "is_new": True})
            shown = member.name if member else checked_name(name, people.members)
            options = self._passkeys(visit).to_create(
                challenge, invited_id(invitation), shown, member.passkeys if member else ()
            )
            return answers.data({"name": shown, "is_new": member is None, "options": options})

        return self._attempted(visit, asked)

    def register(self, visit: Visit) -> Response:
        """Let somebody in with the passkey that was made, for a link."""

        def registered(people: People) -> Response:
            token, answer = _token(visit), _answer(visit)
            asked = _asked_in(answer)
            self._access.check_new(people, token, asked)
            made = self._passkeys(visit).created(answer, asked)
            name = visit.request.form.get("name", "")
            return _in(self._access.register(token, name, made, _browser(visit)))

        return self._attempted(visit, registered)

    def ask(self, visit: Visit) -> Response:
        """What a browser needs to sign in; nothing of it could be guessed."""
        people = self._visitors.known(visit.request).people
        if people is None:
            raise Refused("missing")
        options = self._passkeys(visit).to_sign_in(self._access.ask(people))
        return answers.data({"options": options})

    def sign_in(self, visit: Visit) -> Response:
        """Let somebody in whose passkey has answered."""

        def signed_in(people: People) -> Response:
            answer = _answer(visit)
            asked = _asked_in(answer)
            answered = self._access.check(people, asked)
            member, passkey = passkey_of(people, str(answer.get("rawId", "")))
            counter = self._passkeys(visit).check(answer, asked, member.id, passkey)
            token = self._access.sign_in(passkey.credential, counter, answered, _browser(visit))
            return _in(token)

        return self._attempted(visit, signed_in)

    def _attempted(self, visit: Visit, work: Callable[[People], Response]) -> Response:
        """An answer to who tries to come in, unless they failed too often.

        Who names a passkey or link that there is, which nobody can guess, waits for nobody else.
        """
        people = self._visitors.known(visit.request).people
        named = _named(visit)
        if people is None or not is_known(people, named, self._access.now()):
            named = ""
        networks = networks_of(visit.request, named)
        if wait := self._visitors.attempts.wait(networks):
            response = answers.data({"error": "wait", "problems": []}, _MANY_REQUESTS)
            response.headers["Retry-After"] = str(wait)
            return response
        try:
            if people is None:
                raise Refused("missing")
            return work(people)
        except Refused as error:
            self._visitors.attempts.fail(networks)
            return answers.data({"error": error.reason, "problems": []}, 403)

    def _passkeys(self, visit: Visit) -> "Passkeys":
        from handler.services.people.passkeys import Passkeys

        return Passkeys(self._visitors.origin(visit.request), visit.site.title)

    def _page(self, visit: Visit, template: str) -> Response:
        origin = self._visitors.origin(visit.request)
        return answers.page(visit, template, origin=origin, maximum=MAXIMUM_NAME)


def _in(token: str) -> Response:
    return set_token(answers.data({"to": "./"}), token)


def _token(visit: Visit) -> str:
    return visit.request.form.get("link", "")[:_LONGEST_TOKEN]


def _named(visit: Visit) -> str:
    """The link or passkey that somebody tries to come in with; empty without one."""
    try:
        return _token(visit) or str(_answer(visit).get("rawId", ""))
    except Refused:
        return ""


def _browser(visit: Visit) -> str:
    return browser_name(visit.request.headers.get("User-Agent", "")[:500])


def _answer(visit: Visit) -> Mapping[str, Any]:
    try:
        found = json.loads(visit.request.form.get("answer", ""))
    except (ValueError, RecursionError):
        raise Refused("passkey") from None
    if not isinstance(found, dict):
        raise Refused("passkey")
    return found


def _asked_in(answer: Mapping[str, Any]) -> str:
    from handler.services.people.passkeys import asked_in

    return asked_in(answer)
