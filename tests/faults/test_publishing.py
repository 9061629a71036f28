"""Publishing and the tick when a call of AWS fails: loud, never half visible, right in the end."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from handler import entry
from handler.core.index import items
from handler.services.ports import Unavailable
from tests.faults import faults
from tests.faults.aws import Call, Fault, FaultyAWS, Rule
from tests.faults.blog import FaultyBlog, at_call, get
from tests.services.blog import PlainServices, post_key, post_text
from tests.support.s3_events import s3_event

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_pauses")]
KEY, OTHER = post_key("2026-01-02-b"), post_key("2026-01-01-a")
PATHS = ["/", "/tags/blue/", "/2026/01/02/b/", "/2026/01/01/a/"]
KINDS = [faults.error, faults.throttled, faults.answer_late]
Work = Callable[[PlainServices], None]


@pytest.fixture(scope="module")
def blog(aws: FaultyAWS) -> FaultyBlog:
    """A blog in which each test edits a post again and again."""
    return FaultyBlog(aws)


def hear(services: PlainServices) -> None:
    """Do what Lambda does when S3 tells of the post."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry, "services", lambda: services)
        entry.on_content_change(s3_event("bucket", KEY, name="ObjectCreated:Put"), None)


def tick(services: PlainServices) -> None:
    """Do what Lambda does every minute, where a failure is only logged."""
    services.ticker.tick()


def failure(
    blog: FaultyBlog, work: Work, number: int, fault: Fault, *, attempts: int = 2
) -> Exception | None:
    """What comes of work in which one call fails."""
    with blog.aws.faults(at_call(number, fault, attempts=attempts)):
        try:
            work(blog.process())
        except Exception as error:
            return error
    return None


def pages(blog: FaultyBlog) -> dict[str, str]:
    """What readers get."""
    process = blog.sound
    return {path: get(process, path).text for path in PATHS}


def edit(blog: FaultyBlog, number: int) -> None:
    """Upload a version of the post with a title and a tag that the last one did not have."""
    tag = "Red" if number % 2 else "Blue"
    blog.put(KEY, post_text(f"Version{number}", tags=f"[{tag}]"))


def check_between(before: dict[str, str], during: dict[str, str], after: dict[str, str]) -> None:
    """Every page was as before or as after, whatever it was in between."""
    assert before != after
    assert {path for path in PATHS if during[path] not in (before[path], after[path])} == set()


def check_index(blog: FaultyBlog) -> None:
    """The index is what the bucket makes it, and nothing is left to do."""
    assert blog.index() == blog.fresh_index()
    assert blog.sound.table.query(items.PENDING) == []


@pytest.mark.parametrize("fault", KINDS)
def test_whichever_call_fails_the_event_fails_and_ends_right_when_it_comes_again(
    blog: FaultyBlog, fault: Fault
) -> None:
    blog.reconnect()
    after = pages(blog)
    for number in range(1, 100):
        before = after
        edit(blog, number)
        error = failure(blog, hear, number, fault)
        if len(blog.aws.calls) < number:
            break
        assert isinstance(error, RuntimeError), blog.aws.calls[number - 1]
        during = pages(blog)
        hear(blog.sound)
        tick(blog.sound)
        after = pages(blog)
        check_between(before, during, after)
        check_index(blog)
    assert number > 15


@pytest.mark.parametrize("fault", KINDS)
def test_whichever_call_fails_once_the_event_publishes_all_the_same(
    blog: FaultyBlog, fault: Fault
) -> None:
    blog.reconnect()
    for number in range(1, 100):
        edit(blog, number)
        assert failure(blog, hear, number, fault, attempts=1) is None
        assert f"Version{number}" in get(blog.sound, "/").text
        check_index(blog)
        if len(blog.aws.calls) < number:
            break
    assert number > 15


def test_whichever_call_of_a_tick_fails_the_next_one_finishes_its_work(blog: FaultyBlog) -> None:
    fault = faults.answer_lost
    blog.reconnect()
    for number in range(1, 100):
        edit(blog, number)
        blog.clock.pass_by(timedelta(hours=1))
        error = failure(blog, tick, number, fault)
        if len(blog.aws.calls) < number:
            break
        assert error
        assert not isinstance(error, TypeError)
        tick(blog.sound)
        assert f"Version{number}" in get(blog.sound, "/").text
        check_index(blog)
    assert number > 20


def test_a_comparison_that_an_outage_cuts_off_goes_on_where_it_stopped(blog: FaultyBlog) -> None:
    tick(blog.sound)
    for key in (OTHER, KEY):
        blog.put(key, post_text("Changed"))
    blog.clock.pass_by(timedelta(hours=1))
    with blog.aws.faults(second_transaction(blog.aws)), pytest.raises(Unavailable):
        tick(blog.process())
    assert blog.sound.table.get([items.JOB])[items.JOB]["cursor"] == OTHER
    tick(blog.sound)
    assert blog.sound.table.get([items.JOB])[items.JOB]["cursor"] == ""
    check_index(blog)


def second_transaction(aws: FaultyAWS) -> Rule:
    """A fault of the second transaction."""

    def rule(call: Call, _attempt: int) -> Fault | None:
        transactions = [each for each in aws.calls if each.operation == "TransactWriteItems"]
        return faults.error if transactions[1:2] == [call] else None

    return rule
