"""What an author does at the desk in a browser."""

from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import FrameLocator, Page, expect

from handler.web.desk.desk import PREFIX
from tests.browser.conftest import Reader, Site
from tests.cli.local_server import wait_until

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
WIDE = {"viewport": {"width": 1440, "height": 900}}
IN_PREVIEW = "#frames iframe:not(.coming)"


def open_desk(reader: Reader, query: str = "") -> Page:
    return reader.open(f"{PREFIX}{query}")


def edit(reader: Reader, key: str) -> Page:
    page = open_desk(reader, f"edit?key={quote(key, safe='')}")
    expect(shown(page).locator("body")).to_be_visible()
    return page


def shown(page: Page) -> FrameLocator:
    """The page in the frame beside the text."""
    return page.frame_locator(IN_PREVIEW)


def post(site: Site, name: str, body: str = "Text.") -> Path:
    """A post that was there before, published."""
    path = site.root / f"_posts/2026-02-03-{name}.md"
    path.write_text(f"---\ntitle: The {name}\n---\n{body}\n")
    wait_until(lambda: path.name in site.server.printed())
    return path


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Go to an element as somebody without a mouse does."""
    for _ in range(80):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} cannot be reached")


def compose(page: Page, steps: list[str], done: str) -> None:
    """Type as an input method does; nothing may touch the text meanwhile."""
    session = page.context.new_cdp_session(page)
    for step in steps:
        session.send(
            "Input.imeSetComposition",
            {"text": step, "selectionStart": len(step), "selectionEnd": len(step)},
        )
        page.wait_for_timeout(400)  # Longer than the pause after which a text is looked at.
        assert page.locator("#body").input_value() == step
    session.send("Input.insertText", {"text": done})
