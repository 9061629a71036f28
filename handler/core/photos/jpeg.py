"""JPEG without the place, and what phones write behind it: further pictures, videos. No IO here.

https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handler.core.model.media.geotags import Edit
from handler.core.photos import exif, photoshop, xmp
from handler.core.photos.blocks import INNOCENT, Block, Budget, Found, TooMany
from handler.core.photos.marks import Data, tells

START = b"\xff\xd8"
MAXIMUM_SEGMENTS = 100_000
_NEXT_IMAGE = b"\xff\xd8\xff"
_HEAD = re.compile(rb"\xff[^\x00\xff]", re.DOTALL)
_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""What ends the pixels of a scan: neither a byte of theirs nor where to begin anew."""
_EOI, _SOI, _SOS, _APP0, _COMMENT = 0xD9, 0xD8, 0xDA, 0xE0, 0xFE
_ALONE = {0x01, *range(0xD0, 0xD8)}
_HARMLESS = (b"JFIF\0", b"ICC_PROFILE\0", b"MPF\0", b"Adobe", b"urn:iso:std:iso:ts:21496")
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"


@dataclass(frozen=True, slots=True)
class _Part:
    """The content of a segment, or with marker 0 what is in none."""

    marker: int
    start: int
    stop: int


def blocks(data: Data) -> Iterator[Block]:
    """What the parts of a file tell; raises `TooMany`."""
    parts = list(_parts(data))
    budget = Budget()
    for part in parts:
        yield _block(data, part, budget)
    more = [part for part in parts if data[part.start : part.stop].startswith(_MORE_XMP)]
    yield _together(data, more)


def _block(data: Data, part: _Part, budget: Budget) -> Block:
    if part.marker == 0:
        return _opaque(data, part)
    content = data[part.start : part.stop]
    if content.startswith(_HARMLESS) or content.startswith(_MORE_XMP):
        return INNOCENT
    if content.startswith(exif.PREFIX):
        return exif.in_place(content, budget).shifted(part.start)
    for prefix, reader in _READERS.items():
        if content.startswith(prefix):
            found = reader(content[len(prefix) :]) if budget.allows(content) else None
            return found.shifted(part.start + len(prefix)) if found else Block((_blank(part),))
    return _opaque(data, part)


_READERS = {xmp.PREFIX: xmp.without_place, photoshop.PREFIX: photoshop.without_place}


def _opaque(data: Data, part: _Part) -> Block:
    if part.start == part.stop:
        return INNOCENT
    told = (_blank(part),) if tells(data, part.start, part.stop) else ()
    return Block(told, () if part.marker == _COMMENT else (_blank(part),))


def _together(data: Data, parts: list[_Part]) -> Block:
    """XMP that did not fit into one segment: a name may begin in one and end in the next."""
    head = len(_MORE_XMP) + 40
    text = b"".join(data[part.start + head : part.stop] for part in parts)
    found: Found = xmp.without_place(text)
    edits = tuple(_blank(part) for part in parts)
    is_told = found is None or found.found or tells(text)
    return Block(edits if is_told else (), edits)


def _blank(part: _Part) -> Edit:
    return Edit(part.start, part.stop - part.start)


def _parts(data: Data) -> Iterator[_Part]:
    """What may tell a place: segments of programs and comments, and what is between images."""
    pos = done = 0
    left = MAXIMUM_SEGMENTS
    while (start := data.find(_NEXT_IMAGE if pos else START, pos)) >= 0:
        segments = _Segments(data, start + 2, left)
        parts = list(segments)
        left = segments.left
        if start and not segments.has_scan:
            pos = start + 1  # It only looks like an image.
            continue
        yield _Part(0, done, start)
        yield from parts
        pos = done = segments.pos
    yield _Part(0, done, len(data))


class _Segments:
    """The segments of one image that programs wrote, up to its end, which is where `pos` is then.

    Behind another one it must begin as images do, with nothing between its segments; what has no
    scan then only looks like an image. `left` is how many segments may come.
    """

    def __init__(self, data: Data, pos: int, left: int) -> None:
        self._data = data
        self.pos = pos
        self.left = left
        self.has_scan = False
        self._is_first = pos == len(START)

    def __iter__(self) -> Iterator[_Part]:
        while self.left:
            self.left -= 1
            found = _HEAD.search(self._data, self.pos)
            stray = _Part(0, self.pos, found.start() if found else len(self._data))
            if self._data[stray.start : stray.stop].strip(b"\xff"):
                if not (self._is_first or self.has_scan):
                    return
                yield stray
            marker = found[0][1] if found else _EOI
            if marker in (_EOI, _SOI):
                self.pos = stray.stop + (2 if found and marker == _EOI else 0)
                return
            part = self._segment(marker, stray.stop + 2)
            self.pos = part.stop
            if marker == _COMMENT or _APP0 <= marker < _APP0 + 16:
                yield part
            elif marker == _SOS:
                self.has_scan = True
                scanned = _MARKER.search(self._data, part.stop)
                self.pos = scanned.start() if scanned else len(self._data)
        raise TooMany

    def _segment(self, marker: int, start: int) -> _Part:
        size = 0 if marker in _ALONE else int.from_bytes(self._data[start : start + 2])
        skipped, end = (2 if size else 0), len(self._data)
        return _Part(marker, min(start + skipped, end), min(start + max(size, skipped), end))
