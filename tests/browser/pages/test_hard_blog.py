"""The theme with contents that are hard to set, from a watch's letters to paper."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import faults_by_day_and_night
from tests.browser.conftest import Site
from tests.browser.pages.hard_blog import AUTHOR, BRACKETS, HARD, MANY, PLAIN, TITLE, WORD
from tests.browser.pages.shifts import SCROLL_THROUGH, WATCH_SHIFTS
from tests.cli.local_server import wait_until
from tests.support.patient_browser import follow, go_to

pytestmark = pytest.mark.xdist_group("pages")

Open = Callable[..., Page]
"""A page at a path, by width, height and options of the browser's context."""

_WIDTHS = "element => [element.scrollWidth, element.clientWidth]"
_LETTERS_A_LINE = """() => Math.max(...[...document.querySelectorAll(".prose > p")].map(text => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = new Set([...range.getClientRects()].map(line => Math.round(line.bottom / 8)));
    return lines.size > 2 ? text.textContent.length / lines.size : 0;
}))"""
_FONTS = """performance.getEntriesByType('resource')
    .filter(it => it.name.endsWith('.woff2')).length"""
_BROKEN_WORDS = """title => {
    const text = title.lastChild, range = document.createRange();
    return [...text.data.matchAll(/\\S+/g)].map(({0: word, index}) => {
        range.setStart(text, index), range.setEnd(text, index + word.length);
        return new Set([...range.getClientRects()].map(({top}) => top)).size;
    }).filter(lines => lines > 1).length;
}"""


@pytest.fixture(scope="module")
def visit(hard: Site, browser: Browser) -> Iterator[Open]:
    """Opens pages of the blog, with the same options in the same tab: a new one takes longer.

    Nothing that a reader does here is remembered by the blog.
    """
    tabs: dict[str, Page] = {}

    def visit(path: str, width: int = 1440, height: int = 900, **options: Any) -> Page:
        if not (page := tabs.get(repr(options))):
            page = tabs[repr(options)] = browser.new_context(**options).new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="screen")
        page.mouse.move(0, 0)
        go_to(page, hard.url + path)
        return page

    yield visit
    for page in tabs.values():
        page.context.close()


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return dict(found)  # type: ignore[arg-type]


def style(page: Page, selector: str, name: str) -> str:
    look = "(element, name) => getComputedStyle(element)[name]"
    return str(page.locator(selector).first.evaluate(look, name))


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 600, 768, 960, 1100, 1440])
def test_title_search_and_switch_stay_together_whatever_the_navigation_takes(
    visit: Open, width: int, scripts: bool
) -> None:
    page = visit(PLAIN, width, java_script_enabled=scripts)
    title, nav = box(page, ".site-title"), box(page, ".site-nav")
    assert title["y"] + title["height"] <= nav["y"] + 1
    assert page.locator(".theme-switch").is_visible() is scripts
    for tool in page.locator(".site-tools > :visible").all():
        shown = tool.bounding_box()
        assert shown is not None
        assert abs(shown["y"] + shown["height"] / 2 - title["y"] - 24) < 8
        assert shown["x"] >= title["x"] + title["width"]
    assert title["height"] < 100
    assert page.locator(".site-title a").evaluate(_BROKEN_WORDS) == 0
    assert page.locator(".site-title").inner_text().strip() == TITLE


def test_letters_of_twice_the_size_break_no_name(hard: Site, browser: Browser) -> None:
    page = browser.new_page()
    sizes = {"fontSizes": {"standard": 32, "fixed": 26}}
    page.context.new_cdp_session(page).send("Page.setFontSizes", sizes)
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(hard.url + PLAIN)
        assert page.locator(".site-title a").evaluate(_BROKEN_WORDS) == 0, width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_word_makes_a_page_scroll_sideways(visit: Open, width: int) -> None:
    page = visit("/", width)
    for path in ("/", f"/search?q={WORD}", HARD, PLAIN, "/tags/many/", "/2026/"):
        page.goto(urljoin(page.url, path))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [640, 704, 800, 959, 1000, 1440, 2200])
def test_a_line_has_some_seventy_letters_at_most(visit: Open, width: int) -> None:
    assert 40 < visit(HARD, width).evaluate(_LETTERS_A_LINE) <= 74


