"""A blog in three languages in a browser: its pages and its switch, for eyes, hands and tools."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import SCHEMES, faults
from tests.browser.hostile.test_xss import served
from tests.browser.pages.test_theme import NARROW, WIDE
from tests.support.patient_browser import follow
from tests.web.blog import Blog

pytestmark = pytest.mark.xdist_group("pages")

CONFIG = """title: Tides
lang: en
permalink: pretty
languages:
  en: {}
  ko: {title: 물때, description: 바닷가에서 쓰는 글.}
  ar: {title: المد}
"""
TEXT = "---\ntitle: {}\nlang: {}\nref: tide\ntags: [sea]\n---\nIt comes and goes.\n"
POSTS = {"en": "The tide", "ko": "물때 이야기", "ar": "حديث المد"}
PAGES = ["/", "/ko/", "/ar/", "/ar/archive/", "/ko/search?q=tide", "/2026/01/02/ko/"]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    blog = Blog(url="", config=CONFIG)
    for day, (lang, title) in enumerate(POSTS.items(), 1):
        blog.put(f"_posts/2026-01-0{day}-{lang}.md", TEXT.format(title, lang))
    with served(blog) as address:
        yield address


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_of_every_language_are_accessible_and_fit(
    url: str, browser: Browser, size: tuple[int, int]
) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in PAGES:
        page.goto(url + path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == [], (path, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
    page.close()


def current(page: Page) -> str:
    return page.locator(".languages [aria-current]").inner_text()


def test_a_reader_changes_languages_without_a_script(url: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/2026/01/01/en/")
    follow(page.get_by_role("link", name="العربية").first)
    assert page.locator("h1").inner_text() == POSTS["ar"]
    assert (page.locator("html").get_attribute("dir"), current(page)) == ("rtl", "العربية")
    follow(page.get_by_role("link", name="المد", exact=True))
    assert page.url == f"{url}/ar/"
    follow(page.locator(".languages").get_by_role("link", name="한국어"))
    assert page.locator(".summary-title").all_inner_texts() == [POSTS["ko"]]
    follow(page.get_by_role("link", name="보관함").first)
    assert (page.locator("h1").inner_text(), current(page)) == ("보관함", "한국어")
    follow(page.get_by_role("link", name="모든 언어"))
    assert (page.url, current(page)) == (f"{url}/archive/", "All languages")
    context.close()
