"""The people in the bucket: read once, changed together, and never open by a mistake."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from handler.core.people.coming import session_of
from handler.core.people.leaving import rename
from handler.core.people.state import STATE, People, Refused
from handler.core.people.storing import BrokenPeople
from handler.memory.bucket import MemoryBucket
from handler.services.people.access import Access, Credential
from handler.services.ports import Bucket, Conflict, Unavailable
from tests.contracts.servers import MOTO, make_bucket
from tests.services.blog import StoppedClock

MADE = Credential("credential", "public", 0)


@pytest.fixture(
    params=[
        "memory",
        MOTO,
    ]
)
def bucket(request: pytest.FixtureRequest) -> Bucket:
    """An empty bucket, in memory and in S3."""
    if request.param == "memory":
        return MemoryBucket()
    return make_bucket(request.getfixturevalue("moto"))


def make_access(bucket: Bucket | None = None) -> Access:
    """A desk that is on."""
    access = Access(bucket or MemoryBucket(), StoppedClock())
    access.turn_on()
    return access


def people_of(access: Access) -> People:
    found = access.people()
    assert found is not None
    return found


def test_a_blog_has_no_desk_until_it_is_turned_on(bucket: Bucket) -> None:
    access = Access(bucket, StoppedClock())
    assert access.people() is None
    access.turn_off()
    assert access.people() is None
    access.turn_on()
    first = people_of(access)
    assert (first.is_on, first.members) == (True, ())
    access.turn_on()
    assert people_of(access) == first


def test_two_may_turn_it_on_at_the_same_time() -> None:
    bucket = MemoryBucket()
    other = Access(bucket, StoppedClock())
    restless: Any = Overtaken(bucket, other.turn_on, times=1)
    Access(restless, StoppedClock()).turn_on()
    assert people_of(other).is_on


def test_who_has_a_passkey_keeps_it_while_the_desk_is_off(bucket: Bucket) -> None:
    access = make_access(bucket)
    access.register(access.invite("", is_owner=True).token, "Ada", MADE, "Firefox")
    access.invite("Bob", is_owner=False)
    access.turn_off()
    off = people_of(access)
    assert (off.is_on, off.invitations, off.members[0].sessions) == (False, (), ())
    access.turn_on()
    assert [len(each.passkeys) for each in people_of(access).members] == [1]


def test_one_of_two_who_use_a_link_at_the_same_time_comes_in(bucket: Bucket) -> None:
    access = make_access(bucket)
    token = access.invite("Ada", is_owner=True).token
    other = Access(bucket, StoppedClock())

    def overtaken() -> str:
        other.register(token, "Eve", Credential("other", "public", 0), "Firefox")
        return token

    with pytest.raises(Refused) as refused:
        meanwhile(access, overtaken).register(token, "Ada", MADE, "Firefox")
    assert refused.value.reason == "invitation"
    assert [each.name for each in people_of(access).members] == ["Eve"]


def test_what_others_change_at_the_same_time_stays(bucket: Bucket) -> None:
    access = make_access(bucket)
    access.register(access.invite("", is_owner=True).token, "Ada", MADE, "Firefox")
    other = Access(bucket, StoppedClock())
    (ada,) = people_of(access).members
    invite = meanwhile(access, lambda: other.invite("Bob", is_owner=False))
    invite.change(lambda people, _now: rename(people, ada.id, "Ada L.", None))
    people = people_of(access)
    assert (people.members[0].name, people.invitations[0].name) == ("Ada L.", "Bob")


def meanwhile(access: Access, work: Callable[[], object]) -> Access:
    """Somebody who reads, and then is overtaken once by somebody else."""
    overtaken: Any = Overtaken(access._bucket, work, times=1)
    return Access(overtaken, StoppedClock())


class Overtaken:
    """A bucket in which something happens after each of the first times that it is read."""

    def __init__(self, bucket: Bucket, work: Callable[[], object], times: int) -> None:
        self._bucket, self._work, self._times = bucket, work, times
        self.replace = bucket.replace

    def get(self, key: str, **options: object) -> object:
        found = self._bucket.get(key, **options)  # type: ignore[arg-type]
        if self._times:
            self._times -= 1
            self._work()
        return found


def test_who_is_overtaken_again_and_again_gives_up() -> None:
    access = make_access()
    names = iter(range(100))
    restless: Any = Overtaken(
        access._bucket, lambda: access.invite(str(next(names)), is_owner=False), times=99
    )
    with pytest.raises(Unavailable, match="the desk is busy"):
        Access(restless, StoppedClock()).invite("Ada", is_owner=True)
    assert "Ada" not in [each.name for each in people_of(access).invitations]


class Losing:
    """A bucket that writes, and whose first answer is lost."""

    def __init__(self, bucket: Bucket, error: Exception, *, writes: bool) -> None:
        self._bucket, self._error, self._writes = bucket, error, writes
        self.get = bucket.get

    def replace(self, *arguments: Any) -> str:
        if self._writes:
            self._bucket.replace(*arguments)
        raise self._error


@pytest.mark.parametrize("error", [Conflict(), Unavailable("bucket: timed out")])
def test_a_link_is_not_lost_with_the_answer_to_its_write(error: Exception) -> None:
    access = make_access()
    token = access.invite("Ada", is_owner=True).token
    losing: Any = Losing(access._bucket, error, writes=True)
    session = Access(losing, StoppedClock()).register(token, "Ada", MADE, "Firefox")
    assert session_of(people_of(access), session, access.now())


def test_a_link_stays_good_if_nothing_was_written() -> None:
    access = make_access()
    token = access.invite("Ada", is_owner=True).token
    losing: Any = Losing(access._bucket, Unavailable("bucket: timed out"), writes=False)
    with pytest.raises(Unavailable):
        Access(losing, StoppedClock()).register(token, "Ada", MADE, "Firefox")
    assert access.register(token, "Ada", MADE, "Firefox")


def test_only_an_owner_invites_others() -> None:
    access = make_access()
    for name, is_owner in (("Ada", True), ("Bob", False)):
        token = access.invite(name, is_owner=is_owner).token
        access.register(token, name, Credential(name, "public", 0), "Firefox")
    ada, bob = people_of(access).members
    assert access.invite("Eve", is_owner=True, by=ada).invitation.by == ada.id
    with pytest.raises(Refused) as refused:
        access.invite("Eve", is_owner=False, by=bob)
    assert refused.value.reason == "owner"


def test_a_challenge_is_good_for_one_link(bucket: Bucket) -> None:
    access = make_access(bucket)
    first, second = (access.invite(name, is_owner=False).token for name in ("Ada", "Bob"))
    _, asked = access.ask_new(people_of(access), first)
    access.check_new(people_of(access), first, asked)
    for token, challenge in [(second, asked), (first, access.ask(people_of(access)))]:
        with pytest.raises(Refused):
            access.check_new(people_of(access), token, challenge)
    with pytest.raises(Refused):
        access.check(people_of(access), asked)


@pytest.mark.parametrize("data", [b"{}", b"", b"x" * 2_000_001])
def test_a_file_that_cannot_be_read_closes_the_desk(data: bytes) -> None:
    bucket = MemoryBucket()
    bucket.put(STATE, data, "application/json")
    access = Access(bucket, StoppedClock())
    for work in (access.people, access.turn_on, access.turn_off):
        with pytest.raises(BrokenPeople):
            work()


def test_a_visit_is_noted_once_a_day_and_none_is_refused_if_that_fails() -> None:
    clock, failing = StoppedClock(), False

    def on_call(call: str) -> None:
        if failing and call == "bucket put":
            raise Unavailable("bucket: timed out")

    access = Access(MemoryBucket(on_call), clock)
    access.turn_on()
    access.register(access.invite("", is_owner=True).token, "Ada", MADE, "Firefox")
    first = people_of(access)
    access.visit(first.members[0].sessions[0])
    assert people_of(access) == first
    clock.pass_by(timedelta(days=1))
    failing = True
    access.visit(first.members[0].sessions[0])
    assert people_of(access) == first
    failing = False
    access.visit(first.members[0].sessions[0])
    assert people_of(access).members[0].sessions[0].seen == clock.now()
