"""Formulas become MathML that keeps its TeX, and TeX that is not understood stays visible."""

import re
import sys
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.markdown import MarkdownOptions, MarkdownResult, to_html
from handler.core.markdown.document import formulas
from handler.core.markdown.document.mathml import MAXIMUM_TEX, to_mathml
from handler.core.markdown.document.mathml_elements import UnknownTeXError

_PIECES = [
    r"{",
    r"}",
    r"^",
    r"_",
    r"&",
    r"\\",
    r"\frac",
    r"\left(",
    r"\right)",
    r"\sqrt",
    r"x",
    r"1",
    r"<",
    r"\alpha",
    r"\unknown",
    r"'",
    r"$",
    r"#",
    r"~",
]
_MATHML = "http://www.w3.org/1998/Math/MathML"
_WORDS = [r"\text{<b>}", r"\begin{cases}", r"\end{cases}", " "]

# What authors write, and the text that is read of it, without spaces.
_FORMULAS = r"""
a^2+b^2=c^2                                    | a2+b2=c2
x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}           | x=−b±b2−4ac2a
e^{i\pi}+1=0                                   | eiπ+1=0
\sum_{i=1}^{n} i = \frac{n(n+1)}{2}            | ∑i=1ni=n(n+1)2
\int_0^\infty e^{-x^2}\,dx                     | ∫0∞e−x2dx
\lim_{x \to 0} \frac{\sin x}{x} = 1           | limx→0sinxx=1
\prod_{p} \frac{1}{1-p^{-s}}                   | ∏p11−p−s
\begin{pmatrix} a & b \\ c & d \end{pmatrix}  | (abcd)
\begin{vmatrix} a & b \\ c & d \end{vmatrix}  | |abcd|
\begin{cases} x & x > 0 \\ -x & \text{else} \end{cases} | {xx>0−xelse
\begin{dcases} x & y \end{dcases}             | {xy
\begin{aligned} a &= b \\ &= c \end{aligned}  | a=b=c
\begin{split} a &= b \end{split}              | a=b
\begin{align*} a &= b \end{align*}            | a=b
\begin{gather} a \\ b \end{gather}            | ab
\begin{array}{c|c} 1 & 2 \\ \hline 3 & 4 \end{array} | 1234
\left( \frac{a}{b} \right)^n                  | (ab)n
\left\{ x \mid x > 0 \right\}                 | {x∣x>0}
\left. \frac{df}{dx} \right|_{x=0}            | dfdx|x=0
\left( a \middle| b \right)                   | (a|b)
\bigl\{ x \bigr\}                             | {x}
\Big\lbrace x \Big\rbrace                     | {x}
\big( x \big)                                 | (x)
\binom{n}{k}                                  | (nk)
\nabla \cdot \mathbf{E} = \rho                | ∇·𝐄=ρ
\nabla \times \vec{B} = \mu_0                 | ∇×B→=μ0
\mathbb{R}^n \to \mathbb{C}                   | ℝn→ℂ
\mathcal{O}(n \log n)                         | 𝒪(nlogn)
\mathscr{L}                                   | ℒ
\mathfrak{g}                                  | 𝔤
\mathrm{d}x                                   | dx
v_\mathrm{max}                                | vmax
\boldsymbol{\beta}                            | 𝜷
\bm{x} \mathbf{1}                             | 𝒙𝟏
\mathit{h}                                    | h
\hat{x} + \bar{y} + \dot{a}                   | x^+y¯+a˙
\overline{AB}                                 | AB―
\overbrace{a+b}^{n}                           | a+b⏞n
\underset{x}{\operatorname{argmax}} f         | argmaxxf
\mathop{\mathrm{argmin}}_x                    | argminx
\arg\max_x                                    | argmaxx
\sqrt[3]{x}                                   | x3
x_1, \ldots, x_n                              | x1,…,xn
\forall x \in X \exists y \leq \epsilon        | ∀x∈X∃y≤ϵ
A \cup B \cap C \setminus D \subseteq E        | A∪B∩C∖D⊆E
\neg p \land q \implies s \iff t              | ¬p∧q⟹s⟺t
a \equiv b \pmod{n}                           | a≡b(modn)
P(A|B)                                        | P(A|B)
\|x\|_2 = \sqrt{\langle x, x \rangle}         | ‖x‖2=⟨x,x⟩
\lfloor x \rfloor + \lceil y \rceil           | ⌊x⌋+⌈y⌉
f'(x) + x''                                   | f′(x)+x″
\oint_C F \cdot dr                            | ∮CF·dr
\text{price is \$5 & up}                      | priceis$5&up
x \approx y \sim z \propto w \neq v            | x≈y∼z∝w≠v
a \not= b \not\in c                           | a≠b∉c
\xrightarrow{f} \mapsto                       | →f↦
\stackrel{def}{=}                             | =def
\color{red}{x} \boxed{y} \cancel{z}           | xyz
{n \choose k} {a \over b}                     | (nk)ab
\sum\nolimits_i x_i                           | ∑ixi
{}^{14}_{6}C                                  | 614C
10\% \& \# \_                                 | 10%&#_
"""


def render(text: str) -> MarkdownResult:
    return to_html(text, MarkdownOptions(mathml=True))


def test_an_inline_formula_becomes_mathml_with_its_tex() -> None:
    assert render("Let $$a<b$$.").html == (
        '<p>Let <math display="inline"><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>'
        '<annotation encoding="application/x-tex">a&lt;b</annotation></semantics></math>.</p>\n'
    )


