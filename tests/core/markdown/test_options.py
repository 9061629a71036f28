from handler.core.markdown import MarkdownOptions, to_html


def test_known_settings_are_taken_from_the_config() -> None:
    options = MarkdownOptions.from_config(
        {
            "auto_ids": False,
            "auto_id_prefix": "p-",
            "footnote_nr": 3,
            "toc_levels": "2..3",
            "smart_quotes": ["apos", "apos", "quot", "quot"],
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
