"""What the pages' policy stops is told once a kind, with its line."""

import pytest

from handler.core.html.tree import parse
from handler.core.jekyll.hints.stopped import never_closed, stopped
from handler.core.jekyll.reading import read_document
from handler.core.model.entries import SiteConfig


def told(html: str) -> list[tuple[int, str]]:
    text = f"---\ntitle: A\n---\nText.\n{html}\n"
    document = read_document("_posts/2020-01-01-a.md", text.encode(), SiteConfig())
    return [(problem.line, problem.message) for problem in stopped(document, parse(document.body))]


@pytest.mark.parametrize(
    ("html", "sign"),
    [
        ("<script>x()</script>", "a script"),
        ('<SCRIPT src="https://a.example/x.js"></SCRIPT>', "a script"),
        ('<script type="module">x()</script>', "a script"),
        ("<style>p { color: red }</style>", "a style sheet"),
        ('<link rel="stylesheet" href="/a.css">', "a style sheet"),
        ('<img src="/a.png" style="width: 50%">', "a style attribute"),
        ('<iframe src="http://a.example/"></iframe>', "a frame from http://"),
        ('<iframe src="HTTP://a.example/"></iframe>', "a frame from http://"),
    ],
)
def test_what_does_nothing_is_told(html: str, sign: str) -> None:
    ((line, message),) = told(html)
    assert sign in message
    assert line == (5 if "<link" not in html else 0)


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{}</script>',
        '<script type="math/tex">x</script>',
        '<td style="text-align: right">1</td>',
        '<iframe src="https://a.example/"></iframe>',
        "&lt;script&gt;",
        '<link rel="me" href="https://a.example/">',
    ],
)
def test_what_works_is_not_told(html: str) -> None:
    assert told(f"<table><tr>{html}" if html.startswith("<td") else html) == []


def test_a_kind_is_told_once() -> None:
    assert len(told("<script>a()</script>\n" * 20)) == 1


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        ("<video>", "<video> is never closed. Add </video>."),
        ("<!--", "<!-- is never closed. Add -->."),
        ('<A b="', '<A b=" is never closed. Close its quotation marks, and the tag with >.'),
        ("<plaintext>", "<plaintext> can never be closed. Write such text in <pre> and </pre>."),
    ],
)
def test_what_is_never_closed_is_told_with_its_line(opening: str, said: str) -> None:
    text = f"---\ntitle: A\n---\nText.\n{opening.rstrip('>')} a\n"
    document = read_document("_posts/2020-01-01-a.html", text.encode(), SiteConfig())
    (problem,) = never_closed(document, [opening])
    assert str(problem) == f"_posts/2020-01-01-a.html:5: {said}"
