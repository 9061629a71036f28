"""What the theme adds to the HTML of a body."""

import html5lib
import pytest

from handler.core.html.bodies.prose import MAXIMUM_NOTES, Section, contents_of, prepare
from handler.core.html.highlighting import highlight_inner
from handler.core.html.tree import parse, write
from handler.core.model.entries import SiteConfig
from handler.core.model.languages.translations import words_of
from tests.core.html.trees import tree_of

WORDS = words_of(SiteConfig())
BOX = ' tabindex="0" role="group" aria-label='
TABLE = "<table><tr><td>1</td></tr></table>"
IMAGE = '<img src="/a.png" alt="A pier" />'


def shown(html: str) -> str:
    root = parse(html)
    prepare(root, WORDS)
    return write(root)


def test_a_heading_has_a_link_to_itself_beside_it() -> None:
    link = '<a class="section-link" href="#a%20%EA%B0%80" aria-label="Link to A b"></a>'
    heading = '<h2 id="a 가">A <em>b</em><sup><a href="#fn:1">1</a></sup></h2>'
    assert shown(heading) == f'<div class="heading">{heading}{link}</div>'
    assert shown("<h2>A</h2>") == "<h2>A</h2>"


def contents(html: str, count: int) -> tuple[Section, ...]:
    return contents_of(parse(html), count)


def fenced(language: str) -> str:
    return (
        f'<div class="language-{language} highlighter-rouge"><div class="highlight">'
        '<pre class="highlight"><code>x</code></pre></div></div>\n'
    )


def tagged(code: str) -> str:
    return (
        '<figure class="highlight"><pre><code class="language-c" data-lang="c">'
        f"{code}</code></pre></figure>"
    )


def test_code_has_the_name_of_its_language_and_can_be_scrolled_with_the_keyboard() -> None:
    assert tree_of(shown(fenced("python"))) == tree_of(
        '<div class="language-python highlighter-rouge">'
        '<div class="highlight" data-language="python">'
        f'<pre{BOX}"Code in python" class="highlight"><code>x</code></pre></div></div>\n'
    )
    assert f'data-language="c"><pre{BOX}"Code in c"><code ' in shown(tagged("x"))


@pytest.mark.parametrize(
    "html",
    [
        fenced("plaintext"),
        "<pre>x</pre>",
        "<pre><code>x</code></pre>",
        '<div class="highlight"><pre>x</pre></div>',
    ],
)
def test_code_in_no_language_is_just_code(html: str) -> None:
    assert f'{BOX}"Code"' in shown(html)
    assert "data-language" not in shown(html)


def test_numbered_lines_stand_in_code_and_in_no_table() -> None:
    numbered = highlight_inner("a\n\nb\n", "text", linenos=True)
    line = '<span class="line">{}</span>'.format
    assert f">{line('a')}\n{line('')}\n{line('b')}\n</code>" in shown(tagged(numbered))
    assert "<table" not in shown(tagged(numbered))
    more = tagged('<table class="rouge-table"><tr><td>1</td></tr></table> and more')
    assert ("<table" in shown(more), 'class="line"' in shown(more)) == (True, False)


def test_tables_scroll_in_boxes_and_columns_keep_their_sides() -> None:
    assert tree_of(shown(TABLE)) == tree_of(f'<div class="table"{BOX}"Table">{TABLE}</div>')
    aligned = TABLE.replace("<td>", '<td class="x" style="text-align: right">')
    assert '<td class="x" data-align="right">' in shown(aligned)
    coloured = TABLE.replace("<td>", '<td style="color: red">')
    assert '<td style="color: red">' in shown(coloured)
    nested = TABLE.replace("1", TABLE)
    assert shown(nested).count("</div>") == 2


def test_formulas_scroll_in_boxes() -> None:
    formula = '<math display="block"><mi>x</mi></math>'
    assert shown(formula) == f'<span class="formula"{BOX}"Formula">{formula}</span>'
    inline = formula.replace("block", "inline")
    assert shown(inline) == inline


@pytest.mark.parametrize(
    "html",
    [
        f"<!-- {TABLE} -->",
        f"<script>{TABLE}</script>",
        "<p>&lt;table&gt;</p>",
        '<pre tabindex="0">mine</pre>',
        f"<p>Text {IMAGE} <em>no caption</em></p>",
        f"<p>{IMAGE} <em>one</em> and <em>two</em></p>",
        '<p><a href="/a">words</a> <em>no caption</em></p>',
    ],
)
def test_what_is_something_else_stays_as_it_is(html: str) -> None:
    assert tree_of(shown(html)) == tree_of(html)


def test_a_table_that_is_never_closed_ends_with_the_body() -> None:
    assert shown("<table><tr><td>1") == shown(TABLE)


