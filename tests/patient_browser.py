"""Chromium whose pages wait as long as this machine takes."""

from collections.abc import Sequence

from playwright.sync_api import Browser, BrowserType, expect

from tools.browser import headless_chromium

_PATIENCE = 120_000


def launch(kind: BrowserType, arguments: Sequence[str]) -> Browser:
    """Start it, with its own arguments; what is expected of pages may take as long."""
    expect.set_options(timeout=_PATIENCE)
    browser = kind.launch(executable_path=headless_chromium(), args=arguments)
    browser.on("context", lambda context: context.set_default_timeout(_PATIENCE))
    return browser
