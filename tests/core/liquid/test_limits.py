"""Work stays in proportion to the text, and ends before it gets out of hand."""

from collections.abc import Callable

import pytest

from handler.core.liquid import Resources, render
from handler.core.liquid.limits import Budget
from handler.core.liquid.parsing.scanning import Piece, scan
from handler.core.model.entries import Json

INCLUDES = Resources(
    includes={
        "self.html": "{% include self.html %}{% include self.html %}",
        "once.html": "a{% include once.html %}",
    }
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        "{% for i in (1..1000) %}{% for j in (1..1000) %}{{ j }}{% endfor %}{% endfor %}",
        "{% for i in (1..1000000000) %}{% endfor %}",
        "{% assign x = (1..1000000000) | join: ',' %}",
        "{{ (1..1000000000) | size }}",
        "{% for i in (1..100) %}" * 20 + "x" + "{% endfor %}" * 20,
        "{% include self.html %}",
        "{% include once.html %}",
    ],
)
def test_a_piece_beyond_the_limits_stays_as_written(source: str) -> None:
    result = render(f"a {source}\n{{{{ page.t }}}}", page={"t": "T"}, site={}, resources=INCLUDES)
    assert result.text.startswith(f"a {source}\n")
    assert result.warnings[0].message.endswith(").")
    assert "too much" in result.warnings[0].message


@pytest.mark.parametrize(
    "step",
    [
        "{% assign s = s | append: s %}",
        "{% assign s = s | replace: 'a', s %}",
        "{% assign s = s | split: '' | join: s %}",
        "{% assign s = s | times: s %}",
        "{% assign l = l | push: l %}",
        "{% assign l = l | concat: l %}",
    ],
)
def test_values_cannot_grow_without_end(step: str) -> None:
    start = "{% assign s = 'aa' %}{% assign l = 'a b' | split: ' ' %}"
    start = start.replace("'aa'", "99") if "times" in step else start
    result = render(start + step * 200 + "{{ l | jsonify }}", page={}, site={})
    assert len(result.text) < 12_000_000
    assert result.warnings


@pytest.mark.slow
def test_after_a_limit_plain_text_is_still_there() -> None:
    bomb = "{% for i in (1..100000) %}" + "{{ i }}" * 9 + "{% endfor %}"
    result = render(f"{bomb} word {bomb} end", page={}, site={})
    assert result.text == f"{bomb} word {bomb} end"


def test_deep_nesting_stays_as_written() -> None:
    source = "{% if true %}" * 300 + "x" + "{% endif %}" * 300
    result = render(source, page={}, site={})
    assert "x" in result.text
    assert result.text.count("{% if true %}") == 200


def test_a_long_expression_stays_as_written() -> None:
    source = "{% if " + "true and " * 20_000 + "true %}x{% endif %}"
    assert render(source, page={}, site={}).text == source


def test_warnings_are_limited() -> None:
    source = "".join(f"{{{{ x{number} }}}}\n" for number in range(500))
    assert len(render(source, page={}, site={}).warnings) == 100


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "{{" * n,
        lambda n: "{%" * n,
        lambda n: "{{ ' \" " * n + "}}",
        lambda n: "{% x '{%' \"{{\" " * n + "%}",
        lambda n: "{% raw %}" * n,
        lambda n: "{% if page.t %}" * n,
        lambda n: "{% if page.t %}{% for x in y %}{% endif %}" * n,
        lambda n: "{% comment %}" * n + "{% endcomment %}" * n,
    ],
)
def test_scanning_reads_each_letter_once(
    make: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(length: int) -> int:
        pieces: list[Piece] = scan(make(length))
        assert "".join(make(length)[piece.start : piece.end] for piece in pieces) == make(length)
        return len(pieces)

    assert work(2_000) <= 2 * work(1_000) + 4


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "{{ page.t }} " * n,
        lambda n: "{% if user %}x{% endif %}" * n,
        lambda n: "{% for i in (1..3) %}{{ i }}{% endfor %}" * n,
        lambda n: "{% if user %}" * n + "{% endif %}" * n,
        lambda n: "{% if true %}" * n + "x" + "{% endif %}" * n,
    ],
)
def test_twice_the_text_is_twice_the_work(
    make: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spent = 0
    spend = Budget.spend

    def count(budget: Budget, units: int) -> None:
        nonlocal spent
        spent += units
        spend(budget, units)

    def work(length: int) -> int:
        nonlocal spent
        spent = 0
        render(make(length), page={"t": "T"}, site={})
        return spent

    monkeypatch.setattr(Budget, "spend", count)
    assert work(400) <= 2.2 * work(200)


def test_loops_that_are_too_long_do_not_start() -> None:
    source = "{% for i in page.list %}x{% endfor %}"
    page: dict[str, Json] = {"list": [1] * 100_001}
    assert render(source, page=page, site={}).text == source


def test_json_of_very_many_values_is_not_written() -> None:
    part: Json = [1] * 1000
    source = "{{ page.list | jsonify }}"
    assert render(source, page={"list": [part] * 300}, site={}).text == source


def test_blocks_of_includes_within_one_another_count_together() -> None:
    start, end = "{% if true %}" * 20, "{% endif %}" * 20
    includes = {f"{n}.html": f"{start}{{% include {n + 1}.html %}}{end}" for n in range(15)}
    resources = Resources(includes={**includes, "15.html": "x"})
    result = render("{% include 0.html %}", page={}, site={}, resources=resources)
    assert "x" not in result.text
    assert result.warnings
