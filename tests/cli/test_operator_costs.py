"""What docs/operator.md says of costs is measured on the sample blog.

Units are exact; sizes may be a tenth off, so that not each new word in a template changes them.
"""

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from handler.cli.trees import read_tree, upload
from handler.core.model.addressing.keys import classify
from handler.memory.bucket import MemoryBucket
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import Base
from handler.settings import Settings
from handler.wiring import Services
from tests.cli.metered_table import MeteredTable, Units

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("costs")]
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
SETTINGS = Settings("", "", "https://blog.example.com", remembered_seconds=0)
EDITED = "_posts/2025/2025-02-08-etags-are-promises.md"


@dataclass(frozen=True)
class SampleBlog:
    """The sample blog after its first ticks; `paths` are those of its live posts."""

    services: Services
    table: MeteredTable
    paths: list[str]
    ticking: Units
    """What the second tick took."""

    def read(self, path: str) -> Page:
        """A page, which nobody remembers."""
        reply = self.services.reader.respond(path, Base(""))
        assert isinstance(reply, Page)
        return reply

    def viewing(self, path: str) -> Units:
        """What a view of a stored page takes."""
        self.read(path)
        return self.table.units(lambda: self.read(path))

    def publishing(self, key: str, text: str) -> Units:
        """What publishing a key takes once it is uploaded."""
        self.services.bucket.put(key, text.encode(), "text/markdown")
        return self.table.units(lambda: self.services.publisher.publish(key))


def sample_blog() -> SampleBlog:
    table = MeteredTable()
    services = Services(SETTINGS, bucket=MemoryBucket(), table=table)
    tree = read_tree(ROOT / "content")
    for key in tree.content:
        upload(services.bucket, key, tree.path(key))
    outcomes = [services.publisher.publish(key) for key in tree.content]
    for _ in range(2):
        services.ticker.tick()
    posts = [o.path for o in outcomes if o.state == "live" and classify(o.key) == "post"]
    return SampleBlog(services, table, posts, table.units(services.ticker.tick))


@pytest.fixture(scope="module")
def blog() -> SampleBlog:
    """The sample blog, for those who only read it."""
    return sample_blog()


def cells(label: str) -> list[str]:
    """What follows a label in its row of a table."""
    row = re.search(rf"^\| {re.escape(label)} \| (.*) \|$", PAGE, re.MULTILINE)
    assert row, label
    return row[1].split(" | ")


def number(phrase: str) -> float:
    """The number that stands for # in a phrase of the page."""
    pattern = re.escape(phrase).replace(r"\#", r"([\d.]+\d)").replace(r"\ ", r"\s")
    found = re.search(pattern, PAGE)
    assert found, phrase
    return float(found[1])


def about(expected: float) -> object:
    return pytest.approx(expected, rel=0.1)


def sample_text() -> str:
    return (ROOT / "content" / EDITED).read_text(encoding="utf-8")


def test_a_view_takes_the_read_units_that_the_page_says(blog: SampleBlog) -> None:
    units = median(blog.viewing(path).read for path in blog.paths)
    assert cells("DynamoDB")[0] == f"{units:.0f} read units, strongly consistent"
    assert f"the front page takes {blog.viewing('/').read}," in PAGE
    assert number("the sample's feed takes #") == about(blog.viewing("/feed.xml").read)


def test_pages_have_the_sizes_that_the_page_says(blog: SampleBlog) -> None:
    pages = [blog.read(path) for path in blog.paths]
    html = median(len(gzip.decompress(page.gzip)) for page in pages)
    sent = median(len(page.brotli) for page in pages)
    stored = median(len(page.gzip) + len(page.brotli) for page in pages)
    assert number("a post is # KB of HTML") == about(html / 1000)
    assert number("sent as # KB") == about(sent / 1000)
    assert number("has # KB and takes 3 read units") == about(stored / 1000)


def test_publishing_takes_the_units_that_the_page_says() -> None:
    blog = sample_blog()
    body = sample_text().split("---", 2)[2]
    new = f"---\ntitle: New\ntags: [python, web]\ncategory: Flask\n---{body}"
    measured = {
        "new post, two tags, one category": blog.publishing("_posts/2026-11-22-new.md", new),
        "edited text": blog.publishing(EDITED, f"{sample_text()}\nMore.\n"),
        "the same event again": blog.table.units(lambda: blog.services.publisher.publish(EDITED)),
    }
    for label, units in measured.items():
        read, written = cells(label)[:2]
        assert (read, written.split()[0]) == (str(units.read), str(units.write)), label


def test_a_tick_takes_the_read_units_that_the_page_says(blog: SampleBlog) -> None:
    assert blog.ticking == Units(16, 0)
    assert "| 16 read units for each tick," in PAGE
