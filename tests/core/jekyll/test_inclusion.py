"""A page may include what lies beside it, and nothing that readers may not see."""

from datetime import UTC, datetime

import pytest

from handler.core.jekyll.inclusion import text_beside
from handler.core.model.entries import SiteConfig

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LIVE = "---\ntitle: A\n---\nText.\n"
HIDDEN = "---\ntitle: A\npublished: false\n---\nText.\n"
LATER = "---\ntitle: A\ndate: 2026-06-02\n---\nText.\n"
BROKEN = "---\ntitle: [\n---\nText.\n"


def shown(key: str, text: str, site: SiteConfig | None = None) -> bool:
    """Whether a file may be included, in which case all of it is."""
    found = text_beside(key, text.encode(), site or SiteConfig(), NOW)
    assert found in (text, None)
    return found is not None


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("_posts/2026-01-01-a.md", LIVE),
        ("blog/_posts/2026-01-01-a.md", LIVE),
        ("about.md", LIVE),
        ("_pages/about.md", LIVE),
        ("notes/part.md", "No front matter."),
        ("_posts/parts/ropes.md", "No front matter."),
        ("_posts/parts/ropes.md", LIVE),
        ("_posts/parts/table.csv", "a,b\n"),
        ("notes/table.csv", "a,b\n"),
        ("notes/code.py", "print()\n"),
        ("_drafts/parts/ropes.md", "Only drafts lie beside it."),
        ("notes/page.html", "<p>No front matter.</p>"),
    ],
)
def test_what_readers_may_see_and_what_is_no_page_can_be_included(key: str, text: str) -> None:
    assert shown(key, text)


@pytest.mark.parametrize("text", [HIDDEN, LATER, BROKEN, "---\ntitle: A\n", "---\n{\n---\n"])
def test_a_post_that_is_hidden_scheduled_or_broken_cannot(text: str) -> None:
    assert not shown("_posts/2026-01-01-a.md", text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("_posts/2026-06-02-a.md", LIVE),
        ("_posts/2026-13-45-a.md", LIVE),
        ("_posts/2026-06-02-a.md", "No front matter."),
        ("about.md", HIDDEN),
        ("about.md", "---\npublished:\n---\n"),
        ("about.md", BROKEN),
        ("_posts/parts/ropes.md", HIDDEN),
        ("_posts/parts/ropes.md", BROKEN),
        (".env", "SECRET=1"),
        ("notes/.env", "SECRET=1"),
        ("_posts/.git/config", "x"),
        ("notes/#part.md", "x"),
        ("notes/part.md~", "x"),
        ("Gemfile", "x"),
        ("node_modules/a/index.js", "x"),
        ("_config.yml", "title: A"),
        ("_data/people.yml", "a: b"),
        ("_includes/note.html", "x"),
    ],
)
def test_neither_can_what_is_hidden_by_its_name_or_will_be_shown_later(key: str, text: str) -> None:
    assert not shown(key, text)


def test_a_blog_that_shows_posts_of_the_future_includes_them_too() -> None:
    assert shown("_posts/2026-01-01-a.md", LATER, SiteConfig(future=True))


@pytest.mark.parametrize("excluded", ["notes", "notes/", "*.txt", "notes/part.txt"])
def test_what_is_excluded_cannot_be_included(excluded: str) -> None:
    site = SiteConfig(data={"exclude": [excluded]})
    assert not shown("notes/part.txt", "x", site)
    assert shown("other/part.md", "x", site)


def test_what_is_no_text_cannot_be_included() -> None:
    assert text_beside("notes/a.png", b"\x89PNG\xff", SiteConfig(), NOW) is None
