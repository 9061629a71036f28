"""Callouts: what is marked as a note, tip or warning, and what is not."""

import pytest

from handler.core.html.bodies.callouts import TITLES, mark_callouts, name_callouts
from handler.core.html.text import plain_text
from handler.core.html.tree import parse, write
from handler.core.model.languages.translations import Words

ENGLISH, KOREAN = Words({}, "en"), Words({}, "ko")


def shown(html: str, words: Words = ENGLISH) -> str:
    root = parse(html)
    mark_callouts(root, words)
    return write(root)


def callout(kind: str, inner: str, also: str = "") -> str:
    name = TITLES[kind]
    title = f'<p class="callout-title">{name}</p>'
    classes = f"callout callout-{kind}{also}"
    return f'<div class="{classes}" role="note" aria-label="{name}">{title}{inner}</div>'


@pytest.mark.parametrize("kind", TITLES)
@pytest.mark.parametrize(
    ("quoted", "inner"),
    [
        ("<p>[!{}]\nText <em>and</em> more</p>", "<p>Text <em>and</em> more</p>"),
        ("<p>[!{}]<br>Text</p>", "<p>Text</p>"),
        ("<p>[!{}]\n<em>Text</em></p>", "<p><em>Text</em></p>"),
        ("<p>[!{}]</p><ul><li>one</li></ul>", "<ul><li>one</li></ul>"),
        ("<p>[!{}]</p>", ""),
    ],
)
def test_a_quotation_with_a_mark_of_github_is_a_callout(kind: str, quoted: str, inner: str) -> None:
    for written in (kind, kind.upper()):
        html = f"<blockquote>{quoted.format(written)}</blockquote>"
        assert shown(html) == callout(kind, inner)


def test_a_callout_keeps_what_its_author_named_it_and_speaks_its_language() -> None:
    html = '<blockquote id="a" class="b"><p>[!TIP]\nx</p></blockquote>'
    assert shown(html).startswith('<div id="a" class="callout callout-tip b" role="note"')
    assert '<p class="callout-title">도움말</p>' in shown(html, KOREAN)


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>[!NOTE] and more</p></blockquote>",
        "<blockquote><p>[!OTHER]\nx</p></blockquote>",
        "<blockquote><p>A quotation</p></blockquote>",
        "<blockquote><p><code>[!NOTE]</code></p></blockquote>",
        "<blockquote><ul><li>[!NOTE]</li></ul></blockquote>",
        "<blockquote></blockquote>",
        "<p>[!NOTE]\nx</p>",
        '<p class="noted notes">x</p>',
        '<span class="note">x</span>',
        '<pre class="warning">x</pre>',
    ],
)
def test_anything_else_stays(html: str) -> None:
    assert shown(html) == html


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("note", "note"),
        ("prompt-tip", "tip"),
        ("prompt-danger", "caution"),
        ("notice", "note"),
        ("notice--info", "note"),
        ("notice notice--warning", "warning"),
        ("alert alert-success", "tip"),
        ("admonition important", "important"),
        ("box-error", "caution"),
    ],
)
@pytest.mark.parametrize("tag", ["p", "div", "blockquote"])
def test_a_class_of_another_theme_is_a_callout_without_another_word(
    name: str, kind: str, tag: str
) -> None:
    look = f'class="callout callout-{kind} {name}" role="note" aria-label="{TITLES[kind]}"'
    assert shown(f'<{tag} class="{name}">x</{tag}>') == f"<{tag} {look}>x</{tag}>"


MARKED = "<blockquote>\n<p>[!WARNING]\nIt is <b>hot</b>.</p>\n</blockquote>"


def test_programs_that_know_no_callouts_show_a_word_for_the_mark() -> None:
    root = parse(MARKED)
    name_callouts(root, KOREAN)
    assert "<p><strong>경고</strong></p>\n<p>It is <b>hot</b>.</p>" in write(root)


def test_a_mark_is_none_of_a_texts_words() -> None:
    assert plain_text(MARKED, 99) == "It is hot."
    assert plain_text("<blockquote><p>[!odd] x</p></blockquote>", 99) == "[!odd] x"
