"""An author at the desk: on a phone, by keyboard alone, without scripts, and on bad days."""

from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, FrameLocator, Page, expect

from handler.core.model.keys import key_problem
from handler.web.desk.desk import PREFIX
from tests.browser.conftest import Reader, Site
from tests.browser.test_xss import add_files, armed, quoted, watching
from tests.browser.xss_payloads import EVERYTHING
from tests.cli.local_server import wait_until
from tests.web.desk.desk import DeskBlog

pytestmark = pytest.mark.xdist_group("browser")

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


@pytest.mark.parametrize("reader", [PHONE], indirect=True)
def test_a_post_is_written_on_a_phone_from_nothing_to_published(site: Site, reader: Reader) -> None:
    page = open_desk(reader)
    page.get_by_label("Write something new").tap()
    page.keyboard.type("봄밤")
    page.get_by_role("button", name="New post").tap()
    expect(page.get_by_label("Title")).to_have_value("봄밤")
    page.get_by_label("Text", exact=True).tap()
    compose(page, ["ㅎ", "하", "한", "한ㄱ"], "한국어")
    page.keyboard.type(" 글이다.")
    expect(shown(page).get_by_text("한국어 글이다.")).to_be_visible()
    expect(page.locator("#status")).to_have_text("Kept on this device, not saved yet.")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_text("Details").tap()
    page.get_by_label("Tags").fill("봄, 밤")
    page.get_by_role("button", name="Publish", exact=True).tap()
    expect(page.get_by_role("status").first).to_contain_text("Published.")
    page.get_by_role("status").first.get_by_role("link").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("봄밤")
    expect(page.get_by_text("한국어 글이다.")).to_be_visible()
    [path] = site.root.glob("_posts/*봄밤.md")
    assert path.read_text().endswith("---\n\n한국어 글이다.\n")
    assert "tags:\n  - 봄\n  - 밤\n" in path.read_text()
    path.unlink()


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


