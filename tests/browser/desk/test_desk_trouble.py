"""An author at the desk on bad days: others write as well, and connections are lost."""

import re

import pytest
from playwright.sync_api import Dialog, expect

from tests.browser.conftest import Reader, Site
from tests.browser.desk.writing import PHONE, edit, post
from tests.cli.local_server import wait_until

pytestmark = pytest.mark.xdist_group("browser")


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


def test_what_is_offered_stays_until_somebody_decides(site: Site, reader: Reader) -> None:
    path = post(site, "undecided")
    page = edit(reader, f"_posts/{path.name}")
    page.locator("#body").press_sequentially("Never saved. ")
    expect(page.locator("#status")).to_contain_text("Kept on this device")
    page.reload()
    page.locator("#body").press_sequentially("x")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text("Saved.")
    page.reload()
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#body")).to_have_value("Never saved. Text.\n")
    page.close()
    path.unlink()


def test_a_file_that_comes_back_has_what_was_typed_before_it_was_deleted(
    site: Site, reader: Reader
) -> None:
    path = post(site, "regretted")
    page = edit(reader, f"_posts/{path.name}")
    page.locator("#body").press_sequentially("Never saved. ")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#body")).to_have_value("Never saved. Text.\n")
    page.close()
    path.unlink()


def test_nothing_is_typed_into_a_text_that_is_being_published(site: Site, reader: Reader) -> None:
    path = site.root / "_drafts/hasty.md"
    path.write_text("---\ntitle: Hasty\n---\nOne.\n")
    wait_until(lambda: path.name in site.server.printed())
    page = edit(reader, "_drafts/hasty.md")
    page.evaluate("() => { fetch = () => new Promise((_, fail) => (window.fail = fail)) }")
    page.get_by_role("button", name="Publish").click()
    page.keyboard.type("Lost. ")
    expect(page.locator(".columns")).to_have_attribute("inert", "")
    expect(page.locator("#body")).to_have_value("One.\n")
    page.evaluate("() => window.fail()")
    page.locator("#body").press_sequentially("Kept. ")
    expect(page.locator("#body")).to_have_value("Kept. One.\n")
    reader.complaints.clear()
    page.close()
    path.unlink()


def test_a_browser_that_keeps_nothing_is_not_said_to_keep_it(site: Site, reader: Reader) -> None:
    path = post(site, "full")
    page = edit(reader, f"_posts/{path.name}")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    page.locator("#body").press_sequentially("More. ")
    expect(page.locator("#status")).to_contain_text("cannot keep your text")
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.reload()
    assert asked == ["beforeunload"]
    path.unlink()


@pytest.mark.parametrize("reader", [PHONE], indirect=True)
def test_what_contradicts_is_decided_by_buttons(site: Site, reader: Reader) -> None:
    path = post(site, "quarrel", "One.\n\nTwo.\n\nThree.")
    page = edit(reader, f"_posts/{path.name}")
    path.write_text(
        path.read_text().replace("One.", "One, theirs.").replace("Three.", "3, theirs.")
    )
    page.locator("#body").fill("One, mine.\n\nTwo, mine.\n\n3, mine.\n")
    page.get_by_role("button", name="Save").tap()
    expect(page.locator("#left")).to_have_text("Left to decide: 2")
    page.get_by_role("button", name="Next").tap()
    page.get_by_role("button", name="Both here").tap()
    expect(page.locator("#left")).to_have_text("Left to decide: 1")
    page.get_by_role("button", name="Theirs here").tap()
    expect(page.locator("#left")).to_have_text("Nothing contradicts any more.")
    page.get_by_role("button", name="Save both together").tap()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    assert path.read_text().endswith("One, theirs.\n\nTwo, mine.\n\n3, mine.\n3, theirs.\n")
    reader.complaints.clear()
    path.unlink()


def test_a_draft_that_another_tab_saved_is_not_saved_by_itself(site: Site, reader: Reader) -> None:
    path = site.root / "_drafts/two-tabs.md"
    path.write_text("---\ntitle: Two tabs\n---\nOne.\n")
    wait_until(lambda: path.name in site.server.printed())
    page = edit(reader, "_drafts/two-tabs.md")
    path.write_text("---\ntitle: Two tabs\n---\nTheirs.\n")
    page.locator("#body").press_sequentially("Mine. ")
    expect(page.locator("#status")).to_contain_text("Somebody else has changed it meanwhile.")
    assert path.read_text().endswith("Theirs.\n")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else has changed it")
    reader.complaints.clear()
    path.unlink()


