"""The desk of a deployed blog in a real browser, behind a gateway with https."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from handler.core.authoring.comparing.marking import ANCHOR
from handler.web.desk.desk import PREFIX
from tests.browser.desk.test_signing import Device
from tests.cloud.aws.gateway import gateway
from tests.cloud.aws.messages import Answer, Request
from tests.cloud.aws.site import Site
from tests.cloud.deploying.deployment import Deployment
from tests.support.patient_browser import launch

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--ignore-certificate-errors",
    "--disable-features=LocalNetworkAccessChecks",
]


@dataclass(frozen=True, slots=True)
class Watched(Site):
    """The blog for a browser, with the previews that it was sent."""

    previews: list[Answer] = field(default_factory=list)

    def send(self, request: Request) -> Answer:
        """See `Site.send`."""
        answer = Site.send(self, request)
        if request.path.endswith(f"{PREFIX}preview"):
            self.previews.append(answer)
        return answer


@dataclass(frozen=True, slots=True)
class Client:
    """A page of somebody's browser, its passkeys, and what it was sent."""

    page: Page
    device: Device
    address: str
    site: Watched

    def previewed(self) -> str:
        """The article that was previewed last, without the anchor where one types."""
        shown = self.site.previews[-1].text
        return article(shown.replace(f'<span id="{ANCHOR}"></span>', ""))


@contextmanager
def client(
    edges: Deployment, browser: Browser, folder: Path, options: dict[str, Any]
) -> Iterator[Client]:
    """A browser in which no script may fail."""
    chrome = launch(browser.browser_type, _ARGUMENTS)
    site = Watched(edges.site.door, edges.site.invoke)
    with gateway(folder, site) as proxy:
        through: Any = {"server": proxy, "bypass": "127.0.0.1"}
        page = chrome.new_context(proxy=through, **options).new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield Client(page, Device(page), f"{edges.door.root}{PREFIX}", site)
        chrome.close()
    assert errors == []


def article(html: str) -> str:
    """The article of a page, with all that is in it."""
    return html[html.index("<article") : html.rindex("</article>") + len("</article>")]


def objects(edges: Deployment, prefix: str = "") -> Any:
    """What is in the content bucket."""
    found = edges.content.s3.list_objects_v2(Bucket=edges.content.bucket, Prefix=prefix)
    return found.get("Contents", [])
