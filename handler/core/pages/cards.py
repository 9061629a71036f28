"""The picture of a post for links to it elsewhere, when the post has none of its own. No IO here.

Its address says what it shows, so it never changes, and names the post, so that it can be drawn
when somebody asks for it first: no publish and no reader of a page waits for it.
https://ogp.me/#structured
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from urllib.parse import urlsplit

from handler.core.model.addressing.keys import PAGES
from handler.core.model.addressing.paths import escaped
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.languages.graphemes import cluster_start
from handler.core.model.languages.locales import day_in_words
from handler.core.model.languages.scripts import in_language_of, language_shown
from handler.core.model.media.pictures import Picture
from handler.core.site.pictures.entries import is_there
from handler.core.site.social import image_of
from handler.core.site.theme.fonts import font_of, title_file
from handler.core.site.theme.palettes import Palette, palettes_of

SIZE = (1200, 630)
_RECIPE = "2"
_CARD = re.compile(r"/_cards/(?P<digest>[0-9a-f]{16})(?P<post>/.+)\.png")

Measure = Callable[[str], float]
"""How wide a text is."""

# A line begins neither with these nor ends with those. https://www.w3.org/TR/jlreq/
_NOT_FIRST = frozenset(
    "、。，．・：；？！ー）］｝」』】〉》ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.:;!?)]}%…"
)
_NOT_LAST = frozenset("（［｛「『【〈《([{")
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; `host` and `day` stand for a name and a date that cannot be drawn.

    `font` is the path of a font of the blog's own.
    """

    blog: str
    title: str
    date: str
    palette: Palette
    host: str = ""
    day: str = ""
    font: str = ""

    @property
    def digest(self) -> str:
        """Names what it shows."""
        shown = (self.blog, self.title, self.date, *astuple(self.palette), self.host, self.day)
        shown = (*shown, self.font) if self.font else shown
        text = "\0".join([_RECIPE, *shown])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class SharedImage:
    """The picture that networks show with a link to a page; sides are 0 if nobody knows them."""

    address: str
    alt: str = ""
    width: int = 0
    height: int = 0


def shared_image(
    context: SiteContext, entry: Entry, pictures: Mapping[str, Picture]
) -> SharedImage | None:
    """The picture that an entry names, if it is there, else the card of a post."""
    if is_there(entry.image, context.site, pictures):
        width, height = (
            int(str(entry.seo.get(f"image_{side}", 0))) for side in ("width", "height")
        )
        address = image_of(context.links, entry.image)
        return SharedImage(address, str(entry.seo.get("image_alt", "")), width, height)
    if entry.kind != "post":
        return None
    path = context.preview.card if context.preview else escaped(card_path(entry, context.site))
    card = context.links.root + context.links.own + path
    return SharedImage(card, entry.title.strip(), *SIZE)


def card_of(entry: Entry, site: SiteConfig) -> Card:
    """The card of a post or page."""
    date = day_in_words(entry.date, _lang(entry, site)) if entry.date else ""
    day = entry.date.date().isoformat() if entry.date else ""
    blog, title = (" ".join(text.split())[:300] for text in (site.title, entry.title))
    host = urlsplit(site.url).netloc
    theme = site.under("theme")
    font = title_file(font_of(theme.get("heading_font")), font_of(theme.get("font")))
    return Card(blog, title, date, palettes_of(site)["light"], host, day, font)


def _lang(entry: Entry, site: SiteConfig) -> str:
    """The language of a card: other than its page, it cannot ask what else the blog is in."""
    own = site if site.names_language else replace(site, lang=SiteConfig().lang)
    return entry.lang or in_language_of(own, language_shown([entry])).lang


def card_path(entry: Entry, site: SiteConfig) -> str:
    """The path of an entry's card, below the stage and not below `baseurl`."""
    return f"/_cards/{card_of(entry, site).digest}{entry.path.rstrip('/')}.png"


def parse_card(path: str) -> tuple[str, str] | None:
    """The digest and the path of the post that the path of a card names."""
    match = _CARD.fullmatch(path)
    return (match["digest"], match["post"]) if match else None


def card_key(digest: str) -> str:
    """Where a card is kept that was drawn before."""
    return f"{PAGES}card-{digest}.png"


def wrap(text: str, width: float, measure: Measure) -> list[str]:
    """A text in lines no wider than asked, unless a single character is."""
    lines, line = [], ""
    for piece in _pieces(text, width, measure):
        if line and measure((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def cut(lines: list[str], count: int, width: float, measure: Measure) -> list[str]:
    """The first lines, the last of which ends in an ellipsis if more would follow."""
    if len(lines) <= count:
        return lines
    last = lines[count - 1]
    while last and measure(f"{last}…") > width:
        last = last[: cluster_start(last, len(last) - 1)]
    return [*lines[: count - 1], last.rstrip(" ,;:.–—-") + "…"]


def _pieces(text: str, width: float, measure: Measure) -> list[str]:
    """What may stand on a line of its own: a word, or a character where no spaces are written."""
    pieces: list[str] = []
    for word in _WORD.findall(text):
        is_too_wide = measure(word.rstrip()) > width
        for char in word:
            if pieces and pieces[-1] and not _may_break(pieces[-1], char, anywhere=is_too_wide):
                pieces[-1] += char
            else:
                pieces.append(char)
    return pieces


def _may_break(before: str, char: str, *, anywhere: bool) -> bool:
    last = before[-1]
    if char.isspace() or char in _NOT_FIRST or last in _NOT_LAST:
        return False
    if unicodedata.combining(char):
        return False
    return last.isspace() or anywhere or _is_ideographic(last) or _is_ideographic(char)


def _is_ideographic(char: str) -> bool:
    """Whether a script without spaces is written with it; Korean breaks between words."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff"
