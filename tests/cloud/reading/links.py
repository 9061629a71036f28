"""What the pages, feeds and sitemaps of a blog name."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin
from xml.etree import ElementTree

import html5lib

from tests.cloud.aws.messages import Answer
from tests.cloud.aws.site import Site

_ASCII = "".join(map(chr, range(33, 127)))


@dataclass(frozen=True, slots=True)
class Found:
    """What is at an address: the status, and the addresses that it names."""

    status: int
    names: frozenset[str]


def crawl(site: Site) -> dict[str, Found]:
    """All that can be reached from the home page, feed and sitemap, by address."""
    start = site.door.root + "/"
    found: dict[str, Found] = {}
    waiting = [start, start + "feed.json", start + "sitemap.xml"]
    while waiting:
        address = waiting.pop()
        if address not in found and site.covers(address):
            answer = site.fetch(address)
            found[address] = Found(answer.status, frozenset(addresses(address, answer)))
            waiting += found[address].names
    return found


def addresses(base: str, answer: Answer) -> Iterator[str]:
    """The addresses that an answer names, without their fragments, as browsers ask for them."""
    kind = answer["content-type"].partition(";")[0]
    if answer.status not in {200, 404}:
        return
    for name in _names(kind, answer.text if _is_document(kind) else ""):
        whole = urljoin(base, name).partition("#")[0]
        if whole.startswith("https://"):
            yield quote(whole, safe=_ASCII)


def _is_document(kind: str) -> bool:
    return kind in {"text/html", "application/feed+json"} or (
        kind.endswith("xml") and not kind.startswith("image/")
    )


def _names(kind: str, text: str) -> Iterator[str]:
    if kind == "text/html":
        yield from _in_elements(html5lib.parse(text, namespaceHTMLElements=False))
    elif kind == "application/feed+json":
        feed = json.loads(text)
        yield from (feed["home_page_url"], feed["feed_url"])
        for item in feed["items"]:
            yield item["url"]
            yield from _in_elements(html5lib.parseFragment(item.get("content_html", "")))
    elif text:
        for element in ElementTree.fromstring(text).iter():
            tag = element.tag.rpartition("}")[2]
            if tag in {"loc", "id"} or (tag == "link" and element.get("href")):
                yield element.get("href") or element.text or ""
            if tag == "content":
                yield from _in_elements(html5lib.parseFragment(element.text or ""))


def _in_elements(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        yield from (element.get(name) or "" for name in ("href", "src") if element.get(name))
        if str(element.get("property")) in {"og:url", "og:image"}:
            yield element.get("content") or ""
