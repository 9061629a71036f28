"""The desk of a deployed blog in a real browser, behind a gateway with https."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Response

from handler.core.authoring.marking import ANCHOR
from handler.web.desk.desk import PREFIX
from tests.browser.test_signing import Device
from tests.cloud.deployment import Deployment
from tests.cloud.gateway import gateway
from tools.browser import chromium

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--ignore-certificate-errors",
    "--disable-features=LocalNetworkAccessChecks",
]


@dataclass(frozen=True, slots=True)
class Client:
    """A page of somebody's browser, its passkeys, and the previews that it was shown."""

    page: Page
    device: Device
    address: str
    previews: list[Response] = field(default_factory=list)

    def previewed(self) -> str:
        """The article that was previewed last, without the anchor where one types."""
        shown = self.previews[-1].text()
        return article(shown.replace(f'<span id="{ANCHOR}"></span>', ""))


@contextmanager
def client(
    edges: Deployment, browser: Browser, folder: Path, options: dict[str, Any]
) -> Iterator[Client]:
    """A browser in which no script may fail."""
    chrome = browser.browser_type.launch(executable_path=chromium(), args=_ARGUMENTS)
    with gateway(folder, edges.site) as proxy:
        through: Any = {"server": proxy, "bypass": "127.0.0.1"}
        page = chrome.new_context(proxy=through, **options).new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        found = Client(page, Device(page), f"{edges.door.root}{PREFIX}")
        page.on("response", lambda answer: _note(found, answer))
        yield found
        chrome.close()
    assert errors == []


def _note(client: Client, answer: Response) -> None:
    if re.search(r"/desk/preview(#|$)", answer.url):
        client.previews.append(answer)


def article(html: str) -> str:
    """The article of a page, with all that is in it."""
    return html[html.index("<article") : html.rindex("</article>") + len("</article>")]


def objects(edges: Deployment, prefix: str = "") -> Any:
    """What is in the content bucket."""
    found = edges.content.s3.list_objects_v2(Bucket=edges.content.bucket, Prefix=prefix)
    return found.get("Contents", [])
