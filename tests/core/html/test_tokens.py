"""Tags are read as browsers read them."""

import pytest

from handler.core.html.tokens import Tag, Tokens


def tags(html: str) -> list[str]:
    return [f"{'/' * tag.is_end}{tag.name}" for tag in Tokens(html) if isinstance(tag, Tag)]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<a><B></a >", "a b /a"),
        ("<a b='>'><c d=\">\"><e f=g'>h", "a c e"),
        ('<a ="><b>">', "a b"),
        ("<a'><b>", "a' b"),
        ("<a/b/><c", "a"),
        ("<a b='<c>", ""),
        ("< a></ b></><1>", ""),
        ("<!--<a>--><b><!--><c><!---><d><!--<e>--!><f><!--<g>", "b c d f"),
        ("<!x<a>><?y<b>>", ""),
        ("<script><a></script x><style><b></styles></style>", "script /script style /style"),
        ("<title><a></title><textarea><b>", "title /title textarea"),
        ("<plaintext><a></plaintext>", "plaintext"),
        ("<\u212abd><k\u212abd>", "k\u212abd"),
    ],
)
def test_each_tag_is_read_once(html: str, wanted: str) -> None:
    assert tags(html) == wanted.split()


@pytest.mark.parametrize(
    ("tag", "closes"),
    [("<a/>", True), ("<a b />", True), ("<a b='c'/>", True), ("<a b=c/>", False), ("<a>", False)],
)
def test_a_slash_at_the_end_closes_but_not_in_a_value(tag: str, closes: bool) -> None:
    (read,) = [piece for piece in Tokens(tag) if isinstance(piece, Tag)]
    assert read.closes_itself is closes


def test_in_svg_there_is_character_data_and_what_may_be_misread_is_doubtful() -> None:
    tokens = Tokens("<![CDATA[<a>]]><style></style><style><b></style>")
    tokens.is_foreign = True
    assert [tag.name for tag in tokens if isinstance(tag, Tag)] == [
        "style",
        "style",
        *["style", "b", "style"],
    ]
    assert tokens.is_doubtful
