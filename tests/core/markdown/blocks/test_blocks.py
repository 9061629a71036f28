import pytest

from handler.core.markdown import MarkdownOptions, to_html


def html(text: str) -> str:
    return to_html(text).html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("##a##", "<p>##a##</p>\n"),
        ("a\n# b", '<p>a</p>\n<h1 id="b">b</h1>\n'),
        ("a\n===", '<h1 id="a">a</h1>\n'),
        ("x\n\na\nb\n---", "<p>x</p>\n<p>a\nb\n—</p>\n"),
        ("# a {#b} #", '<h1 id="a-b">a {#b}</h1>\n'),
        ("## \u00a0a", '<h2 id="a">\u00a0a</h2>\n'),
        ("## \u3000a", '<h2 id="a">\u3000a</h2>\n'),
        ("##\u00a0a", "<p>##\u00a0a</p>\n"),
        ("# ⓐ ½", '<h1 id="ⓐ-">ⓐ ½</h1>\n'),
    ],
)
def test_headings_follow_gfm(text: str, expected: str) -> None:
    assert html(text) == expected


def test_repeated_headings_get_numbers() -> None:
    assert html("# a\n# a\n# a").count('id="a-') == 2


def test_indented_line_behind_code_joins_it() -> None:
    assert "<code>a b\n</code>" in html("    a\nb")


def test_code_keeps_every_character() -> None:
    code = "\n  <&>\t\u00a0\n\n'\"\n"
    assert f"<code>{code.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}" in html(
        f"```\n{code}```"
    )


def test_unclosed_fence_is_text_with_a_warning() -> None:
    result = to_html("a\n\n```\nb")
    assert result.html == "<p>a</p>\n<p>```\nb</p>\n"
    assert [warning.line for warning in result.warnings] == [3]


def test_longer_fence_may_be_closed_by_a_shorter_one() -> None:
    assert html("`````x\na\n```") == '<pre><code class="language-``x">a\n</code></pre>\n'


def test_fence_attributes_go_around_the_code() -> None:
    expected = '<div class="language-text a highlighter-rouge" id="b"><div class="highlight">'
    assert html("```text\nx\n```\n{: .a #b}").startswith(expected)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a | b\n---|---\nc | d", 2),
        ("|a|b|", 1),
        ("a | b\nc | d", 2),
        ("a `x|y`|b\n|-\nc", 0),
    ],
)
def test_real_tables_stay_tables(text: str, rows: int) -> None:
    assert html(text).count("<tr>") == rows


def test_stray_pipe_is_text_with_a_warning() -> None:
    result = to_html("one\n\neither | or")
    assert result.html == "<p>one</p>\n<p>either | or</p>\n"
    assert [warning.line for warning in result.warnings] == [3]


def test_table_with_one_wide_row_is_not_filled_up_without_end() -> None:
    wide = "|" + "a|" * 3000 + "\n"
    assert html(wide + "|b|\n" * 3000).count("<td>") < 10_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<div>\n*a*", "<div>\n*a*\n</div>\n"),
        ("<div>a</b></div>b", "<div>a&lt;/b&gt;</div>\n<p>b</p>\n"),
        ('<div markdown="1">*a*\n</div>', "<div>\n<p><em>a</em></p>\n</div>\n"),
        ('<p markdown="1">*a*</p>', "<p><em>a</em></p>\n"),
        ("</div>", "<p>&lt;/div&gt;</p>\n"),
        ("a\n<b>c</b>", "<p>a\n<b>c</b></p>\n"),
        ("a\n<ul>c</ul>", "<p>a</p>\n<ul>c</ul>\n"),
        ("<script>\na < b\n</script>", "<script>\na < b\n</script>\n"),
        ("<!-- a -->\n*b*", "<!-- a -->\n<p><em>b</em></p>\n"),
        ("<div/>x", "<div></div>\n<p>x</p>\n"),
    ],
)
def test_raw_html_is_kept_and_closed(text: str, expected: str) -> None:
    assert html(text) == expected


def test_element_may_begin_in_one_extension_and_end_in_another() -> None:
    text = "{::nomarkdown}\n<section>\n{:/}\n\n*a*\n\n{::nomarkdown}\n</section>\n{:/}"
    assert html(text) == "<section>\n<p><em>a</em></p>\n</section>\n"


def test_what_an_extension_leaves_open_is_closed() -> None:
    assert html("a {::nomarkdown}<b></i>{:/} c") == "<p>a <b> c</b></p>\n"


def test_attribute_definition_may_stand_behind_its_use() -> None:
    assert html("a\n{: r}\n\n{:r: .b}") == '<p class="b">a</p>\n'


def test_attribute_definitions_that_use_each_other_end() -> None:
    text = "{:a: b .x}\n{:b: a .y}\n\nc\n{: a}"
    assert html(text) == '<p class="y x">c</p>\n'


def test_second_contents_list_is_a_list() -> None:
    text = "* a\n{:toc}\n\n* b\n{:toc}\n\n# c"
    assert html(text).count("markdown-toc-c") == 1
    assert "<li>b\n</li>" in html(text)


