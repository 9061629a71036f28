"""Reads the files in `_data`: YAML, JSON and tables. No IO here."""

import csv
import io
import json
from typing import cast

from handler.core.model.addressing.keys import extension
from handler.core.model.entries import Json
from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.decoding import decode
from handler.core.yaml.reading import MAX_DEPTH, read_yaml

MAXIMUM_DATA = 1_000_000
"""The most bytes of a file in `_data`; the index takes much less."""
MAXIMUM_CELLS = 1_000_000
MAXIMUM_NAMES = 5_000_000
"""Characters of the names of all cells of a table."""


def read_data_file(raw: bytes, key: str) -> Json:
    """The content of a file in `_data`; raises ContentError if it cannot be read."""
    if len(raw) > MAXIMUM_DATA:
        message = f"has {len(raw):,} bytes; a file of data may have {MAXIMUM_DATA:,}."
        raise ContentError(Problem(key, message, "Split it, or leave out what no page shows."))
    text, _ = decode(key, raw)
    match extension(key):
        case "csv":
            return _read_table(text, key, ",")
        case "tsv":
            return _read_table(text, key, "\t")
        case "json":
            return _read_json(text, key)
        case _:
            return read_yaml(text, key).value


def _read_table(text: str, key: str, delimiter: str) -> Json:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Json] = []
    line = 1
    try:
        names = next(reader, [])
        line = reader.line_num + 1
        for row in reader:
            if row:
                _check_size(key, names, len(rows) + 1, reader.line_num)
                rows.append(_row(names, row))
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"cannot be read as a table: {error}."
        raise ContentError(Problem(key, message, "Check its quotation marks.", line)) from None
    return rows


def _check_size(key: str, names: list[str], rows: int, line: int) -> None:
    """Refuse a table that is small as a file and large as it is read: each row has all names."""
    if rows * len(names) > MAXIMUM_CELLS:
        message = f"has more than {MAXIMUM_CELLS:,} cells, {len(names):,} of them in each row."
        raise ContentError(Problem(key, message, "Leave out columns or rows.", line))
    if rows * sum(map(len, names)) > MAXIMUM_NAMES:
        message = f"has names of columns that come to more than {MAXIMUM_NAMES:,} characters."
        raise ContentError(Problem(key, message, "Shorten its first line."))


def _row(names: list[str], row: list[str]) -> dict[str, Json]:
    """A row by the names of its columns; of columns with the same name the first counts."""
    cells: list[str | None] = [cell or None for cell in row]
    cells += [None] * (len(names) - len(row))
    return dict(reversed(list(zip(names, cells, strict=False))))


def _as_yaml(text: str, key: str, error: ValueError) -> Json:
    """What is no JSON as YAML; if it is none either, its author meant JSON."""
    try:
        return read_yaml(text, key).value
    except ContentError:
        if not isinstance(error, json.JSONDecodeError):
            raise
        message = f"is no JSON at column {error.colno}: {error.msg}."
        fix = "Check commas, colons, quotation marks and brackets there and just before."
        raise ContentError(Problem(key, message, fix, error.lineno)) from None


def _read_json(text: str, key: str) -> Json:
    """JSON, or else the YAML that Jekyll takes it for; what JSON cannot carry on is no JSON."""
    try:
        value = cast(Json, json.loads(text))
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        raise _too_deep(key) from None
    except ValueError as error:
        return _as_yaml(text, key, error)
    if _is_deep(value):
        raise _too_deep(key)
    return value


def _too_deep(key: str) -> ContentError:
    return ContentError(Problem(key, f"is nested deeper than {MAX_DEPTH} levels.", "Flatten it."))


def _is_deep(value: Json) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        lists = [item for item in level if isinstance(item, list)]
        mappings = [list(item.values()) for item in level if isinstance(item, dict)]
        level = [inner for items in lists + mappings for inner in items]
    return bool(level)
