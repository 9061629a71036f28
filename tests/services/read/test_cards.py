"""Cards: what they show, how their lines break, and who may have them drawn."""

from dataclasses import replace
from io import BytesIO
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.pages.cards import SIZE, Card, card_of, card_path, cut, parse_card, wrap
from handler.core.site.theme.palettes import PALETTES
from handler.sandbox.processes import processes
from handler.services.read.drawing import draw
from handler.services.read.lettering import lines
from handler.services.read.lettering.faces import path_of
from handler.services.read.lettering.shaping import shape
from tests.core.builders import make_entry
from tests.services.blog import Blog
from tests.support.picture_files import opened

SITE = SiteConfig(title="Blog")
ENTRY = make_entry(title="Hello")
FONT = cast(BytesIO, cast(ImageFont.FreeTypeFont, ImageFont.load_default(20)).path).getvalue()
CARD = Card("Blog", "Hello", "27 December 2017", PALETTES["light"], "", "2017-12-27")


def test_a_card_shows_blog_title_date_and_accent() -> None:
    assert card_of(ENTRY, SITE) == CARD
    accent = SiteConfig(data={"theme": {"accent": "#7a3b9c"}})
    assert card_of(ENTRY, accent).palette.accent == "#7a3b9c"


@pytest.mark.parametrize(
    "changed",
    [replace(ENTRY, title="Other"), replace(ENTRY, path="/other/"), replace(ENTRY, lang="ko")],
)
def test_the_address_changes_with_what_it_shows(changed: Entry) -> None:
    assert card_path(changed, SITE) != card_path(ENTRY, SITE)


def test_the_address_stays_when_something_else_changes() -> None:
    assert card_path(replace(ENTRY, tags=("a",), words=9), SITE) == card_path(ENTRY, SITE)


def test_the_address_changes_with_the_colours() -> None:
    accent = SiteConfig(title="Blog", data={"theme": {"accent": "#7a3b9c"}})
    assert card_path(ENTRY, accent) != card_path(ENTRY, SITE)
    for name in ("paper", "ink", "faded"):
        palette = replace(CARD.palette, **{name: "#7a3b9c"})
        assert replace(CARD, palette=palette).digest != CARD.digest


@pytest.mark.parametrize("path", ["/a/", "/a.html", "/2017/12/27/안녕/", "/a b/"])
def test_an_address_leads_back_to_its_post(path: str) -> None:
    named = parse_card(card_path(replace(ENTRY, path=path), SITE))
    assert named == (card_of(ENTRY, SITE).digest, path.rstrip("/"))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("unbelievable", ["unbelievab", "le"]),
        ("日本語は空白なしで書く。", ["日本語は空白なしで書", "く。"]),
        ("日本語の文字で書いた。", ["日本語の文字で書い", "た。"]),
        ("안녕하세요 여러분 모두", ["안녕하세요 여러분", "모두"]),
        ("", []),
    ],
)
def test_lines_break_where_the_language_allows(text: str, lines: list[str]) -> None:
    assert wrap(text, 10, len) == lines


@given(st.text() | st.text("a한漢か "), st.integers(1, 30))
def test_no_letter_is_lost_and_no_line_of_letters_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines if set(line) <= set("a한漢か "))


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert cut(["one", "two", "three"], 2, 3, len) == ["one", "tw…"]
    assert cut(["one", "two"], 2, 3, len) == ["one", "two"]


@pytest.mark.parametrize(
    "title",
    ["Hello", "서버리스 블로그", "Привет, мир", "漢字", "🎉", "", "x" * 300, "العربية", "\ud800"],
)
def test_any_title_makes_a_card_of_the_right_size(title: str) -> None:
    image = opened(draw(replace(CARD, title=title)))
    assert (image.format, image.size) == ("PNG", SIZE)


def test_titles_are_drawn_and_differ() -> None:
    titles = (
        "Hello",
        "안녕하세요",
        "Привет",
        "Ünïcödé",
        "カタカナ",
        "漢字",
        "汉语",
        "Łódź",
        "Καλημέρα",
    )
    joined = ("سلام", "שלום", "नमस्ते", "Say שלום to سلام")
    drawn = {draw(replace(CARD, title=title)) for title in (*titles, *joined)}
    assert len(drawn) == len(titles) + len(joined)


def test_a_title_whose_letters_are_unknown_gives_way_to_the_blogs_name() -> None:
    assert draw(replace(CARD, title="ไทย")) == draw(replace(CARD, title=""))


def test_letters_join_and_stand_in_the_order_in_which_they_are_read() -> None:
    font = path_of("card-arabic.ttf")
    apart = [shape(letter, font, 64, from_right=True)[0].number for letter in "سلام"]
    joined = [glyph.number for glyph in shape("سلام", font, 64, from_right=True)]
    assert not {*joined} & {*apart[1:3]}
    hindi = path_of("card-devanagari.ttf")
    assert [glyph.number for glyph in shape("कि", hindi, 64, from_right=False)] != [
        shape(letter, hindi, 64, from_right=False)[0].number for letter in "कि"
    ]


