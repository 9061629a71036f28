"""Formulas in running text, where the site has them read as MathJax does."""

import pytest

from handler.core.markdown import MarkdownOptions, to_html

_OPTIONS = MarkdownOptions(tex_in_text=True)


def paragraph(text: str) -> str:
    return to_html(text, _OPTIONS).html.removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("$x_1$, $a*b*c$ and *d*", r"\(x_1\), \(a*b*c\) and <em>d</em>"),
        ("$n$th, **$z$**'s [$y$](b)", r'\(n\)th, <strong>\(z\)</strong>’s <a href="b">\(y\)</a>'),
        (r"$p(o\|c)$는", r"\(p(o|c)\)는"),
        ("$a\nb$", "\\(a\nb\\)"),
        ("$$a$$ $b$", r"\(a\) \(b\)"),
        (r"$ \alpha + 1 $ and $1 = x $", r"\( \alpha + 1 \) and \(1 = x \)"),
        (r"\\(x\\) is \\[y\\]", "\\(x\\) is \\[y\\]\n"),
        (r"$\$5$", r"\(\$5\)"),
        (r"\\( \\)", r"\( \)"),
    ],
)
def test_tex_between_dollars_or_brackets_is_a_formula(text: str, html: str) -> None:
    assert paragraph(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "$5, or 10$ there",
        "US$5-US$10, A$ 7 and 8$",
        "$5와 10$",
        "5$ and x_1 10$",
        "$HOME/bin:$PATH",
        "$ x$",
        "one $x",
    ],
)
def test_amounts_and_variables_stay_text(text: str) -> None:
    assert paragraph(text) == text


def test_escaped_dollars_and_code_stay_text() -> None:
    assert paragraph(r"\$x\$") == "$x$"
    assert "<code" in paragraph("`$x$`")
    assert r"\(" not in paragraph("`$x$`")


def test_without_the_option_nothing_changes() -> None:
    assert to_html(r"$x_1$ \\(y\\)").html == "<p>$x_1$ \\(y\\)</p>\n"


def test_a_formula_of_its_own_is_a_block() -> None:
    html = to_html("A\n\n\\\\[\nx\n- y\n\\\\]\n\nB", _OPTIONS).html
    assert html == "<p>A</p>\n\\[x\n- y\\]\n<p>B</p>\n"


def test_the_id_of_a_heading_is_what_it_was() -> None:
    text = r"## The $x_1$ of $\alpha$"
    ids = [to_html(text, options).html.split('"')[1] for options in (MarkdownOptions(), _OPTIONS)]
    assert ids == ["the-x_1-of-alpha"] * 2
