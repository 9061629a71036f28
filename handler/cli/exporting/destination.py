"""The folder that a copy is written into: each file whole, and none that no export wrote.

A record in it says what is written, before it is. So an export that was stopped anywhere goes on
where it was, and the next one knows what it may replace or delete.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from handler.cli.exporting.record import RECORD, Written, digest_of, read_record, text_of
from handler.core.model.problems import ColdpressError

_PART, _COPY = f"{RECORD}.part", f"{RECORD}.copy"
_WELCOME = {".git", ".DS_Store", "CNAME", RECORD, _PART, _COPY}
"""What a folder to publish from may have before anything is exported into it."""
_CHANGED = "was changed since it was exported, and is left as it is: delete it to have it anew."


class Unusable(ColdpressError):
    """A folder cannot take a copy; the text says why and what to do."""


class Destination:
    """A folder that is being written. `problems` are files of others that are in the way."""

    def __init__(self, root: Path, before: Iterable[Written], log: IO[str]) -> None:
        self.root = root
        self.written = 0
        self.problems: list[str] = []
        self._log = log
        self._before: dict[str, Written] = {}
        self._digests: dict[str, set[str]] = {}
        self._now: dict[str, Written] = {}
        self._folders = {""}
        for record in before:
            self._before[record.path] = record
            self._learn(record)

    @property
    def ignores_case(self) -> bool:
        """Whether names that differ by case alone are one here."""
        return (self.root / RECORD.upper()).exists()

    def kept(self, path: str, run: str) -> Written | None:
        """What an earlier export wrote for a path of the same content, if it is still there."""
        found = self._before.get(path)
        if found is None or found.run != run:
            return None
        if any(digest_of(self.root / file) != found.digest for file in found.files):
            return None
        self._now[path] = found
        return found

    def kept_below(self, path: str, run: str) -> list[Written]:
        """The same for all paths that begin so; none if one of them is no more."""
        paths = [each for each in self._before if each.startswith(path)]
        found = [self.kept(each, run) for each in paths]
        return [each for each in found if each] if all(found) else []

    def put(
        self, path: str, files: tuple[str, ...], pieces: Iterable[bytes], media_type: str, run: str
    ) -> bytes:
        """Write the files of a path, unless they are so already; the first of the pieces."""
        with self._told():
            first, digest = self._fill(pieces)
            record = Written(path, run, media_type, digest, files)
            _note(self._log, record)
            *others, last = [file for file in files if self._is_to_write(file, digest)] or [""]
            for file in others:
                shutil.copyfile(self.root / _PART, self.root / _COPY)
                os.replace(self.root / _COPY, self.root / file)
            if last:
                os.replace(self.root / _PART, self.root / last)
                self.written += len(others) + 1
            self._learn(record)
            self._now[path] = record
            return first

    def finish(self) -> int:
        """Delete what earlier exports wrote and this one did not; how many files that is."""
        current = {file for record in self._now.values() for file in record.files}
        with self._told():
            gone = [file for file in sorted(self._digests, reverse=True) if file not in current]
            deleted = sum(self._delete(file) for file in gone)
            part = self.root / _PART
            part.write_text(text_of(self._now.values()), encoding="utf-8")
            os.replace(part, self.root / RECORD)
            (self.root / _COPY).unlink(missing_ok=True)
        return deleted

    def _learn(self, record: Written) -> None:
        for file in record.files:
            self._digests.setdefault(file, set()).add(record.digest)

    def _fill(self, pieces: Iterable[bytes]) -> tuple[bytes, str]:
        digest, first = hashlib.sha256(), b""
        with (self.root / _PART).open("wb") as part:
            for piece in pieces:
                first = first or piece
                digest.update(piece)
                part.write(piece)
        return first, digest.hexdigest()

    def _is_to_write(self, file: str, digest: str) -> bool:
        """Whether a file is not yet what it should be, and nobody else's."""
        there = digest_of(self.root / file)
        return there != digest and self._has_room(file, there)

    def _has_room(self, file: str, there: str) -> bool:
        """Whether a file may be written, now that its folder is there."""
        if not self._has_folder(file.rpartition("/")[0]):
            self.problems.append(f"{file} is left out: its folder would be a file of yours.")
            return False
        target = self.root / file
        if target.is_dir() and not target.is_symlink():
            self._clear(file)
        if not os.path.lexists(target):
            return True
        known = self._digests.get(file)
        if known is None:
            self.problems.append(f"{file} is left as it is: no export wrote it.")
        elif there not in known:
            self.problems.append(f"{file} {_CHANGED}")
        return known is not None and there in known

    def _has_folder(self, folder: str) -> bool:
        if folder in self._folders:
            return True
        if not self._has_folder(folder.rpartition("/")[0]):
            return False
        place = self.root / folder
        if place.is_symlink():
            raise Unusable(f"{place} is a link, through which nothing is written. Delete it.")
        if place.is_file() and not self._delete(folder):
            return False
        place.mkdir(exist_ok=True)
        self._folders.add(folder)
        return True

    def _clear(self, folder: str) -> None:
        """Delete what earlier exports wrote below a folder that is to be a file now."""
        for file in sorted(self._digests, reverse=True):
            if file.startswith(f"{folder}/"):
                self._delete(file)

    def _delete(self, file: str) -> bool:
        """Delete a file that is as an export wrote it, and folders that are empty then."""
        target, folder = self.root / file, file.rpartition("/")[0]
        if target.parent.resolve() != self.root.resolve() / folder or target.is_symlink():
            return False
        there = digest_of(target)
        if there in self._digests.get(file, ()):
            target.unlink()
        elif there and file in self._digests:
            self.problems.append(f"{file} {_CHANGED}")
        self._remove_empty(folder)  # Be it that an export was stopped that deleted the file.
        return there in self._digests.get(file, ())

    def _remove_empty(self, folder: str) -> None:
        while folder:
            try:
                (self.root / folder).rmdir()
            except FileNotFoundError:
                pass
            except OSError:  # It has something in it.
                return
            self._folders.discard(folder)
            folder = folder.rpartition("/")[0]

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _unwritable(self.root, error) from error


