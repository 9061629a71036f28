"""Tests of files that are begun."""

import pytest

from handler.core.authoring.beginning import begin, known_tags
from handler.core.authoring.changes import Setting
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.problems import ContentError
from handler.core.yaml.front_matter import read_source
from tests.core.authoring.test_names import LATE

SETTING = Setting(SiteConfig(), LATE)
TITLES = [
    "Hello",
    "Foo: bar",
    "#1 'quoted' \"twice\" \\ back",
    "@mention & *star* [list] {map} | > % ` ? !",
    "- dash",
    "yes",
    "2018",
    "2018-01-01",
    "null",
    "안녕 😀 é",
    "  many   spaces\n and lines ",
    "{{ liquid }} {% raw %}",
    "---",
    "trailing:",
    "👨‍👩‍👧",
    "a\u2028b\x07c",
]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_is_written_so_that_it_is_read_again(title: str) -> None:
    change = begin(title, ["a, b", "yes", "C#"], "_posts", SETTING)
    source = read_source(change.text.key, change.text.data)
    expected = " ".join(title.split())
    assert source.front_matter == {
        "layout": "post",
        "title": expected,
        "date": "2026-06-01 20:30:00 +0000",
        "tags": ["a, b", "yes", "C#"],
    }
    assert change.state == "live"


def test_a_draft_has_no_date_and_a_layout_of_the_configuration_is_not_repeated() -> None:
    default: dict[str, Json] = {"scope": {"type": "drafts"}, "values": {"layout": "x"}}
    setting = Setting(SiteConfig(defaults=(default,)), LATE)
    change = begin("Idea", [], "_drafts/anna", setting)
    assert change.text.key == "_drafts/anna/idea.md"
    assert change.text.data == b"---\ntitle: Idea\n---\n\n"
    assert change.state == "draft"


def test_a_title_of_nothing_is_refused() -> None:
    with pytest.raises(ContentError, match="lacks a title"):
        begin(" \n", [], "_posts", SETTING)


def test_tags_are_written_as_the_blog_writes_them() -> None:
    known = ["Flask", "Open Source"]
    asked = ["flask, open source ,", "New One", "flask"]
    assert known_tags(asked, known) == (["Flask", "Open Source", "New One"], ["New One"])


def test_posts_are_begun_where_collections_are() -> None:
    setting = Setting(SiteConfig(data={"collections_dir": "/content/"}), LATE)
    assert begin("A", [], "_posts", setting).text.key == "content/_posts/2026-06-01-a.md"
    assert begin("A", [], "content/_posts/x", setting).text.key == (
        "content/_posts/x/2026-06-01-a.md"
    )