@pytest.mark.parametrize("reader", [WIDE], indirect=True)
def test_the_same_by_keyboard_alone(site: Site, reader: Reader) -> None:
    page = open_desk(reader)
    tab_to(page, "#new-title")
    page.keyboard.type("By keys alone")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit?**")
    tab_to(page, "#body")
    page.keyboard.type("One.\n\nTwo. ")
    page.keyboard.press("Control+b")
    expect(page.locator("#body")).to_have_value("One.\n\nTwo. **bold**")
    page.keyboard.press("Control+z")
    expect(page.locator("#body")).to_have_value("One.\n\nTwo. ")
    expect(shown(page).get_by_text("One.")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text("Saved.")
    assert (site.root / "_drafts/by-keys-alone.md").read_text().endswith("\n\nOne.\n\nTwo. \n")
    page.keyboard.type("Three.")
    tab_to(page, "[value=publish]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Published.")
    [path] = site.root.glob("_posts/*-by-keys-alone.md")
    assert path.read_text().endswith("Two. Three.\n")
    tab_to(page, ".more summary")
    page.keyboard.press("Enter")
    tab_to(page, "[value=delete]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Deleted.")
    assert not path.exists()
    tab_to(page, "button.main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("It is back.")
    assert path.read_text().endswith("Two. Three.\n")
    path.unlink()


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Go to an element as somebody without a mouse does."""
    for _ in range(80):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} cannot be reached")


def test_a_stale_tab_is_refused_and_both_versions_come_together(site: Site, reader: Reader) -> None:
    path = post(site, "tabs", "One.\n\nTwo.\n\nThree.")
    key = f"_posts/{path.name}"
    page = edit(reader, key)
    other = reader.page.context.new_page()
    other.goto(page.url)
    other.locator("#body").fill("One, by the other.\n\nTwo.\n\nThree.\n")
    other.keyboard.press("Control+s")
    expect(other.locator("#status")).to_have_text("Saved.")
    page.locator("#body").fill("One.\n\nTwo.\n\nThree, by me.\n")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else has changed it")
    expect(page.locator(".versions")).to_contain_text("New: One, by the other.")
    page.get_by_role("button", name="Save both together").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    assert path.read_text().endswith("One, by the other.\n\nTwo.\n\nThree, by me.\n")
    reader.complaints.clear()  # The refusal is in the browser's log.
    other.close()
    path.unlink()


def test_a_lost_connection_loses_nothing(site: Site, reader: Reader) -> None:
    path = post(site, "cut")
    page = edit(reader, f"_posts/{path.name}")
    context = page.context
    context.set_offline(True)
    page.locator("#body").press_sequentially("Before the cut. ")
    expect(page.locator("#status")).to_contain_text("No connection")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#status")).to_contain_text("kept on this device")
    address = page.url
    page.close()
    context.set_offline(False)
    page = reader.page = context.new_page()
    page.goto(address)
    expect(page.locator("#kept")).to_contain_text("was kept on this device")
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#body")).to_have_value("Before the cut. Text.\n")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text("Saved.")
    assert "Before the cut. Text." in path.read_text()
    page.reload()
    expect(page.locator("#kept")).to_be_hidden()
    reader.complaints.clear()
    path.unlink()


def png(colour: str) -> bytes:
    """A small picture."""
    file = BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return file.getvalue()


_PASTE = """([body, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], 'pasted.png', {type: 'image/png'}));
  body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true,
    cancelable: true}));
}"""


def test_pictures_are_chosen_and_pasted_and_described(site: Site, reader: Reader) -> None:
    path = post(site, "album")
    page = edit(reader, f"_posts/{path.name}")
    files = [
        {"name": f"{name}.png", "mimeType": "image/png", "buffer": data}
        for name, data in (("Red", png("red")), ("blue", png("blue")), ("none", b"<html>"))
    ]
    page.locator("#picture").set_input_files(files)  # type: ignore[arg-type]
    rows = page.locator("#uploads li")
    expect(rows).to_have_count(3)
    expect(rows.nth(2)).to_contain_text("neither JPEG")
    rows.nth(2).get_by_role("button", name="Not this one").click()
    rows.nth(0).get_by_role("textbox").fill("All red")
    rows.nth(0).get_by_role("button", name="Insert").click()
    insert = rows.nth(0).get_by_role("button", name="Insert")
    insert.click()
    expect(rows.nth(0)).to_contain_text("Without a description")
    insert.click()
    page.evaluate(_PASTE, [page.locator("#body").element_handle(), [*png("green")]])
    rows.first.get_by_role("textbox").fill("Green")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(0)
    expect(shown(page).get_by_alt_text("Green")).to_be_visible()
    text = page.locator("#body").input_value()
    for line in ("![All red](/images/", "![](/images/", "![Green](/images/"):
        assert line in text
    [pasted] = site.root.glob("images/*/pasted.png")
    assert pasted.read_bytes() == png("green")
    reader.complaints.clear()  # The refusal of what is none.
    path.unlink()


@pytest.mark.parametrize("reader", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_it_is_plain_forms(site: Site, reader: Reader) -> None:
    page = open_desk(reader)
    page.get_by_label("Write something new").fill("Plainly")
    page.get_by_role("button", name="New post").click()
    page.get_by_label("Text", exact=True).fill("Plain text.")
    page.get_by_role("button", name="Preview").click()
    expect(page.frame_locator("iframe").get_by_text("Plain text.")).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Published.")
    [path] = site.root.glob("_posts/*-plainly.md")
    path.unlink()


def hostile() -> DeskBlog:
    """A blog in whose titles, names and bodies everything stands that a script could hide in."""
    blog = DeskBlog()
    add_files(blog)
    for number, payload in enumerate(armed(EVERYTHING)):
        text = f"---\ntitle: {quoted(payload)}\ntags: [{quoted(payload)}]\n---\n{payload}\n"
        blog.put(f"_posts/2026-01-01-{number}.md", text)
        name = payload.replace("/", "-")
        if key_problem(name) is None:
            blog.put(f"_drafts/{name}.md", "---\ntitle: A\n---\nText.\n")
    return blog


def looks(blog: DeskBlog, shelf: str) -> list[str]:
    """The addresses of a list, page by page."""
    found, onward = [], ""
    while True:
        found.append(f"{PREFIX}?in={shelf}" + (f"&from={quote(onward)}" if onward else ""))
        if not (onward := blog.services.browsing.look(shelf, onward=onward).onward):
            return found


def test_nothing_of_a_blog_runs_in_lists_editors_and_previews(browser: Browser) -> None:
    blog = hostile()
    keys = [f"_posts/2026-01-01-{number}.md" for number in range(0, len(EVERYTHING), 16)]
    keys += [each.key for each in blog.services.browsing.look("drafts").files[::16]]
    with watching(browser, blog, without_policy=True) as watch:
        blog.host = urlsplit(watch.url).netloc
        pages = [*looks(blog, "posts"), *looks(blog, "drafts")]
        assert len(pages) > 8
        for path in pages:
            watch.visit(path)
        for key in keys:
            watch.visit(f"{PREFIX}edit?key={quote(key, safe='')}")
            expect(watch.page.locator(IN_PREVIEW)).to_be_visible()
    assert watch.ran == set()


REACHING = """
<script>parent.document.title = 'reached'; top.location = '/reached'</script>
<meta http-equiv="refresh" content="0; url=/reached">
<a id="up" href="/reached" target="_top">Up</a>
<form action="/_coldpress/desk/new" method="post" target="_top">
<input name="title" value="Reached"><button id="send">Send</button></form>
<p>Tried.</p>
"""


def test_a_preview_does_not_reach_the_desk(browser: Browser) -> None:
    blog = DeskBlog()
    blog.post("2026-01-01-a.md", REACHING)
    with watching(browser, blog) as watch:
        blog.host = urlsplit(watch.url).netloc
        address = f"{PREFIX}edit?key=_posts/2026-01-01-a.md"
        watch.open(address)
        page = watch.page
        page.locator("#body").press_sequentially("More. ")
        expect(shown(page).get_by_text("Tried.")).to_be_visible()
        for target in ("#up", "#send"):
            shown(page).locator(target).click()
        page.wait_for_timeout(500)
        assert page.url == watch.url + address
        assert "reached" not in page.title()
        assert page.locator("#body").input_value().startswith("More. ")
        frame = page.frames[1]
        assert frame.evaluate("self.origin") == "null"
    assert blog.text("_drafts/reached.md") is None
