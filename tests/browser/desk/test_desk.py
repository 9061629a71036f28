"""An author at the desk: on a phone, by keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Site
from tests.browser.desk.writing import PHONE, WIDE, compose, edit, open_desk, shown, tab_to
from tests.cli.local_server import wait_until

pytestmark = pytest.mark.xdist_group("browser")


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
    expect(page.locator("#status")).to_have_text("Saved by itself; readers do not see it.")
    assert (site.root / "_drafts/봄밤.md").read_text().endswith("---\n\n한국어 글이다.\n")
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


def test_a_new_line_begins_as_the_one_before_it(site: Site, reader: Reader) -> None:
    path = site.root / "_drafts/lists.md"
    path.write_text("---\ntitle: Lists\n---\n")
    wait_until(lambda: path.name in site.server.printed())
    page = edit(reader, "_drafts/lists.md")
    body = page.locator("#body")
    body.press_sequentially("- one\ntwo\n\nText.\n9. nine\nten\n\n  in\nin\n\nout")
    expect(body).to_have_value("- one\n- two\n\nText.\n9. nine\n10. ten\n\n  in\n  in\n\nout")
    page.keyboard.press("Control+z")
    expect(body).not_to_have_value("- one\n- two\n\nText.\n9. nine\n10. ten\n\n  in\n  in\n\nout")
    path.unlink()
