"""Takes the README's pictures of the sample blog: `python -m tools.picture`. Needs Chromium."""

import io
import sys
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Route, ViewportSize, sync_playwright

from tests.web.blog import Blog
from tools.browser import chromium
from tools.check_html import sample_blog
from tools.node import MissingProgram

DOCS = Path(__file__).parent.parent / "docs"
_ADDRESS = "https://blog.test"
_POST = "/photography/2019/06/16/waiting-for-the-marine-layer/"
_WINDOW: ViewportSize = {"width": 1200, "height": 800}
_SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")


def picture(scheme: str) -> Path:
    """Where the picture of a colour scheme is."""
    return DOCS / f"blog-{scheme}.webp"


def main() -> int:
    """Take both pictures."""
    try:
        found = chromium()
    except MissingProgram as error:
        sys.stderr.write(f"{error}\n")
        return 1
    blog = sample_blog()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for scheme in _SCHEMES:
            _take(browser, blog, scheme)
            sys.stdout.write(f"{picture(scheme)}: {picture(scheme).stat().st_size:,} bytes\n")
        browser.close()
    return 0


def _take(browser: Browser, blog: Blog, scheme: Literal["light", "dark"]) -> None:
    page = browser.new_page(viewport=_WINDOW, color_scheme=scheme, device_scale_factor=1.5)
    page.route("**/*", lambda route: _answer(blog, route))
    page.goto(_ADDRESS + _POST, wait_until="networkidle")
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        shot.save(picture(scheme), quality=80, method=6)
    page.close()


def _answer(blog: Blog, route: Route) -> None:
    """Answers the browser as the blog would, without a server."""
    answer = blog.get(urlsplit(route.request.url).path)
    if answer.status_code != 200:
        raise LookupError(f"{route.request.url} has the answer {answer.status}")
    route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.data)


if __name__ == "__main__":
    sys.exit(main())
