"""What readers see in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader
from tests.support.patient_browser import follow

pytestmark = pytest.mark.xdist_group("browser")

POST = "/life/2020/05/02/blue-waves/"
CODE = "/flask/2018/01/06/templates-that-read-well/"
TABLE = "/unicode/2018/10/08/hangul-normalization/"


def test_home_lists_posts_newest_first(reader: Reader) -> None:
    page = reader.open("/")
    expect(page).to_have_title(re.compile("^Marine Layer"))
    dates = [t.get_attribute("datetime") or "" for t in page.locator("article time").all()]
    assert len(dates) == 10
    assert dates == sorted(dates, reverse=True)


def test_a_post_shows_its_text_pictures_and_tags(reader: Reader) -> None:
    page = reader.open(POST)
    expect(page.get_by_role("heading", level=1)).to_have_text("Blue waves")
    for image in page.locator("article img").all():
        assert image.evaluate("image => image.naturalWidth > 0")
    page.locator(".tags a").first.click()
    expect(page.get_by_role("link", name="Blue waves")).to_be_visible()


def test_a_reader_walks_through_all_pages_and_back(reader: Reader) -> None:
    page = reader.open("/")
    forth = titles = page.locator("article h2").all_inner_texts()
    while page.get_by_role("link", name="Older posts").count():
        follow(page.get_by_role("link", name="Older posts"))
        titles = page.locator("article h2").all_inner_texts()
        forth = forth + titles
    assert len(forth) == len(set(forth)) > 20
    back = titles
    while page.get_by_role("link", name="Newer posts").count():
        follow(page.get_by_role("link", name="Newer posts"))
        back = page.locator("article h2").all_inner_texts() + back
    assert back == forth


def test_a_reader_walks_from_a_post_to_the_newest(reader: Reader) -> None:
    page = reader.open(POST)
    seen = [page.get_by_role("heading", level=1).inner_text()]
    while page.locator(".neighbours .newer").count():
        follow(page.locator(".neighbours .newer"))
        seen.append(page.get_by_role("heading", level=1).inner_text())
    assert len(seen) > 5
    reader.open("/")
    newest_first = page.locator("article h2").all_inner_texts()
    while len(newest_first) < len(seen):
        follow(page.get_by_role("link", name="Older posts"))
        newest_first += page.locator("article h2").all_inner_texts()
    assert seen == newest_first[: len(seen)][::-1]


def test_an_address_without_a_page_gets_the_sites_own_404(reader: Reader) -> None:
    answer = reader.page.goto(f"{reader.url}/no/such/page/")
    assert answer is not None
    assert answer.status == 404
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Page not found")
    reader.page.get_by_role("link", name="Newest posts").click()
    expect(reader.page).to_have_title(re.compile("^Marine Layer"))
    assert [c for c in reader.complaints if "404" not in c] == []
    reader.complaints.clear()


@pytest.mark.parametrize("reader", [{"color_scheme": "dark"}], indirect=True, ids=["dark"])
def test_a_choice_of_colours_is_remembered(reader: Reader) -> None:
    page = reader.open("/")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(paper)
    page.get_by_role("button", name="Dark colours").click()
    light = page.evaluate(paper)
    assert light != dark
    reader.open(POST)
    assert page.evaluate(paper) == light
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(paper) == dark


@pytest.mark.parametrize(
    "reader",
    [{"permissions": ["clipboard-read", "clipboard-write"]}],
    indirect=True,
    ids=["clipboard"],
)
def test_code_can_be_copied(reader: Reader) -> None:
    page = reader.open(CODE)
    page.locator(".prose pre").first.hover()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<!doctype html>\n<html")
    assert copied.endswith("</html>")


def test_code_stands_in_one_box(reader: Reader) -> None:
    page = reader.open(CODE)
    assert page.locator("pre").count() >= 4
    assert page.locator("pre pre, code pre").count() == 0


def test_columns_of_a_table_are_aligned_without_inline_styles(reader: Reader) -> None:
    page = reader.open(TABLE)
    assert page.locator("[style]").count() == 0
    aligned = page.locator("td[data-align=center], td[data-align=right]")
    assert aligned.count() > 0
    for cell in aligned.all():
        wanted = cell.get_attribute("data-align")
        assert cell.evaluate("cell => getComputedStyle(cell).textAlign") == wanted


def test_a_post_in_arabic_runs_from_right_to_left_and_its_code_does_not(reader: Reader) -> None:
    page = reader.open("/unicode/2023/12/18/text-from-both-sides/")
    direction = "element => getComputedStyle(element).direction"
    assert page.locator("article").evaluate(direction) == "rtl"
    assert {code.evaluate(direction) for code in page.locator("code").all()} == {"ltr"}
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^ar"))


def test_the_keyboard_reaches_the_text_at_once(reader: Reader) -> None:
    page = reader.open("/")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Skip to content")
    expect(focused).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#~content$"))
