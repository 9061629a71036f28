"""Front matter of other programs: YAML, TOML or JSON before a text. No IO here."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from handler.core.model.entries import Json, mapping
from handler.core.model.problems import ContentError
from handler.core.yaml.dates import parse_date
from handler.core.yaml.reading import read_yaml
from handler.core.yaml.scalars import as_text

_FENCED = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[^\S\n]*\n(?P<values>.*?)^(?P=fence)[^\S\n]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_JSON = re.compile(
    r"\s*---json[^\S\n]*\n(?P<values>.*?)^---[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_DEEPEST = 40


class NotRead(ValueError):
    """Front matter that is not what it claims to be."""


@dataclass(frozen=True, slots=True)
class Matter:
    """The values before a text, by names whose case does not matter."""

    values: Mapping[str, Json] = field(default_factory=dict)

    def get(self, *names: str) -> Json:
        """The first of these values that is there; a dot leads into one."""
        for name in names:
            found: Json = dict(self.values)
            for part in name.lower().split("."):
                found = mapping(found).get(part)
            if found not in (None, "", [], {}):
                return found
        return None

    def text(self, *names: str) -> str:
        """The first of these values that is a text or number."""
        found = self.get(*names)
        return "" if isinstance(found, list | dict) else as_text(found).strip()

    def listed(self, *names: str) -> list[str]:
        """The texts of a list; a text alone is split at its commas."""
        found = self.get(*names)
        parts = found if isinstance(found, list) else as_text(found).split(",") if found else []
        texts = (as_text(each).strip() for each in parts if not isinstance(each, dict | list))
        return [text for text in texts if text]

    def flag(self, *names: str) -> bool:
        """Whether a value says yes."""
        return self.text(*names).lower() in {"true", "yes", "1"}

    def date(self, *names: str, timezone: str = "") -> datetime | None:
        """The first of these values that is a date."""
        for name in names:
            if text := self.text(name):
                try:
                    return parse_date(text, timezone=timezone)
                except (ValueError, OverflowError):
                    continue
        return None


def split(text: str) -> tuple[Matter, str]:
    """Front matter and what stands below it; raises `NotRead` if it cannot be read."""
    if found := _JSON.match(text):
        return as_json(found["values"]), text[found.end() :]
    if found := _FENCED.match(text):
        read = _yaml if found["fence"] == "---" else _toml
        return read(found["values"]), text[found.end() :]
    if text.lstrip().startswith("{"):
        return _json(text)
    return Matter(), text


def as_toml(text: str) -> Matter:
    """The values of a file of TOML."""
    return _toml(text)


def as_yaml(text: str) -> Matter:
    """The values of a file of YAML."""
    return _yaml(text)


def as_json(text: str) -> Matter:
    """The values of a file of JSON."""
    try:
        return Matter(_lowered(json.loads(text)))
    except (ValueError, RecursionError) as error:
        raise NotRead(str(error)) from error


def _yaml(text: str) -> Matter:
    try:
        return Matter(_lowered(read_yaml(text, "").value))
    except ContentError as error:
        raise NotRead(error.problems[0].message.rstrip(".")) from error


def _toml(text: str) -> Matter:
    try:
        return Matter(_lowered(tomllib.loads(text)))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotRead(f"is no TOML ({error})") from error


def _json(text: str) -> tuple[Matter, str]:
    start = len(text) - len(text.lstrip())
    try:
        values, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return Matter(), text
    rest = text[end:]
    if not isinstance(values, dict) or (rest and not rest.startswith("\n")):
        return Matter(), text
    return Matter(_lowered(values)), rest.lstrip("\n")


def _lowered(value: object) -> dict[str, Json]:
    found = _plain(value, 0)
    return found if isinstance(found, dict) else {}


def _plain(value: object, depth: int) -> Json:
    """A value as JSON, with names in lower case."""
    if depth > _DEEPEST:
        raise NotRead("is nested too deeply")
    match value:
        case dict():
            return {str(name).lower(): _plain(each, depth + 1) for name, each in value.items()}
        case list():
            return [_plain(each, depth + 1) for each in value]
        case datetime() | date() | time():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        case None | bool() | int() | float() | str():
            return value
    return str(value)
