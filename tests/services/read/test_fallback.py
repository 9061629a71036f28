"""While the table is down, posts and pages come straight from the bucket."""

from datetime import UTC, datetime

import pytest

from handler.core.model.entries import SiteConfig
from handler.memory.bucket import MemoryBucket
from handler.services.ports import StoredObject
from handler.services.read.fallback import FallbackReader
from tests.services.blog import StoppedClock
from tests.support.open_sandbox import OpenSandbox

NESTED = {f"_includes/{n}.html": f"{{% include {n + 1}.html %}}" for n in range(50)}
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


class Forgetful(MemoryBucket):
    """A bucket that drops older versions as soon as they are listed."""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`."""
        return None if version else super().get(key, limit=limit)


@pytest.mark.parametrize(("bucket", "title"), [(MemoryBucket(), "Old"), (Forgetful(), None)])
def test_of_a_broken_post_an_older_version_is_shown_if_it_is_kept(
    bucket: MemoryBucket, title: str | None
) -> None:
    for text in (b"---\ntitle: Old\n---\ntext", b"---\ntitle: [\n---\ntext"):
        bucket.put("_posts/2017-12-27-hello.md", text, "text/markdown")
    found = make_fallback(bucket).view("/2017/12/27/hello.html", SiteConfig())
    assert (found.entry.title if found else None) == title


def test_what_the_table_alone_knows_is_left_out() -> None:
    text = "{% post_url 2017-01-01-a %}{% for r in site.recipes %}{{ r }}{% endfor %}B."
    site = SiteConfig(collections={"recipes": {}}, data={"collections": {"recipes": {}}})
    bucket = make_bucket(**{"about.md": f"---\ntitle: A\n---\n{text}"})
    found = make_fallback(bucket).view("/about.html", site)
    assert found
    assert "B." in found.html


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("".join(f"{{% include {number}.html %}}" for number in range(200)), {}),
        ("{% include 0.html %}", NESTED),
    ],
)
def test_what_refers_to_very_many_files_is_not_shown(text: str, files: dict[str, str]) -> None:
    assert find({"about.md": f"---\ntitle: A\n---\n{text}", **files}, "/about.html") is None


@pytest.mark.parametrize(("others", "is_found"), [(1_500, True), (3_500, False)])
def test_a_page_is_looked_for_among_some_thousands_of_files(others: int, is_found: bool) -> None:
    bucket = make_bucket(**{"zebra.md": "---\ntitle: Z\n---\n"})
    for number in range(others):
        bucket.put(f"images/{number}.png", b"", "image/png")
    assert (make_fallback(bucket).view("/zebra.html", SiteConfig()) is not None) is is_found


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