def test_brackets_grow_with_what_they_hold_and_only_formulas_ask_for_a_font(
    hard: Site, browser: Browser
) -> None:
    page = browser.new_page()  # A tab that once had the font would have it on every page.
    page.goto(hard.url + PLAIN, wait_until="networkidle")
    assert page.evaluate(_FONTS) == 0
    bracket = page.locator("math[display=block] mo").first

    def grown() -> bool:
        """Not at once on a slow line: a page does not wait for its font, the next one has it."""
        page.goto(hard.url + HARD, wait_until="networkidle")
        return bool(bracket.evaluate("mo => mo.getBoundingClientRect().height") > 60)

    wait_until(grown)
    assert (bracket.text_content(), BRACKETS[:7]) == ("(", r"\left( ")
    page.wait_for_function("() => document.fonts.check('1em \"Coldpress Math\"')")
    page.wait_for_function(f"() => {_FONTS} === 1")
    page.close()


def test_pictures_show_in_the_dark_keep_their_distance_and_fit_the_window(visit: Open) -> None:
    page = visit(HARD, color_scheme="dark")
    assert style(page, "img[src$='black.svg']", "backgroundColor") == "rgb(241, 244, 236)"
    tall = page.locator(".prose img[src$='tall.png']")
    tall.scroll_into_view_if_needed()
    assert box(page, "img[src$='tall.png']")["height"] <= 0.9 * 900
    assert tall.locator("xpath=..").get_attribute("class") == "original"
    assert style(page, "img[align=left]", "marginRight") != "0px"
    assert style(page, "img.align-right", "marginLeft") != "0px"
    assert style(page, "img.align-right", "float") == "right"
    phone = visit(HARD, 360)
    frame = box(phone, "iframe")
    assert abs(frame["width"] / frame["height"] - 16 / 9) < 0.01
    assert frame["width"] <= 320


def test_paper_holds_pictures_and_tables(visit: Open) -> None:
    page = visit(HARD, 680, 980)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    wide, held = page.locator(".prose .table").evaluate(_WIDTHS)
    assert wide <= held
    assert box(page, "img[src$='tall.png']")["height"] <= 864


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mark_beside_its_note_does_not_move_the_page(visit: Open, scripts: bool) -> None:
    page = visit(HARD, java_script_enabled=scripts)
    mark = box(page, "sup[data-note] a")
    page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    assert page.url.endswith(HARD)
    assert box(page, "sup[data-note] a") == mark
    if scripts:
        page.locator("sup[data-note] a").press("Enter")
        assert box(page, "sup[data-note] a") == mark
        assert page.locator("li[data-note]").evaluate("it => it === document.activeElement")


def test_code_is_copied_without_prompts_by_a_button_that_says_whose_it_is(visit: Open) -> None:
    page = visit(HARD, permissions=["clipboard-read", "clipboard-write"])
    buttons = page.locator(".copy-code")
    names = [button.get_attribute("aria-label") for button in buttons.all()]
    assert names.pop(2) == "Copy: Code in python"
    assert names == [
        "Copy: Code in console",
        "Copy: Code in python",
        "Copy: Code in bash",
        "Copy: Code",
    ]
    buttons.nth(0).click()
    page.locator("[role=status]", has_text="Copied").wait_for(state="attached")
    copied = "pip install orbits\nCollecting orbits\norbits --launch"
    assert page.evaluate("navigator.clipboard.readText()") == copied
    buttons.nth(3).click()
    wait_until(lambda: page.evaluate("navigator.clipboard.readText()") == "make orbits")


def test_whoever_chooses_all_colours_sees_where_they_are_and_what_is_code(visit: Open) -> None:
    page = visit("/about/", forced_colors="active")
    assert "underline" in style(page, ".site-nav [aria-current]", "textDecorationLine")
    page = visit(HARD, forced_colors="active")
    assert style(page, ".prose .highlight", "borderTopStyle") == "solid"


def test_what_scrolls_shows_that_it_goes_on_and_can_be_reached(visit: Open) -> None:
    page = visit(HARD, 360)
    scrolled = page.locator(".prose *").evaluate_all(
        """all => all.filter(it => it.scrollWidth > it.clientWidth + 1
            && /auto|scroll/.test(getComputedStyle(it).overflowX))
        .map(it => [it.className || it.localName, it.tabIndex, it.ariaLabel,
            /local.*scroll/.test(getComputedStyle(it).backgroundAttachment)])"""
    )
    assert scrolled == [
        ["formula", 0, "Formula", True],
        ["formula in-line", 0, "Formula", True],
        ["highlight", 0, "Code in python", True],
        ["table", 0, "Table", True],
    ]


