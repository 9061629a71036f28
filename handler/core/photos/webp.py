"""WebP without the place. No IO here. https://developers.google.com/speed/webp/docs/riff_container"""

from collections.abc import Iterator

from handler.core.model.media.geotags import Edit
from handler.core.photos import exif, xmp
from handler.core.photos.blocks import INNOCENT, Block, Budget, TooMany
from handler.core.photos.marks import Data, tells

MAXIMUM_CHUNKS = 50_000
_HARMLESS = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"])
_EMPTY = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'


def blocks(data: Data) -> Iterator[Block]:
    """What the parts of a file tell; raises `TooMany`."""
    pos, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    budget = Budget()
    for _ in range(MAXIMUM_CHUNKS):
        if pos + 8 > end:
            yield _opaque(data, min(pos, end), len(data))
            return
        kind, size = data[pos : pos + 4], int.from_bytes(data[pos + 4 : pos + 8], "little")
        start, stop = pos + 8, min(pos + 8 + size, len(data))
        if kind not in _HARMLESS:
            yield _block(kind, data, start, stop, budget)
        pos = stop + size % 2
    raise TooMany


def _block(kind: bytes, data: Data, start: int, stop: int, budget: Budget) -> Block:
    content = data[start:stop]
    if kind == b"EXIF":
        return exif.in_place(content, budget).shifted(start)
    if kind == b"XMP ":
        found = xmp.without_place(content) if budget.allows(content) else None
        spaces = Edit(0, len(content), b" ")
        empty = (Edit(0, len(_EMPTY), _EMPTY),) if len(content) >= len(_EMPTY) else ()
        return (found or Block((spaces, *empty))).shifted(start)
    return _opaque(data, start, stop)


def _opaque(data: Data, start: int, stop: int) -> Block:
    if start >= stop:
        return INNOCENT
    edits = (Edit(start, stop - start),)
    return Block(edits if tells(data, start, stop) else (), edits)
