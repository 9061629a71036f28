"""Tests of giving a text another name."""

import pytest

from handler.core.authoring.changes import Change, Setting, Text
from handler.core.authoring.moving import rename
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ContentError
from tests.core.authoring.test_names import LATE

KEY, NEW = "_posts/2020-01-02-a.md", "_posts/2020-03-04-a.md"
SETTING = Setting(SiteConfig(permalink="pretty"), LATE)


def renamed(text: bytes, new: str = NEW, key: str = KEY) -> Change:
    return rename(Text(key, text), new, frozenset(), SETTING)


def test_another_day_in_the_name_is_another_date_unless_front_matter_has_one() -> None:
    assert renamed(b"---\ntitle: A\n---\n").path == "/2020/03/04/a/"
    assert renamed(b"---\ntitle: A\n---\n").notes == ()
    kept = renamed(b"---\ndate: 2020-01-02\n---\n")
    assert (kept.path, kept.redirected) == ("/2020/01/02/a/", "")
    assert "keeps its date" in str(kept.notes[0])
    assert "Change `date` there to 2020-03-04" in str(kept.notes[0])


def test_a_name_that_was_wrong_can_be_mended() -> None:
    change = renamed(b"---\ntitle: A\n---\n", key="_posts/a.md")
    assert (change.path, change.redirected, change.old) == ("/2020/03/04/a/", "", "_posts/a.md")


def test_a_draft_leaves_no_address_behind() -> None:
    assert renamed(b"---\ntitle: A\n---\n", key="_drafts/a.md").redirected == ""


def test_a_post_that_becomes_a_draft_is_found_again_when_it_is_published() -> None:
    change = renamed(b"---\ntitle: A\n---\n", "_drafts/a.md")
    assert (change.state, change.redirected) == ("draft", "/2020/01/02/a/")


def test_an_address_that_differs_by_case_alone_needs_no_redirect() -> None:
    assert renamed(b"---\n---\n", "_posts/2020-01-02-A.md").redirected == ""


def test_there_and_back_again_leads_nowhere_twice() -> None:
    there = renamed(b"---\ntitle: A\n---\n")
    back = rename(there.text, KEY, frozenset(), SETTING)
    assert back.path == "/2020/01/02/a/"
    assert back.text.data.decode().count("/2020/01/02/a/") == 1
    again = rename(back.text, NEW, frozenset(), SETTING)
    assert again.text.data == back.text.data


@pytest.mark.parametrize(
    ("key", "new", "told"),
    [
        (KEY, KEY, "is called so already"),
        ("images/a.png", "images/b.png", "is no text"),
        ("_includes/a.html", "_includes/b.html", "is named by other files"),
        (KEY, "_includes/b.html", "is named by other files"),
        (KEY, "_layouts/b.html", "would be no part of the blog"),
        (KEY, "a.txt", "is no text"),
        (KEY, "_posts/b.md", "has no date in its name"),
        (KEY, "_posts/2020-13-01-b.md", "has an impossible date"),
        (KEY, "../b.md", "has a name with an empty part"),
    ],
)
def test_what_cannot_be_renamed_so_is_told(key: str, new: str, told: str) -> None:
    with pytest.raises(ContentError, match=told):
        renamed(b"---\ntitle: A\n---\n", new, key)
