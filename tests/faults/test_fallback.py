"""Pages straight from the bucket are those that readers would have from the table."""

from datetime import UTC, datetime

from handler.core.model.entries import SiteConfig
from handler.memory.bucket import MemoryBucket
from handler.services.read.fallback import FallbackReader
from tests.services.blog import StoppedClock
from tests.support.open_sandbox import OpenSandbox

NOW = datetime(2020, 1, 1, tzinfo=UTC)
KEY, PATH = "_posts/2017-12-27-hello.md", "/2017/12/27/hello.html"


def make_fallback(bucket: MemoryBucket) -> FallbackReader:
    return FallbackReader(bucket, StoppedClock(NOW), OpenSandbox())


def make_bucket(*uploads: tuple[str, str]) -> MemoryBucket:
    """A bucket into which files were uploaded one after the other."""
    bucket = MemoryBucket()
    for key, text in uploads:
        bucket.put(key, text.encode(), "text/markdown")
    return bucket


def title(bucket: MemoryBucket, path: str = PATH) -> str | None:
    """The title of what is found at a path."""
    found = make_fallback(bucket).view(path, SiteConfig())
    return found.entry.title if found else None


def test_a_broken_upload_leaves_the_newest_valid_version() -> None:
    versions = [(KEY, f"---\ntitle: {text}\n---\n") for text in ("Older", "Newer", "[")]
    assert title(make_bucket(*versions)) == "Newer"


def test_a_post_that_was_withdrawn_does_not_come_back() -> None:
    hidden = "---\ntitle: Hi\npublished: false\n---\n"
    assert title(make_bucket((KEY, "---\ntitle: Hi\n---\n"), (KEY, hidden))) is None


def test_a_deleted_post_does_not_come_back() -> None:
    bucket = make_bucket((KEY, "---\ntitle: Hi\n---\n"))
    bucket.delete(KEY)
    assert title(bucket) is None


def test_a_broken_configuration_leaves_the_newest_valid_one() -> None:
    versions = [("_config.yml", text) for text in ("title: Older", "title: Newer", "title: [")]
    assert make_fallback(make_bucket(*versions)).site().title == "Newer"
    assert make_fallback(make_bucket(("_config.yml", "title: ["))).site() == SiteConfig()


def test_a_post_is_found_however_many_come_before_it() -> None:
    others = [(f"_posts/2000-01-01-p{number}.md", "text") for number in range(3500)]
    assert title(make_bucket(*others, (KEY, "---\ntitle: Last\n---\n"))) == "Last"
