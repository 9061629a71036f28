"""Eight times the text takes about eight times the work, whatever it consists of."""

from collections.abc import Callable
from functools import partial

import pytest

from handler.core.markdown import to_html
from tests.core.growth import count_calls, is_in_proportion

pytestmark = pytest.mark.slow

REPEATED = [
    "[", "[a](", "[a](b \"", "[a](<b", "![", "![*a ", "[a] [b", "[*a](b ", "*a ", "**a ", "***a ",
    "*a **b ", "*a _b ", "*a** ", "_a __b *c **d ", "**[a](b) *", "[ *x [ y* ", "*", "_", "~~a",
    "`a ", "``a`", "\"a 'b ", "\"", "{:", "*a*{:.x ", "{::x ", "{::comment} ", "{::comment}\n",
    "a\n{:.x}\n", "{:.x}\n", "{:a: .x a}\n", "|a\n\nb|\n\n", "|a|b|\n|-|-|\n", "a|b\n# c|d\n",
    "&", "&a", "&#1", "<div>", '<div markdown="1">\n', "<div>a</p>", "<b>", "x <b>a <i>", "<b ",
    '<a b="', "<a b=c ", "x <kbd>", "*<b>a ", "<!--", "<!--\n\n", "<svg>", "x <svg>",
    "<div><?", "<http://", "<a@",
    "<", ">", "> ", "[^a", "[^a]:\n", "[^a]: ", "[^1]: [^1]: ", "```a\n", "```\n~~~\n", "$$a\n\n",
    "$$a", "$$$$",
    "$$\na\n$$ x\n\n", "[a]: \"", "a\n: b\n", ": ", " ", "\n", "\\", "# a\n", "a\n==\n",
    "    a\n\n", "    a\nb\n", "    a\n \tb\n", " \tb\n", "*a*{:b=\"\\\"c", "{:a=\"\\\" b",
    "{: a=\"b", "*a*{:x: ",
    "</div>", "a\n</div>\n", "*a [b `c <d> \"e ~~f **g ", "* ", "* a\n\n",
    "1. * - ", "*\t", '<div markdown="1"><p markdown="1">', "(", "[a]: x" + " " * 20, "^\n",
]  # fmt: skip


def nested(count: int) -> int:
    """The side of a triangle with about ``count`` lines' worth of text."""
    return int((4 * count) ** 0.5)


SHAPED: dict[str, Callable[[int], str]] = {
    "brackets closed": lambda n: "[a" * n + "]" * n,
    "images closed": lambda n: "![" * n + "](x)" * n,
    "parentheses": lambda n: "[a](b" * n + ")" * n,
    "long url": lambda n: "[a](" + 'b "c" ' * n,
    "stars around": lambda n: "*" * n + "a" + "*" * n,
    "strong then em": lambda n: "a**b" * n + "c*" * n,
    "falling backticks": lambda n: " ".join("`" * i for i in range(nested(n), 0, -1)),
    "falling fences": lambda n: "".join("`" * i + "\n" for i in range(nested(n), 2, -1)),
    "deeper lists": lambda n: "".join("  " * i + "* a\n" for i in range(nested(n))),
    "deeper quotes": lambda n: "".join(">" * i + "a\n" for i in range(nested(n))),
    "frames that one end closes": lambda n: "<div><iframe>" * n + "</iframe>",
    "one wide row": lambda n: "|" + "a|" * n + "\n" + "|a\n" * n,
    "ticks in a row": lambda n: "|`a" * n + "\n",
    "many notes": lambda n: "".join(f"a[^{i}]\n\n[^{i}]: x\n\n" for i in range(n)),
    "many marks": lambda n: "a[^1] " * n + "\n\n[^1]: x",
    "many abbreviations": lambda n: "".join(f"*[A{i}]: x\n" for i in range(n)) + "A1 " * n,
    "many links": lambda n: "".join(f"[A{i}]: x\n" for i in range(n)) + "[A1] " * n,
    "lists of lists": lambda n: "".join(f"{{:a{i}: a{i - 1} a{i - 1} .x}}\n" for i in range(n)),
    "contents": lambda n: "* x\n{:toc}\n\n" * n + "# a\n" * n,
    "comments in nomarkdown": lambda n: "{::nomarkdown}" + "<!--" * n + "{:/}",
    "scripts in nomarkdown": lambda n: "{::nomarkdown}" + "<script>" * n + "{:/}",
    "tags in nomarkdown": lambda n: "{::nomarkdown}" + "<b " * n + "{:/}",
    "nomarkdown": lambda n: "{::nomarkdown}<b><i>{:/}" * n + "{::nomarkdown}</b>{:/}" * n,
}
CASES = SHAPED | {repr(text): (lambda n, text=text: text * n) for text in REPEATED}


@pytest.mark.parametrize("name", CASES)
def test_doubling_a_text_about_doubles_the_calls(name: str) -> None:
    once, twice = (count_calls(partial(to_html, CASES[name](size))) for size in (250, 500))
    assert twice < 2.6 * once + 2000


@pytest.mark.parametrize("name", CASES)
def test_eightfold_text_is_far_from_64_times_the_work(name: str) -> None:
    small, large = (partial(to_html, CASES[name](size)) for size in (200, 1600))
    assert is_in_proportion(small, large)
