"""The table of contents, and what of a heading stands in it."""

from handler.core.markdown import to_html


def test_a_text_without_headings_has_no_table_of_contents() -> None:
    assert to_html("* TOC\n{:toc}\n\ntext").html == "<p>text</p>\n"


def test_formulas_of_headings_are_in_the_table_and_in_ids() -> None:
    result = to_html("# a $$x$$\n\n* TOC\n{:toc}\n").html
    assert result.startswith(r'<h1 id="a-x">a \(x\)</h1>')
    assert r'<a href="#a-x" id="markdown-toc-a-x">a \(x\)</a>' in result


def test_levels_that_are_not_asked_for_are_left_out() -> None:
    result = to_html('{::options toc_levels="2" /}\n# a\n## b\n\n* t\n{:toc}\n').html
    assert 'href="#b"' in result
    assert 'href="#a"' not in result


def test_footnotes_of_headings_are_marked_in_the_heading_alone() -> None:
    result = to_html("* TOC\n{:toc}\n\n# a[^1]\n\n[^1]: b").html
    assert result.count('class="footnote"') == 1
