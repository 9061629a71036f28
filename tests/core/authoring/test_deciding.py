"""Tests of what is decided in processes of their own."""

import pytest

from handler.core.authoring.changes import Change, Text
from handler.core.authoring.deciding import Given, decide, form, links_of, tags_of
from tests.core.authoring.test_names import LATE

POST = Text("_posts/2020-01-02-a.md", b"---\ntitle: A\n---\n")


def test_a_change_or_the_problems_in_its_way_come_out() -> None:
    done = decide("unpublish", None, LATE, POST, POST)
    assert isinstance(done, Change)
    assert done.state == "hidden"
    problems = decide("unpublish", b"title: [", LATE, POST, POST)
    assert isinstance(problems, tuple)
    assert problems[0].key == "_config.yml"


def test_under_a_configuration_that_cannot_be_read_only_the_date_is_left_alone() -> None:
    dated = POST.data.replace(b"---\n", b"---\ndate: 2020-01-02\n", 1)
    entered = Given("date: 2020-01-02\ntitle: A", "", {"title": "B", "date": "2021-01-01T09:00"})
    data, shown = form(b"title: [", LATE, POST.key, dated, entered)
    assert data == dated.replace(b"A", b"B")
    assert (shown.fields["title"], shown.fields["date"], [*shown.fixed]) == ("B", "", ["date"])
    assert [problem.key for problem in shown.problems] == ["_config.yml"]
    assert form(b"title: [", LATE, POST.key, dated, None)[1].problems == shown.problems


def test_a_field_that_cannot_be_written_alone_is_told_and_the_rest_stays_entered() -> None:
    aliased = b"---\ntitle: &t A\nsubtitle: *t\n---\nOld.\n"
    entered = Given("title: &t A\nsubtitle: *t", "New.\n", {"title": "B"})
    data, shown = form(None, LATE, POST.key, aliased, entered)
    assert data == aliased.replace(b"Old", b"New")
    assert "title cannot be changed" in shown.problems[0].message


def test_tags_are_counted_and_broken_or_cut_texts_are_passed_over() -> None:
    texts = [
        b"---\ntags: [b, a]\n---\n\xed\x95",
        b"---\ntag: a\n---\n",
        b"---\ntags: a c\n",
        b"---\ntags: [\n---\n",
        b"Text.",
    ]
    assert tags_of(texts) == ["a", "b"]


def test_links_are_those_to_files() -> None:
    assert links_of("about.md", b"[a](b.md) [c](/d.md)") == ("b.md",)


@pytest.mark.parametrize(
    ("front", "line"), [("---\ntitle: B\n---", 2), ("title: B\r\n...\r\nx: y", 3)]
)
def test_front_matter_that_would_end_early_is_told(front: str, line: int) -> None:
    shown = form(None, LATE, "_posts/a.md", b"---\ntitle: A\n---\nx\n", Given(front, "x\n", {}))[1]
    assert (shown.front, shown.body) == (front, "x\n")
    assert [each.line for each in shown.problems] == [line]


def test_front_matter_that_is_entered_as_text_is_parted_from_it() -> None:
    whole = "---\ntitle: B\n---\nx\n"
    data, shown = form(None, LATE, "_posts/a.md", b"", Given("", whole, {}))
    assert data.decode() == whole
    assert (shown.front, shown.body, shown.is_parted) == ("title: B", "x\n", True)
