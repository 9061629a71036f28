"""Joins the letters of scripts that are written so, with HarfBuzz, which Pillow's wheels bring.

Pillow itself would need another library for it, which Lambda lacks.
https://harfbuzz.github.io/shaping-and-shape-plans.html
"""

import ctypes
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_int32, c_uint, c_uint32, c_void_p
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import PIL

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 4, 5
_FRACTION = 64


class _Info(Structure):
    _fields_ = (
        ("glyph", c_uint32),
        ("mask", c_uint32),
        ("cluster", c_uint32),
        ("var", c_uint32 * 2),
    )


class _Position(Structure):
    _fields_ = (
        *(("advance", c_int32), ("advance_y", c_int32)),
        *(("x", c_int32), ("y", c_int32), ("var", c_uint32)),
    )


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a font by its number, where it stands in its run, and how far it goes on."""

    number: int
    x: float
    y: float
    advance: float


def can_shape() -> bool:
    """Whether letters can be joined here: Pillow's wheels bring what that needs."""
    return _harfbuzz() is not None


def shape(text: str, path: str, size: int, *, from_right: bool) -> list[Glyph]:
    """The glyphs of a text in one font and direction, from left to right."""
    library = _harfbuzz()
    assert library is not None
    buffer = c_void_p(library.hb_buffer_create())
    data = text.encode("utf-8", "replace")
    library.hb_buffer_add_utf8(buffer, data, len(data), 0, len(data))
    library.hb_buffer_set_direction(buffer, _RIGHT_TO_LEFT if from_right else _LEFT_TO_RIGHT)
    library.hb_buffer_guess_segment_properties(buffer)
    library.hb_shape(_font(path, size), buffer, None, 0)
    glyphs = _read(library, buffer)
    library.hb_buffer_destroy(buffer)
    return glyphs


def _read(library: ctypes.CDLL, buffer: c_void_p) -> list[Glyph]:
    count = c_uint()
    infos = library.hb_buffer_get_glyph_infos(buffer, byref(count))
    places = library.hb_buffer_get_glyph_positions(buffer, byref(count))
    return [
        Glyph(
            infos[number].glyph,
            places[number].x / _FRACTION,
            places[number].y / _FRACTION,
            places[number].advance / _FRACTION,
        )
        for number in range(count.value)
    ]


@cache
def _font(path: str, size: int) -> c_void_p:
    library = _harfbuzz()
    assert library is not None
    blob = c_void_p(library.hb_blob_create_from_file(path.encode()))
    font = c_void_p(library.hb_font_create(c_void_p(library.hb_face_create(blob, 0))))
    library.hb_font_set_scale(font, size * _FRACTION, size * _FRACTION)
    return font


@cache
def _harfbuzz() -> ctypes.CDLL | None:
    home = Path(PIL.__file__).parent
    found = [*home.parent.glob("pillow.libs/libharfbuzz*"), *home.glob(".dylibs/libharfbuzz*")]
    if not found:
        return None
    library = ctypes.CDLL(str(found[0]))
    for name, result, *arguments in _FUNCTIONS:
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


_FUNCTIONS = (
    ("hb_blob_create_from_file", c_void_p, c_char_p),
    ("hb_face_create", c_void_p, c_void_p, c_uint),
    ("hb_font_create", c_void_p, c_void_p),
    ("hb_font_set_scale", None, c_void_p, c_int, c_int),
    ("hb_buffer_create", c_void_p),
    ("hb_buffer_add_utf8", None, c_void_p, c_char_p, c_int, c_uint, c_int),
    ("hb_buffer_set_direction", None, c_void_p, c_int),
    ("hb_buffer_guess_segment_properties", None, c_void_p),
    ("hb_shape", None, c_void_p, c_void_p, c_void_p, c_uint),
    ("hb_buffer_get_glyph_infos", POINTER(_Info), c_void_p, POINTER(c_uint)),
    ("hb_buffer_get_glyph_positions", POINTER(_Position), c_void_p, POINTER(c_uint)),
    ("hb_buffer_destroy", None, c_void_p),
)