@pytest.mark.parametrize("size", [(1440, 900), (360, 740)])
def test_what_is_hard_is_accessible_and_keeps_still(visit: Open, size: tuple[int, int]) -> None:
    page = visit("/about/", *size)
    home = page.url.removesuffix("/about/")
    page.add_init_script(WATCH_SHIFTS)
    authors = (AUTHOR, "/authors/mary/", "/authors/", "/tags/plain/")
    others = ("/tags/many/", "/search?q=xyzzy", "/nothing/", "/archive/", "/2025/", "/")
    for path in (HARD, *authors, *others):
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.goto(home + path)
        page.evaluate(SCROLL_THROUGH)
        assert page.evaluate("shifts") == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
        assert faults_by_day_and_night(page) == [], path


def test_callouts_say_what_they_are_and_headings_lead_to_themselves(visit: Open) -> None:
    page = visit(HARD)
    kinds = [note.get_attribute("aria-label") for note in page.locator(".callout").all()]
    assert kinds == ["Warning", "Note", "Tip", "Caution"]
    assert "[!" not in page.locator(".prose").inner_text()
    colours = {style(page, f".callout-{kind}", "borderLeftColor") for kind in ("note", "tip")}
    assert len(colours) == 2
    link = page.locator("#another-section + .section-link")
    assert style(page, "#another-section + .section-link", "opacity") == "0"
    page.locator("#another-section").hover()
    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
    link.click()
    assert page.url.endswith("#another-section")


def test_a_picture_that_does_not_exist_is_not_shown_until_it_does(hard: Site, visit: Open) -> None:
    page = visit("/about/")
    assert page.locator(".logo").count() == 0
    assert "images/missing-logo.svg as logo, where nothing is" in hard.server.printed()
    logo = hard.root / "images" / "missing-logo.svg"
    logo.write_bytes((hard.root / "images" / "black.svg").read_bytes())
    page.locator(".logo").wait_for()
    logo.unlink()
    page.locator(".logo").wait_for(state="detached")


@pytest.mark.parametrize("path", ["/nothing/here/", "/search?q=xyzzy"])
def test_where_nothing_is_search_tags_and_newest_posts_lead_on(visit: Open, path: str) -> None:
    page = visit(path, 360)
    assert page.locator("main [role=search] input").is_visible()
    assert page.locator(".guide-posts a").all_inner_texts()[:2] == [
        "Everything that is hard to set",
        "A gallery",
    ]
    assert page.locator(".guide .tags a").all_inner_texts() == ["many", "hard", "plain"]


def test_the_search_s_hints_are_links_with_terms_of_the_blog(visit: Open) -> None:
    page = visit("/search")
    hints = page.locator(".search-filters a")
    assert hints.all_inner_texts() == ['"Everything that is"', "tag:many", "year:2026"]
    hints.nth(1).click()
    page.wait_for_url("**/search?q=tag%3Amany")
    assert page.locator(".search-form input").first.input_value() == "tag:many"


def test_a_tag_says_how_many_posts_it_has_and_leads_to_its_years_and_feed(visit: Open) -> None:
    page = visit("/tags/many/", 360)
    facts = page.locator(".listing-facts")
    assert facts.inner_text() == f"{MANY} posts Feed"
    assert facts.locator("a").get_attribute("href") == "/tags/many/feed.xml"
    years = page.locator(".years a")
    assert years.all_inner_texts() == [str(year) for year in range(2026, 2017, -1)]
    years.nth(4).click()
    page.wait_for_url("**/tags/many/before/**")
    dates = page.locator(".summary-date time").all_inner_texts()
    assert dates[0].endswith("2022")
    assert years.count() == 9


def test_a_byline_leads_to_the_author_s_page_with_picture_biography_and_posts(visit: Open) -> None:
    page = visit("/tags/many/", 360)
    page.locator(".summary-author a").first.click()
    page.wait_for_url(f"**{AUTHOR}")
    face, title = box(page, ".page-header .portrait"), box(page, ".page-title bdi")
    assert (face["width"], face["height"]) == (64, 64)
    assert face["x"] + face["width"] <= 360
    assert title["width"] <= 360
    assert page.locator(".about strong").inner_text() == "compiler"
    assert page.locator(".listing-facts").inner_text() == "30 posts Feed"
    assert page.locator(".summary").count() == 20
    page.locator(".older").click()
    page.wait_for_url(f"**{AUTHOR}before/**")
    assert page.locator(".summary").count() == 10
    assert page.locator(".about").count() == 0
    follow(page.locator(".kicker a"))
    assert page.locator(".terms .count").all_inner_texts() == ["30", "1"]


