"""Coming in with a passkey: a link, signing out, signing in by the passkey alone, being put out."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect
from werkzeug.serving import make_server

from handler.core.people.leaving import remove
from handler.web.desk.desk import PREFIX
from tests.browser.axe import faults
from tests.support.patient_browser import follow
from tests.web.desk.signed import SignedBlog

pytestmark = pytest.mark.xdist_group("browser")

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
KEY = "_posts/2020-01-01-a.md"
TEXT = "---\ntitle: A\n---\n"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def blog() -> Iterator[SignedBlog]:
    """A blog with a desk at localhost, where browsers allow passkeys without https."""
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    blog = SignedBlog(url=f"http://localhost:{server.server_port}")
    server.app = blog.app
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield blog
    server.shutdown()
    thread.join()


@pytest.fixture
def page(blog: SignedBlog, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a browser that can make passkeys, in which no script may fail."""
    options: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**options)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def device(page: Page) -> "Device":
    """What keeps the passkeys of the page."""
    return Device(page)


class Device:
    """An authenticator; a browser under test has one for each tab."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        told = {"options": AUTHENTICATOR}
        made = self._session.send("WebAuthn.addVirtualAuthenticator", told)
        self._id = {"authenticatorId": made["authenticatorId"]}

    def give(self, page: Page) -> None:
        """Let another tab have the passkeys."""
        other = Device(page)
        for each in self._session.send("WebAuthn.getCredentials", self._id)["credentials"]:
            other._session.send("WebAuthn.addCredential", other._id | {"credential": each})


def desk(blog: SignedBlog, path: str = "") -> str:
    return f"{blog.services.settings.url}{PREFIX}{path}"


def come_in(blog: SignedBlog, page: Page, name: str, *, is_owner: bool = True) -> None:
    """Register a passkey with a link."""
    page.goto(desk(blog, f"enter#{blog.access.invite(name, is_owner=is_owner).token}"))
    expect(page.get_by_label("Your name")).to_have_value(name)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_label("Write something new")).to_be_visible()


def sign_in(page: Page) -> None:
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_a_link_then_the_passkey_alone_then_nothing(
    blog: SignedBlog, page: Page, device: Device
) -> None:
    come_in(blog, page, "Ada")
    follow(page.get_by_role("link", name="Ada"))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Sign out").last.click()
    sign_in(page)
    expect(page.get_by_label("Write something new")).to_be_visible()
    member = next(each for each in blog.people().members if each.name == "Ada")
    blog.access.change(lambda people, _now: remove(people, member.id, None))
    page.reload()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("No passkey of this desk gave this answer.")


def test_an_owner_invites_somebody_who_comes_in_on_the_same_device(
    blog: SignedBlog, page: Page, device: Device
) -> None:
    come_in(blog, page, "Grace")
    page.goto(desk(blog, "people"))
    page.get_by_label("Name").last.fill("봄이")
    page.get_by_role("button", name="Make a link", exact=True).click()
    link = page.get_by_label("Link").input_value()
    expect(page.locator("svg.code")).to_be_visible()
    assert faults(page) == []
    page.goto("about:blank")
    page.goto(link)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("link", name="봄이")).to_be_visible()
    page.goto("about:blank")
    page.goto(link)
    expect(page.get_by_role("alert")).to_contain_text("This link was used")
    assert faults(page) == []


def test_a_text_outlives_the_session_that_it_was_begun_in(
    blog: SignedBlog, page: Page, device: Device
) -> None:
    blog.put(KEY, f"{TEXT}Text.\n")
    come_in(blog, page, "Mary", is_owner=False)
    page.goto(desk(blog, f"edit?key={KEY}"))
    expect(page.frame_locator("#frames iframe:not(.coming)").get_by_text("Text.")).to_be_visible()
    other = page.context.new_page()
    other.goto(desk(blog, "people"))
    other.get_by_role("button", name="Sign out").last.click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.locator("#body").fill("Much more text.\n")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#status")).to_contain_text("You are signed out.")
    assert page.locator("#body").input_value() == "Much more text.\n"
    other.close()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    device.give(opened.value)
    sign_in(opened.value)
    page.bring_to_front()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#status")).to_have_text("Saved.")
    assert blog.text(KEY) == f"{TEXT}Much more text.\n"
