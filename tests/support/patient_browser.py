"""Chromium whose pages wait as long as this machine takes."""

from collections.abc import Sequence

from playwright.sync_api import Browser, BrowserType, Error, Locator, Page, expect

from tools.browser import headless_chromium

_PATIENCE = 120_000
_LED_AWAY = ("another navigation", "ERR_ABORTED")
_LEADS_AWAY = 10


def launch(kind: BrowserType, arguments: Sequence[str]) -> Browser:
    """Start it, with its own arguments; what is expected of pages may take as long."""
    expect.set_options(timeout=_PATIENCE)
    browser = kind.launch(executable_path=headless_chromium(), args=arguments)
    browser.on("context", lambda context: context.set_default_timeout(_PATIENCE))
    return browser


def go_to(page: Page, address: str) -> None:
    """Go somewhere, even if the page that is open leads away, or loads itself anew, only now."""
    for _ in range(_LEADS_AWAY):
        try:
            page.goto(address)
        except Error as error:
            if not any(words in str(error) for words in _LED_AWAY):
                raise
            page.wait_for_load_state()
        else:
            return
    raise AssertionError(f"something leads away from {address} again and again")


def follow(link: Locator) -> None:
    """Go where a link or a button leads, and wait until all of it is there.

    A click alone waits for the first byte; what is asked of the page then may find it empty.
    """
    with link.page.expect_navigation():
        link.click()