def test_the_archive_has_titles_by_year_and_leads_to_years_and_tags(visit: Open) -> None:
    page = visit("/archive/", 360)
    assert page.locator(".site-nav a", has_text="Archive").count() == 1
    assert page.locator(".line-title").count() == 100
    assert page.locator(".line-title").first.inner_text() == "Everything that is hard to set"
    heights = page.locator(".lines li").evaluate_all("all => all.map(it => it.clientHeight)")
    assert max(heights) < 50
    assert page.locator(".page-header .tags a").first.get_attribute("href") == "/tags/many/"
    rest = page.locator(".line-rest a")
    assert rest.inner_text() == "All posts of 2023"
    rest.click()
    page.wait_for_url("**/2023/")
    assert page.locator(".line-title").count() == 41
    assert page.locator(".month h2 a").first.get_attribute("href") == "/2023/12/"


def test_code_has_its_title_and_marked_lines_as_wide_as_itself(visit: Open) -> None:
    page = visit(HARD, 768)
    assert page.locator(".code-title").inner_text() == "orbits/launch.py"
    block = page.locator(".highlighter-rouge:has(.code-title)")
    assert block.locator(".hll").all_inner_texts() == ["orbits.count(3)", "orbits.launch()"]
    title, code = box(page, ".code-title"), box(page, ".code-title + .highlight")
    assert (title["x"], title["width"]) == (code["x"], code["width"])


@pytest.mark.parametrize("scripts", [True, False])
def test_the_contents_of_a_long_post_are_within_reach_on_a_phone(
    visit: Open, scripts: bool
) -> None:
    page = visit(HARD, 360, 740, java_script_enabled=scripts)
    link = page.locator(".to-contents a")
    assert box(page, ".to-contents a")["y"] > 740
    page.mouse.wheel(0, 2500)
    page.wait_for_timeout(300)
    assert 600 < box(page, ".to-contents a")["y"] < 740
    link.click()
    page.wait_for_timeout(300)
    assert 0 <= box(page, ".contents")["y"] < 400
    assert visit(HARD, 1440).locator(".to-contents").is_hidden()
    assert visit(PLAIN, 360).locator(".to-contents").count() == 0


def test_a_cover_stands_at_the_head_and_in_lists_with_its_size(visit: Open) -> None:
    page = visit(PLAIN, 360)
    cover = page.locator(".cover img")
    assert cover.get_attribute("alt") == "A ring"
    assert cover.evaluate("it => [it.width, it.height]") == [200, 160]
    assert "200w" in str(cover.get_attribute("srcset"))
    assert visit(HARD).locator(".cover").count() == 0
    for width, size in ((360, (96, 96)), (768, (160, 120)), (1440, (160, 120))):
        page = visit("/", width)
        assert page.locator(".summary-cover").count() == 1
        shown = box(page, ".summary-cover img")
        assert (round(shown["width"]), round(shown["height"])) == size
        text = box(page, ".has-cover .summary-text")
        assert text["x"] + text["width"] <= shown["x"]


def test_after_a_post_come_its_author_the_feed_and_what_one_may_do(hard: Site, visit: Open) -> None:
    page = visit(PLAIN, permissions=["clipboard-read", "clipboard-write"])
    box_of = page.locator(".author-box")
    assert box_of.inner_text().split("\n\n") == ["Mary Jackson", "Builds wind tunnels."]
    assert box_of.locator("img").count() == 0
    assert "no-such-face.jpg, where nothing is" in hard.server.printed()
    assert page.get_by_text("Last changed 9 February 2026").is_visible()
    edit = page.get_by_role("link", name="Edit on GitHub").get_attribute("href")
    assert edit == ("https://github.com/example/orbits/edit/HEAD/_posts/2026-02-01-plain.md")
    assert page.get_by_role("link", name="Subscribe").get_attribute("href") == "/feed.xml"
    page.get_by_role("button", name="Copy link").click()
    copied = f"{hard.url}{PLAIN}"
    wait_until(lambda: page.evaluate("navigator.clipboard.readText()") == copied)
    own = visit(HARD).locator(".author-box")
    assert own.get_by_role("link", name="Katherine Johnson").get_attribute("href") == "/about/"
    assert own.get_by_role("link", name="Mastodon").is_visible()
    portrait = own.locator("img")
    portrait.scroll_into_view_if_needed()
    assert portrait.evaluate("it => [it.clientWidth, it.clientHeight]") == [64, 64]
    plain = visit(PLAIN, java_script_enabled=False)
    assert plain.locator(".post-actions button, .share:visible").count() == 0


def test_what_is_older_is_always_on_the_same_side(visit: Open) -> None:
    for path in ("/", HARD, "/tags/many/", "/tags/many/2020/", PLAIN):
        page = visit(path, 360)
        older = box(page, ".older")
        assert older["x"] + older["width"] > 330, path
        newer = page.locator(".newer")
        assert newer.count() == 0 or box(page, ".newer")["x"] < 30
