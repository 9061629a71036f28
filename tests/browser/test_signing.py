"""Coming in with a passkey: a link, signing out, signing in by the passkey alone, being put out."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from handler.services.people.access import Access
from handler.web.desk.desk import PREFIX
from tests.web.desk.signed import SignedBlog

pytestmark = pytest.mark.xdist_group("browser")
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
    waiting = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    blog = SignedBlog(url=f"http://localhost:{waiting.server_port}")
    waiting.app = blog.app
    thread = threading.Thread(target=waiting.serve_forever, daemon=True)
    thread.start()
    yield blog
    waiting.shutdown()
    thread.join()


@pytest.fixture
def page(blog: SignedBlog, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a browser that can make passkeys, in which nothing may go wrong."""
    options: dict[str, Any] = getattr(request, "param", {})
    context: BrowserContext = browser.new_context(**options)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def desk(blog: SignedBlog, path: str = "") -> str:
    return f"{blog.services.settings.url}{PREFIX}{path}"


def link(access: Access, name: str, **role: Any) -> str:
    return f"enter#{access.invite(name, **role).token}"


@pytest.mark.parametrize("page", [{"viewport": {"width": 360, "height": 740}}], indirect=True)
def test_a_link_then_the_passkey_alone_then_nothing(blog: SignedBlog, page: Page) -> None:
    page.goto(desk(blog, link(blog.access, "Ada", is_owner=True)))
    expect(page.get_by_label("Your name")).to_have_value("Ada")
    page.screenshot(path="/tmp/signin-enter.png")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_label("Write something new")).to_be_visible()
    page.get_by_role("link", name="Ada").click()
    page.screenshot(path="/tmp/signin-people.png", full_page=True)
    page.get_by_role("button", name="Sign out").last.click()
    page.screenshot(path="/tmp/signin-in.png", full_page=True)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_label("Write something new")).to_be_visible()
