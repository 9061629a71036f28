"""What somebody with a keyboard does at the desk, from a link to signing out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.axe import faults
from tests.browser.desk.keyboard import Keyboard
from tests.browser.desk.writing import shown

FIELDS = {
    "tags": "tea, 봄",
    "categories": "Notes",
    "location": "서울",
    "description": "By keys alone.",
    "permalink": "/by-keys/",
}
TEXT = "A paragraph.\n\nAnother, with **bold** words.\n"


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody at a desk."""

    page: Page
    keys: Keyboard

    def come_in(self) -> None:
        """Make a passkey, at the page that a link led to."""
        expect(self.page.get_by_role("button", name="Make a passkey")).to_be_visible()
        self.keys.do("#enter button")
        expect(self.page.get_by_label("Write something new")).to_be_visible()
        assert faults(self.page) == []

    def begin(self, title: str) -> None:
        """Begin a post; one is in its text at once."""
        self.keys.to("#new-title")
        self.keys.type(title)
        self.keys.press("Enter")
        self.keys.wait_at("#body")

    def write(self) -> None:
        """A text, by shortcuts, and all fields."""
        self.keys.type("A paragraph.\n\nAnother, with ")
        self.keys.press("Control+b")
        self.keys.press("ArrowRight", "ArrowRight", "ArrowRight")
        self.keys.type("words.")
        expect(self.page.locator("#body")).to_have_value(
            "A paragraph.\n\nAnother, with **bold**words."
        )
        self.keys.press(*["ArrowLeft"] * 6)
        self.keys.type(" ")
        self.keys.do(".details:not(.more) summary")
        self.keys.to("#field-date")
        self.keys.type("03012020")
        self.keys.press("ArrowRight")
        self.keys.type("0900A")
        for name, value in FIELDS.items():
            self.keys.to(f"#field-{name}")
            self.keys.press("Control+a")
            self.keys.type(value)
        self.keys.to("#front")
        expect(self.page.locator("#front")).to_have_value(re.compile(r"permalink: /by-keys/"))
        assert faults(self.page) == []

    def show_picture(self, file: Path) -> None:
        """A picture in the text, and as the cover."""
        self._choose(file)
        self.keys.type("A cat")
        self.keys.press("Enter")
        self.keys.wait_at("#body")
        expect(self.page.locator("#body")).to_have_value(re.compile(r"!\[A cat\]\(/images/"))
        self._choose(file)
        cover = self.page.get_by_role("button", name="Use as cover")
        expect(cover).to_be_enabled()
        self.keys.to("#uploads .row button:nth-child(2)")
        self.keys.press("Space")
        self.keys.wait_at("#body")
        expect(self.page.locator("#field-image")).to_have_value(re.compile("^/images/"))

    def _choose(self, file: Path) -> None:
        # The browser hears of it in its own time, so this comes well before the key.
        with self.page.expect_file_chooser() as chosen:
            self.keys.to("#picture", "Shift+Tab")
            self.keys.press("Space")
        chosen.value.set_files(file)
        self.keys.wait_at("#uploads input")

    def publish(self) -> str:
        """Publish the text, and say where readers find it."""
        expect(shown(self.page).get_by_text("A paragraph.")).to_be_visible()
        expect(shown(self.page).locator("data.u-featured[value*=my-cat]")).to_have_count(1)
        self.keys.press("Control+s")
        expect(self.page.locator("#status")).to_have_text("Saved.")
        self.keys.wait_at("#body")
        self.keys.do("[value=publish]", "Shift+Tab")
        self.keys.wait_at(".note[role=status]")
        told = self.page.get_by_role("status").first
        expect(told).to_contain_text("Published.")
        self.keys.to(".note a")
        return str(self.page.evaluate("document.activeElement.href"))

    def bring_together(self, change: Callable[[], object]) -> None:
        """Save what somebody else has changed meanwhile, in the same line and in others."""
        self.keys.to("#body")
        self.keys.press("Control+Home")
        self.keys.type("Mine: ")
        change()
        self.keys.press("Control+s")
        self.keys.wait_at("h1")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(
            "Somebody else has changed it"
        )
        assert faults(self.page) == []
        self.keys.to("[data-take=both]")
        self.keys.press("Space")
        self.keys.wait_at("#whole")
        expect(self.page.locator("#left")).to_have_text("Nothing contradicts any more.")
        self.keys.do("[name=take][value=whole]")
        self.keys.wait_at(".note[role=status]")
        expect(self.page.get_by_role("status").first).to_contain_text("Saved.")

    def restore_first(self) -> None:
        """Make the first version the newest."""
        self.keys.do("a[href^='history']")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("History")
        assert faults(self.page) == []
        self.keys.to(".past li:last-child button")
        self.keys.press("Space")
        self.keys.wait_at(".note[role=status]")
        expect(self.page.get_by_role("status").first).to_contain_text("newest again")

    def go_home(self) -> None:
        """To the list."""
        self.keys.do(".home", "Shift+Tab")
        expect(self.page.get_by_label("Write something new")).to_be_visible()
        assert faults(self.page) == []

    def schedule(self, due: datetime) -> None:
        """Schedule a text that was begun."""
        self.keys.type("Not yet.")
        self.keys.do(".more summary")
        self.keys.to("#when")
        self.keys.type(f"{due:%m%d%Y}")
        self.keys.press("ArrowRight")
        self.keys.type(f"{due:%I%M%p}"[:5])
        self.keys.to("[value=schedule]")
        self.keys.press("Space")
        self.keys.wait_at(".note[role=status]")
        expect(self.page.get_by_role("status").first).to_contain_text("Scheduled.")

    def go_out_and_in(self) -> None:
        """Sign out, and in again by the passkey."""
        self.keys.do("a[href=people]")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("People")
        assert faults(self.page) == []
        self.keys.do(".out button", "Shift+Tab")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Sign in")
        self.keys.do("#sign-in button")
        expect(self.page.get_by_label("Write something new")).to_be_visible()
