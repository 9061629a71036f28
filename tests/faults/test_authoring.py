"""What authors are told when a call of S3 fails: the old text is there, or the new one, or both."""

from collections.abc import Callable

import pytest

from handler.memory.bucket import MemoryBucket
from handler.services.author.files import HalfDone
from handler.services.ports import Unavailable
from tests.faults import faults
from tests.faults.aws import Fault, FaultyAWS
from tests.faults.blog import FILES, FaultyBlog, at_call
from tests.services.blog import PlainServices

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_pauses")]
DRAFT, LIVE = "_drafts/idea.md", "_posts/2026-01-09-a.md"
NEW, MOVED = "_posts/2026-06-01-idea.md", "_posts/2026-01-09-b.md"
TEXT = "---\ntitle: A\n---\nText.\n"
KINDS = [
    *(faults.error, faults.throttled, faults.cut, faults.answer_lost, faults.answer_late),
    faults.half_an_answer,
]
Work = Callable[[PlainServices], object]


def publish(services: PlainServices) -> object:
    return services.authoring.publish(DRAFT)


def unpublish(services: PlainServices) -> object:
    return services.authoring.unpublish(LIVE)


def rename(services: PlainServices) -> object:
    return services.authoring.rename(LIVE, MOVED)


def restore(services: PlainServices) -> object:
    newest, older, *_ = services.versions.history(LIVE).versions
    assert newest.etag != older.etag
    return services.versions.restore(older)


def delete(services: PlainServices) -> object:
    return services.authoring.delete(LIVE)


PLACES: dict[Work, tuple[str, str]] = {
    publish: (DRAFT, NEW),
    unpublish: (LIVE, LIVE),
    rename: (LIVE, MOVED),
    restore: (LIVE, LIVE),
    delete: (LIVE, ""),
}


@pytest.fixture(scope="module")
def blog(aws: FaultyAWS) -> FaultyBlog:
    """A blog whose texts are changed again and again."""
    return FaultyBlog(aws)


def reset(blog: FaultyBlog) -> None:
    """Bring the texts back to what they were, with a short history however often that is done."""
    blog.aws.bucket = MemoryBucket()
    for key, text in [*FILES.items(), (LIVE, "older")]:
        blog.put(key, text)
    for key in (DRAFT, LIVE):
        blog.put(key, TEXT)


def held(blog: FaultyBlog, key: str) -> str | None:
    found = blog.sound.bucket.get(key) if key else None
    return found.data.decode() if found and found.data is not None else None


def told_of(blog: FaultyBlog, work: Work, number: int, fault: Fault, attempts: int) -> str:
    """What the author is told of work in which one call fails, nothing if it is done."""
    with blog.aws.faults(at_call(number, fault, attempts=attempts)):
        try:
            work(blog.process())
        except (HalfDone, Unavailable) as error:
            return str(error)
    return ""


def is_done(blog: FaultyBlog, old: str, new: str) -> bool:
    is_gone = old == new or held(blog, old) is None
    return is_gone and (new == "" or held(blog, new) not in (None, TEXT if old == new else None))


@pytest.mark.parametrize("work", PLACES)
@pytest.mark.parametrize("fault", KINDS)
def test_whichever_call_fails_the_author_is_told_the_truth(
    blog: FaultyBlog, work: Work, fault: Fault
) -> None:
    old, new = PLACES[work]
    blog.reconnect()
    for number in range(1, 30):
        reset(blog)
        told = told_of(blog, work, number, fault, attempts=2)
        if len(blog.aws.calls) < number:
            break
        if not told:
            assert is_done(blog, old, new), blog.aws.calls[number - 1]
        elif "is still there as well" in told:
            assert (held(blog, old), held(blog, new) is None) == (TEXT, False)
        else:
            assert held(blog, old) == TEXT, told
            assert old == new or held(blog, new) is None, told
    assert number >= 3


@pytest.mark.parametrize("work", PLACES)
@pytest.mark.parametrize("fault", [faults.error, faults.answer_lost, faults.half_an_answer])
def test_whichever_call_fails_once_all_is_done(blog: FaultyBlog, work: Work, fault: Fault) -> None:
    blog.reconnect()
    for number in range(1, 30):
        reset(blog)
        assert told_of(blog, work, number, fault, attempts=1) == ""
        assert is_done(blog, *PLACES[work])
        if len(blog.aws.calls) < number:
            break
    assert number >= 3
