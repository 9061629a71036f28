"""What is indexed of a body."""

import pytest

from handler.core.search.documents import make_document
from tests.core.builders import make_entry


def texts(html: str) -> tuple[str, str, str]:
    document = make_document(make_entry(), html)
    return document.text, document.prose, document.code


def test_code_is_told_from_prose() -> None:
    html = "<p>Call <code>get()</code>:</p><pre><code>x = <b>1</b>\ny = 2</code></pre><p>Done.</p>"
    assert texts(html) == ("Call get(): x = 1 y = 2 Done.", "Call get(): Done.", "x = 1 y = 2")


def test_words_end_with_blocks_but_not_with_emphasis() -> None:
    assert texts("<ul><li>one</li><li>t<b>w</b>o</li></ul><p>th<i>r</i>ee<br>four")[0] == (
        "one two three four"
    )


def test_what_readers_do_not_see_is_left_out() -> None:
    html = (
        "<script>alert(1)</script><style>p{}</style>"
        '<p>seen &amp; kept<sup><a class="footnote">1</a></sup></p><table><td class="gl"><pre>1'
        "</pre></td></table><svg><title>drawn</title></svg><p>more</p>"
    )
    assert texts(html)[0] == "seen & kept more"


def test_pictures_are_found_by_their_text() -> None:
    assert texts('<img class="gutter" src="a.png" alt="A tide pool"> below')[0] == (
        "A tide pool below"
    )


def test_broken_html_is_read_as_far_as_it_goes() -> None:
    assert texts("</pre></b><p>a<pre>b<p <![x")[0].startswith("a b")
    assert texts("<p>a <![x b</p>")[0] == "a"


def test_documents_that_differ_have_different_digests() -> None:
    first, second = (make_document(make_entry(), html) for html in ("a", "b"))
    renamed = make_document(make_entry(title="Other"), "a")
    assert len({first.digest, second.digest, renamed.digest}) == 3


@pytest.mark.parametrize("start", ["<div ", "<img src='", "<!--", '<h2 id="', "<script"])
def test_many_tags_that_are_never_closed_do_not_stop_the_tick(start: str) -> None:
    assert texts("words " + start * 100_000)[0] == "words"
