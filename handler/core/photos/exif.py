"""Exif without the place. No IO here.

Once it tells a place, only what directories lead to is kept: so neither what an editor left behind
nor what a maker wrote for itself stays. The directory of the place becomes that of a camera which
has found none.
"""

from collections.abc import Iterable, Iterator

from handler.core.model.media.geotags import Edit, edited
from handler.core.photos.blocks import INNOCENT, Block, Budget, Found
from handler.core.photos.marks import tells
from handler.core.photos.tiff import GPS_TAGS, Directory, Entry, Malformed, Order, Tiff, orientation

PREFIX = b"Exif\0\0"
_VERSION = 0
"""The one entry that says nothing of the place: of which version its directory is."""
_MAKER_NOTE = 0x927C
# XMP, IPTC and Photoshop's within Exif, and GeoTIFF. https://docs.ogc.org/is/19-008r4/19-008r4.html
_OTHERS = {0x02BC, 0x83BB, 0x8649, 0x830E, 0x8480, 0x8482, 0x85D8, 0x87AF, 0x87B0, 0x87B1}
_GEO = {0x830E, 0x8480, 0x8482, 0x85D8, 0x87AF, 0x87B0, 0x87B1}
_MAXIMUM_EDITS = 100


def without_place(data: bytes) -> Found:
    """What Exif tells, from its byte order on."""
    try:
        tiff = Tiff(data)
    except Malformed:
        return None
    notes = tuple(entry for entry in _entries(tiff) if entry.tag == _MAKER_NOTE)
    if not _tells_place(tiff):
        return Block((), tuple(_blank(entry.start, entry.stop) for entry in notes))
    edits = tuple(_edits(tiff))
    if len(edits) > _MAXIMUM_EDITS or not _is_clean(edited(data, edits)):
        return None
    return Block(edits)


def in_place(data: bytes, budget: Budget) -> Block:
    """What a part of a file tells that is Exif, with or without the prefix that JPEG has for it.

    If it cannot be understood, all that is left of it is how the picture is to be turned.
    """
    skipped = len(PREFIX) if data.startswith(PREFIX) else 0
    content = data[skipped:]
    if not content.strip(b"\0"):
        return INNOCENT
    if budget.allows(content) and (found := without_place(content)):
        return found.shifted(skipped)
    kept = _smallest(content)
    if len(kept) > len(content):
        return Block((_blank(0, len(data)),))
    return Block((_blank(skipped, len(data)), Edit(skipped, len(kept), kept)))


def _smallest(data: bytes) -> bytes:
    """Exif that says only how a picture is turned."""
    entry = b"\x01\x12\0\x03\0\0\0\x01\0" + bytes([orientation(data)]) + b"\0\0"
    return b"MM\0*\0\0\0\x08\0\x01" + entry + bytes(4)


def _entries(tiff: Tiff) -> Iterator[Entry]:
    return (entry for directory in tiff.directories for entry in directory.entries)


def _tells_place(tiff: Tiff) -> bool:
    for directory in tiff.directories:
        for entry in directory.entries:
            if directory.is_gps and entry.tag in GPS_TAGS and entry.tag != _VERSION:
                return True
            if entry.tag in _GEO or tells(tiff.data, entry.start, entry.stop):
                return True
        if any(tells(tiff.data, *span) for span in tiff.pictures(directory)):
            return True
    return False


def _is_clean(data: bytes) -> bool:
    """Whether nothing is left; directories that overlap could bring it back."""
    try:
        return not _tells_place(Tiff(data))
    except Malformed:
        return False


def _edits(tiff: Tiff) -> Iterator[Edit]:
    size = len(tiff.data)
    places = [directory for directory in tiff.directories if directory.is_gps]
    gone = [*_gaps(_joined(_kept(tiff)), size)]
    for directory in places:
        gone.append((directory.start, min(directory.stop, size)))
        gone += ((entry.start, entry.stop) for entry in directory.entries)
    yield from (_blank(*span) for span in _joined(gone))
    placeless = _placeless(tiff.order)
    yield from (Edit(directory.start, len(placeless), placeless) for directory in places)


def _placeless(order: Order) -> bytes:
    """A directory as cameras write it that know no place: with its version alone."""
    fields = ((1, 2), (_VERSION, 2), (1, 2), (4, 4))
    return b"".join(number.to_bytes(length, order) for number, length in fields) + b"\x02\x03\0\0"


def _kept(tiff: Tiff) -> Iterator[tuple[int, int]]:
    yield 0, 8
    for directory in tiff.directories:
        if directory.is_gps:
            continue
        yield directory.start, directory.stop
        yield from _kept_of(tiff, directory)


def _kept_of(tiff: Tiff, directory: Directory) -> Iterator[tuple[int, int]]:
    for entry in directory.entries:
        is_own = entry.tag == _MAKER_NOTE or entry.tag in _OTHERS
        if not is_own and not tells(tiff.data, entry.start, entry.stop):
            yield entry.start, entry.stop
    yield from (span for span in tiff.pictures(directory) if not tells(tiff.data, *span))


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same bytes as spans in order, none of which touches another."""
    first, last = -1, -1
    for start, stop in sorted(spans):
        if start > last:
            if first < last:
                yield first, last
            first = start
        last = max(last, stop)
    if first < last:
        yield first, last


def _gaps(kept: Iterable[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """What nothing leads to."""
    done = 0
    for start, stop in kept:
        yield done, start
        done = min(stop, size)
    yield done, size


def _blank(start: int, stop: int) -> Edit:
    return Edit(start, stop - start)