def _note(log: IO[str], record: Written) -> None:
    log.write(record.line())
    log.flush()


@contextmanager
def writing(root: Path) -> Iterator[Destination]:
    """A folder to write a copy into, made if it is not there; raises `Unusable`."""
    before = _looked_at(root)
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = os.open(root, os.O_RDONLY)
    except OSError as error:
        raise _unwritable(root, error) from error
    try:
        _lock(root, lock)
        before = _looked_at(root)
        with _log(root, before) as log:
            yield Destination(root, before or [], log)
    finally:
        os.close(lock)


def _looked_at(root: Path) -> list[Written] | None:
    """What earlier exports wrote; raises `Unusable` for a folder of something else."""
    if before := read_record(root):
        return before
    names = {each.name for each in root.iterdir()} if root.is_dir() else set()
    if others := sorted(names - _WELCOME):
        advice = "Name an empty folder, or one that is not there yet."
        raise Unusable(f"{root} holds what no export wrote, such as {others[0]}. {advice}")
    return None


def _lock(root: Path, lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        advice = "Wait for it, or name another folder."
        raise Unusable(f"Another export is writing into {root}. {advice}") from error


def _log(root: Path, before: list[Written] | None) -> IO[str]:
    try:
        if before is None:
            (root / RECORD).write_text(text_of([]), encoding="utf-8")
        log = (root / RECORD).open("a", encoding="utf-8")
        log.write("\n")  # A line that was cut off must not swallow the next.
    except OSError as error:
        raise _unwritable(root, error) from error
    return log


def _unwritable(root: Path, error: OSError) -> Unusable:
    place = error.filename2 or error.filename or root
    advice = "Mend that and run it again: it goes on from there."
    return Unusable(f"{place} cannot be written: {error.strerror}. {advice}")
