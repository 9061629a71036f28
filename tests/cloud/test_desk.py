"""Somebody with a phone writes at the desk of a deployed blog: from the command's link to readers.

Nothing tells the function of what the desk writes into the bucket, so what readers get is what the
desk itself published.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from handler.services.author.granting import UPLOADS
from handler.web.desk.desk import PREFIX
from tests.browser.test_desk import PHONE, compose, shown
from tests.browser.test_signing import Device, sign_in
from tests.cloud.deployment import Deployment
from tests.cloud.gateway import gateway
from tools.browser import chromium

pytestmark = pytest.mark.xdist_group("cloud")
_LINK = re.compile(r"https://\S+/enter#\S+")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--ignore-certificate-errors",
    "--disable-features=LocalNetworkAccessChecks",
]


@dataclass(frozen=True, slots=True)
class Phone:
    """A page of a phone at which the desk's owner came in by a link, and its passkeys."""

    page: Page
    device: Device
    address: str


@pytest.fixture(scope="module")
def phone(edges: Deployment, browser: Browser, tmp_path_factory: Any) -> Iterator[Phone]:
    """Come in with the link that the command prints; in the end the desk is off again."""
    printed = edges.project.flask("desk", "dev", "--owner", "Ada")
    edges.account.read_policies_of(edges.stage.role_name)
    (link,) = _LINK.findall(printed)
    before = {info["Key"] for info in objects(edges)}
    chrome = browser.browser_type.launch(executable_path=chromium(), args=_ARGUMENTS)
    with gateway(tmp_path_factory.mktemp("gateway"), edges.site) as proxy:
        through = {"server": proxy, "bypass": "127.0.0.1"}
        context = chrome.new_context(proxy=through, **PHONE)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        device = Device(page)
        page.goto(link)
        page.get_by_role("button", name="Make a passkey").tap()
        expect(page.get_by_label("Write something new")).to_be_visible()
        yield Phone(page, device, f"{edges.door.root}{PREFIX}")
        chrome.close()
    for key in {info["Key"] for info in objects(edges)} - before:
        edges.content.delete(key)
    edges.project.flask("desk", "dev", "--off")
    assert errors == []
    assert edges.site.get(PREFIX).status == 404


def objects(edges: Deployment, prefix: str = "") -> Any:
    found = edges.content.s3.list_objects_v2(Bucket=edges.content.bucket, Prefix=prefix)
    return found.get("Contents", [])


def test_a_passkey_alone_opens_it_again(phone: Phone) -> None:
    page = phone.page
    page.goto(phone.address)
    page.get_by_role("link", name="Ada").tap()
    page.get_by_role("button", name="Sign out").last.tap()
    sign_in(page)
    expect(page.get_by_label("Write something new")).to_be_visible()


def test_a_post_is_written_and_a_reader_sees_what_the_preview_showed(
    phone: Phone, edges: Deployment
) -> None:
    page = phone.page
    page.goto(phone.address)
    page.get_by_label("Write something new").fill("봄밤")
    page.get_by_role("button", name="New post").tap()
    page.get_by_label("Text", exact=True).tap()
    compose(page, ["ㅎ", "하", "한"], "한국어")
    page.keyboard.type(" 글이다.")
    page.locator("#picture").set_input_files(
        [{"name": "My cat.jpg", "mimeType": "image/jpeg", "buffer": photo()}]
    )
    page.get_by_label("What does the picture show? My cat.jpg").fill("A cat")
    page.get_by_role("button", name="Insert").tap()
    expect(page.locator("#body")).to_have_value(re.compile(r"!\[A cat\]\(/images/\d{4}/my-cat.jpg"))
    expect(shown(page).get_by_text("한국어 글이다.")).to_be_visible()
    expect(shown(page).get_by_role("img", name="A cat")).to_be_visible()
    previewed = shown(page).locator("article").inner_text()
    page.get_by_role("button", name="Publish", exact=True).tap()
    told = page.get_by_role("status").first
    expect(told).to_contain_text("Published.")
    address = str(told.get_by_role("link").get_attribute("href"))
    answer = edges.site.fetch(address)
    assert (answer.status, "한국어 글이다." in answer.text) == (200, True)
    page.goto(address)
    assert page.locator("article").inner_text() == previewed
    assert objects(edges, UPLOADS) == []


def test_a_stale_tab_is_refused_with_a_comparison(phone: Phone, edges: Deployment) -> None:
    page = phone.page
    edges.content.put("_posts/2024-07-01-tabs.md", "---\ntitle: Tabs\n---\nOne.\n")
    page.goto(f"{phone.address}edit?key=_posts/2024-07-01-tabs.md")
    edges.content.put("_posts/2024-07-01-tabs.md", "---\ntitle: Tabs\n---\nOne.\n\nTheirs.\n")
    page.get_by_label("Title", exact=True).fill("Other tabs")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else has changed it")
    page.get_by_role("button", name="Save both together").tap()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    text = edges.site.get("/2024/07/01/tabs/").text
    assert ("Theirs." in text, "Other tabs" in text) == (True, True)


def test_a_post_is_scheduled_and_live_by_the_tick(phone: Phone, edges: Deployment) -> None:
    page = phone.page
    page.goto(phone.address)
    page.get_by_label("Write something new").fill("Later")
    page.get_by_role("button", name="New post").tap()
    page.get_by_label("Text", exact=True).fill("Not yet.")
    page.get_by_text("More", exact=True).tap()
    page.get_by_role("button", name="Schedule").tap()
    expect(page.get_by_role("status").first).to_contain_text("Scheduled.")


def photo() -> bytes:
    """A photo, as large as those of phones are."""
    file = BytesIO()
    noise = Image.effect_noise((2000, 1500), 80).convert("RGB")
    noise.save(file, "JPEG", quality=100)
    return file.getvalue()
