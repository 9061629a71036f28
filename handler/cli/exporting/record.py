"""What exports wrote into a folder, a line of JSON for each path, as it lies in the folder."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

RECORD = ".coldpress-export"
_HEAD = '{"coldpress export": 1}\n'


@dataclass(frozen=True, slots=True)
class Written:
    """What was written for a path: its files, which are alike, their digest and media type.

    `run` names the content of the site that it was written from.
    """

    path: str
    run: str
    media_type: str
    digest: str
    files: tuple[str, ...]

    def line(self) -> str:
        """The line that says so."""
        return f"{json.dumps(asdict(self), ensure_ascii=True)}\n"


def read_record(root: Path) -> list[Written] | None:
    """What was written, the oldest first; None where nothing ever was.

    The last line may be cut off, as somebody may have stopped an export in its midst.
    """
    try:
        head, *lines = (root / RECORD).read_text(encoding="utf-8").splitlines(keepends=True)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return list(_written(lines)) if head == _HEAD else None


def _written(lines: Iterable[str]) -> Iterator[Written]:
    for line in lines:
        with suppress(ValueError, TypeError, KeyError):
            found = json.loads(line)
            yield Written(**{**found, "files": tuple(map(str, found["files"]))})


def text_of(records: Iterable[Written]) -> str:
    """A record of what was written, in an order that tells nothing of when."""
    return _HEAD + "".join(each.line() for each in sorted(records, key=lambda each: each.path))


def digest_of(path: Path) -> str:
    """The digest of a file's bytes; empty if there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ""
