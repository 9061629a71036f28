"""Authors are told of oddities, with their lines, until there are too many to read."""

import pytest

from handler.core.markdown import to_html


@pytest.mark.parametrize("text", ["<i>a\n\n", "[^a]: b\n\n[^a]: c\n\n"])
def test_a_text_of_oddities_is_told_of_its_first_hundred(text: str) -> None:
    assert len(to_html(text * 150).warnings) == 100


def test_code_that_is_too_long_for_colours_is_told() -> None:
    result = to_html("a\n\n```python\n" + "a = 1\n" * 10_000 + "```\n")
    assert [warning.line for warning in result.warnings] == [3]
    assert "without colours" in result.warnings[0].message


def test_extensions_that_are_never_ended_are_text() -> None:
    result = to_html("{::comment}\n\na\n\n{::comment}\n")
    assert result.html == "<p>{::comment}</p>\n<p>a</p>\n<p>{::comment}</p>\n"
    assert [warning.line for warning in result.warnings] == [1, 5]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Either a | or b.", [1]),
        ("It says {{ user | upcase }} here.", []),
        ("So $p(a|b)$ and $$p(b|a)$$ are.", []),
        ("So {{ user | upcase }} | b.", [1]),
    ],
)
def test_a_pipe_of_a_filter_or_formula_is_no_failed_table(text: str, told: list[int]) -> None:
    assert [warning.line for warning in to_html(f"{text}\n").warnings] == told
