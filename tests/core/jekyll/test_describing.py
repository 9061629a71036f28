"""What `flask render` says of a file: its HTML and metadata, or why there is none."""

from datetime import UTC, datetime

from handler.core.jekyll.describing import Description, describe
from handler.core.liquid import Need, Resources
from handler.core.model.entries import SiteConfig

NOW = datetime(2026, 6, 1, tzinfo=UTC)
KEY = "_posts/2017-12-27-a.md"


def described(text: str) -> Description:
    return describe(KEY, text.encode(), SiteConfig(), Resources(), NOW)


def test_a_file_is_described_by_its_html_and_metadata() -> None:
    description = described("---\ntitle: A\ntags: [b]\n---\n{% include c.html %}\n")
    assert description.needs == {Need("include", "c.html")}
    assert description.values | {"html": ""} == {
        "html": "",
        "title": "A",
        "date": "2017-12-27T00:00:00+00:00",
        "url": "/2017/12/27/a.html",
        "categories": [],
        "tags": ["b"],
    }


def test_a_file_that_cannot_be_read_is_described_by_its_mistake() -> None:
    assert list(described("---\ntitle: [\n---\n").values) == ["error"]
