"""The fonts that a site chose: one of a few families that machines have, or its own files.

No IO here.

    theme: {font: old-style, heading_font: /assets/fonts/Fraunces-Variable.woff2}
    theme: {font: {regular: /fonts/text.woff2, italic: /fonts/text-i.woff2, bold: /fonts/b.woff2}}
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handler.core.model.entries import Json

Face = Literal["regular", "italic", "bold", "variable", "variable_italic"]

FAMILIES = {
    "serif": "var(--latin-serif)",
    "sans": "var(--latin-sans)",
    "mono": "var(--mono)",
    "old-style": '"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,'
    "var(--latin-serif)",
    "slab": 'Rockwell,"Rockwell Nova","Roboto Slab","Zilla Slab","DejaVu Serif",var(--latin-serif)',
    "geometric": '"Avenir Next",Avenir,Futura,"Century Gothic","URW Gothic",Montserrat,Jost,'
    "var(--latin-sans)",
    "humanist": 'Optima,"Gill Sans","Gill Sans MT",Candara,"Source Sans 3",var(--latin-sans)',
    "rounded": 'ui-rounded,"SF Pro Rounded","Hiragino Maru Gothic ProN",Nunito,Quicksand,'
    '"Arial Rounded MT Bold",var(--latin-sans)',
}
"""What machines of readers have, by the names that settings give it."""
FACES: dict[Face, str] = {
    "regular": "font-weight:400;font-style:normal",
    "italic": "font-weight:400;font-style:italic",
    "bold": "font-weight:700;font-style:normal",
    "variable": "font-weight:100 900;font-style:normal",
    "variable_italic": "font-weight:100 900;font-style:italic",
}
_FILE = re.compile(r"/(?:[\w.~+@,=\[\]-]+/)*[\w.~+@,=\[\]-]+\.(?:woff2|woff|ttf|otf)", re.ASCII)
_VARIABLE = re.compile(r"variable|\[.*\]|[-_.]vf\b", re.IGNORECASE)
_MOST = 240
"""Characters of all addresses of a font; they stand in that of the stylesheet."""
_FIX = (
    f"Write one of {', '.join(FAMILIES)}, or the address of a file such as"
    " /assets/fonts/text.woff2, in plain letters and without spaces."
)


@dataclass(frozen=True, slots=True)
class Font:
    """A family by its name, or files by what they are for."""

    family: str = ""
    files: tuple[tuple[Face, str], ...] = ()


def font_of(value: Json) -> Font | None:
    """The font that a setting means, if it means one."""
    if isinstance(value, str) and value in FAMILIES:
        return Font(value)
    if isinstance(value, str):
        face: Face = "variable" if _VARIABLE.search(value) else "regular"
        return Font(files=((face, value),)) if is_file(value) else None
    if not isinstance(value, dict) or not value or not value.keys() <= FACES.keys():
        return None
    files = tuple((face, str(value[face])) for face in FACES if face in value)
    is_short = sum(len(path) for _, path in files) <= _MOST
    return Font(files=files) if is_short and all(is_file(path) for _, path in files) else None


def title_file(heading: Font | None, text: Font | None) -> str:
    """The file that titles are set in, if it is one of the blog's; bold goes before others."""
    font = heading or text
    files = dict(font.files) if font else {}
    wanted: tuple[Face, ...] = ("bold", "variable", "regular")
    return next((files[face] for face in wanted if face in files), "")


def is_file(value: Json) -> bool:
    """Whether a value is the address of a font in the bucket."""
    return isinstance(value, str) and len(value) <= _MOST and _FILE.fullmatch(value) is not None


def problems_of_fonts(theme: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """What is wrong with the fonts in `theme`, each with what to do about it."""
    for name in ("font", "heading_font"):
        value = theme.get(name)
        if value not in (None, "") and font_of(value) is None:
            yield (
                f"has a {name} in theme that is no font: {str(value)[:80]!r}; it is ignored.",
                _FIX,
            )
