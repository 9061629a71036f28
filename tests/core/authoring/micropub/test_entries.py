"""Posts that programs write, as files: what a program takes away is there no more."""

from datetime import UTC, datetime

from handler.core.authoring.changes import Setting, Text
from handler.core.authoring.micropub.entries import edited, properties_of
from handler.core.authoring.micropub.requests import Properties
from handler.core.model.entries import SiteConfig

SETTING = Setting(SiteConfig(), datetime(2026, 6, 1, tzinfo=UTC))
KEY = "_drafts/a.md"


def without(front: str, name: str) -> str:
    """The front matter of a draft once a program took a property away."""
    text = Text(KEY, f"---\ntitle: A\n{front}---\nText.\n".encode())
    before = properties_of(text, SETTING)
    after: Properties = {each: values for each, values in before.items() if each != name}
    assert after != before
    changed = edited(text, before, after, SETTING).data.decode()
    return changed.removeprefix("---\n").removesuffix("---\nText.\n")


def test_a_summary_and_a_date_that_are_taken_away_leave_no_empty_entry() -> None:
    assert without("description: About it\ntags: [b]\n", "summary") == "title: A\ntags: [b]\n"
    assert without("date: 2026-01-02\ntags: [b]\n", "published") == "title: A\ntags: [b]\n"


def test_a_title_that_is_taken_away_stays_as_an_empty_one() -> None:
    assert without("", "name") == 'title: ""\n'
