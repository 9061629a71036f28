"""`theme` in `_config.yml`: what makes the theme a site's own. No IO here."""

from collections.abc import Iterator

from handler.core.model.addressing.urls import path_in
from handler.core.model.context import Links
from handler.core.model.entries import Json, SiteConfig
from handler.core.site.pictures.site import cover_path_of
from handler.core.site.theme.fonts import font_of, problems_of_fonts
from handler.core.site.theme.intro import intro_path_of, problems_of_intro
from handler.core.site.theme.own_files import favicon_of, style_of
from handler.core.site.theme.palettes import problems_of_colours
from handler.core.site.theme.styles import WIDTHS
from handler.core.site.theme.words import Words, linked_words

HOMES = ("list", "titles", "cards")
"""How the home page shows posts."""
SETTINGS = (
    *("paper", "ink", "accent", "font", "heading_font", "width", "footer", "favicon", "cover"),
    *("home", "intro", "css"),
)
"""What `theme` in `_config.yml` can have."""
_PICTURE = "Write the address of a picture, such as /images/{}.png."


def footer_of(site: SiteConfig, links: Links) -> tuple[Words, ...]:
    """What stands at the foot in place of the site's name; `[words](address)` is a link."""
    footer = site.under("theme").get("footer")
    if not isinstance(footer, str) or not footer.strip():
        return ()
    return linked_words(footer, links)


def home_of(site: SiteConfig) -> str:
    """How the home page shows posts."""
    home = site.under("theme").get("home")
    return home if isinstance(home, str) and home in HOMES else HOMES[0]


def files_of(site: SiteConfig) -> Iterator[tuple[str, str]]:
    """The paths of what the theme is to show of the blog, each with its setting."""
    theme = site.under("theme")
    yield from (("favicon", favicon_of(site)), ("css", style_of(site)))
    cover = cover_path_of(site)
    yield "cover", path_in(cover) if cover.startswith("/") else ""
    yield "intro", intro_path_of(site)
    for name in ("font", "heading_font"):
        font = font_of(theme.get(name))
        yield from ((name, path) for _, path in (font.files if font else ()))


def problems_of(theme: Json, author: Json) -> Iterator[tuple[str, str]]:
    """What is wrong with `theme` in `_config.yml`, each with what to do about it."""
    if not isinstance(theme, dict):
        return
    yield from problems_of_colours(theme)
    yield from problems_of_fonts(theme)
    yield from _choices(theme)
    yield from _addresses(theme)
    yield from problems_of_intro(theme.get("intro"), author)


def _choices(theme: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for name, choices in (("width", (*WIDTHS, "normal")), ("home", HOMES)):
        if theme.get(name) not in (None, "", *choices):
            message = f"has a {name} in theme that is unknown: {str(theme[name])[:40]!r}."
            yield message, f"Write {', '.join(choices[:-1])} or {choices[-1]}."


def _addresses(theme: dict[str, Json]) -> Iterator[tuple[str, str]]:
    site = SiteConfig(data={"theme": theme})
    read = {"favicon": favicon_of(site), "css": style_of(site)}
    read["cover"] = cover_path_of(site)
    fixes = {"css": "Write the address of a file in the bucket, such as /assets/mine.css."}
    for name, address in read.items():
        if theme.get(name) and not address:
            message = f"has a {name} in theme that is no address: {str(theme[name])[:80]!r}."
            yield message, fixes.get(name, _PICTURE.format(name))
    if theme.get("footer") and not isinstance(theme["footer"], str):
        message = "has a footer in theme that is not text; it is left out."
        yield message, 'Write it as footer: "© Hana, [CC BY](https://example.com)".'
