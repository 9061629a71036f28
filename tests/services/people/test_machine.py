"""Whatever people, strangers and time do: nothing that was used, revoked or is over lets in."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from handler.core.people import leaving
from handler.core.people.coming import session_of
from handler.core.people.state import (
    IDLE,
    INVITED,
    LONGEST_SESSION,
    MAXIMUM_SESSIONS,
    Answered,
    People,
    Refused,
)
from handler.memory.bucket import MemoryBucket
from handler.services.people.access import Access, Credential
from tests.services.blog import StoppedClock

NUMBERS = st.integers(0, 9)


@dataclass
class Link:
    token: str
    until: datetime
    is_good: bool = True


@dataclass
class Key:
    credential: str
    is_good: bool = True
    counter: int = 0


@dataclass
class Seat:
    """A session as whoever began it knows it."""

    token: str
    key: Key
    made: datetime
    seen: datetime
    is_good: bool = True

    def lasts(self, now: datetime) -> bool:
        until = min(self.seen + IDLE, self.made + LONGEST_SESSION)
        return self.is_good and self.key.is_good and now < until


@dataclass
class World:
    links: list[Link] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    answered: list[tuple[str, Answered]] = field(default_factory=list)


class Desk(RuleBasedStateMachine):
    """A desk, and what its people ought to be able to do."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = StoppedClock()
        self.access = Access(MemoryBucket(), self.clock)
        self.access.turn_on()
        self.world = World()

    @property
    def people(self) -> People:
        found = self.access.people()
        assert found is not None
        return found

    @rule(is_owner=st.booleans())
    def invite(self, is_owner: bool) -> None:
        if len(self.people.invitations) < 20:
            token = self.access.invite("Ada", is_owner=is_owner).token
            self.world.links.append(Link(token, self.clock.now() + INVITED))

    @precondition(lambda self: self.world.links)
    @rule(number=NUMBERS)
    def use_link(self, number: int) -> None:
        link = self.world.links[number % len(self.world.links)]
        credential = f"credential {len(self.world.keys)}"
        ought = link.is_good and self.clock.now() < link.until and len(self.people.members) < 50
        try:
            token = self.access.register(
                link.token, credential, Credential(credential, "key", 0), "Firefox"
            )
        except Refused:
            assert not ought
        else:
            assert ought
            link.is_good = False
            key = Key(credential)
            self.world.keys.append(key)
            self._sit(token, key)

    @precondition(lambda self: self.world.keys)
    @rule(number=NUMBERS, step=st.sampled_from([1, 1, 1, 0, -1]))
    def sign_in(self, number: int, step: int) -> None:
        key = self.world.keys[number % len(self.world.keys)]
        if sum(seat.key is key for seat in self.world.seats) == MAXIMUM_SESSIONS:
            return  # One more would end another.
        asked = self.access.ask(self.people)
        self._answer(key, key.counter + step, asked, self.access.check(self.people, asked))

    @precondition(lambda self: self.world.answered and self.world.keys)
    @rule(number=NUMBERS, other=NUMBERS)
    def replay(self, number: int, other: int) -> None:
        asked, answered = self.world.answered[number % len(self.world.answered)]
        key = self.world.keys[other % len(self.world.keys)]
        before = self.people
        try:
            self.access.check(self.people, asked)
            self.access.sign_in(key.credential, key.counter + 1, answered, "Firefox")
        except Refused:
            assert self.people == before
        else:
            raise AssertionError("an answer was good twice")

    def _answer(self, key: Key, counter: int, asked: str, answered: Answered) -> None:
        ought = key.is_good and (counter > key.counter or counter == key.counter == 0)
        try:
            token = self.access.sign_in(key.credential, counter, answered, "Firefox")
        except Refused:
            assert not ought
        else:
            assert ought
            key.counter = counter
            self.world.answered.append((asked, answered))
            self._sit(token, key)

    def _sit(self, token: str, key: Key) -> None:
        now = self.clock.now()
        self.world.seats.append(Seat(token, key, now, now))

    @precondition(lambda self: self.world.seats)
    @rule(number=NUMBERS)
    def visit(self, number: int) -> None:
        seat = self.world.seats[number % len(self.world.seats)]
        found = session_of(self.people, seat.token, self.clock.now())
        if found:
            self.access.visit(found[1])
            if self.clock.now() - seat.seen >= timedelta(days=1):
                seat.seen = self.clock.now()

    @precondition(lambda self: self.world.seats)
    @rule(number=NUMBERS)
    def sign_out(self, number: int) -> None:
        seat = self.world.seats[number % len(self.world.seats)]
        found = session_of(self.people, seat.token, self.clock.now())
        if found:
            self.access.change(lambda people, _now: leaving.end_session(people, found[1].id, None))
        seat.is_good = False

    @precondition(lambda self: any(True for _ in self.people.passkeys()))
    @rule(number=NUMBERS)
    def revoke_passkey(self, number: int) -> None:
        keys = [key for _, key in self.people.passkeys()]
        key = keys[number % len(keys)]
        self.access.change(lambda people, _now: leaving.revoke_passkey(people, key.id, None))
        next(each for each in self.world.keys if each.credential == key.credential).is_good = False

    @precondition(lambda self: self.people.members)
    @rule(number=NUMBERS)
    def remove(self, number: int) -> None:
        member = self.people.members[number % len(self.people.members)]
        self.access.change(lambda people, _now: leaving.remove(people, member.id, None))
        gone = {key.credential for key in member.passkeys}
        for key in self.world.keys:
            key.is_good = key.is_good and key.credential not in gone

    @rule()
    def turn_off_and_on(self) -> None:
        self.access.turn_off()
        assert not any(session_of(self.people, s.token, self.clock.now()) for s in self.world.seats)
        self.access.turn_on()
        for link in self.world.links:
            link.is_good = False
        for seat in self.world.seats:
            seat.is_good = False

    @rule(time=st.sampled_from([timedelta(minutes=4), timedelta(hours=30), timedelta(days=29)]))
    def wait(self, time: timedelta) -> None:
        self.clock.pass_by(time)

    @invariant()
    def in_are_those_who_ought_to_be(self) -> None:
        now, people = self.clock.now(), self.people
        seats = self.world.seats[-20:]
        are_in = [session_of(people, seat.token, now) is not None for seat in seats]
        assert are_in == [seat.lasts(now) for seat in seats]


Desk.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestDesk = Desk.TestCase
