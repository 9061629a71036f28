"""The example brands of docs/brands: three blogs, and what holds of the theme holds of them."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import SCHEMES, faults
from tests.browser.hostile.test_xss import served
from tests.browser.pages.test_theme import NARROW, WIDE
from tests.web.blog import Blog

pytestmark = pytest.mark.xdist_group("pages")

FOLDER = Path(__file__).parents[3] / "docs" / "brands"
BRANDS = {path.name: path for path in sorted(FOLDER.iterdir())}
POST = "/2026/01/03/three/"
PAGES = ("/", POST, "/tags/tea/", "/archive/", "/search?q=tea", "/about/")
TEXT = """---
tags: [Tea]
categories: [Notes]
---
How it begins, with a [link](/about/) and `code`.

## One

```python
def f(x):  # A comment
    return "text" + 1
```

> A quotation.

| a | b |
|---|---|
| 1 | 2 |
"""
_LOOKS = """() => ["html", "h1", "main a"].map(name => {
    const {backgroundColor, color, fontFamily} = getComputedStyle(document.querySelector(name));
    return `${backgroundColor} ${color} ${fontFamily}`;
})"""


def branded(brand: Path) -> Blog:
    """A blog that looks like a brand, none of whose files has anything wrong with it."""
    blog = Blog(url="")
    config = (brand / "_config.yml").read_text(encoding="utf-8")
    assert blog.put("_config.yml", f"{config}permalink: pretty\n").problems == ()
    for path in sorted(brand.rglob("*.*")):
        if path.name != "_config.yml":
            key, kind = path.relative_to(brand).as_posix(), f"text/{path.suffix[1:]}"
            outcome = blog.put(key, path.read_bytes(), kind)
            assert (outcome.state, outcome.problems) == ("live", ())
    for number, name in enumerate(("one", "two", "three"), 1):
        blog.put(f"_posts/2026-01-0{number}-{name}.md", TEXT)
    blog.put("about.md", "---\ntitle: About\n---\nWho writes.\n")
    return blog


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    """Where a blog of each brand is."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(served(branded(path))) for name, path in BRANDS.items()}


@pytest.fixture(params=[*BRANDS])
def brand(addresses: dict[str, str], request: pytest.FixtureRequest) -> str:
    """The address of a blog of a brand."""
    return addresses[request.param]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_brand_is_accessible_by_day_and_by_night_and_scrolls_one_way(
    brand: str, page: Page, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in PAGES:
        page.goto(brand + path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == [], (path, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path


def test_brands_share_no_line_of_template() -> None:
    assert len(BRANDS) == 3
    lines = {
        name: {
            line.strip()
            for path in brand.rglob("*.html")
            for line in path.read_text(encoding="utf-8").splitlines()
            if len(line.strip()) > len("{% include %}")
        }
        for name, brand in BRANDS.items()
    }
    for one, other in combinations(lines, 2):
        assert lines[one] & lines[other] == set()


def test_brands_look_like_different_blogs(page: Page, addresses: dict[str, str]) -> None:
    looks = []
    for url in addresses.values():
        page.goto(url + POST)
        looks.append(page.evaluate(_LOOKS))
    for one, other in combinations(looks, 2):
        assert all(a != b for a, b in zip(one, other, strict=True))


def test_no_template_lets_a_script_run(page: Page) -> None:
    blog, ran = Blog(url=""), list[str]()
    hostile = (
        "<script>console.info('RAN')</script><img src=x onerror=\"console.info('RAN')\">"
        '<script src="/own.js"></script><base href="https://elsewhere.test/">'
        "<svg><script>console.info('RAN')</script></svg>"
    )
    policy = "<meta http-equiv=Content-Security-Policy content=\"script-src * 'unsafe-inline'\">"
    blog.put("own.js", "console.info('RAN')", "text/javascript")
    blog.put("_theme/templates/partials/head.html", policy + hostile, "text/html")
    blog.put("_theme/templates/partials/footer.html", hostile, "text/html")
    page.on("console", lambda message: ran.append(message.text) if "RAN" in message.text else None)
    with served(blog) as url:
        page.goto(url)
        page.wait_for_load_state("networkidle")
        assert "RAN" in page.content()
        page.emulate_media(color_scheme="dark")
    assert [text for text in ran if text.strip() == "RAN"] == []
