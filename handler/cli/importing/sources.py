"""What is imported, as it lies on disk: texts in whatever encoding, and nothing beside it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from handler.cli.importing.exports import Unreadable
from handler.cli.importing.media import Media
from handler.cli.importing.texts.front_matter import Matter, NotRead, split
from handler.core.model.addressing.keys import printable
from handler.core.model.problems import Problem
from handler.core.yaml.dates import parse_date

LARGEST_TEXT = 20_000_000
"""Bytes of one file that is read at once; more is no text that anybody wrote."""
_LEFT_OUT = {".git", ".hg", ".svn", "node_modules", "__MACOSX", "__pycache__", ".trash"}


@dataclass
class Source:
    """An export and what is told of it; `url` is where the old blog is, `uploads` its files."""

    path: Path
    media: Media
    url: str = ""
    uploads: Path | None = None
    is_whole: bool = True
    _told: dict[Problem, None] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """What was told, each thing once."""
        return [*self._told]

    def warn(self, place: str, message: str, fix: str = "") -> None:
        """Tell that something is left out or otherwise than it was."""
        self._told[Problem(printable(place), message, fix, severity="warning")] = None

    def refuse(self, place: str, message: str, fix: str = "") -> None:
        """Tell that something could not be read, so that what is missing now is not deleted."""
        self.is_whole = False
        self._told[Problem(printable(place), message, fix)] = None

    def text(self, path: Path) -> str | None:
        """What a file of text holds; None, which is told, if it cannot be read."""
        place = self.name(path)
        try:
            if path.stat().st_size > LARGEST_TEXT:
                self.refuse(place, f"is larger than {LARGEST_TEXT // 10**6} MB.", "Split it.")
                return None
            raw = path.read_bytes()
        except OSError as error:
            self.refuse(place, f"cannot be read: {error.strerror}.")
            return None
        text, mended = decoded(raw)
        if mended:
            message = "is not all UTF-8; what is not was taken for Windows-1252."
            self.warn(place, message, "Look at its accents and quotes.")
        return text

    def page(self, path: Path) -> tuple[Matter, str] | None:
        """Front matter and body of a file; None, which is told, if they cannot be read."""
        text = self.text(path)
        try:
            return None if text is None else split(text)
        except NotRead as error:
            message = f"has front matter that cannot be read: {error}."
            self.refuse(self.name(path), message, "Mend it.")
            return None

    def name(self, path: Path) -> str:
        """A file as messages name it."""
        root = self.path if self.path.is_dir() else self.path.parent
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

    def folder(self) -> Path:
        """The folder that was named; raises `Unreadable` if it is a file."""
        if not self.path.is_dir():
            advice = " Unpack it first." if self.path.suffix.lower() == ".zip" else ""
            raise Unreadable(f"{self.path} is no folder.{advice}")
        return self.path

    def file(self, *endings: str) -> Path:
        """The file that was named, or the only one with such an ending in the folder that was."""
        if self.path.is_file():
            return self.path
        found = [path for end in endings for path in sorted(self.path.glob(f"*{end}"))]
        if len(found) == 1:
            return found[0]
        what = f"{len(found)} files" if found else "no file"
        raise Unreadable(f"{self.path} holds {what} named *{endings[0]}. Name the file itself.")

    def files(self, folder: Path, *endings: str) -> Iterator[Path]:
        """The files below a folder, by name; links that lead out of it are left out and told."""
        for above, folders, names in os.walk(folder):
            folders[:] = sorted(
                name
                for name in folders
                if name not in _LEFT_OUT and not Path(above, name).is_symlink()
            )
            for name in sorted(names):
                path = Path(above, name)
                if endings and path.suffix.lower() not in endings:
                    continue
                if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
                    self.warn(self.name(path), "is a link to something elsewhere; it is left out.")
                elif path.is_file():
                    yield path


def date_of(text: str) -> datetime | None:
    """The date that an export gives a text; None if it is none."""
    try:
        return parse_date(text) if text else None
    except (ValueError, OverflowError):
        return None


def decoded(raw: bytes) -> tuple[str, bool]:
    """The text of a file in UTF-8 or UTF-16, and whether bytes of another encoding were in it."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace").replace("\r\n", "\n"), False
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    text = raw.decode("utf-8", "surrogateescape")
    mended = text if text.isascii() else mend(text)
    return mended.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""), mended != text


def mend(text: str) -> str:
    """Text whose bytes that were no UTF-8 are read as Windows-1252."""
    if not any("\udc80" <= char <= "\udcff" for char in text):
        return text
    return "".join(_windows(char) if "\udc80" <= char <= "\udcff" else char for char in text)


def _windows(char: str) -> str:
    return bytes([ord(char) - 0xDC00]).decode("cp1252", "replace")
