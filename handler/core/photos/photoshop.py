"""Photoshop's resources without the place: IPTC, and what else they hold. No IO here.

https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/
"""

from collections.abc import Callable

from handler.core.model.media.geotags import Edit
from handler.core.photos import exif, xmp
from handler.core.photos.blocks import Block, Found
from handler.core.photos.marks import tells

PREFIX = b"Photoshop 3.0\0"
_IPTC = 0x0404
_PLACES = {26, 27, 90, 92, 95, 100, 101}
"""Data sets of IPTC's second record: codes and names of places.
https://iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf"""
_MAXIMUM_PARTS = 1_000


def without_place(data: bytes) -> Found:
    """What resources tell, from the first on."""
    found: list[Edit] = []
    pos, parts, size = 0, 0, len(data.rstrip(b"\0"))
    while pos < size:
        name = pos + 6
        start = name + 1 + data[name] if name < len(data) else len(data)
        start += (start - name) % 2 + 4
        stop = start + int.from_bytes(data[start - 4 : start])
        parts += 1
        if data[pos : pos + 4] != b"8BIM" or stop > len(data) or parts > _MAXIMUM_PARTS:
            return None
        part = data[start:stop]
        block = _READERS.get(int.from_bytes(data[pos + 4 : pos + 6]), _opaque)(part)
        found += (block or Block((Edit(0, len(part)),))).shifted(start).found
        pos = stop + (stop - start) % 2
    return Block(tuple(found))


def _opaque(part: bytes) -> Found:
    return None if tells(part) else Block()


def iptc_without_place(data: bytes) -> Found:
    """What records of IPTC tell."""
    edits: list[Edit] = []
    pos, size = 0, len(data.rstrip(b"\0"))
    while pos < size:
        head = data[pos : pos + 5]
        stop = pos + 5 + int.from_bytes(head[3:])
        if len(head) < 5 or head[0] != 0x1C or head[3] & 0x80 or stop > len(data):
            return None
        if head[1] == 2 and head[2] in _PLACES and data[pos + 5 : stop].strip():
            edits.append(Edit(pos + 5, stop - pos - 5, b" "))
        if len(edits) > _MAXIMUM_PARTS:
            return None
        pos = stop
    return Block(tuple(edits))


_READERS: dict[int, Callable[[bytes], Found]] = {
    _IPTC: iptc_without_place,
    0x0422: exif.without_place,
    0x0423: exif.without_place,
    0x0424: xmp.without_place,
}
