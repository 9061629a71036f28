"""Formulas between dollars are read where a blog says so, and named where it does not."""

import pytest

from handler.core.jekyll.bodies.rendering import RenderedBody, render_body
from handler.core.jekyll.reading import read_document
from handler.core.liquid import Resources
from handler.core.site.config import read_config
from handler.core.site.config_json import planning_fingerprint


def render(config: str = "", front: str = "", body: str = r"$\alpha_1$") -> RenderedBody:
    site, _ = read_config(config.encode())
    document = read_document("_posts/2020-01-01-a.md", f"---\n{front}\n---\n{body}".encode(), site)
    return render_body(document, site, Resources())


@pytest.mark.parametrize("name", ["math", "mathjax", "use_math", "katex"])
def test_any_setting_that_themes_know_turns_them_on(name: str) -> None:
    default = f"defaults: [{{scope: {{path: ''}}, values: {{{name}: true}}}}]"
    shown = [render(f"{name}: true"), render(default), render(front=f"{name}: true")]
    assert all("<math" in body.html and not body.problems for body in shown)


@pytest.mark.parametrize("front", ["math: false", "katex: 'no'", "mathjax: {enable: false}"])
def test_front_matter_turns_them_off(front: str) -> None:
    assert "<math" not in render("math: true", front).html


def test_an_engine_or_a_mapping_counts_as_on() -> None:
    assert "<math" in render("math: katex").html
    assert "<math" in render("math: {enable: true}").html


def test_unread_formulas_are_a_warning_with_its_line() -> None:
    (problem,) = render(body="Text.\n\nSo $x_1^2$ is.").problems
    assert (problem.line, problem.severity) == (6, "warning")
    assert "stay text" in problem.message
    assert "math: true" in problem.fix


@pytest.mark.parametrize(
    "body", ["$5 and $10_000", "`$x_1$`", "    $x_1$", "$$x_1$$", "$HOME and $PATH_1"]
)
def test_other_dollars_are_no_warning(body: str) -> None:
    assert render(body=body).problems == ()


def test_the_setting_makes_posts_stale() -> None:
    on, off = (read_config(text)[0] for text in (b"mathjax: true", b"title: T"))
    assert planning_fingerprint(on) != planning_fingerprint(off)
