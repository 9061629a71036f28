"""Queries with known answers on the sample blog."""

from functools import cache

import pytest

from tests.services.blog import Blog
from tests.services.search.blog import sample_blog, search

KOREAN = "/unicode/2018/10/08/hangul-normalization/"
ARABIC = "/unicode/2023/12/18/text-from-both-sides/"
CALL = "/web/2023/09/24/a-page-is-a-function-call/"


@cache
def blog() -> Blog:
    """The sample blog, which no test changes."""
    return sample_blog()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tide", "/photography/2026/01/04/king-tide-minus-tide/"),
        ("marine layer", "/photography/2019/06/16/waiting-for-the-marine-layer/"),
        ("conditional write", CALL),
        ("render_template", "/flask/2018/01/06/templates-that-read-well/"),
        ("render_templ", "/flask/2018/01/06/templates-that-read-well/"),
        ('"outside of application context"', "/flask/2018/01/28/the-context-you-did-not-pass/"),
        ("the queue behind", "/javascript/2019/05/04/the-queue-behind-the-queue/"),
        ("year:2018 lambda", "/flask/2018/03/11/no-server-at-all/"),
        ("tag:python category:unicode", KOREAN),
        ("한글 정규화", KOREAN),
        ("정규화할 것인가", KOREAN),
        ("초성 검색", KOREAN),
        ("바이트", KOREAN),
        ("글", KOREAN),
        ("tag:한글", KOREAN),
        ("العربية", ARABIC),
        ("bidirectional", ARABIC),
        ("dir=rtl", ARABIC),
    ],
)  # fmt: skip
def test_the_best_answer_is_first(typed: str, first: str) -> None:
    view = search(blog(), typed)
    assert [result.entry.path for result in view.results[:1]] == [first]
    assert not view.is_widened


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("eclispe", "eclipse"), ("tempaltes flask", "templates flask"), ("normalise", "normalize")],
)
def test_mistyped_words_bring_the_right_one(typed: str, meant: str) -> None:
    assert search(blog(), typed).suggestion == meant


@pytest.mark.parametrize("typed", ["quicksort", "tag:nothing", "year:2037", "양자역학"])
def test_what_is_not_there_or_not_live_is_not_found(typed: str) -> None:
    assert search(blog(), typed).results == ()


def test_drafts_and_scheduled_posts_are_never_found() -> None:
    for typed in ("one year to go", "slow photographs", "category:photography", "year"):
        paths = {result.entry.key for result in search(blog(), typed).results}
        assert not any(key.startswith("_drafts/") or "2037" in key for key in paths)
