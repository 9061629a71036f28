"""The sample blog on a local server, and a browser that minds errors and foreign requests."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.pages.hard_blog import write_hard_blog
from tests.cli.local_server import LocalServer, local_server
from tests.support.patient_browser import go_to

CONTENT = Path(__file__).parents[2] / "content"
_NOT_ANIMATED = "Transition was aborted because of invalid state. ViewTransition opt-in disabled"
"""Chromium's word for a page that came without a transition, as it was shown before the style
sheet was read by which each of ours takes part. Nothing else is amiss then.
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A served copy of the sample blog: its folder and its address."""

    root: Path
    url: str
    server: LocalServer


@dataclass
class Reader:
    """A page of a browser, with what went wrong in it."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note errors of the console and requests that leave the blog."""
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on("request", self._look_at)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(message.text)

    def _complain(self, text: str) -> None:
        if text != _NOT_ANIMATED:
            self.complaints.append(text)

    def _look_at(self, request: Request) -> None:
        if urlsplit(request.url).netloc not in {urlsplit(self.url).netloc, ""}:
            self.complaints.append(f"asked {request.url}")

    def open(self, path: str) -> Page:
        """Go to a path of the blog."""
        go_to(self.page, self.url + path)
        return self.page


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sample blog, copied, so that tests may change it."""
    folder = tmp_path_factory.mktemp("site")
    root = Path(shutil.copytree(CONTENT, folder / "content"))
    with local_server(root, folder / "log") as server:
        yield Site(root, server.url, server)


@pytest.fixture
def reader(site: Site, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A reader whom nothing may go wrong for; parameters are for the browser's context."""
    options: dict[str, Any] = getattr(request, "param", {})
    context: BrowserContext = browser.new_context(**options)
    reader = Reader(context.new_page(), site.url)
    reader.watch()
    yield reader
    context.close()
    assert reader.complaints == []


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The blog that is hard to set."""
    folder = tmp_path_factory.mktemp("hard")
    write_hard_blog(folder / "content")
    with local_server(folder / "content", folder / "log") as server:
        yield Site(folder / "content", server.url, server)