def test_footnote_that_refers_to_itself_leads_back_only_to_the_text() -> None:
    assert html("a[^1]\n\n[^1]: b[^1]").count('class="reversefootnote"') == 1


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_all_line_ends_are_read(newline: str) -> None:
    assert html(newline.join(["# a", "", "b"])) == html("# a\n\nb")


def test_attributes_between_blank_lines_are_those_of_the_next_block() -> None:
    assert html("A.\n\n{:#x}\n\nB.\n") == '<p>A.</p>\n<p id="x">B.</p>\n'


def test_a_pipe_in_code_alone_makes_no_table() -> None:
    code = '<code class="language-plaintext highlighter-rouge">|</code>'
    assert html("`|`\n") == f"<p>{code}</p>\n"


def test_empty_text_is_nothing() -> None:
    assert html("") == ""


def test_nesting_beyond_the_limit_is_shown_as_text() -> None:
    result = to_html("> " * 300 + "deep")
    assert "deep" in result.html
    assert "nested too deeply" in result.warnings[0].message


def test_options_change_how_text_is_read() -> None:
    options = MarkdownOptions.from_config({"hard_wrap": True, "auto_ids": "false"})
    assert to_html("# a\nb\nc", options).html == "<h1>a</h1>\n<p>b<br />\nc</p>\n"


@pytest.mark.parametrize("opening", ["``` python\u00a0", "```\u00a0python", "~~~\u00a0"])
def test_a_no_break_space_belongs_to_the_language_of_code(opening: str) -> None:
    language = opening.strip("`~ ")
    assert html(f"{opening}\nx\n{opening[:3]}\n") == (
        f'<pre><code class="language-{language}">x\n</code></pre>\n'
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n: b\n\nc\n: d\n", "<dl>\n<dt>a</dt>\n<dd>b\n</dd>\n<dt>c</dt>\n<dd>d\n</dd>\n</dl>\n"),
        (
            "a\n: b\n<p\n: d\n",
            "<dl>\n<dt>a</dt>\n<dd>b\n</dd>\n<dt>&lt;p</dt>\n<dd>d\n</dd>\n</dl>\n",
        ),
    ],
)
def test_definition_lists_behind_one_another_are_one(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_link_with_text_behind_its_title_is_no_definition() -> None:
    assert html('[a]: b "c" d\n\n[a]') == "<p>[a]: b “c” d</p>\n<p>[a]</p>\n"


def test_lists_of_attributes_share_an_element() -> None:
    assert html("a\n{: .x}\n{: .y}\n\nb") == '<p class="x y">a</p>\n<p>b</p>\n'


def test_a_marker_that_is_indented_too_little_is_text_of_the_item_before() -> None:
    nested = "<ol>\n<li>a\n<ul>\n<li>b\n     * c\n</li>\n</ul>\n</li>\n</ol>\n"
    assert html("1. a\n   * b\n* c") == nested


def test_attributes_of_an_item_may_follow_its_first_line() -> None:
    expected = '<ul>\n<li class="x">a\n<p>b</p>\n</li>\n</ul>\n'
    assert html("* {: .x} a\n  {: .y}\n  b\n") == expected


def test_boxes_of_tasks_are_of_gfm() -> None:
    options = MarkdownOptions.from_config({"input": "kramdown"})
    assert "[ ] a" in to_html("* [ ] a", options).html
    assert "checkbox" in html("* [ ] a")


def test_what_is_nested_too_deeply_is_text() -> None:
    quotes = "<blockquote>\n" * 101, "</blockquote>\n" * 101
    assert html("> " * 101 + "\n") == "".join(quotes)
    assert html("> " * 103 + "a\n") == "<p>&gt; &gt; a</p>\n".join(quotes)


def test_lines_that_a_tab_makes_neither_code_nor_text_stay() -> None:
    assert html("   \ta\n   \tb\n") == "   \ta\n   \tb"


def test_an_escaped_formula_is_a_paragraph() -> None:
    assert html("a\n\n\\$$x$$\n\nb") == "<p>a</p>\n<p>\\(x\\)</p>\n<p>b</p>\n"


def test_a_table_may_have_several_bodies_and_a_footer() -> None:
    table = html("a | b\n--|--\nc | d\n--|--\ne | f\n==|==\ng|h\n--|--\ni|j\n")
    assert [table.count(tag) for tag in ("<thead>", "<tbody>", "<tfoot>", "<tr>")] == [1, 2, 1, 5]


def test_pipes_behind_code_that_is_never_closed_separate_cells() -> None:
    assert html("| a <code> b | <code> c | d |\n").count("<td>") == 3


def test_colours_are_chosen_by_a_class_too() -> None:
    expected = '<div class="language-ruby x highlighter-rouge">'
    assert html("    a\n{: .language-ruby .x}\n").startswith(expected)


def test_html_takes_the_attributes_around_it() -> None:
    assert html("<div>a</div>\n{: .x}\n") == '<div class="x">a</div>\n'