def test_a_version_is_looked_at_and_restored(site: Site, reader: Reader) -> None:
    path = post(site, "again", "The first text.")
    first = path.read_text()
    page = edit(reader, f"_posts/{path.name}")
    page.locator("#body").fill("Another text.\n")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text("Saved.")
    page.get_by_role("link", name="History").click()
    page.locator(".past a").nth(1).click()
    page.get_by_role("button", name="Preview").click()
    expect(page.frame_locator("iframe").get_by_text("The first text.")).to_be_visible()
    page.get_by_role("button", name="Restore this version").click()
    expect(page.get_by_role("status").first).to_contain_text("The older version is the newest")
    expect(page.locator("#body")).to_have_value("The first text.\n")
    assert path.read_text() == first
    path.unlink()


def test_a_problem_leads_to_its_line(site: Site, reader: Reader) -> None:
    path = post(
        site, "faulty", "Text.\n\n" * 200 + "See [this][nowhere].\n\n{% include none.html %}"
    )
    page = edit(reader, f"_posts/{path.name}")
    page.get_by_role("button", name="Line 406").click()
    at = "body => body.value.slice(body.selectionStart, body.selectionEnd)"
    assert page.locator("#body").evaluate(at) == "{% include none.html %}"
    assert page.locator("#body").evaluate("body => body.scrollTop") > 3000
    page.locator("#body").press("Control+Home")
    page.keyboard.type("{% include gone.html %}\n")
    page.get_by_role("button", name="Line 4", exact=True).click()
    assert page.locator("#body").evaluate(at) == "{% include gone.html %}"
    path.unlink()


def test_enter_does_what_stands_beside_a_field(site: Site, reader: Reader) -> None:
    path = post(site, "entered")
    page = edit(reader, f"_posts/{path.name}")
    page.locator("#body").press_sequentially("Unsaved. ")
    page.locator("summary").first.click()
    page.locator("#field-location").press("Enter")
    page.get_by_text("More", exact=True).click()
    assert path.read_text().endswith("---\nText.\n")
    page.locator("#name").fill("_posts/2026-02-03-returned.md")
    page.locator("#name").press("Enter")
    expect(page).to_have_url(re.compile("returned"))
    assert path.with_name("2026-02-03-returned.md").read_text().endswith("Unsaved. Text.\n")
    page.close()
    path.with_name("2026-02-03-returned.md").unlink()


def test_what_a_button_refuses_stays_told(site: Site, reader: Reader) -> None:
    path = site.root / "_drafts/overdue.md"
    path.write_text("---\ntitle: Overdue\n---\nOne.\n")
    wait_until(lambda: path.name in site.server.printed())
    page = edit(reader, "_drafts/overdue.md")
    page.get_by_text("More", exact=True).click()
    page.locator("#when").fill("2020-01-01T10:00")
    page.get_by_role("button", name="Schedule").click()
    expect(page.locator("#status")).to_contain_text("Nothing was written")
    page.wait_for_timeout(1000)  # Longer than the pause after which a text is looked at.
    expect(page.locator("#problems")).to_contain_text("2020")
    reader.complaints.clear()
    path.unlink()


def test_a_whole_file_may_be_pasted_into_one_without_front_matter(
    site: Site, reader: Reader
) -> None:
    path = post(site, "bare")
    path.write_text("")
    page = edit(reader, f"_posts/{path.name}")
    page.locator("#body").fill("---\ntitle: Pasted\n---\nText.\n")
    expect(page.locator("#body")).to_have_value("Text.\n")
    expect(page.locator("#field-title")).to_have_value("Pasted")
    page.locator("#body").press_sequentially("More. ")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text("Saved.")
    assert path.read_text() == "---\ntitle: Pasted\n---\nText.\nMore. \n"
    path.unlink()


def test_what_was_kept_of_a_file_that_is_gone_can_be_copied(site: Site, reader: Reader) -> None:
    path = post(site, "vanished")
    page = edit(reader, f"_posts/{path.name}")
    page.locator("#body").press_sequentially("Never saved. ")
    expect(page.locator("#status")).to_contain_text("Kept on this device")
    path.unlink()
    page.reload()
    expect(page.locator("#kept-text")).to_have_value(
        "---\ntitle: The vanished\n---\n\nNever saved. Text.\n"
    )
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("#kept")).to_be_hidden()
    reader.complaints.clear()


def test_a_text_that_is_compared_stays_kept_until_it_is_saved(site: Site, reader: Reader) -> None:
    path = post(site, "compared")
    page = edit(reader, f"_posts/{path.name}")
    path.write_text("---\ntitle: The compared\n---\nTheirs.\n")
    page.evaluate(
        "() => { HTMLFormElement.prototype.requestSubmit = () => { window.left = true } }"
    )
    page.locator("#body").fill("Mine.\n")
    page.keyboard.press("Control+s")
    page.wait_for_function("() => window.left")
    page.wait_for_timeout(1000)  # Longer than the pause after which a text is looked at.
    page.reload()
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#body")).to_have_value("Mine.\n")
    reader.complaints.clear()
    page.close()
    path.unlink()
