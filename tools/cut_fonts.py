"""Cuts the theme's fonts down from whole ones: `python -m tools.cut_fonts`, on Debian.

Cards are set in Noto (Debian's fonts-noto-core and fonts-noto-cjk), formulas in STIX Two Math
(npm's @fontsource/stix-two-math). What each is cut to stands in `CUTS`; `NOTICE` names them.
"""

import io
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from handler.fingerprints import STATIC

NOTO = Path("/usr/share/fonts/truetype/noto")
CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
STIX = "@fontsource/stix-two-math@5.3.0"
_SMALL = 256
"""Units an em of characters that are many: a third of the bytes, a third of a pixel at most."""
_GLYPHS = 0x100000
_SIZES, _LARGEST = (0, 1, 3, 6), 11
_LEGAL = (0, 13, 14)
"""Copyright and licence, by the numbers that names have."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A font to be made: of which, and what it keeps of its characters and features.

    One that `joins` letters has each glyph as a character too.
    """

    source: str
    characters: frozenset[int]
    features: tuple[str, ...] = ()
    joins: bool = False
    units: int = 0


def characters(ranges: str) -> frozenset[int]:
    """The characters in ranges such as `20-7E A0`."""
    ends = (part.partition("-") for part in ranges.split())
    return frozenset(
        char
        for first, _, last in ends
        for char in range(int(first, 16), int(last or first, 16) + 1)
    )


def rows(encoding: str, first: int, last: int) -> frozenset[int]:
    """The characters in rows of a standard of East Asia, each with 94 of them."""
    pairs = ((row, cell) for row in range(first, last + 1) for cell in range(1, 95))
    texts = (bytes([0xA0 + row, 0xA0 + cell]).decode(encoding, "ignore") for row, cell in pairs)
    return frozenset(map(ord, filter(None, texts)))


_LATIN = characters(
    "20-7E A0-2AF 300-33F 370-377 37A-37F 384-38A 38C 38E-3A1 3A3-3E1 3F0-52F 1E00-1EFF"
    " 2010-203A 20AC 2116 2122"
)
_KOREAN = characters(
    "20-7E A0-103 110-113 11A-11B 128-12B 143-144 147-148 14C-14F 152-153 168-16D 391-3A1 3A3-3A9"
    " 3B1-3C9 401 410-44F 451 2010-2016 2018-201A 201C-201E 2020-2022 2025-2027 2030 2032-2033"
    " 2035 2039-203C 20AC 2122 2190-2193 2212 3000-301F 3041-3096 3099-30FF FF01-FF5E"
)
_MATH = characters(
    "20-21 25 27-3E 41-5B 5D-5F 61-7E A0 AC B1 B7 D7 F7 2C6 2DC 302 393-394 39B 3A3 3A6 3A9 2026"
    " 2032 203E 2061-2064 2102 2115 211A 211D 2124 2190 2192 21D2 2200 2202-2203 2207-2208 220B"
    " 220F 2211-2212 2217-2218 221A 221E 2223 2225 2229-222B 223C-223D 2248 2260-2261 2264-2265"
    " 2282-2283 2286-2287 22C5 22EE-22F1 23DE-23DF 27E8-27E9 1D434-1D454 1D456-1D467 1D6FC-1D70C"
    " 1D70E-1D71B"
)


_MORE_MATH = characters(
    "22-24 26 3F-40 5C 60 AF 2C7 2D8-2DA 300-301 303-304 306-308 391-392 395-39A 39C-3A1"
    " 3A4-3A5 3A7-3A8 3B1-3C9 3D1 3D5-3D6 3F0-3F1 3F5 2016 2020-2021 2033-2034 2044 20D7 210B"
    " 210D 210F-2113 2118-2119 211B-211C 212C 2130-2131 2133 2135 2191 2193-2195 21A6 21BC"
    " 21C0 21CC 21D0-21D1 21D3-21D5 2201 2204-2206 2208-220D 2210 2213 2215 2219 221D"
    " 221F-2222 2224 2226-2228 222C-222E 2234-2237 223C-223D 2243 2245 224C-224D 2250"
    " 2254-2255 2262-2263 226A-226B 227A-227B 2282-228B 2293-2299 22A2-22A9 22C0-22C4 22C6"
    " 22CD 22F0-22F1 2308-230B 2329-232A 23B0-23B1 27F5-27FA 299B 29A0 29A3 29B8 29F5"
    " 2A7D-2A7E 2ADE 2AE3-2AE4 2AEE 1D400-1D433 1D49C 1D49E-1D49F 1D4A2 1D4A5-1D4A6"
    " 1D4A9-1D4AC 1D4AE-1D4B5 1D538-1D539 1D53B-1D53E 1D540-1D544 1D546 1D54A-1D550"
    " 1D6E2-1D6FB 1D70D"
)
_ARABIC = characters("20-21 2C-2E 30-3A AB BB 600-61C 61E-6FF 750-77F 200C-200F FDF2")
_HEBREW = characters("20 2D 591-5C7 5D0-5EA 5F0-5F4 200C-200F")
_DEVANAGARI = characters("20-22 25 27-3B 3D 3F 5B 5D 900-97F 200C-200D 2013-2014 2026 25CC")
_MARKS = ("kern", "mark", "mkmk")
_ARABIC_FORMS = ("aalt", "ccmp", "dlig", "fina", "init", "isol", "locl", "medi", "rlig")
_INDIC_FORMS = (
    *("abvs", "akhn", "blwf", "blws", "cjct", "half", "haln", "locl", "nukt", "pres", "psts"),
    *("rkrf", "rphf", "vatu", "abvm", "blwm", "dist"),
)

