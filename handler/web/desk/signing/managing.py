"""Who may come in, with what, and from where: looking at it, inviting, revoking, going out."""

import io
from collections.abc import Callable, Mapping
from contextlib import suppress

from flask import Response
from markupsafe import Markup

from handler.core.people import leaving
from handler.core.people.state import INVITED, MAXIMUM_NAME, Member, People, Refused
from handler.core.site.theme.palettes import SCANNED
from handler.services.people.access import Invited
from handler.web.desk import answers
from handler.web.desk.desk import PREFIX, Visit
from handler.web.desk.signing.cookies import forget_token
from handler.web.desk.signing.names import MICROPUB
from handler.web.desk.signing.visitors import Visitors

_Change = Callable[[People, str, str, Member], People]


def _rename(people: People, target: str, value: str, by: Member) -> People:
    return leaving.rename(people, target, value, by)


def _set_role(people: People, target: str, value: str, by: Member) -> People:
    return leaving.set_role(people, target, value == "owner", by)


_CHANGES: Mapping[str, _Change] = {
    "rename": _rename,
    "role": _set_role,
    "remove": lambda people, target, _value, by: leaving.remove(people, target, by),
    "passkey": lambda people, target, _value, by: leaving.revoke_passkey(people, target, by),
    "session": lambda people, target, _value, by: leaving.end_session(people, target, by),
    "program": lambda people, target, _value, by: leaving.stop_program(people, target, by),
    "link": lambda people, target, _value, by: leaving.withdraw(people, target, by),
}


class Managing:
    """The page of the people."""

    def __init__(self, visitors: Visitors) -> None:
        self._visitors = visitors
        self._access = visitors.access

    def show(self, visit: Visit) -> Response:
        """Everybody who may come in, for owners; for authors themselves."""
        return self._page(visit, self._people(visit), done=visit.request.args.get("did", ""))

    def change(self, visit: Visit) -> Response:
        """What a button of the page does; the role of whoever presses it is looked at again."""
        given = visit.request.form
        change = _CHANGES.get(given.get("do", ""))
        me, _ = self.me(visit)
        if change is None:
            raise Refused("missing")
        target, value = given.get("id", ""), given.get("value", "")
        try:
            people = self._access.change(
                lambda people, _now: change(people, target, value, people.member(me.id))
            )
        except Refused as error:
            return self._page(visit, self._people(visit), 403, refused=error.reason)
        if not any(each.id == me.id and self._has_session(visit, each) for each in people.members):
            return forget_token(answers.onward(visit, "./"))
        return answers.onward(visit, "people", did=given.get("do", ""))

    def invite(self, visit: Visit) -> Response:
        """Make a link for somebody, or for another device of somebody's, and show it once."""
        given = visit.request.form
        me, _ = self.me(visit)
        member, is_owner = given.get("member", ""), given.get("role", "") == "owner"
        try:
            invited = self._access.invite(
                given.get("name", ""), is_owner=is_owner, member=member, by=me
            )
        except Refused as error:
            return self._page(visit, self._people(visit), 403, refused=error.reason)
        return self._page(visit, self._fresh(), invited=self._shown(visit, invited))

    def sign_out(self, visit: Visit) -> Response:
        """End the session, here and for whoever else may have its cookie."""
        _, session = self.me(visit)
        with suppress(Refused):  # It may have ended meanwhile.
            self._access.change(lambda people, _now: leaving.end_session(people, session, None))
        return forget_token(answers.onward(visit, "./"))

    def after_making(
        self, visit: Visit, *, refused: str = "", made: Mapping[str, str] | None = None
    ) -> Response:
        """The page with a token that was made, or why none was."""
        status = 403 if refused else 200
        return self._page(visit, self._fresh(), status, refused=refused, made=made)

    def me(self, visit: Visit) -> tuple[Member, str]:
        """Who asks, and with which session."""
        known = self._visitors.known(visit.request)
        if known.member is None or known.session is None:
            raise Refused("owner")
        return known.member, known.session.id

    def _people(self, visit: Visit) -> People:
        people = self._visitors.known(visit.request).people
        if people is None:
            raise Refused("missing")
        return people

    def _fresh(self) -> People:
        people = self._access.people()
        if people is None:
            raise Refused("missing")
        return people

    def _has_session(self, visit: Visit, member: Member) -> bool:
        return any(each.id == self.me(visit)[1] for each in member.sessions)

    def _shown(self, visit: Visit, invited: Invited) -> dict[str, object]:
        origin = self._visitors.origin(visit.request)
        link = f"{origin}{visit.base.prefix}{PREFIX}enter#{invited.token}"
        return {"link": link, "code": code_of(link), "name": invited.invitation.name}

    def _page(
        self,
        visit: Visit,
        people: People,
        status: int = 200,
        *,
        done: str = "",
        refused: str = "",
        invited: Mapping[str, object] | None = None,
        made: Mapping[str, str] | None = None,
    ) -> Response:
        me, session = self.me(visit)
        members = people.members if me.is_owner else [m for m in people.members if m.id == me.id]
        links = [each for each in people.invitations if me.is_owner or each.member == me.id]
        return answers.page(
            visit,
            "signing/people.html",
            status,
            me=me,
            session=session,
            members=sorted(members, key=lambda each: (each.id != me.id, each.name.casefold())),
            links=links,
            minutes=int(INVITED.total_seconds() // 60),
            maximum=MAXIMUM_NAME,
            done=done,
            refused=refused,
            invited=invited,
            made=made,
            endpoint=f"{answers.links_of(visit).root}{MICROPUB}",
        )


def code_of(link: str) -> Markup:
    """A link as a QR code that a page can have in it."""
    import segno

    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        border=4,
        dark=SCANNED[0],
        light=SCANNED[1],
        omitsize=True,
        svgclass="code",
        lineclass=None,
    )
    return Markup(out.getvalue().decode())
