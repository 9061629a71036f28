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
