"""Tests of what files are called."""

from datetime import UTC, datetime

import pytest

from handler.core.authoring.names import post_key, published_key, slug_of
from handler.core.model.entries import SiteConfig

LATE = datetime(2026, 6, 1, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("안녕 세상", "안녕-세상"),
        ("Über Größe", "über-größe"),
        ("U\u0308ber", "über"),
        ("C++ & Co.: what?", "c-co-what"),
        ("../../etc/passwd", "etc-passwd"),
        ("🎉", "untitled"),
        ("", "untitled"),
    ],
)
def test_a_title_becomes_a_name(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@pytest.mark.parametrize("title", ["가" * 300, "word " * 100, "a" * 300, "e\u0301" * 300])
def test_a_long_title_becomes_a_name_that_a_disk_takes(title: str) -> None:
    slug = slug_of(title)
    assert 100 < len(slug.encode()) <= 180
    assert title.startswith(slug.split("-")[0]) or slug.startswith("é")


def test_the_day_is_that_of_the_site() -> None:
    assert post_key("_posts", LATE, "a", SiteConfig()) == "_posts/2026-06-01-a.md"
    seoul = SiteConfig(timezone="Asia/Seoul")
    assert post_key("_posts", LATE, "a", seoul) == "_posts/2026-06-02-a.md"


@pytest.mark.parametrize(
    ("draft", "post"),
    [
        ("_drafts/a.md", "_posts/2026-06-01-a.md"),
        ("_drafts/anna/a b.markdown", "_posts/anna/2026-06-01-a b.markdown"),
        ("cat/_drafts/a.html", "cat/_posts/2026-06-01-a.html"),
        ("_drafts/2020-01-02-a.md", "_posts/2020-01-02-a.md"),
    ],
)
def test_a_draft_becomes_a_post_beside_others(draft: str, post: str) -> None:
    assert published_key(draft, LATE, SiteConfig()) == post
