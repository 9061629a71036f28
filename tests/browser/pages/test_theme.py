"""What holds on every kind of page: accessible, still, quiet, and within reach of the keyboard."""

import urllib.request
from collections.abc import Iterator
from urllib.parse import urljoin

import html5lib
import pytest
from playwright.sync_api import Browser, Page, expect

from handler.fingerprints import static_files
from tests.browser.axe import faults_by_day_and_night
from tests.browser.conftest import Reader, Site
from tests.browser.pages.shifts import SCROLL_THROUGH, WATCH_SHIFTS

pytestmark = pytest.mark.xdist_group("browser")

LONG = "/web/2023/09/24/a-page-is-a-function-call/"
CODE = "/aws/2025/05/18/a-blog-in-a-bucket/"
KOREAN = "/unicode/2018/10/08/hangul-normalization/"
ARABIC = "/unicode/2023/12/18/text-from-both-sides/"
PAGES = {
    "home": "/",
    "a long post": LONG,
    "code": CODE,
    "pictures": "/life/2020/05/02/blue-waves/",
    "Korean": KOREAN,
    "Arabic": ARABIC,
    "a page": "/uses/",
    "a tag": "/tags/flask/",
    "a category": "/categories/web/",
    "tags": "/tags/",
    "the archive": "/archive/",
    "a month": "/2018/01/",
    "search": "/search?q=cache",
    "404": "/no/such/page/",
}
WIDE, NARROW = (1440, 900), (360, 740)
SIZES = {"wide": WIDE, "narrow": NARROW}
LIMIT = 50_000

