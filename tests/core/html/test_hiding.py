"""Nothing in HTML takes what follows out of sight without a word to the author."""

from functools import partial
from xml.etree.ElementTree import Comment

import html5lib
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from handler.core.html.hiding import shown
from handler.core.html.text import NEVER_SEEN, remove
from handler.core.html.tree import parse
from tests.core.growth import is_in_proportion

PIECES = [
    *["<script>", "</script>", "<SCRIPT a='>'>", "<style>", "</style >", "<!--", "-->", "--!>"],
    *["<textarea>", "</textarea>", "<title>", "<xmp>", "<plaintext>", "<iframe/>", "</iframe>"],
    *["<noframes>", "<noembed>", "<b>", "</b>", "<b a='", "<b", ">", "'", "<", "</", "<!", "<?"],
    *["<!-->", "<script", "</script", "<noscript>", "</noscript>", "<svg>", "</svg>", "<template>"],
    *["a", " ", "-", "&lt;", "<p>", "</plaintext>"],
]
UNSEEN = {"script", "style", "iframe", "noembed", "noframes", "template", Comment}


@pytest.mark.parametrize("name", ["script", "STYLE", "textarea", "title", "iframe", "noscript"])
def test_what_is_text_to_its_very_end_is_shown(name: str) -> None:
    html, openings = shown(f"a<{name} b='>'>c<p>d</p>")
    assert html == f"a&lt;{name} b='>'>c<p>d</p>"
    assert openings == (f"<{name.lower()}>",)


@pytest.mark.parametrize(
    ("html", "expected", "openings"),
    [
        ("a<!-- b<p>c", "a&lt;!-- b<p>c", ("<!--",)),
        ("a<b c='\n>" + "d" * 40, "a&lt;b c='\n>" + "d" * 40, ("<b c='",)),
        ("a<!-- b<!-- c", "a&lt;!-- b&lt;!-- c", ("<!--",)),
        ("a<b c='d>e", "a&lt;b c='d>e", ("<b c='d>e",)),
        ("a<p", "a&lt;p", ("<p",)),
        (
            "<style>a</style b='>c",
            "&lt;style>a&lt;/style b='>c",
            ("<style>", "</style b='>c"),
        ),
        ("<title <title>a", "&lt;title &lt;title>a", ("<title>",)),
        ("<!--!><p>", "&lt;!--!><p>", ("<!--",)),
        ("<plaintext>a</plaintext><p>b", "&lt;plaintext>a</plaintext><p>b", ("<plaintext>",)),
        ("<script>a<style>b</style>", "&lt;script>a<style>b</style>", ("<script>",)),
    ],
)
def test_what_is_cut_off_is_shown(html: str, expected: str, openings: tuple[str, ...]) -> None:
    assert shown(html) == (expected, openings)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a < b, c > d</p>",
        "<script>x('<p>')</script><style>a</style>b",
        "<script/></script><!-- a --><!--><!---><!a><?b?>",
        "<script><!-- x('<script></script>') --></script>b",
        "<script><!-- x('<script>') --></script>b",
        "<svg><title/><style/><path d='m'/></svg>b<svg/>",
        "<video src='a'></video></video><select><option>a</select>",
    ],
)
def test_what_ends_stays_as_it_is(html: str) -> None:
    assert shown(html) == (html, ())


@pytest.mark.parametrize("after", ["b", "b<script>c</script>"])
def test_a_comment_in_a_script_that_holds_a_script_ends_with_it(after: str) -> None:
    html, openings = shown(f"<script>a = '<!--<script>'</script>{after}")
    assert html == rf"<script>a = '<\!--<script>'</script>{after}"
    assert openings == ()
    root = parse(html)
    remove(root, "script")
    assert root.text() == "b"


@pytest.mark.parametrize("name", ["audio", "details", "svg", "progress", "video"])
def test_what_may_end_with_what_it_stands_in_is_told(name: str) -> None:
    html = f"<div><{name} a='b'>c</div>d"
    assert shown(html) == (html, (f"<{name}>",))


@pytest.mark.parametrize("before", ["a", "<p>a</p></b>", "<div>a</div>"])
@pytest.mark.parametrize("name", ["object", "select", "svg", "template", "video"])
def test_what_nothing_ends_is_shown(before: str, name: str) -> None:
    assert shown(f"{before}<{name}><p>b")[0] == f"{before}&lt;{name}><p>b"


@pytest.mark.parametrize("name", ["object", "select", "template"])
def test_what_it_stands_in_does_not_end_some(name: str) -> None:
    assert shown(f"<div><{name}>a</div>b")[0] == f"<div>&lt;{name}>a</div>b"


@pytest.mark.parametrize("name", ["video", "iframe", "script", "noscript"])
def test_what_was_written_as_closed_is(name: str) -> None:
    assert shown(f"<div><{name} a='b' />c</div>") == (
        f"<div><{name} a='b' /></{name}>c</div>",
        (f"<{name}>",),
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<svg><title><style></title></svg>a", "<svg><title>&lt;style></title></svg>a"),
        ("<svg><title><!--</title></svg>a", "<svg><title>&lt;!--</title></svg>a"),
        ("<noscript><style></noscript>a", "<noscript>&lt;style></noscript>a"),
        ("<noscript><img alt='></noscript>a", "&lt;noscript>&lt;img alt='>&lt;/noscript>a"),
        ("<noscript><p>a</noscript>b", "<noscript><p>a</p></noscript>b"),
        ("<ul><li><video><div><p>a</video>b", "<ul><li><video><div><p>a</p></div></video>b"),
        ("<b><template></b>a</template>b", "<b><template></b>a</template>b"),
        ("<style>a</\u017ftyle>b", "&lt;style>a</\u017ftyle>b"),
    ],
)
def test_what_is_text_only_to_some_is_looked_into(html: str, expected: str) -> None:
    assert shown(html)[0] == expected


@settings(max_examples=400)
@example(["<script>", "<!--", "<script ", "</script>"])
@example(["<script>", "</script", " ", "<b a='"])
@example(["<script", " ", "<script>"])
@example(["<script>", "<!--", "<script", "</script", ">", "<script>", "</script>"])
@given(st.lists(st.sampled_from(PIECES), max_size=15))
def test_what_follows_any_html_is_seen(pieces: list[str]) -> None:
    """As two parsers of browsers' kind read it."""
    html, openings = shown("".join([*pieces, "<p>LAST"]))
    assume(not {"<noscript>", "<svg>"}.intersection(openings))  # Told, but left as they are.
    root = parse(html)
    remove(root, NEVER_SEEN.replace("textarea, ", ""))
    assert "LAST" in root.text(), html
    elements = list(html5lib.parseFragment(html, namespaceHTMLElements=False).iter())
    texts = [each.text for each in elements if each.tag not in UNSEEN]
    assert any("LAST" in (text or "") for text in [*texts, *(each.tail for each in elements)])


@pytest.mark.parametrize(
    "piece",
    [
        "<script>",
        "<!--",
        "<b a='",
        "<script></script a='",
        "<div><template><b></div>",
        "<video><p></b></video>",
        "<plaintext>",
        "<svg>",
    ],
)
def test_eightfold_html_is_far_from_64_times_the_work(piece: str) -> None:
    small, large = (partial(shown, piece * count + "</style>") for count in (200, 1600))
    assert is_in_proportion(small, large)
