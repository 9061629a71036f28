"""Programs that people let write for them: codes and tokens, given, renewed and taken back.

A token is handed out once; what is kept of it is in the file of the people.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from handler.core.people import clients, programs
from handler.core.people.codes import Approval, check_verifier, code_of, read_code
from handler.core.people.state import (
    MAXIMUM_NAME,
    WRITING,
    Answered,
    Member,
    People,
    Program,
    Refused,
)
from handler.core.people.tokens import digest_of
from handler.services.peers import OpenWeb
from handler.services.people.access import Access, Decision, new_id, new_token
from handler.services.ports import Unavailable

LARGEST = 100_000
"""Bytes of the page of a program."""
LONGEST = 4.0
"""Seconds in all that it is waited for."""
_ACCEPTED = "application/json, text/html"


@dataclass(frozen=True, slots=True)
class Granted:
    """What a program gets: who let it, and its tokens; none if it only asked who that is."""

    member: Member
    scopes: str
    token: str = ""
    refresh: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a program sends with a code: the code, who it is, and that it asked for it."""

    code: str
    client: str
    redirect: str
    verifier: str


class Programs:
    """The programs that write for the people of one blog."""

    def __init__(self, access: Access, web: Callable[[], OpenWeb]) -> None:
        self._access = access
        self._web = web

    def knows(self, client: str, redirect: str) -> bool:
        """Whether somebody may be sent to an address for a program.

        Its own page is looked at only if it would be sent elsewhere than to its origin.
        """
        if not (clients.is_client(client) and clients.is_redirect(redirect)):
            return False
        if clients.is_own(client, redirect):
            return True
        if not clients.may_be_asked(client):
            return False
        page = self._web().get(client, accept=_ACCEPTED, most=LARGEST, seconds=LONGEST)
        if page is None or page.status != 200 or page.is_cut:
            return False
        links = ", ".join(page.links)
        return redirect in clients.declared(client, links, page.content_type, page.text)

    def approve(self, people: People, approval: Approval) -> str:
        """The code with which a program gets what somebody lets it have."""
        return code_of(approval, people.secret, new_token(), self._access.now())

    def grant(self, people: People, claim: Claim) -> Granted:
        """A token for a code; raises `Refused`. A code that comes again ends what it gave."""
        member, approval, answered = self._checked(people, claim)
        if not approval.scopes:
            raise Refused("code")  # It says who somebody is, and lets nobody write.
        given = self._new(approval.client, approval.scopes, answered.digest, is_renewed=True)
        self._use(
            answered,
            lambda people, now: programs.add_program(people, member.id, given[2], answered, now),
        )
        return Granted(member, approval.scopes, *given[:2])

    def identify(self, people: People, claim: Claim) -> Granted:
        """Who approved a code, for a program that wants to know no more; raises `Refused`."""
        member, approval, answered = self._checked(people, claim)
        self._use(answered, lambda people, now: programs.use_code(people, answered, now))
        return Granted(member, approval.scopes)

    def make(self, member: Member, label: str) -> str:
        """A token that somebody gives to a program by hand."""
        token, _, program = self._new("", " ".join(programs.WRITING_SCOPES), "")
        made = replace(program, label=label)
        self._access.change(
            lambda people, now: programs.add_program(people, member.id, made, None, now)
        )
        return token

    def renew(self, token: str, client: str, scopes: str) -> Granted:
        """Another token for a program; the old ones are good no more."""
        made = self._new(client, scopes, "", is_renewed=True)
        people = self._access.change(
            lambda people, now: programs.renew(people, token, client, made[2], now)
        )
        found = programs.program_of(people, made[0], self._access.now())
        assert found  # It was just given.
        member, program = found
        return Granted(member, program.scopes, *made[:2])

    def of(self, people: People, token: str) -> tuple[Member, Program] | None:
        """The program that has a token, and for whom it writes."""
        found = programs.program_of(people, token, self._access.now())
        if found and programs.is_use(found[1], self._access.now()):
            with suppress(Unavailable, Refused):
                self._access.change(lambda people, now: programs.used(people, found[1].id, now))
        return found

    def revoke(self, token: str) -> None:
        """Let a token be good no more, if it is."""
        self._access.change(lambda people, _now: programs.without_token(people, token))

    def _checked(self, people: People, claim: Claim) -> tuple[Member, Approval, Answered]:
        approval, until = read_code(claim.code, people.secret, self._access.now())
        answered = Answered(digest_of(claim.code), until, approval.member)
        if (approval.client, approval.redirect) != (claim.client, claim.redirect):
            raise Refused("code")
        check_verifier(approval.challenge, claim.verifier)
        return people.member(approval.member), approval, answered

    def _use(self, answered: Answered, decision: Decision) -> None:
        """Use a code up; one that was used, be it at this moment elsewhere, ends what it gave."""
        try:
            self._access.change(decision)
        except Refused:
            self._access.change(lambda people, _now: programs.without_code(people, answered.digest))
            raise

    def _new(
        self, client: str, scopes: str, code: str, *, is_renewed: bool = False
    ) -> tuple[str, str, Program]:
        """A program with its token, and that which renews it."""
        token, refresh, now = new_token(), new_token() if is_renewed else "", self._access.now()
        digests = (digest_of(token), digest_of(refresh) if refresh else "", code)
        label = (urlsplit(client).hostname or "")[:MAXIMUM_NAME]
        program = Program(new_id(), *digests, client, label, scopes, now, now, now + WRITING)
        return token, refresh, program