_STOPS = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame().then(frame);
    const all = "a[href], button, input, summary, [tabindex='0']";
    window.stops = [...document.querySelectorAll(all)].filter(
        element => element.checkVisibility({visibilityProperty: true}) && !element.disabled);
    return stops.map(element => element.outerHTML.slice(0, 99));
}"""
_NOTE_FOCUS = """() => {
    window.reached = [];
    addEventListener("keyup", () => {
        const element = document.activeElement, style = getComputedStyle(element);
        const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        const {top, bottom} = element.getBoundingClientRect();
        reached.push([stops.indexOf(element), ring && bottom > 0 && top < innerHeight]);
    });
}"""


@pytest.fixture(scope="module")
def newcomer(site: Site, browser: Browser) -> Iterator[Reader]:
    """A reader who has nothing of the blog on their device, whichever pages they saw."""
    context = browser.new_context(reduced_motion="reduce")
    reader = Reader(context.new_page(), site.url)
    reader.page.add_init_script(WATCH_SHIFTS)
    context.new_cdp_session(reader.page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    reader.watch()
    yield reader
    context.close()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_page_is_accessible_keeps_still_and_is_within_reach_of_the_keyboard(
    newcomer: Reader, path: str, size: tuple[int, int]
) -> None:
    page = sized(newcomer, size)
    page.emulate_media(color_scheme="light")
    newcomer.open(path)
    page.evaluate(SCROLL_THROUGH)
    assert page.evaluate("shifts") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    tab_through(page)
    assert faults_by_day_and_night(page) == []
    forgive_404(newcomer, path)
    assert newcomer.complaints == []


def tab_through(page: Page) -> None:
    """Tab reaches every control in order, and each shows that it has the focus."""
    stops = page.evaluate(_STOPS)
    assert len(stops) > 10
    page.evaluate(_NOTE_FOCUS)
    for _ in stops:
        page.keyboard.press("Tab")
    reached = page.evaluate("reached")
    for number, stop in enumerate(stops):
        assert reached[number] == [number, True], stop


@pytest.mark.parametrize(
    "reader", [{"java_script_enabled": False}], indirect=True, ids=["no script"]
)
def test_every_page_reads_without_scripts(reader: Reader) -> None:
    for path in PAGES.values():
        page = reader.open(path)
        assert page.get_by_role("heading", level=1).is_visible(), path
        assert len(page.locator("main").inner_text()) > 100, path
        assert page.locator("button:not([type=submit]):visible").count() == 0, path
        forgive_404(reader, path)


@pytest.mark.parametrize("path", [LONG, CODE, KOREAN])
@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_post_weighs_little(site: Site, path: str, encoding: str) -> None:
    with urllib.request.urlopen(site.url + path) as answer:
        page = html5lib.parse(answer.read(), namespaceHTMLElements=False)
    loaded = [link.get("href") for link in page.iter("link") if link.get("rel") == "stylesheet"]
    loaded += [script.get("src") for script in page.iter("script") if script.get("src")]
    assert len(loaded) >= 2
    addresses = [urljoin(site.url + path, address) for address in ("", *loaded)]
    weighed = sum(weight(address, encoding) for address in addresses)
    assert weighed <= LIMIT
    authors_own = sum(weight(it, encoding) for it in addresses if "/reload." in it)
    formulas = weight(f"{site.url}/static/{static_files()['math.woff2']}", encoding)
    assert weighed - authors_own + formulas <= LIMIT


def test_footnotes_stand_beside_their_marks_on_wide_screens(site: Site, browser: Browser) -> None:
    for page in plain_pages(site, browser, WIDE, LONG):
        text = box(page, ".prose > p")
        for note in page.locator(".footnotes li").all():
            name = (note.get_attribute("id") or "").removeprefix("fn:")
            shown, mark = note.bounding_box(), box(page, f"[id='fnref:{name}']")
            assert shown is not None
            assert shown["x"] > text["x"] + text["width"]
            assert shown["x"] + shown["width"] <= WIDE[0]
            assert 0 <= shown["y"] - mark["y"] < 300


@pytest.mark.parametrize("size", [NARROW, (1100, 900)])
def test_footnotes_are_a_list_below_the_text_on_other_screens(
    site: Site, browser: Browser, size: tuple[int, int]
) -> None:
    for page in plain_pages(site, browser, size, LONG):
        last = box(page, ".prose > :nth-last-child(2)")
        assert box(page, ".footnotes li")["y"] >= last["y"] + last["height"]


def test_contents_follow_along(reader: Reader) -> None:
    page = sized(reader, WIDE)
    reader.open(LONG)
    current = page.locator(".contents [aria-current]")
    assert current.count() == 0
    page.locator("#the-race").evaluate("heading => heading.scrollIntoView()")
    page.locator(".contents [aria-current][href='#the-race']").wait_for()
    assert current.count() == 1
    assert box(page, ".contents")["y"] >= 0
    page.set_viewport_size({"width": WIDE[0], "height": 300})
    page.locator("#what-i-would-tell-myself-in-2018").evaluate("it => it.scrollIntoView()")
    expect(page.locator(".contents a").last).to_be_in_viewport()


def test_lines_are_numbered_and_the_numbers_are_not_copied(reader: Reader) -> None:
    page = reader.open(CODE)
    code = page.locator("pre:has(.line)").first
    assert code.locator(".line").count() > 3
    number = "line => getComputedStyle(line, '::before').content"
    assert code.locator(".line").first.evaluate(number) == "counter(line)"
    assert code.inner_text().startswith("from ")


def test_a_formula_in_a_line_does_not_widen_a_phone(site: Site, reader: Reader) -> None:
    page = sized(reader, NARROW)
    reader.open("/about/")
    about = site.root / "about.md"
    before = about.read_text()
    about.write_text(f"{before}\nSo $${'x + ' * 60} y$$.\n")
    page.locator("math").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    about.write_text(before)
    page.locator("math").wait_for(state="detached")


def test_paper_has_the_text_and_nothing_to_press(site: Site, browser: Browser) -> None:
    for page in plain_pages(site, browser, WIDE, LONG):
        page.emulate_media(media="print", color_scheme="dark")
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
        assert page.locator("nav:visible, button:visible, .skip-link:visible").count() == 0
        background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert background == "rgb(255, 255, 255)"
        last = box(page, ".prose > :nth-last-child(2)")
        assert box(page, ".footnotes li")["y"] >= last["y"]


def test_a_site_has_the_colours_it_chose(site: Site, reader: Reader) -> None:
    page = reader.open("/about/")
    config = site.root / "_config.yml"
    before = config.read_text()
    config.write_text(f'{before}\ntheme: {{accent: "#7a3b9c"}}\n')
    page.locator("link[href*='/theme-']").wait_for(state="attached")
    color = "link => getComputedStyle(link).color"
    assert page.locator(".prose p a").first.evaluate(color) == "rgb(122, 59, 156)"
    config.write_text(before)
    page.locator("link[href*='/theme-']").wait_for(state="detached")


def sized(reader: Reader, size: tuple[int, int]) -> Page:
    reader.page.set_viewport_size({"width": size[0], "height": size[1]})
    return reader.page


def forgive_404(reader: Reader, path: str) -> None:
    """A browser complains of the page itself where it is missing."""
    if path == PAGES["404"]:
        reader.complaints[:] = [c for c in reader.complaints if "404" not in c]


def plain_pages(site: Site, browser: Browser, size: tuple[int, int], path: str) -> Iterator[Page]:
    """A page in a browser without scripts."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": size[0], "height": size[1]}
    )
    page = context.new_page()
    page.goto(site.url + path)
    yield page
    context.close()


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).last.bounding_box()
    assert found is not None, selector
    return dict(found)  # type: ignore[arg-type]


def weight(address: str, encoding: str) -> int:
    """How many bytes a file takes on its way to a reader."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == encoding
        return len(answer.read())
