"""How what a reader typed is understood."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.search.query import MAXIMUM_CHARACTERS, Filter, parse_query


def strictest(typed: str) -> str:
    return next(iter(parse_query(typed).readings())).expression


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("two words", '"two" AND ("words" OR "words" *)'),
        ('"two words"', '"two words"'),
        ("“two words” more", '"two words" AND ("more" OR "more" *)'),
        ('"open end', '"open end"'),
        ("node.js", '("node js" OR "node js" *)'),
        ("a", '"a"'),
        ("검색엔진", '"검색 색엔 엔진"'),
        ("검", '"검" *'),
        ("검색flask", '("검색 색 flask" OR "검색 색 flask" *)'),
        ("블로그ㄱ", '"블로 로그"'),
        ("ㅋㅋ", '"ᄏᄏ"'),
        ("NOT (a* OR ^b)", '"not" AND "a" AND "or" AND "b"'),
        ("title:secret", '("title secret" OR "title secret" *)'),
        ("year:soon", '("year soon" OR "year soon" *)'),
    ],
)
def test_a_text_becomes_phrases(typed: str, expression: str) -> None:
    assert strictest(typed) == expression


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("tag:Flask", [("tag", "flask")]),
        ('Category:"Open Source" x', [("category", "open-source")]),
        ("year:2017 tag:한글", [("year", "2017"), ("tag", "한글")]),
        ("tag:C++ tag:c++", [("tag", "c++")]),
        ("tag: year:", []),
    ],
)
def test_filters_are_told_from_words(typed: str, filters: list[tuple[str, str]]) -> None:
    assert parse_query(typed).filters == tuple(Filter(*each) for each in filters)


@pytest.mark.parametrize("typed", ["", "   ", '"', "* ^ ( ) \x00", "tag:", "!?"])
def test_a_query_without_words_is_empty(typed: str) -> None:
    assert parse_query(typed).is_empty


def test_a_query_grows_more_generous() -> None:
    assert [reading.has_all for reading in parse_query("two words").readings()] == [
        True,
        True,
        False,
    ]
    (reading,) = parse_query('"a phrase"').readings()
    assert reading.expression == '"a phrase"'


def test_what_stands_nowhere_as_a_whole_is_looked_for_in_parts() -> None:
    *_, loosest = parse_query("flask 한글을").readings()
    assert loosest.expression == '("flask" OR "flask" *) OR "한글" OR "글을"'


def test_a_long_query_is_cut() -> None:
    query = parse_query("word " * 10_000)
    assert len(query.text) <= MAXIMUM_CHARACTERS
    assert len(query.phrases) == 8


@given(st.text())
def test_no_text_is_an_error(typed: str) -> None:
    query = parse_query(typed)
    assert len(query.text) <= MAXIMUM_CHARACTERS
    for reading in query.readings():
        reading.expression.encode()


@given(st.text() | st.text(alphabet='abc "가나다+#', max_size=40))
def test_what_may_stand_in_an_expression_comes_in_its_order(typed: str) -> None:
    for reading in parse_query(typed).readings():
        assert re.findall(r'"[^"]*"(?: \*)?', reading.expression) == [*reading.expressions]