def test_a_card_in_a_language_from_the_right_begins_there() -> None:
    accent = tuple(bytes.fromhex(CARD.palette.accent.removeprefix("#")))
    for title, x in (("Hello", 2), ("שלום", SIZE[0] - 2)):
        image = opened(draw(replace(CARD, title=title))).convert("RGB")
        assert image.getpixel((x, 300)) == accent


def test_a_text_whose_letters_join_is_left_out_where_they_cannot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "can_shape", lambda: False)
    assert [lines.drawable(text) for text in ("سلام", "Łódź 漢字")] == ["", "Łódź 漢字"]


def test_a_name_and_a_date_that_cannot_be_drawn_give_way_to_host_and_number() -> None:
    card = card_of(replace(ENTRY, lang="th"), SiteConfig(title="ไทย", url="https://blog.test"))
    assert draw(card) == draw(replace(card, blog="blog.test", date="2017-12-27"))


class Cards:
    """A blog with a post, and its cards."""

    def __init__(self) -> None:
        self.blog = Blog()
        self.blog.post("2026-01-01-hello", "Hello")

    def path(self, title: str = "Hello", site: str = "Blog") -> str:
        path = self.blog.publish("_posts/2026-01-01-hello.md").path
        entry = make_entry(title=title, path=path, date=None)
        dated = replace(entry, date=ENTRY.date and ENTRY.date.replace(2026, 1, 1))
        return card_path(dated, SiteConfig(title=site))

    def get(self, path: str) -> bytes | None:
        from handler.services.read.cards import Cards as Service

        return Service(self.blog.bucket, self.blog.table, processes).card(path)


def test_a_card_is_drawn_once_and_found_again() -> None:
    cards = Cards()
    first = cards.get(cards.path())
    assert first is not None
    kept = [info.key for info in cards.blog.bucket.objects(prefix=".coldpress/pages/card-")]
    assert len(kept) == 1
    assert cards.get(cards.path()) == first


def test_a_card_follows_the_title_of_the_blog_without_a_publish_of_the_post() -> None:
    cards = Cards()
    cards.blog.publish("_config.yml", "title: Other\npermalink: pretty\n")
    assert cards.get(cards.path()) is None
    assert cards.get(cards.path(site="Other")) is not None


def test_a_card_is_set_in_the_blogs_own_font_unless_that_is_none() -> None:
    cards, path = Cards(), "/fonts/own-Variable.ttf"
    theme: dict[str, Json] = {"theme": {"heading_font": path}}
    config = f"title: Blog\npermalink: pretty\ntheme: {{heading_font: {path}}}\n"
    cards.blog.publish("_config.yml", config)
    entry = make_entry(
        path="/2026/01/01/hello/", date=ENTRY.date and ENTRY.date.replace(2026, 1, 1)
    )
    card = card_of(entry, SiteConfig(title="Blog", data=theme))
    assert card.font == path
    address = card_path(entry, SiteConfig(title="Blog", data=theme))
    for font, is_own in ((b"no font", False), (FONT, True)):
        cards.blog.publish(path[1:], font)
        for info in cards.blog.bucket.objects(prefix=".coldpress/pages/card-"):
            cards.blog.bucket.delete(info.key)
        drawn = cards.get(address)
        assert drawn is not None
        assert (drawn != draw(card)) == is_own


def test_letters_that_the_blogs_own_font_lacks_are_ours() -> None:
    for word in ("안녕", "سلام"):
        card = replace(CARD, title=word, blog=word, date=word)
        assert draw(card, FONT) == draw(card)
    assert draw(CARD, FONT) != draw(CARD)


def test_letters_that_no_one_of_our_fonts_has_all_of_are_of_several() -> None:
    for parts in (("Łódź", "汉语"), ("汉语", "한글")):
        widths = [lines.width(part, 64) for part in parts]
        assert lines.width("".join(parts), 64) == pytest.approx(sum(widths))


def test_what_stands_for_a_glyph_in_our_fonts_is_no_letter() -> None:
    assert lines.drawable("a\U00100041b") == "ab"


@pytest.mark.parametrize(
    "path",
    [
        "/_cards/0123456789abcdef/2026/01/01/hello.png",
        "/_cards/0123456789abcdef/nothing.png",
        "/_cards/0123456789abcdef.png",
        "/_cards/x/2026/01/01/hello.png",
        "/_cards/",
    ],
)
def test_nobody_can_have_another_card_drawn(path: str) -> None:
    cards = Cards()
    before = len(cards.blog.bucket.objects())
    assert cards.get(path) is None
    assert len(cards.blog.bucket.objects()) == before


@pytest.mark.parametrize("matter", [{"published": "false"}, {"date": "2030-01-01"}])
def test_a_post_that_is_not_live_has_no_card(matter: dict[str, str]) -> None:
    cards = Cards()
    path = cards.path()
    cards.blog.post("2026-01-01-hello", "Hello", **matter)
    assert cards.get(path) is None