CUTS = {
    "fonts/card-latin.ttf": Cut("NotoSans-Bold.ttf", _LATIN, ("ccmp", *_MARKS)),
    "fonts/card.otf": Cut(
        "Noto Sans CJK KR", _KOREAN | rows("euc_kr", 16, 40), ("kern",), units=_SMALL
    ),
    "fonts/card-han.otf": Cut(
        "Noto Sans CJK JP",
        characters("3005-3006 30F5-30F6") | rows("euc_jp", 16, 47) | rows("gb2312", 16, 55),
        units=_SMALL,
    ),
    "fonts/card-arabic.ttf": Cut(
        "NotoSansArabic-Bold.ttf", _ARABIC, (*_ARABIC_FORMS, *_MARKS), joins=True
    ),
    "fonts/card-hebrew.ttf": Cut(
        "NotoSansHebrew-Bold.ttf", _HEBREW, ("ccmp", "dlig", *_MARKS), joins=True
    ),
    "fonts/card-devanagari.ttf": Cut(
        "NotoSansDevanagari-Bold.ttf", _DEVANAGARI, _INDIC_FORMS, joins=True
    ),
    "math.woff2": Cut(STIX, _MATH),
    "math-more.woff2": Cut(STIX, _MORE_MATH),
}
"""What each font is cut from and to, by its place in `static/`."""


def cut(wanted: Cut) -> bytes:
    """The font that is cut down so."""
    font = whole_font(wanted.source)
    is_math = wanted.source == STIX
    if is_math:
        thin_brackets(font)
        add_dotless(font)
    options = Options(
        layout_features=[*wanted.features, *(["dtls"] if is_math else [])],
        name_IDs=list(_LEGAL),
        notdef_outline=True,
        hinting=False,
    )
    options.drop_tables += ["BASE", "VORG", "gasp", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted.characters)
    subsetter.subset(font)
    if wanted.units:
        scale_upem(font, wanted.units)
    if wanted.joins:
        name_glyphs(font)
    font.flavor = "woff2" if is_math else None
    return written(font)


def thin_brackets(font: TTFont) -> None:
    """Keep four or five sizes of brackets of thirteen; larger ones are put together of parts."""
    for each in font["MATH"].table.MathVariants.VertGlyphConstruction:
        if len(each.MathGlyphVariantRecord) == 13:
            kept = _SIZES if each.GlyphAssembly else (*_SIZES, _LARGEST)
            each.MathGlyphVariantRecord = [each.MathGlyphVariantRecord[size] for size in kept]
            each.VariantCount = len(kept)


def add_dotless(font: TTFont) -> None:
    """The feature by which an i has no dot below an accent, which that package has not."""
    names = font.getBestCmap()
    pairs = {0x69: names[0x131], 0x6A: names[0x237], 0x1D456: names[0x1D6A4]}
    pairs |= {0x1D457: names[0x1D6A5]}
    pairs |= {char: _without_dot(font, names[char]) for char in (0x1D422, 0x1D423)}
    rules = (f"sub {names[char]} by {plain};" for char, plain in pairs.items())
    addOpenTypeFeaturesFromString(font, f"feature dtls {{ {' '.join(rules)} }} dtls;")


def _without_dot(font: TTFont, name: str) -> str:
    """The name of a new glyph that lacks the highest contour of another."""
    glyphs, drawn = font.getGlyphSet(), DecomposingRecordingPen(font.getGlyphSet())
    glyphs[name].draw(drawn)
    ends = [at for at, (step, _) in enumerate(drawn.value) if step == "closePath"]
    starts = [0, *(end + 1 for end in ends)]
    contours = [drawn.value[a : b + 1] for a, b in zip(starts, ends, strict=False)]
    dot = max(contours, key=lambda steps: min(y for _, points in steps for _, y in points))
    pen = TTGlyphPen(None)
    for step, points in (each for contour in contours if contour is not dot for each in contour):
        getattr(pen, step)(*points)
    font["glyf"][f"{name}.dotless"] = pen.glyph()
    font["hmtx"][f"{name}.dotless"] = font["hmtx"][name]
    font.getReverseGlyphMap(rebuild=True)
    return f"{name}.dotless"


def name_glyphs(font: TTFont) -> None:
    """Give each glyph a character of its own, as Pillow draws characters alone."""
    known = {**font.getBestCmap()}
    named = {_GLYPHS + number: name for number, name in enumerate(font.getGlyphOrder()) if number}
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = known | named
    font["cmap"].tables = [table]


def whole_font(source: str) -> TTFont:
    """The font that is named by its file, by its family or by its package."""
    if source == STIX:
        return TTFont(io.BytesIO(_of_npm(source)))
    if source.endswith(".ttf"):
        return TTFont(NOTO / source)
    fonts = TTCollection(CJK, lazy=True).fonts
    return next(font for font in fonts if font["name"].getDebugName(1) == source)


def _of_npm(package: str) -> bytes:
    """The font in a package of npm's, as it is packed there."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", package]
        name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        with tarfile.open(Path(folder) / name.stdout.split()[-1]) as archive:
            files = (each for each in archive if each.name.endswith(".woff2"))
            found = next(filter(None, map(archive.extractfile, files)))
            return found.read()


def written(font: TTFont) -> bytes:
    """The file of a font."""
    file = io.BytesIO()
    font.recalcTimestamp = False
    font.save(file)
    return file.getvalue()


def main(names: list[str]) -> None:
    """Cut the fonts that are named by their places in `static/`, or all."""
    for name in names or CUTS:
        data = cut(CUTS[name])
        (STATIC / name).write_bytes(data)
        sys.stdout.write(f"{name}: {len(data):,} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
