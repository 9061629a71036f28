"""What axe finds on a page that makes it hard to use for some."""

from importlib.resources import files
from typing import Any, Literal
from weakref import WeakSet

from playwright.sync_api import Page

_AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# It parses the colour of each element's every ancestor, which are a few: a fifth of its time.
_REMEMBERING = """
const {prototype} = axe.commons.color.Color, parse = prototype.parseString, known = new Map();
prototype.parseString = function (text) {
    if (known.has(text)) return Object.assign(this, known.get(text));
    const {r, g, b, alpha} = parse.call(this, text);
    known.set(text, {r, g, b, alpha});
    return this;
};"""
_BRING = f"window.startAxe = () => {{\n{_AXE}\n{_REMEMBERING}\n}};"
_START = "() => { if (!window.axe) startAxe(); }"
_BRINGING = WeakSet[Page]()
_FAULTS = """async options => (await axe.run(document, options)).violations
    .flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html}`))"""
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
_COLOURS = ("color-contrast", "link-in-text-block")


def faults(page: Page) -> list[str]:
    """What any of the rules finds on the page as it is."""
    if page not in _BRINGING:  # Wherever it goes from here on, axe is there without being sent.
        page.add_init_script(_BRING)
        page.evaluate(f"() => {{ {_BRING} }}")
        _BRINGING.add(page)
    page.evaluate(_START)
    return _run(page)


def faults_by_day_and_night(page: Page) -> list[str]:
    """What any of the rules finds by day, and those of colours by night: the others see no hues.

    That suffices where only the theme's colours change; a style of one's own may change more.
    """
    page.emulate_media(color_scheme="light")
    found = faults(page)
    page.emulate_media(color_scheme="dark")
    return found + _run(page, runOnly=_COLOURS)


def _run(page: Page, **options: Any) -> list[str]:
    found: list[str] = page.evaluate(_FAULTS, {"resultTypes": ["violations"], **options})
    return found
