from handler.core.markdown import MarkdownOptions, to_html


def test_known_settings_are_taken_from_the_config() -> None:
    options = MarkdownOptions.from_config(
        {
            "auto_ids": False,
            "auto_id_prefix": "p-",
            "footnote_nr": 3,
            "toc_levels": "2..3",
            "smart_quotes": ["apos", "apos", "quot", "quot"],
            "typographic_symbols": {"hellip": "...", "mdash": True, "ndash": None},
            "syntax_highlighter_opts": {"disable": True, "default_lang": "ruby"},
            "input": "kramdown",
        }
    )
    assert options == MarkdownOptions(
        auto_ids=False,
        auto_id_prefix="p-",
        footnote_nr=3,
        toc_levels=frozenset({2, 3}),
        quotes=("'", "'", '"', '"'),
        symbols=(("hellip", "..."), ("mdash", "true"), ("ndash", "")),
        highlight_code=False,
        default_language="ruby",
        gfm=False,
    )


def test_unknown_and_odd_settings_are_passed_over() -> None:
    odd = {
        "auto_ids": "maybe",
        "footnote_nr": "x",
        "toc_levels": "9..",
        "smart_quotes": "a",
        "typographic_symbols": "a",
        "syntax_highlighter_opts": 7,
        "input": None,
        "colour": "red",
        1: 2,
    }
    assert MarkdownOptions.from_config(odd) == MarkdownOptions()  # type: ignore[arg-type]


def test_quotes_are_those_of_the_options() -> None:
    options = MarkdownOptions.from_config({"smart_quotes": "laquo,raquo,bdquo,ldquo"})
    assert to_html("\"a\" 'b'", options).html == "<p>„a“ «b»</p>\n"


def test_without_highlighting_code_has_no_classes() -> None:
    options = MarkdownOptions(highlight_code=False)
    html = to_html("`a`\n\n```ruby\nb\n```", options).html
    expected = '<p><code>a</code></p>\n<pre><code class="language-ruby">b\n</code></pre>\n'
    assert html == expected


def test_a_highlighter_of_ones_own_is_asked() -> None:
    html = to_html("```x\na\n```", highlight=lambda code, language: f"{language}:{code}").html
    assert '<pre class="highlight"><code>x:a\n</code></pre>' in html


def test_symbols_are_those_of_the_options_but_ids_know_only_the_symbols() -> None:
    symbols = {"hellip": "...", "mdash": "--", "ndash": "&ndash;", "laquo_space": "<"}
    options = MarkdownOptions.from_config({"typographic_symbols": symbols})
    html = to_html("# a --- b -- c... << d >>", options).html
    assert html == '<h1 id="a--b--c-d">a -- b &ndash; c... &lt;d\N{NO-BREAK SPACE}»</h1>\n'


def test_smart_quotes_may_be_any_entity_or_code_point() -> None:
    options = MarkdownOptions.from_config({"smart_quotes": ["hearts", 39, "34", "clubs"]})
    assert to_html("\"a\" 'b'", options).html == "<p>\"a♣ ♥b'</p>\n"


def test_hard_wrap_makes_every_line_break_a_hard_one_outside_html_and_footnotes() -> None:
    options = MarkdownOptions(hard_wrap=True)
    html = to_html('a\\\nb ~~c\nd~~\n\n<div markdown="1">\ne\nf\n</div>', options).html
    expected = "<p>a\\<br />\nb <del>c\nd</del></p>\n<div>\n<p>e\nf</p>\n</div>\n"
    assert html == expected


def test_ids_are_made_of_the_source_when_gfm_is_off() -> None:
    options = MarkdownOptions.from_config({"input": "kramdown", "hard_wrap": True})
    assert to_html("# 1 *a* [b](c)", options).html.startswith('<h1 id="a-bc">')


def test_markdown_in_inline_html_can_be_switched_off() -> None:
    options = MarkdownOptions.from_config({"parse_span_html": False})
    assert to_html("<b>*a*</b>", options).html == "<p><b>*a*</b></p>\n"


def test_levels_that_are_no_list_are_passed_over() -> None:
    assert MarkdownOptions.from_config({"toc_levels": 7}) == MarkdownOptions()


def test_highlighting_that_is_not_disabled_stays() -> None:
    options = MarkdownOptions.from_config({"syntax_highlighter_opts": {"disable": False}})
    assert options == MarkdownOptions()
