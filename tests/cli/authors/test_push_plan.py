"""What a push may delete."""

from pathlib import Path

import pytest

from handler.cli.authors.deletions import Refused
from handler.cli.authors.push_plan import Push, check

BLOG = ("_config.yml", "_posts/2020-01-01-a.md", "_posts/2020-01-02-b.md")


def push(files: tuple[str, ...], gone: tuple[str, ...], stored: int = 100) -> Push:
    return Push(files, (), gone, stored, delete=True)


def refused(planned: Push, *, many: bool = False) -> str:
    try:
        check(planned, Path("blog"), many=many)
    except Refused as refusal:
        return str(refusal)
    return ""


def test_a_blog_may_delete_a_few_files_even_if_there_are_few() -> None:
    assert refused(push(BLOG, ("a.png", "b.png", "c.png"), stored=6)) == ""


def test_more_than_a_quarter_must_be_allowed() -> None:
    many = push(BLOG, tuple(f"{number}.png" for number in range(26)))
    assert "would remove 26 of the 100 files in the bucket. Is blog the whole" in refused(many)
    assert refused(many, many=True) == ""
    assert refused(push(BLOG, tuple(f"{number}.png" for number in range(25)))) == ""


@pytest.mark.parametrize(
    ("files", "gone"),
    [
        ((), ("a.png",)),
        (("a.md",), ("b.md",)),
        (("_config.yml",), ("_posts/2020-01-01-a.md",)),
        (("_posts/2020-01-01-a.md",), ("_config.yml",)),
        (("blog/_posts/2020-01-01-a.md", "blog/_config.yml"), ("_config.yml",)),
    ],
)
def test_what_is_not_the_blog_may_delete_nothing_whatever_is_allowed(
    files: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    assert "so it is not the blog that is in the bucket" in refused(push(files, gone), many=True)


def test_a_blog_of_pages_and_one_without_configuration_may_delete_pages() -> None:
    assert refused(push(("_config.yml", "a.md"), ("b.md",))) == ""
    assert refused(push(("_posts/2020-01-01-a.md",), ("b.md",))) == ""


def test_the_question_names_what_a_screen_holds() -> None:
    question = push(BLOG, tuple(f"{number:02}.png" for number in range(12))).question()
    assert question.splitlines()[0] == "Only in the bucket: 12 files."
    assert question.splitlines()[-3:] == ["  09.png", "  and 2 more", "Delete 12 files there?"]
