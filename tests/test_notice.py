"""NOTICE names what is distributed of others, and the fonts are what `tools.cut_fonts` makes."""

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from packaging.requirements import Requirement

from handler.fingerprints import STATIC
from tools.cut_fonts import CUTS

ROOT = Path(__file__).resolve().parent.parent
NOTICE = (ROOT / "NOTICE").read_text("utf-8")
FONTS = sorted(path for path in STATIC.rglob("*") if path.suffix in {".ttf", ".otf", ".woff2"})


def libraries(wanted: list[str], known: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names of libraries and of those that they need."""
    for requirement in map(Requirement, wanted):
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        is_needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if is_needed and name not in known:
            known = libraries(needed_by(name), known | {name})
    return known


def needed_by(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def test_each_library_of_the_package_is_named_with_its_licence() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    wanted = libraries([line for line in lines if line and not line.startswith("#")])
    named = frozenset(re.findall(r"^  ([a-z][\w-]*)  +[A-Za-z]", NOTICE, re.MULTILINE))
    assert wanted - named == frozenset()


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_each_font_is_named_and_has_what_it_is_cut_to(font: Path) -> None:
    place = font.relative_to(STATIC).as_posix()
    assert f"static/{place} " in NOTICE
    found = {char for char in TTFont(font, lazy=True).getBestCmap() if char < 0x100000}
    assert found == CUTS[place].characters


def test_the_licence_of_fonts_is_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (STATIC / "fonts" / "OFL.txt").read_text("utf-8")
