"""While the table is down, posts and pages come straight from the bucket."""

from datetime import UTC, datetime

import pytest

from handler.core.model.entries import SiteConfig
from handler.memory.bucket import MemoryBucket
from handler.services.read.fallback import FallbackReader
from tests.open_sandbox import OpenSandbox
from tests.services.blog import StoppedClock

NOW = datetime(2020, 1, 1, tzinfo=UTC)


def make_fallback(bucket: MemoryBucket) -> FallbackReader:
    return FallbackReader(bucket, StoppedClock(NOW), OpenSandbox())


def make_bucket(**files: str) -> MemoryBucket:
    bucket = MemoryBucket()
    for key, text in files.items():
        bucket.put(key, text.encode(), "text/markdown")
    return bucket


def find(files: dict[str, str], path: str) -> tuple[str, str] | None:
    found = make_fallback(make_bucket(**files)).view(path, SiteConfig())
    return (found.entry.title, found.html.strip()) if found else None


def test_a_post_is_found_by_the_name_of_its_file() -> None:
    files = {"_posts/2017/2017-12-27-hello.md": "---\ntitle: Hi\n---\ntext"}
    assert find(files, "/2017/12/27/hello.html") == ("Hi", "<p>text</p>")


def test_a_page_is_found_and_its_includes_come_from_the_bucket() -> None:
    files = {
        "about.md": "---\ntitle: About\n---\n{% include me.html %}",
        "_includes/me.html": "<b>me</b>",
    }
    assert find(files, "/about.html") == ("About", "<p><b>me</b></p>")


@pytest.mark.parametrize(
    "text",
    [
        "---\npublished: false\n---\ntext",
        '---\ndate: "2030-01-01"\n---\ntext',
        "---\ntitle: [\n---\ntext",
    ],
)
def test_hidden_scheduled_and_broken_posts_stay_unseen(text: str) -> None:
    assert find({"_posts/2017-12-27-hello.md": text}, "/2017/12/27/hello.html") is None


def test_a_post_of_another_day_is_not_the_one_asked_for() -> None:
    files = {"_posts/2017-12-27-hello.md": "text", "_drafts/hello.md": "draft"}
    assert find(files, "/2017/12/28/hello.html") is None


def test_the_configuration_is_the_buckets_or_the_default() -> None:
    assert make_fallback(make_bucket(**{"_config.yml": "title: Mine"})).site().title == "Mine"
    assert make_fallback(make_bucket()).site() == SiteConfig()


@pytest.mark.parametrize(("output", "html"), [(True, "<p>text</p>"), (False, None)])
def test_a_document_is_found_if_its_collection_has_pages(output: bool, html: str | None) -> None:
    bucket = make_bucket(**{"_recipes/soup.md": "---\ntitle: Soup\n---\ntext"})
    site = SiteConfig(collections={"recipes": {"output": output}})
    for config, expected in ((site, html), (SiteConfig(), None)):
        found = make_fallback(bucket).view("/recipes/soup.html", config)
        assert (found.html.strip() if found else None) == expected
