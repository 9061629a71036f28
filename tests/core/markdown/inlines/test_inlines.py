import pytest

from handler.core.markdown import to_html


def paragraph(text: str) -> str:
    return to_html(text).html.removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a*", "<em>a</em>"),
        ("***a***", "<strong><em>a</em></strong>"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
        ("**a* b", "<em>*a</em> b"),
        ("a_b_c", "a_b_c"),
        ("1_a_", "1<em>a</em>"),
        ("_a_1", "_a_1"),
        ("*a [b* c](d) e*", '<em>a <a href="d">b* c</a> e</em>'),
        ("a * b * c", "a * b * c"),
        ("a ` b ` c", "a ` b ` c"),
        ("~~a~~ ~b~", "<del>a</del> ~b~"),
        ("**a\u3000**b", "<strong>a\u3000</strong>b"),
    ],
)
def test_emphasis_opens_and_closes_as_in_kramdown(text: str, html: str) -> None:
    assert paragraph(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('"a"', "“a”"),
        ("it's", "it’s"),
        ("the '80s", "the ’80s"),
        ("\"'a' b\"", "“‘a’ b”"),
        ('"*a*"', "“<em>a</em>”"),
        ("'한글'을", "‘한글’을"),
        ('""q"', '"”q”'),
        ("a -- b --- c...", "a – b — c…"),
        ("<<a>>", "«a»"),
    ],
)
def test_quotes_and_dashes_become_typographic(text: str, html: str) -> None:
    assert paragraph(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](b (c) d)", '<a href="b (c) d">a</a>'),
        ("[a](<b c> 't')", '<a href="b c" title="t">a</a>'),
        ('[a](b "c" d)', "[a](b “c” d)"),
        ("[a [b](c) d](e)", '<a href="e">a [b](c) d</a>'),
        ("[![a](b)](c)", '<a href="c"><img src="b" alt="a" /></a>'),
        ("![a\\_b](c)", '<img src="c" alt="a_b" />'),
        ("[a]", "[a]"),
        ("![a", "![a"),
        ("<http://x.y/_z_>", '<a href="http://x.y/_z_">http://x.y/_z_</a>'),
        ("<a@b.c>", '<a href="mailto:a@b.c">a@b.c</a>'),
        ("http://x.y", "http://x.y"),
    ],
)
def test_links_and_images_lead_where_they_say(text: str, html: str) -> None:
    assert paragraph(text) == html


def test_a_no_break_space_belongs_to_the_address() -> None:
    assert paragraph("[a](/x\u00a0't')") == "<a href=\"/x\u00a0't'\">a</a>"


@pytest.mark.parametrize(
    ("text", "name", "html"),
    [
        (r"[my\_tool][]", "my_tool", '<a href="/x">my_tool</a>'),
        (r"[my\_tool]", "my_tool", '<a href="/x">my_tool</a>'),
        (r"[a\*b][]", "a*b", '<a href="/x">a*b</a>'),
        (r"[my\_tool]", r"my\_tool", "[my_tool]"),
        (r"[t][my\_tool]", "my_tool", '[t]<a href="/x">my_tool</a>'),
        ("[a\u00a0b][]", "a b", "[a\u00a0b][]"),
    ],
)
def test_a_name_within_its_brackets_is_read_without_escapes(
    text: str, name: str, html: str
) -> None:
    assert to_html(f"{text}\n\n[{name}]: /x\n").html.strip() == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>*a*</b>", "<b><em>a</em></b>"),
        ("<kbd>*a*</kbd>", "<kbd>*a*</kbd>"),
        ("x <div>*a*</div>", "x &lt;div&gt;<em>a</em>&lt;/div&gt;"),
        ("<i>a", "<i>a</i>"),
        ("a</i>", "a&lt;/i&gt;"),
        ("a<br>b", "a<br />b"),
        ("<b/>", "<b></b>"),
        ("<!-- a -->b", "<!-- a -->b"),
        ("a &lt; b &amp; c & d", "a &lt; b &amp; c &amp; d"),
        ("x <é>y", "x &lt;é&gt;y"),
    ],
)
def test_html_in_text_is_kept_and_balanced(text: str, html: str) -> None:
    # A comment or an element may begin the line, so nothing here is a block of its own.
    assert paragraph(f"q{text}") == f"q{html}"


def test_code_span_holds_its_text_unchanged() -> None:
    html = paragraph("``a ` <b> *c*``")
    assert html == '<code class="language-plaintext highlighter-rouge">a ` &lt;b&gt; *c*</code>'


def test_attribute_list_goes_to_the_element_before_it() -> None:
    assert paragraph('*a*{: .b #c d="e"}{:.f}') == '<em class="b f" id="c" d="e">a</em>'


def test_attribute_list_behind_text_is_text() -> None:
    assert paragraph("a{:.b}") == "a{:.b}"


def test_math_with_attributes_is_wrapped() -> None:
    assert paragraph("$$a<b$$ $$c$${:.d}") == '\\(a&lt;b\\) <span class="d">$c$</span>'


def test_unclosed_element_is_told_with_its_line() -> None:
    warning = to_html("one\n\ntwo <b>three").warnings[0]
    assert (warning.line, warning.message) == (3, "<b> is never closed: add </b>.")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <script> b *c*\n\nd", "<p>a &lt;script&gt; b <em>c</em></p>\n<p>d</p>"),
        ("<STYLE>\n\nb", "<p>&lt;STYLE&gt;</p>\n<p>b</p>"),
        ("<video src='a'>\n\nb", "<p>&lt;video src='a'&gt;</p>\n<p>b</p>"),
        ("<div>\n<textarea>b\n</div>\n\nc", "<div>\n&lt;textarea&gt;b\n</div>\n<p>c</p>"),
        ("a <plaintext>b</plaintext>", "<p>a &lt;plaintext&gt;b&lt;/plaintext&gt;</p>"),
        ("- a\n  <svg>\n- b", "<ul>\n<li>a\n&lt;svg&gt;\n</li>\n<li>b\n</li>\n</ul>"),
    ],
)
def test_what_would_hide_the_rest_of_the_page_is_text(text: str, html: str) -> None:
    result = to_html(text)
    assert result.html.strip() == html
    assert [" never " in warning.message for warning in result.warnings] == [True]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](<b>)", '<a href="b">a</a>'),
        ("[a](<b> 'c')", '<a href="b" title="c">a</a>'),
        ("[a](<b>c)", "[a](<b>c)</b>"),
        ("[a](<b\nc>)", '<a href="&lt;b\nc&gt;">a</a>'),
        ("[a](b 'c", "[a](b ‘c"),
        ('a) [a](b) "c" d', 'a) <a href="b">a</a> “c” d'),
        ('a]"b" x', "a]”b” x"),
    ],
)
def test_addresses_end_where_kramdown_ends_them(text: str, html: str) -> None:
    assert paragraph(text) == html


def test_two_escaped_guillemets_are_not_one_sign() -> None:
    assert paragraph(r"\<<a\>>") == "&lt;&lt;a&gt;&gt;"


def test_a_comment_that_browsers_end_at_once_hides_nothing() -> None:
    assert paragraph("a <!--->x--> b") == "a <!---->x\u2013&gt; b"
    assert to_html("<!-->\n\nx\n\n<!-- y -->").html == "<!---->\n<p>x</p>\n<!-- y -->\n"