def test_a_formula_by_itself_is_a_block() -> None:
    html = render("$$\n\\sum_{i=1}^n x_i\n$$").html
    assert html.startswith('<math display="block"><semantics><mrow><munderover><mo>∑</mo>')
    assert html.endswith("\\sum_{i=1}^n x_i</annotation></semantics></math>\n")


@pytest.mark.parametrize(
    ("tex", "tag"),
    [
        (r"{\sum_i^n x}", "munderover"),
        (r"\max_x f", "munder"),
        (r"\sum\nolimits_i x", "msub"),
        (r"\int_0^1 x", "msubsup"),
    ],
)
def test_limits_stand_above_and_below_also_inside_of_braces(tex: str, tag: str) -> None:
    assert f"<{tag}>" in render(f"$$\n{tex}\n$$").html


def test_attributes_stand_around_a_formula() -> None:
    html = render("$$\nx\n$$\n{: #eq .wide}").html
    assert html.startswith('<div id="eq" class="wide"><math display="block">')


def test_without_mathml_formulas_are_left_to_a_script() -> None:
    assert to_html("Let $$x$$.").html == "<p>Let \\(x\\).</p>\n"


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\nosuch{x}", r"\nosuch is not known"),
        (r"\begin{nosuch}x\end{nosuch}", r"\begin{nosuch} is not known"),
        (r"\newcommand{\a}{\a\a}\a", r"\newcommand is not supported"),
        ("a & b", "& is not known"),
        ("x_1_2", "it is not complete (double subscripts)"),
        (r"\frac{a}", "it is not complete"),
        ("x" * (MAXIMUM_TEX + 1), "it is longer than 5,000 characters"),
        (r"\unicode{x1}", "1 is no character"),
        ("{" * 101 + "}" * 101, "its braces are more than 100 deep"),
    ],
)
def test_tex_that_is_not_understood_is_shown_as_written_with_a_warning(
    tex: str, reason: str
) -> None:
    result = render(f"One.\n\nTwo, $${tex}$$.")
    assert f'<code class="language-tex">{tex.replace("&", "&amp;")}</code>' in result.html
    assert [(warning.line, warning.message) for warning in result.warnings] == [
        (3, f"A formula is shown as TeX: {reason}.")
    ]


def test_nothing_in_a_formula_becomes_html() -> None:
    html = to_mathml(r"\text{<img src=x onerror=alert(1)>}\href{javascript:a}{y}", block=False)
    assert "<img" not in html
    assert "href=" not in html
    assert "&lt;img" in html


@pytest.mark.parametrize("line", _FORMULAS.strip().splitlines())
def test_common_formulas_are_valid_mathml_that_says_what_was_written(line: str) -> None:
    tex, _, text = line.rpartition(" | ")
    tex = tex.strip()
    [math] = html5lib.parseFragment(to_mathml(tex, block=True))
    assert {each.tag.partition("}")[0] for each in math.iter()} == {f"{{{_MATHML}"}
    annotation = math.find(f".//{{{_MATHML}}}annotation")
    assert annotation is not None
    assert "".join("".join(math.itertext()).removesuffix(tex).split()) == text.strip()
    assert annotation.text == tex


def test_letters_are_upright_or_bold_in_browsers_that_know_no_other_style() -> None:
    assert "<mtext>d</mtext>" in to_mathml(r"\mathrm{d}", block=False)
    assert "mathvariant" not in to_mathml(r"\mathbf{x}\boldsymbol{y}\textbf{z}", block=False)


def test_equations_below_one_another_have_no_numbers() -> None:
    tex = "\\begin{align} a &= b \\label{one} \\\\ c &= d \\end{align}"
    assert re.sub("<annotation.*", "", to_mathml(tex, block=True)).count("<mtr>") == 2
    assert "(1)" not in to_mathml(tex, block=True)


@given(st.lists(st.sampled_from(_PIECES + _WORDS), max_size=30).map("".join))
def test_whatever_a_formula_holds_it_is_well_formed_or_refused(tex: str) -> None:
    try:
        html = to_mathml(tex, block=True)
    except UnknownTeXError:
        return
    math = ElementTree.fromstring(html)
    assert math.findtext(".//annotation") == tex


def steps(tex: str) -> int:
    """How many functions are called to show a formula."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        render(f"$${tex}$$")
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["{", "x^{", r"\left(", r"\frac", r"\begin{cases}", "x+"])
def test_the_work_for_a_formula_grows_no_faster_than_its_length(piece: str) -> None:
    longest = MAXIMUM_TEX // len(piece)
    render("$$x$$")
    assert steps(piece * longest) < 3 * steps(piece * (longest // 2)) + 1_000


def test_after_very_many_formulas_the_others_are_shown_as_tex(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(formulas, "MAXIMUM_ALL", 3)
    result = render("$$xy$$ and $$z$$\n\n$$w$$")
    assert result.html.count("<math") == 2
    assert result.html.endswith('<pre><code class="language-tex">w</code></pre>\n')
    assert [warning.line for warning in result.warnings] == [3]


def test_a_formula_of_very_many_elements_within_another_is_refused() -> None:
    with pytest.raises(UnknownTeXError, match="250 elements deep"):
        to_mathml(r"\not\cfrac" * 300, block=False)


def test_a_formula_within_very_much_else_is_refused() -> None:
    def within(depth: int) -> str:
        return within(depth - 1) if depth else to_mathml(r"\not\cfrac" * 70 + "xy", block=False)

    reasons = set()
    for depth in range(sys.getrecursionlimit(), 400, -10):
        with pytest.raises((UnknownTeXError, RecursionError)) as refused:
            within(depth)
        reasons.add(str(refused.value))
    assert "it is too deep at this place" in reasons
