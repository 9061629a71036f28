"""Pictures seen large, galleries, long code, and the key for the search."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import faults_by_day_and_night
from tests.browser.conftest import Site
from tests.browser.pages.hard_blog import FROM_THE_RIGHT, NEEDLE, PICTURES
from tests.browser.pages.shifts import SCROLL_THROUGH, WATCH_SHIFTS
from tests.cli.local_server import wait_until

pytestmark = pytest.mark.xdist_group("pages")

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
_TOPS = "all => new Set(all.map(each => Math.round(each.getBoundingClientRect().top))).size"
_SHAPE = "image => (image.offsetWidth / image.offsetHeight).toFixed(2)"
_IN_SIGHT = """pre => {
    const node = [...pre.querySelectorAll("span")].find(it => it.textContent.includes("needle"));
    const {top, bottom} = node.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
}"""
_SWIPE = [("touchStart", 300), ("touchMove", 200), ("touchMove", 60), ("touchEnd", 60)]


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    """Contexts that end with the test."""
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


def visit(contexts: list[BrowserContext], browser: Browser, url: str, **options: Any) -> Page:
    context = browser.new_context(**options)
    contexts.append(context)
    page = context.new_page()
    page.add_init_script(WATCH_SHIFTS)
    page.goto(url)
    page.evaluate(SCROLL_THROUGH)
    return page


def sheets_of(page: Page) -> int:
    """How many sheets a page takes on paper."""
    return page.pdf(format="A4").count(b"/Type /Page\n")


def shown(page: Page) -> str:
    """Which picture the viewer shows."""
    return str(page.locator(".viewer figure:not([inert]) img").get_attribute("alt"))


def test_pictures_are_seen_large_one_after_another_by_keys(
    hard: Site, browser: Browser, contexts: list[BrowserContext]
) -> None:
    page = visit(contexts, browser, hard.url + PICTURES, **DESKTOP)
    links = page.locator("a.original")
    expect(links).to_have_count(6)
    assert [page.get_by_role("link", name=name).count() for name in ("The sea", "A pier")] == [1, 1]
    expect(page.get_by_role("link", name="Enlarge the picture")).to_have_count(1)
    links.nth(2).focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Pictures")
    expect(viewer).to_be_visible()
    expect(viewer.get_by_role("status")).to_have_text("3 of 6 A pier")
    expect(viewer.locator("figure:not([inert]) figcaption")).to_have_text("A pier in spring")
    page.emulate_media(reduced_motion="reduce")
    assert faults_by_day_and_night(page) == []
    page.keyboard.press("ArrowRight")
    assert shown(page) == "Other words"
    page.keyboard.press("Home")
    assert shown(page) == "The sea"
    image = viewer.locator("figure:not([inert]) img")
    expect(image).to_have_js_property("complete", True)
    box = image.bounding_box()
    assert box
    assert box["width"] > 1000
    assert box["width"] / box["height"] == pytest.approx(1.6, 0.02)
    expect(viewer.get_by_role("link", name="Mary")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    assert shown(page) == "Second"
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(links.nth(2)).to_be_focused()
    assert page.evaluate("shifts") == []


def test_a_finger_swipes_to_the_next_picture_from_either_side(
    hard: Site, browser: Browser, contexts: list[BrowserContext]
) -> None:
    for path, first, second in ((PICTURES, "The sea", ""), (FROM_THE_RIGHT, "", "The sea")):
        page = visit(contexts, browser, hard.url + path, **PHONE)
        page.locator("a.original").nth(0 if first else 1).tap()
        assert shown(page) == first
        touch = page.context.new_cdp_session(page)
        for kind, x in _SWIPE:
            points = [] if kind == "touchEnd" else [{"x": x, "y": 300}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        expect(page.locator(f".viewer figure:not([inert]) img[alt='{second}']")).to_be_visible()
        page.get_by_role("button", name=("Next picture", "Previous picture")[not first]).tap()
        page.locator(".viewer-close").tap()
        expect(page.locator(".viewer")).to_be_hidden()
        assert page.evaluate("shifts") == []


def test_without_scripts_a_picture_leads_to_its_file_and_all_code_shows(
    hard: Site, browser: Browser, contexts: list[BrowserContext]
) -> None:
    context = browser.new_context(java_script_enabled=False, **DESKTOP)
    contexts.append(context)
    page = context.new_page()
    page.goto(hard.url + PICTURES)
    code = page.locator(".prose pre.is-long").bounding_box()
    assert code
    assert code["height"] > 120 * 14
    assert page.locator("button:visible, .search-key:visible").count() == 0
    page.get_by_role("link", name="The sea").click()
    assert page.url.endswith("/images/sea-1.png")


def test_pictures_and_long_code_open_wherever_an_author_puts_them(
    hard: Site, browser: Browser, contexts: list[BrowserContext]
) -> None:
    text = (
        '<a class="original" href="/about/">Words</a>\n\n'
        "[![A drawing](/images/black.svg)](/images/black.svg)\n\n"
        '<pre hidden="">' + "a line\n" * 60 + "</pre>\n"
    )
    own = hard.root / "drawn.md"
    own.write_text(f"---\ntitle: Drawn\npermalink: /tags/hard/\n---\n{text}")
    address = f"{hard.url}/tags/hard/"
    wait_until(lambda: b"Drawn" in urlopen(address).read())
    page = visit(contexts, browser, address, **DESKTOP)
    page.get_by_role("link", name="A drawing").click()
    assert shown(page) == "A drawing"
    page.keyboard.press("Escape")
    page.locator(".prose pre.is-long").evaluate("pre => pre.hidden = false")
    page.get_by_role("button", name="60").click()
    expect(page.get_by_role("button", name="Show fewer lines")).to_be_visible()
    page.get_by_role("link", name="Words").click()
    page.wait_for_url("**/about/")
    own.unlink()


@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["wide", "narrow"])
def test_galleries_are_tidy_and_badges_stay_in_their_line(
    hard: Site, browser: Browser, contexts: list[BrowserContext], options: dict[str, Any]
) -> None:
    page = visit(contexts, browser, hard.url + PICTURES, **options)
    galleries = page.locator("[data-gallery]")
    expect(galleries).to_have_count(3)
    for number in (0, 2):
        images = galleries.nth(number).locator("img")
        assert images.evaluate_all(_TOPS) == 1
        assert {image.evaluate(_SHAPE) for image in images.all()} == {"1.00"}
    assert galleries.locator("figcaption").all_inner_texts() == [
        "A pier in spring",
        "Of an include",
    ]
    badge = page.get_by_alt_text("A badge").first.bounding_box()
    assert badge
    assert round(badge["width"]) <= 200
    assert page.evaluate("shifts") == []


def test_long_code_shows_its_beginning_and_what_is_found_in_the_rest_opens_it(
    hard: Site, browser: Browser, contexts: list[BrowserContext]
) -> None:
    page = visit(contexts, browser, hard.url + FROM_THE_RIGHT, **PHONE)
    code = page.locator(".prose pre.is-long")
    button = page.locator(".unfold-code")
    expect(button).to_have_accessible_name("Show all 120 lines")
    expect(button).to_have_attribute("aria-expanded", "false")
    assert code.evaluate("pre => pre.clientHeight") < 600
    assert NEEDLE in code.inner_text()
    page.emulate_media(media="print")
    assert code.evaluate("pre => pre.scrollHeight <= pre.clientHeight + 1")
    assert page.locator(".unfold-code:visible").count() == 0
    assert sheets_of(page) < 8  # It begins below the text before it and fills each sheet.
    page.emulate_media(media="screen")
    button.tap()
    expect(button).to_have_attribute("aria-expanded", "true")
    button.tap()
    assert code.evaluate("pre => pre.clientHeight") < 600
    page.goto("about:blank")
    page.goto(f"{hard.url}{FROM_THE_RIGHT}#:~:text={quote(NEEDLE)}")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert code.evaluate(_IN_SIGHT)
    page.evaluate("scrollTo(0, 9e9)")
    expect(page.locator(".to-contents a")).to_be_in_viewport()


def test_a_key_leads_to_the_search_until_it_is_turned_off(
    hard: Site, browser: Browser, contexts: list[BrowserContext]
) -> None:
    page = visit(contexts, browser, hard.url + PICTURES, **DESKTOP)
    page.keyboard.press("/")
    field = page.locator(".site-header .search-form input")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("h1").click()
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    expect(page.locator("#\\~search-field")).to_be_focused()
    page.get_by_role("checkbox").uncheck()
    page.goto(hard.url + PICTURES)
    page.keyboard.press("/")
    expect(page.locator(".search-form input").first).not_to_be_focused()
    assert page.url.endswith(PICTURES)
