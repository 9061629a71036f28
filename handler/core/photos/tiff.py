"""The directories of Exif: which entries there are, and which bytes each of them takes. No IO here.

https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2019-E
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

GPS, EXIF, INTEROPERABILITY, MORE = 0x8825, 0x8769, 0xA005, 0x014A
ORIENTATION = 0x0112
GPS_TAGS = range(0x40)
"""Of which there are 32 by now."""
_POINTERS = {EXIF, INTEROPERABILITY, GPS, MORE}
_STRIPS = {0x0111: 0x0117, 0x0201: 0x0202}
"""Tags that say where a small picture is, with those that say how long it is."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_MAXIMUM_DIRECTORIES = 50
_MAXIMUM_ENTRIES = 1_000
_MAXIMUM_NUMBERS = 100
_MAXIMUM_REACH = 8
"""How often as much as there is may be led to."""
_SHORT = 3
_HEADERS = {b"II*\0": "little", b"MM\0*": "big"}
Order = Literal["little", "big"]


class Malformed(Exception):
    """Exif that different programs would read differently."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a directory, and where its value is, which may be in the entry itself."""

    tag: int
    kind: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory: where it is, and what is in it."""

    start: int
    stop: int
    is_gps: bool
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Tiff:
    """All directories in a block of Exif; raises `Malformed`."""

    data: bytes
    order: Order = "little"
    directories: list[Directory] = field(default_factory=list)
    _entries: int = 0
    _reach: int = 0

    def __post_init__(self) -> None:
        order = _HEADERS.get(self.data[:4])
        if order is None:
            raise Malformed
        self.order = "little" if order == "little" else "big"
        self._walk()

    def number(self, start: int, length: int) -> int:
        """An unsigned number; what is beyond the end counts as nothing."""
        return int.from_bytes(self.data[start : start + length], self.order)

    def numbers(self, entry: Entry) -> list[int]:
        """The offsets or lengths in an entry's value, of which there are few."""
        size = 2 if entry.kind == _SHORT else 4
        starts = range(entry.start, entry.stop, size)[:_MAXIMUM_NUMBERS]
        return [self.number(at, size) for at in starts]

    def pictures(self, directory: Directory) -> Iterator[tuple[int, int]]:
        """Where the small pictures of a directory begin and end."""
        entries = {entry.tag: entry for entry in directory.entries}
        for where, how_long in _STRIPS.items():
            if where in entries and how_long in entries:
                pairs = (self.numbers(entries[where]), self.numbers(entries[how_long]))
                spans = zip(*pairs, strict=False)
                yield from ((start, self._within(start + size)) for start, size in spans)

    def _within(self, stop: int) -> int:
        return min(stop, len(self.data))

    def _walk(self) -> None:
        seen = set[int]()
        todo = [(self.number(4, 4), False, True)]
        while todo:
            start, is_gps, has_next = todo.pop()
            if start in seen or start + 2 > len(self.data) or start == 0:
                continue
            seen.add(start)
            if len(seen) > _MAXIMUM_DIRECTORIES:
                raise Malformed
            directory = self._read(start, is_gps)
            self.directories.append(directory)
            self._count(directory)
            todo += [(at, tag == GPS, False) for tag, at in self._pointers(directory)]
            if has_next:
                todo.append((self.number(directory.stop - 4, 4), False, True))

    def _pointers(self, directory: Directory) -> Iterator[tuple[int, int]]:
        for entry in directory.entries:
            if entry.tag in _POINTERS and not directory.is_gps:
                yield from ((entry.tag, at) for at in self.numbers(entry))

    def _read(self, start: int, is_gps: bool) -> Directory:
        # Of one that is cut off there are the entries that are left.
        count = min(self.number(start, 2), (len(self.data) - start - 2) // 12)
        stop = start + 2 + 12 * count
        self._entries += count
        if self._entries > _MAXIMUM_ENTRIES:
            raise Malformed
        entries = tuple(self._entry(at) for at in range(start + 2, stop, 12))
        # Some programs lead to another by mistake, whose tags are larger numbers.
        is_gps = is_gps and any(entry.tag in GPS_TAGS for entry in entries)
        return Directory(start, stop + 4, is_gps, entries)

    def _count(self, directory: Directory) -> None:
        """Refuse what leads to the same bytes again and again: looking at them would take long."""
        spans = [(entry.start, entry.stop) for entry in directory.entries]
        self._reach += sum(max(0, stop - at) for at, stop in (*spans, *self.pictures(directory)))
        if self._reach > _MAXIMUM_REACH * len(self.data):
            raise Malformed

    def _entry(self, at: int) -> Entry:
        tag, kind, count = self.number(at, 2), self.number(at + 2, 2), self.number(at + 4, 4)
        length = _SIZES.get(kind, 0) * count
        start = at + 8 if length <= 4 else self.number(at + 8, 4)
        stop = self._within(start + (length or 4))
        return Entry(tag, kind, min(start, stop), stop)


def orientation(data: bytes) -> int:
    """How the picture is to be turned, as far as that can be told; 1 if it is not."""
    order: Order = "big" if data[:2] == b"MM" else "little"
    start = int.from_bytes(data[4:8], order)
    count = min(int.from_bytes(data[start : start + 2], order), 500)
    for at in range(start + 2, start + 2 + 12 * count, 12):
        entry = data[at : at + 12]
        if int.from_bytes(entry[:2], order) == ORIENTATION and len(entry) == 12:
            turn = int.from_bytes(entry[8:10], order)
            return turn if 1 <= turn <= 8 else 1
    return 1
