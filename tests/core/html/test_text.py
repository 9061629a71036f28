"""The words that readers see."""

import pytest

from handler.core.html.text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a &amp; b</p>", "a & b"),
        ("one two three four five", "one two three…"),
        ("<b>x</b>, “<i>y</i>” (<code>z</code>)", "x, “y” (z)"),
        ("x<sup><a href='#n'>1</a></sup> <sup><a href='/n'>st</a></sup>", "x st"),
        ("<p>one</p><p>two<br>three</p>", "one two three"),
        ("<li>one<li>two", "one two"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢(kan)字"),
        ("a<strike>b</strike><acronym>c</acronym><x-y>d</x-y>e", "abcde"),
        ("<table><tr><td>a<td>b</table><dl><dt>c<dd>d</dl>", "a b c d"),
        ("<svg><title>a</title><text>b</text></svg>c", "a b c"),
        ("mc<sup>2</sup>", "mc2"),
        ('it<sup id="fnref:1" role="doc-noteref"><a href="#fn:1">1</a></sup>.', "it."),
        ("a<script>b</script><!-- c --><style>d</style><iframe>e</iframe>f", "a f"),
        ("<math><mi>x</mi><annotation>x^2</annotation></math>", "x^2"),
        ("<math><mi>x</mi></math>", "x"),
        ("<p>a <![x b</p>", "a"),
        ("Bonjour !", "Bonjour !"),
    ],
)
def test_plain_text_is_what_is_seen_in_one_line_cut_at_a_word(html: str, text: str) -> None:
    assert plain_text(html, 18) == text


def test_plain_text_of_what_would_be_blown_up_is_its_words() -> None:
    html = "".join(f"<b title={n}>" for n in range(2000)) + "<p>word" * 2000
    assert plain_text(html, 12) == "word word…"
