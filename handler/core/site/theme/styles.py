"""What a site's own colours, fonts and width come to: a stylesheet after the theme's. No IO here.

The content security policy forbids styles in pages, so they have a stylesheet. Its name says all
that is in it: nothing is stored for it, and no other page has to know of it. Behind that stands a
digest of what this code makes of it, so that it may be kept for ever.
"""

import hashlib
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import astuple, dataclass, fields
from functools import lru_cache

from handler.core.model.entries import Json, SiteConfig, mapping
from handler.core.site.theme.fonts import FACES, FAMILIES, Font, font_of, title_file
from handler.core.site.theme.palettes import PALETTES, SCHEMES, Palette, palettes_of

WIDTHS = {"narrow": 28, "wide": 36}
"""Lines in heights of their letters; the theme's own are 32."""
_SETTINGS = ("paper", "ink", "accent", "font", "heading_font", "width")
_NAME = re.compile(r"theme-(?P<chosen>[A-Za-z0-9_-]{1,900})\.[0-9a-f]{12}\.css")
_BASE = re.compile(r"(?:/[\w.~-]+){0,9}", re.ASCII)
_COLOURS = tuple(field.name.replace("_", "-") for field in fields(Palette))


@dataclass(frozen=True, slots=True)
class Styles:
    """A site's own stylesheet: the name of its file, what is in it, and what pages begin with.

    `fonts` are the paths of those that every page shows at once.
    """

    file: str
    css: str
    fonts: tuple[str, ...] = ()


def styles_of(site: SiteConfig) -> Styles | None:
    """The site's own stylesheet, if `theme` in its configuration asks for any."""
    theme = site.under("theme")
    chosen = {name: theme[name] for name in _SETTINGS if theme.get(name)}
    return _styles(_packed(chosen, site.baseurl)) if chosen else None


def styles_named(file: str) -> Styles | None:
    """The stylesheet of a name, if it is one of a site's own; any digest will do."""
    match = _NAME.fullmatch(file)
    try:
        return _styles(_unpacked(match["chosen"])) if match else None
    except (ValueError, RecursionError):
        return None


def _packed(chosen: dict[str, Json], base: str) -> str:
    return json.dumps([chosen, base], sort_keys=True, separators=(",", ":"))


def _unpacked(text: str) -> str:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()


@lru_cache(32)
def _styles(packed: str) -> Styles | None:
    """What settings come to, which may be anybody's: each is read as if it were in the file."""
    chosen, base = _read(packed)
    css = _css(chosen, base)
    name = urlsafe_b64encode(_packed(chosen, base).encode()).decode().rstrip("=")
    file = f"theme-{name}.{hashlib.sha256(css.encode()).hexdigest()[:12]}.css"
    return Styles(file, css, _shown_first(chosen)) if css and _NAME.fullmatch(file) else None


def _shown_first(chosen: dict[str, Json]) -> tuple[str, ...]:
    """The files of text and titles: without them at hand, browsers would show others."""
    text, heading = _fonts(chosen)
    files = dict(text.files) if text else {}
    found = (files.get("regular") or files.get("variable", ""), title_file(heading, text))
    return tuple(dict.fromkeys(filter(None, found)))


def _read(packed: str) -> tuple[dict[str, Json], str]:
    """Settings that mean something, and what stands before the paths of fonts."""
    match json.loads(packed):
        case [dict() as theme, str() as base] if _BASE.fullmatch(base):
            chosen = {name: theme[name] for name in _SETTINGS if _means_something(name, theme)}
            has_files = any(font.files for font in _fonts(chosen) if font)
            return chosen, base if has_files else ""
    return {}, ""


def _means_something(name: str, theme: dict[str, Json]) -> bool:
    value = theme.get(name)
    if name == "width":
        return isinstance(value, str) and value in WIDTHS
    if name in {"font", "heading_font"}:
        return font_of(value) is not None
    return palettes_of(SiteConfig(data={"theme": {name: value}})) != PALETTES


def _fonts(chosen: dict[str, Json]) -> tuple[Font | None, Font | None]:
    return font_of(chosen.get("font")), font_of(chosen.get("heading_font"))


def _css(chosen: dict[str, Json], base: str) -> str:
    font, heading = _fonts(chosen)
    rules = [_own("text", font), _own("heading", heading or font)]
    if width := WIDTHS.get(str(chosen.get("width"))):
        rules.append(f"--measure:calc({width}*var(--size,1.25rem))")
    said = ";".join(filter(None, rules))
    faces = [*_faces(font, base), *_faces(heading, base)]
    own = [f":root{{{said}}}"] if said else []
    return "".join(f"{part}\n" for part in [*faces, *own, *_colours(chosen)])


def _faces(font: Font | None, base: str) -> list[str]:
    """Where files are, from the folder of this stylesheet; they may not move what is shown."""
    return [
        f'@font-face{{font-family:{_family(font)};src:url("..{base}{path}");{FACES[face]};'
        "font-display:optional}"
        for face, path in (font.files if font else ())
    ]


def _family(font: Font | None) -> str:
    """A name that two fonts of the same files share."""
    files = str(font.files if font else "")
    return f'"own {hashlib.sha256(files.encode()).hexdigest()[:6]}"'


def _own(name: str, font: Font | None) -> str:
    """A property with a comma at its end: it stands before what browsers fall back on."""
    if font is None:
        return ""
    return f"--own-{name}:{FAMILIES[font.family] if font.family else _family(font)},"


def _colours(chosen: dict[str, Json]) -> list[str]:
    """The colours that are not the theme's own."""
    found, ours = _colours_by_name(chosen), _colours_by_name({})
    rules = [
        f"--{name}:light-dark({light},{dark})"
        for name, (light, dark) in found.items()
        if ours[name] != (light, dark)
    ]
    rules += ["--edge:var(--faded)"] if ours["paper"] != found["paper"] else []
    return [f"@media screen{{:root{{{';'.join(rules)}}}}}"] if rules else []


def _colours_by_name(chosen: dict[str, Json]) -> dict[str, tuple[str, str]]:
    palettes = palettes_of(SiteConfig(data={"theme": mapping(chosen)}))
    pairs = zip(*(astuple(palettes[scheme]) for scheme in SCHEMES), strict=True)
    return dict(zip(_COLOURS, pairs, strict=True))