@pytest.mark.parametrize(
    "image", [IMAGE, f'<a href="/a.png">{IMAGE}</a>', f"<picture><source />{IMAGE}</picture>"]
)
def test_emphasised_words_below_a_picture_are_its_caption(image: str) -> None:
    caption = "Low tide, <code>6</code> ft"
    html = f"<p>{image}\n<em>{caption}</em></p>"
    wanted = f"<figure>{image}<figcaption>{caption}</figcaption></figure>"
    assert tree_of(shown(html)) == tree_of(wanted)


def mark(name: str, again: str = "") -> str:
    return f'<sup id="fnref:{name}{again}" role="doc-noteref"><a href="#fn:{name}">1</a></sup>'


def test_a_footnote_and_its_first_mark_carry_the_same_number() -> None:
    html = mark("b") + mark("a") + mark("b", ":1") + '<li id="fn:b"><li id="fn:a">'
    found = html5lib.parseFragment(shown(html), namespaceHTMLElements=False)
    noted = {
        part.get("id"): part.get("data-note") for part in found.iter() if part.get("data-note")
    }
    assert noted == {"fnref:b": "1", "fnref:a": "2", "fn:b": "1", "fn:a": "2"}
    assert [a.get("role") for a in found.iter("a")] == ["doc-noteref"] * 3
    assert [sup.get("role") for sup in found.iter("sup")] == [None] * 3


def test_a_mark_without_a_link_leads_nowhere_and_has_its_number() -> None:
    found = shown('<sup id="fnref:a" role="doc-noteref">1</sup><li id="fn:a">Note</li>')
    assert found.count('data-note="1"') == 2
    assert 'role="doc-noteref" data-note' in found


def test_footnotes_that_the_stylesheet_has_no_room_for_stay_at_the_end() -> None:
    names = [str(number) for number in range(MAXIMUM_NOTES + 5)]
    html = "".join(mark(name) + f'<li id="fn:{name}">' for name in names)
    assert shown(html).count("data-note") == 2 * MAXIMUM_NOTES


def test_a_checkbox_says_whether_the_task_is_done() -> None:
    box = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"{} />'
    assert 'aria-label="To do"' in shown(box.format(""))
    assert 'aria-label="Done"' in shown(box.format(' checked="checked"'))


SECTIONS = '<h2 id="a">A <em>b</em></h2><h3 id="b">C &amp; D</h3><h2 id="ㄱ">가</h2>'


def test_a_long_text_has_a_list_of_contents() -> None:
    wanted = (Section(2, "a", "A b"), Section(3, "b", "C & D"), Section(2, "ㄱ", "가"))
    assert contents(SECTIONS, 500) == wanted
    assert contents(f'<ul id="markdown-toc"></ul>{SECTIONS}', 10) == wanted
    assert contents(SECTIONS, 499) == ()
    assert contents('<h2 id="a">A</h2><h2 id="b">B</h2>', 5000) == ()


@pytest.mark.parametrize(
    ("attributes", "listed"),
    [
        ('id="x"', True),
        ('class="blue" id="x"', True),
        ('id="x" class="blue"', True),
        ("class='a b' id='x'", True),
        ('class="no_toc_at_all" id="x"', True),
        ('class="no_toc" id="x"', False),
        ('id="x" class="blue no_toc"', False),
        ("class='no_toc blue' id='x'", False),
        ('class="blue"', False),
    ],
)
def test_a_heading_is_listed_unless_it_has_no_toc(attributes: str, *, listed: bool) -> None:
    sections = contents(f"<h2 {attributes}>X</h2>{SECTIONS}", 500)
    assert (Section(2, "x", "X") in sections) is listed
    assert len(sections) == 3 + listed


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("The 21<sup>st</sup> and H<sub>2</sub>O", "The 21st and H2O"),
        (f"Said{mark('1')}", "Said"),
        ("Said<sup><a href='#note'>1</a></sup>", "Said"),
        ("<math><mi>x</mi><annotation>x</annotation></math> again", "x again"),
    ],
)
def test_contents_name_all_that_a_heading_says_but_its_notes(heading: str, title: str) -> None:
    html = f'<h2 id="a">{heading}</h2>' + SECTIONS
    assert contents(html, 500)[0] == Section(2, "a", title)


def test_all_headings_but_those_that_say_so_are_in_the_list() -> None:
    heading = '<h2 class="{0}" id="{0}">{0}</h2>'.format
    html = "".join(map(heading, ["a", "no_toc", "b", "c"]))
    assert [section.id for section in contents(html, 500)] == ["a", "b", "c"]


@pytest.mark.parametrize("start", ["<img ", '<img src="', '<a href="', "<table ", "<pre "])
def test_a_tag_that_is_never_closed_is_none(start: str) -> None:
    assert shown("words" + start * 1000) == "words"
