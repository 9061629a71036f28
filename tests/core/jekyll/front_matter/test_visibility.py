"""What authors meant to hide is hidden, and what they may not have meant is told."""

import pytest

from handler.core.jekyll.documents import Document
from handler.core.jekyll.reading import read_document
from handler.core.model.entries import SiteConfig


def read(front: str, key: str = "_posts/2020-01-02-hello.md") -> Document:
    return read_document(key, f"---\n{front}\n---\nText.".encode(), SiteConfig())


@pytest.mark.parametrize(
    "front",
    [
        *('published: "false"', "published: 'no'", "published: False", "published: 0"),
        *("published: flase", "published: fasle", "published: fals", "published: Off"),
        *("published: never", "published: draft"),
        *("publised: false", "Published: false", "publish: false", "pubished: no", "public: false"),
    ],
)
def test_a_post_that_was_to_be_hidden_is_hidden_and_told(front: str) -> None:
    document = read(front)
    assert not document.published
    if front not in {"published: False", "published: Off"}:
        assert [problem.line for problem in document.problems] == [2]


@pytest.mark.parametrize(
    ("front", "count"),
    [
        ("published: true", 0),
        ('published: "true"', 0),
        ("published: 2020-01-01", 0),
        ("published: maybe", 1),
        ("publisher: false", 0),
        ("publish: true", 0),
    ],
)
def test_other_values_leave_a_post_public(front: str, count: int) -> None:
    document = read(front)
    assert (document.published, len(document.problems)) == (True, count)


@pytest.mark.parametrize("front", ["draft: true", 'draft: "yes"', "Draft: true", "drafft: true"])
@pytest.mark.parametrize("key", ["_posts/2020-01-02-hello.md", "about.md"])
def test_what_calls_itself_a_draft_is_one(front: str, key: str) -> None:
    assert read(front, key).draft


@pytest.mark.parametrize("front", ["draft: false", "draft:", "drafts: [a]", "title: draft"])
def test_what_does_not_is_none(front: str) -> None:
    assert not read(front).draft


@pytest.mark.parametrize(
    ("front", "sign"),
    [
        ("titel: A", "Write title"),
        ("Date: 2020-01-01", "Write date"),
        ("authro: Ann", "Write author"),
        ("imgae: /a.png", "Write image"),
        ("cannonical_url: https://a.test/", "Write canonical_url"),
        ("permlink: /a/", "Write permalink"),
        ("redirect-from: /a/", "Write redirect_from"),
        ("status: draft", "Write published: false"),
        *((f"{name}: true", "Write published: false") for name in ("private", "unpublished")),
        ("state: draft", "Write published: false"),
        ("Draft: true", "Write draft: true, or take it out"),
        ("visibility: private", "Write published: false"),
    ],
)
def test_a_name_that_means_nothing_is_told_with_what_may_be_meant(front: str, sign: str) -> None:
    (problem,) = read(front).problems
    assert sign in problem.fix
    assert (problem.line, problem.severity) == (2, "warning")


def test_names_of_themes_and_names_beside_the_right_one_are_left_alone() -> None:
    front = "title: A\nsubtitle: B\nimages: [a.png]\nmood: low\nserie: D\nTitle: C"
    assert read(f"{front}\nstatus: published\nprivate: false").problems == ()
    assert read("published: true\nstatus: draft").problems == ()
