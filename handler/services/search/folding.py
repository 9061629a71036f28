"""Folding the recent part of the search index into the others, one of them at a time.

So a step takes the same time however large the blog is. A new part is stored where none lies, and
only the recent part, which is stored after it, makes it count. Then what no index names is emptied,
which frees its place, as the function may write into the bucket but delete nothing.
"""

import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from handler.core.model.sources import ObjectInfo
from handler.services.ports import Bucket, Conflict
from handler.services.search.connecting import translated
from handler.services.search.index_file import IndexFile
from handler.services.search.parts import (
    COMPLETE,
    MAXIMUM_PARTS,
    PARTS,
    Part,
    fetch_part,
    free_places,
    part_for,
)
from handler.services.search.recent_file import RecentFile


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many bytes are too many: of changes, and of a part that does not change."""

    recent: int = 500_000
    part: int = 32_000_000


SIZES = Sizes()


@dataclass(frozen=True, slots=True)
class _Piece:
    """What becomes of a part: the first key that it may have, and its file."""

    start: str
    path: Path


class Folding:
    """Folds recent parts of one blog."""

    def __init__(self, bucket: Bucket, sizes: Sizes) -> None:
        self._bucket = bucket
        self._sizes = sizes

    def is_due(self, recent: RecentFile) -> bool:
        """Whether there is so much in a recent part that it should be folded."""
        return recent.changes_size > self._sizes.recent

    def objects(self) -> list[ObjectInfo]:
        """What lies where parts may."""
        return self._bucket.objects(prefix=PARTS)

    def fold(self, path: Path, objects: Sequence[ObjectInfo]) -> None:
        """Store anew the part in which most has changed, and leave the rest in the file.

        Raises `Conflict` if somebody else stores one just now.
        """
        with translated(), TemporaryDirectory(prefix="coldpress-") as name:
            folder = Path(name)
            with closing(RecentFile(path)) as recent:
                parts = recent.parts or (Part("", "", ""),)
                number = _most_changed(parts, recent)
                stored = self._store(self._pieces(folder, recent, parts, number), objects)
                now = [*parts[:number], *stored, *parts[number + 1 :]]
                _write_rest(folder / "rest.sqlite", recent, parts, number, now)
            (folder / "rest.sqlite").replace(path)

    def empty(self, objects: Iterable[ObjectInfo], parts: Iterable[Part]) -> None:
        """Free the places of what is not among the parts of the index that was stored last.

        The objects were listed before that was stored. So whoever stored one of them knew an older
        index, and cannot store another any more.
        """
        named = {part.place for part in parts}
        for info in objects:
            if info.size and info.key not in named:
                with suppress(Conflict):
                    self._bucket.replace(info.key, BytesIO(), COMPLETE, info.etag)

    def _pieces(
        self, folder: Path, recent: RecentFile, parts: Sequence[Part], number: int
    ) -> list[_Piece | Part]:
        """What there is to be in place of a part: files to store, itself, or nothing."""
        part, path, other = parts[number], folder / "part.sqlite", folder / "other.sqlite"
        if part.place:
            fetch_part(self._bucket, part, path)
        changed = [key for key in recent.changed_keys() if part_for(parts, key) == number]
        with closing(IndexFile(path)) as file:
            keys = file.keys()
            if self._is_large(file, parts) and keys and changed[0] > keys[-1]:
                # So a blog that is indexed from its first key to the last leaves full parts behind.
                with closing(IndexFile(other)) as new:
                    _change(new, recent, changed)
                    return [part, *([_Piece(changed[0], other)] if new.keys() else [])]
            _change(file, recent, changed)
            keys, is_changed, is_large = file.keys(), file.is_changed, self._is_large(file, parts)
        if number and not keys:
            return []
        if is_large and len(keys) > 1:
            return _halves(part.start, keys, path, folder)
        return [_Piece(part.start, path)] if is_changed else [part]

    def _is_large(self, file: IndexFile, parts: Sequence[Part]) -> bool:
        return file.size > self._sizes.part and len(parts) < MAXIMUM_PARTS

    def _store(self, pieces: Sequence[_Piece | Part], objects: Iterable[ObjectInfo]) -> list[Part]:
        """The pieces as parts, those that are not yet in the bucket where there is room."""
        free = free_places(objects)
        if len(free) < len(pieces):
            raise Conflict
        return [
            piece if isinstance(piece, Part) else self._store_at(piece, *there)
            for piece, there in zip(pieces, free, strict=False)
        ]

    def _store_at(self, piece: _Piece, place: str, etag: str | None) -> Part:
        with translated(), piece.path.open("rb") as file:
            return Part(piece.start, place, self._bucket.replace(place, file, COMPLETE, etag))


def _most_changed(parts: Sequence[Part], recent: RecentFile) -> int:
    return Counter(part_for(parts, key) for key in recent.changed_keys()).most_common(1)[0][0]


def _change(file: IndexFile, recent: RecentFile, keys: Sequence[str]) -> None:
    """Put into a file what a recent part has of some keys."""
    documents = {document.entry.key: document for document in recent.documents()}
    with file.changing():
        for key in keys:
            if key in documents:
                file.put(documents[key])
            else:
                file.remove(key)


def _halves(start: str, keys: Sequence[str], path: Path, folder: Path) -> list[_Piece | Part]:
    """Two files with half of the keys each."""
    middle = len(keys) // 2
    pieces: list[_Piece | Part] = []
    for first, half in ((start, keys[:middle]), (keys[middle], keys[middle:])):
        copy = _Piece(first, folder / f"half{len(pieces)}.sqlite")
        shutil.copyfile(path, folder / "copy.sqlite")
        with closing(IndexFile(folder / "copy.sqlite")) as file:
            file.keep_only(half, copy.path)
        pieces.append(copy)
    return pieces


def _write_rest(
    path: Path, recent: RecentFile, parts: Sequence[Part], number: int, now: Sequence[Part]
) -> None:
    """Make a recent part of what was not folded into part `number`; it names those there are."""
    with closing(RecentFile(path)) as rest, rest.changing():
        rest.cursor, rest.parts = recent.cursor, now
        for document in recent.documents():
            if part_for(parts, document.entry.key) != number:
                rest.put(document)
        for key in recent.gone():
            if part_for(parts, key) != number:
                rest.remove(key)
