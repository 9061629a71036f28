"""Every address that the sample blog names leads somewhere."""

import json
import string
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urldefrag, urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.browser.conftest import CONTENT, Site

pytestmark = pytest.mark.xdist_group("browser")

_ADDRESSES = ("href", "src", "poster", "cite", "data-changes")


@dataclass
class Crawl:
    """What a walk along all links found: status by address, elements by page, and all links."""

    start: str
    statuses: dict[str, int] = field(default_factory=dict)
    pages: dict[str, list[Element]] = field(default_factory=dict)
    links: set[tuple[str, str]] = field(default_factory=set)

    def run(self) -> None:
        """Visit everything that can be reached."""
        waiting = [self.start]
        while waiting:
            address = waiting.pop()
            if address not in self.statuses:
                waiting += self._visit(address)

    def _visit(self, address: str) -> Iterator[str]:
        self.statuses[address], kind, text = fetch(address)
        for found in self._addresses(address, kind, text):
            whole = quote(urljoin(address, found.strip()), safe=string.punctuation)
            if whole.startswith(self.start):
                self.links.add((address, whole))
                yield urldefrag(whole).url

    def _addresses(self, address: str, kind: str, text: str) -> Iterable[str]:
        if kind == "text/html":
            return self._in_html(address, text)
        if kind == "application/feed+json":
            return list(in_json_feed(json.loads(text)))
        if kind.endswith("xml") and not kind.startswith("image/"):
            return list(in_xml(ElementTree.fromstring(text)))
        return []

    def _in_html(self, address: str, text: str) -> list[str]:
        elements = list(html5lib.parse(text, namespaceHTMLElements=False).iter())
        self.pages[address] = elements
        found = [element.get(name) for element in elements for name in _ADDRESSES]
        return [address for address in found if address]


def in_xml(root: Element) -> Iterator[str]:
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name == "loc":
            yield element.text or ""
        if name == "link":
            yield element.get("href") or ""
        if name == "content" and element.get("type") == "html":
            yield from in_fragment(element.text or "")


def in_json_feed(feed: dict[str, object]) -> Iterator[str]:
    items = feed["items"]
    assert isinstance(items, list)
    yield from (str(feed["home_page_url"]), str(feed["feed_url"]))
    for item in items:
        yield item["url"]
        yield from in_fragment(item["content_html"])


def in_fragment(html: str) -> list[str]:
    elements = html5lib.parseFragment(html, namespaceHTMLElements=False).iter()
    found = [element.get(name) for element in elements for name in ("href", "src")]
    return [address for address in found if address and not address.startswith("#")]


def fetch(address: str) -> tuple[int, str, str]:
    """Status, type and text; a stream of changes is not waited for."""
    if "/_coldpress/" in address:
        return 200, "", ""
    try:
        with urllib.request.urlopen(address) as answer:
            kind = answer.headers.get_content_type()
            is_text = kind.startswith(("text/", "application/"))
            return answer.status, kind, answer.read().decode() if is_text else ""
    except urllib.error.HTTPError as error:
        return error.code, "", ""


@pytest.fixture(scope="module")
def crawl(site: Site) -> Crawl:
    crawl = Crawl(f"{site.url}/")
    crawl.run()
    return crawl


def test_no_link_is_broken(crawl: Crawl) -> None:
    broken = {address for address, status in crawl.statuses.items() if status != 200}
    assert {(page, link) for page, link in crawl.links if urldefrag(link).url in broken} == set()


def test_every_anchor_exists(crawl: Crawl) -> None:
    ids = {
        address: {element.get("id") or "" for element in elements}
        for address, elements in crawl.pages.items()
    }
    missing = {
        (page, link)
        for page, link in crawl.links
        for target, anchor in [urldefrag(link)]
        if anchor and unquote(anchor) not in ids.get(target, {unquote(anchor)})
    }
    assert missing == set()


def test_the_walk_reaches_every_kind_of_page(crawl: Crawl) -> None:
    paths = {address.removeprefix(crawl.start) for address in crawl.statuses}
    wanted = {"", "archive/", "tags/", "categories/", "feed.xml", "feed.json", "2018/", "about/"}
    assert wanted <= paths
    assert "tags/c++/" in paths
    assert "tags/flask/feed.xml" in paths
    assert any(path.startswith("images/") for path in paths)
    assert any(path.startswith("before/") for path in paths)


def test_the_walk_reaches_everything_in_the_sitemap(site: Site, crawl: Crawl) -> None:
    _, _, sitemap = fetch(f"{site.url}/sitemap.xml")
    listed = set(in_xml(ElementTree.fromstring(sitemap)))
    assert len(listed) > 20
    assert listed <= crawl.statuses.keys()


def test_every_picture_of_the_sample_is_served(site: Site) -> None:
    for path in (CONTENT / "images").iterdir():
        address = f"{site.url}/images/{urllib.request.pathname2url(path.name)}"
        with urllib.request.urlopen(address) as answer:
            assert answer.read() == path.read_bytes()


def test_no_page_has_inline_styles_or_scripts(crawl: Crawl) -> None:
    for elements in crawl.pages.values():
        assert not [e.tag for e in elements if e.get("style") or e.tag == "style"]
        scripts = [e for e in elements if e.tag == "script" and not e.get("src")]
        assert {script.get("type") for script in scripts} <= {"application/ld+json"}
        assert not [n for e in elements for n in e.attrib if str(n).startswith("on")]
