"""Whichever call of a change at the desk fails, its author is told what is there and what readers
get, and readers get the old version or the new one."""

from dataclasses import dataclass

import pytest
from werkzeug.test import Client, TestResponse

from handler.web.app import create_app
from handler.web.desk.deployed import deployed_desk
from handler.web.desk.desk import PREFIX
from handler.wiring import Services
from tests.faults import faults
from tests.faults.aws import Fault, FaultyAWS
from tests.faults.blog import FaultyBlog, at_call, get
from tests.support.open_sandbox import OpenSandbox
from tests.web.blog import UnhurriedServices
from tests.web.desk.desk import HOST, ORIGIN, TOKEN, Guests, form_in

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_pauses")]
KEY, OTHER, DRAFT = "_posts/2026-01-09-a.md", "_posts/2026-01-09-b.md", "_drafts/tea.md"
PATH, OTHER_PATH, NEW = "/2026/01/09/a/", "/2026/01/09/b/", "_posts/2026-06-01-tea.md"
NEW_PATH = "/2026/06/01/tea/"
TEXT = "---\ntitle: A\n---\nOld words.\n"
AS_DATA = {"Accept": "application/json"}
MOST_CALLS = 40


@dataclass(frozen=True)
class Change:
    """A button of a file's editor, where the file is then, and where readers find it."""

    do: str
    key: str
    path: str
    new: str
    new_path: str


CHANGES = [
    Change("save", KEY, PATH, KEY, PATH),
    Change("publish", DRAFT, "", NEW, NEW_PATH),
    Change("rename", KEY, PATH, OTHER, OTHER_PATH),
    Change("unpublish", KEY, PATH, KEY, ""),
    Change("delete", KEY, PATH, "", ""),
]


@pytest.fixture(scope="module")
def blog(aws: FaultyAWS) -> FaultyBlog:
    """A blog whose texts are changed again and again."""
    return FaultyBlog(aws)


def process(blog: FaultyBlog) -> Services:
    """The services of a process that just started, with the real templates."""
    return UnhurriedServices(
        blog.settings,
        bucket=blog.bucket(),
        table=blog.table(),
        clock=blog.clock,
        sandbox=OpenSandbox(),
    )


def desk_of(services: Services) -> Client:
    """Somebody at the desk of a process."""
    desk = lambda: deployed_desk(services, Guests(HOST))  # noqa: E731
    return create_app(lambda: services, desk).test_client()


def clear(blog: FaultyBlog) -> None:
    """Leave nothing of what was changed before."""
    for key in (KEY, OTHER, DRAFT, NEW):
        blog.sound.bucket.delete(key)
        blog.sound.publisher.publish(key)


def reset(blog: FaultyBlog, change: Change) -> None:
    """Bring the text back to what it was, for readers as well."""
    if change.new != change.key:
        blog.sound.bucket.delete(change.new or NEW)
    blog.put(change.key, TEXT)
    catch_up(blog, change)


def catch_up(blog: FaultyBlog, change: Change) -> None:
    """What events do in the end, or the tick."""
    for key in dict.fromkeys([change.new or NEW, change.key]):
        blog.sound.publisher.publish(key)


def press(blog: FaultyBlog, change: Change, number: int, fault: Fault) -> TestResponse:
    """The answer to a change one call of which fails, each attempt of it."""
    page = desk_of(process(blog)).get(
        f"{PREFIX}edit", query_string={"key": change.key}, headers={"Host": HOST}
    )
    given = {"token": TOKEN, "do": change.do, "body": "New words.\r\n", "name": change.new}
    with blog.aws.faults(at_call(number, fault)):
        return desk_of(process(blog)).post(
            f"{PREFIX}edit",
            data=form_in(page.text) | given,
            headers={"Host": HOST, "Origin": ORIGIN} | (AS_DATA if change.do == "save" else {}),
        )


def holds(blog: FaultyBlog, key: str, words: str) -> bool:
    found = blog.sound.bucket.get(key) if key else None
    return found is not None and words.encode() in (found.data or b"")


def shown(blog: FaultyBlog, path: str) -> str:
    """What readers get at a path: the old text, the new one, or neither."""
    answer = get(blog.sound, path) if path else None
    text = answer.text if answer and answer.status_code == 200 else ""
    return "old" if "Old words" in text else "new" if "New words" in text else ""


def check(blog: FaultyBlog, change: Change, answer: TestResponse, call: object) -> None:
    """What an author is told is so."""
    told, is_moved = answer.text, change.new != change.key
    is_late = "late=1" in (answer.location or "") or "AWS did not answer in time" in told
    is_late |= '"late": true' in told
    if answer.status_code in (200, 303):
        assert not change.new or holds(blog, change.new, "New words"), call
        assert not is_moved or not holds(blog, change.key, "words"), call
        if is_late:
            assert shown(blog, change.path) in ("old", "new", ""), call
            catch_up(blog, change)
        assert shown(blog, change.new_path) == ("new" if change.new_path else ""), call
    elif "is still there as well" in told:
        assert holds(blog, change.key, "Old words"), call
        assert holds(blog, change.new, "New words"), call
    else:
        assert (answer.status_code, holds(blog, change.key, "Old words")) == (503, True), call
        assert not is_moved or not holds(blog, change.new, "words"), call
        assert shown(blog, change.path) == ("old" if change.path else ""), call


CASES = [(each, faults.error) for each in CHANGES] + [
    (each, faults.answer_lost) for each in CHANGES[:2]
]


@pytest.mark.parametrize(("change", "fault"), CASES, ids=lambda each: getattr(each, "do", ""))
def test_an_author_is_told_what_readers_get(blog: FaultyBlog, change: Change, fault: Fault) -> None:
    blog.reconnect()
    clear(blog)
    for number in range(1, MOST_CALLS):
        reset(blog, change)
        answer = press(blog, change, number, fault)
        if len(blog.aws.calls) < number:
            break
        check(blog, change, answer, (number, blog.aws.calls[number - 1]))
    assert 8 < number < MOST_CALLS
    assert shown(blog, change.new_path) == ("new" if change.new_path else "")
