"""What a folder and the bucket both held when it was last pulled or pushed."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_FOLDER = ".coldpress"
"""No part of a blog, as its name begins with a dot; nor of a repository, as it says itself."""


@dataclass(frozen=True, slots=True)
class Record:
    """The ETags that files had in the bucket, and those that they would have by what they hold.

    The two differ for files that are encrypted with a key, or were uploaded in several parts.
    """

    there: Mapping[str, str] = field(default_factory=dict)
    here: Mapping[str, str] = field(default_factory=dict)


def read_record(root: Path, bucket: str) -> Record | None:
    """What was remembered; None if the folder was never pulled from that bucket."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        record = json.loads(_file(root).read_text(encoding="utf-8"))
        if record["bucket"] == bucket:
            return Record(_texts(record["there"]), _texts(record["here"]))
    return None


def write_record(root: Path, bucket: str, record: Record) -> None:
    """Remember what both hold now."""
    place = _file(root)
    place.parent.mkdir(parents=True, exist_ok=True)
    (place.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    values = {"bucket": bucket, "there": dict(record.there), "here": dict(record.here)}
    beside = place.with_suffix(".new")
    beside.write_text(json.dumps(values, indent=0, sort_keys=True), encoding="utf-8")
    beside.replace(place)


def _texts(values: dict[str, str]) -> dict[str, str]:
    return {str(key): str(value) for key, value in values.items()}


def _file(root: Path) -> Path:
    return root / _FOLDER / "pulled.json"
