"""Tests of what is decided in processes of their own."""

from handler.core.authoring.changes import Change, Text
from handler.core.authoring.deciding import decide, links_of, tags_of
from tests.core.authoring.test_names import LATE

POST = Text("_posts/2020-01-02-a.md", b"---\ntitle: A\n---\n")


def test_a_change_or_the_problems_in_its_way_come_out() -> None:
    done = decide("unpublish", None, LATE, POST, POST)
    assert isinstance(done, Change)
    assert done.state == "hidden"
    problems = decide("unpublish", b"title: [", LATE, POST, POST)
    assert isinstance(problems, tuple)
    assert problems[0].key == "_config.yml"


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
