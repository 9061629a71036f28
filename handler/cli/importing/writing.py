"""Writing a tree: each file whole or not at all, and none that the author changed."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from handler.cli.importing.deciding import Step, may_go, step
from handler.cli.importing.exports import Unreadable
from handler.cli.importing.record import digest_of, digest_of_file, read_record, write_record


@dataclass
class TreeWriter:
    """A tree that is being written, and what became of its files."""

    root: Path
    before: dict[str, str]
    now: dict[str, str] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)

    def text(self, key: str, data: bytes) -> None:
        """Write a file that is held in memory."""
        self._put(key, digest_of(data), lambda file: file.write(data))

    def copy(self, key: str, path: Path) -> None:
        """Write a file that lies elsewhere."""

        def fill(file: BinaryIO) -> None:
            with path.open("rb") as found:
                shutil.copyfileobj(found, file)

        self._put(key, digest_of_file(path), fill)

    def fetched(self, key: str) -> None:
        """Take note of a file that was fetched, now or before."""
        self.now[key] = self.before.get(key) or digest_of_file(self.root / key)
        self.steps[key] = "same" if key in self.before else "write"

    def keep_all(self) -> list[str]:
        """Leave what an earlier import wrote as it is, though this one did not come to it."""
        self.now = {**self.before, **self.now}
        return []

    def clear(self) -> Iterator[str]:
        """Delete what the source no longer leads to; names what the author changed of it."""
        for key in sorted(self.before.keys() - self.now.keys()):
            place = self.root / key
            there = digest_of_file(place)
            if may_go(there, self.before[key]):
                place.unlink()
                self.steps[key] = "removed"
            elif there:
                self.now[key] = self.before[key]
                yield key

    def counts(self) -> Counter[Step]:
        """How many files there are of which each became what."""
        return Counter(self.steps.values())

    def _put(self, key: str, digest: str, fill: Callable[[BinaryIO], object]) -> None:
        place = self.root / key
        written = self.before.get(key)
        self.steps[key] = step(digest, digest_of_file(place), written)
        if self.steps[key] == "write":
            _write(place, fill)
        if self.steps[key] != "changed in both":
            self.now[key] = digest
        elif written is not None:
            self.now[key] = written


def _write(place: Path, fill: Callable[[BinaryIO], object]) -> None:
    beside = place.with_name(f".{digest_of(place.name.encode())[:16]}.importing")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            fill(file)
        os.replace(beside, place)
    except OSError as error:
        raise Unreadable(f"{place} cannot be written: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def writing(root: Path) -> Iterator[TreeWriter]:
    """A tree to write; what was written is remembered even if the import is stopped midway."""
    writer = TreeWriter(root, read_record(root) or {})
    whole = False
    try:
        yield writer
        whole = True
    finally:
        write_record(root, writer.now if whole else {**writer.before, **writer.now})
