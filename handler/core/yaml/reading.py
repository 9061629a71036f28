"""Reads YAML text into JSON values as Psych would, within bounds. No IO here.

It works on the parser's events and keeps its own stack, so that neither deep nesting nor
aliases that refer to aliases can take more time or memory than the text deserves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from handler.core.model.entries import Json
from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.misreadings import misreadings
from handler.core.yaml.mistakes import QUOTES, explain
from handler.core.yaml.scalars import as_text, read_plain

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # pragma: no cover - PyYAML built without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_DEPTH = 50
_SPARE_SIZE = 100_000
_MERGE = "<<"
_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))
_TEXT_TAGS = frozenset(["tag:yaml.org,2002:str", "!", "tag:yaml.org,2002:timestamp"])
_SIMPLE_TAGS = frozenset(["tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"])
_STAR = "Put a value that begins with * in quotes."
_MAX_WARNINGS = 20


@dataclass(frozen=True, slots=True)
class YAMLText:
    """A YAML document as JSON, with the line of each of its top-level names."""

    value: Json
    lines: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Frame:
    value: list[Json] | dict[str, Json]
    line: int
    anchor: str | None = None
    spent: int = 0
    height: int = 1
    name: str | None = None
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Anchored:
    value: Json
    size: int
    height: int


def events_of(text: str) -> Iterator[yaml.Event]:
    """What the parser finds in a text, piece by piece; raises `yaml.YAMLError`."""
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=Loader)
    return events


def read_yaml(text: str, key: str) -> YAMLText:
    """The first document of a YAML text; raises ContentError with the line and a hint."""
    reader = _Reader(key, len(text) + _SPARE_SIZE)
    try:
        for event in events_of(text):
            if isinstance(event, yaml.DocumentEndEvent):
                break
            reader.take(event)
    except yaml.YAMLError as error:
        raise ContentError(explain(error, key, text)) from None
    for line, message, fix in misreadings(text, reader.root, reader.lines):
        reader.warn(message, fix, line)
    return YAMLText(reader.root, reader.lines, tuple(reader.problems))


class _Reader:
    """Builds a value from YAML events; `budget` bounds its size when written out in full."""

    def __init__(self, key: str, budget: int) -> None:
        self.root: Json = None
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self._key = key
        self._budget = budget
        self._spent = 0
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchored | None] = {}

    def take(self, event: yaml.Event) -> None:
        """Adds what one event says."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        match event:
            case yaml.ScalarEvent():
                self._take_scalar(event, line)
            case yaml.AliasEvent():
                self._take_alias(event, line)
            case yaml.SequenceStartEvent():
                self._open(event, [], line)
            case yaml.MappingStartEvent():
                self._open(event, {}, line)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close(line)

    def warn(self, message: str, fix: str, line: int) -> None:
        """Tells of something that is no error, unless much is told already."""
        if len(self.problems) < _MAX_WARNINGS:
            self.problems.append(Problem(self._key, message, fix, line, "warning"))

    def _take_scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        self._spend(1 + len(event.value), line)
        value = self._scalar(event, line)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, 1 + len(event.value), 0)
        self._add(value, 0, line)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Json:
        plain = event.implicit[0] if event.tag is None else event.tag in _PLAIN_TAGS
        if event.tag is not None and not plain and event.tag not in _TEXT_TAGS:
            raise self._refuse_tag(event.tag, line)
        return read_plain(event.value) if plain else event.value

    def _take_alias(self, event: yaml.AliasEvent, line: int) -> None:
        if event.anchor not in self._anchors:
            raise self._error(f"has an alias without an anchor: *{event.anchor}.", _STAR, line)
        known = self._anchors[event.anchor]
        if known is None:
            raise self._error(f"has a value that contains itself: *{event.anchor}.", "", line)
        self._spend(known.size, line)
        self._check_depth(known.height, line)
        self._add(known.value, known.height, line)

    def _open(
        self, event: yaml.CollectionStartEvent, value: list[Json] | dict[str, Json], line: int
    ) -> None:
        if event.tag is not None and event.tag not in _SIMPLE_TAGS:
            raise self._refuse_tag(event.tag, line)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._check_depth(1, line)
        self._stack.append(_Frame(value, line, event.anchor, self._spent))
        self._spend(1, line)

    def _close(self, line: int) -> None:
        frame = self._stack.pop()
        if frame.anchor:
            size = self._spent - frame.spent
            self._anchors[frame.anchor] = _Anchored(frame.value, size, frame.height)
        self._add(frame.value, frame.height, line)

    def _add(self, value: Json, height: int, line: int) -> None:
        """Puts a finished value where it belongs: root, list, or name or value of a mapping."""
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        frame.height = max(frame.height, height + 1)
        if isinstance(frame.value, list):
            frame.value.append(value)
        elif frame.name is None:
            frame.name = self._name(value, frame, line)
        else:
            self._assign(frame, frame.name, value, line)
            frame.name = None

    def _name(self, value: Json, frame: _Frame, line: int) -> str:
        if isinstance(value, list | dict):
            raise self._error("has a list or mapping as a name.", QUOTES, line)
        name = as_text(value)
        if name in frame.names and name != _MERGE:
            self.warn(f"gives {name!r} twice; the last one counts.", "Remove one of them.", line)
        frame.names.add(name)
        if len(self._stack) == 1:
            self.lines[name] = line
        return name

    def _assign(self, frame: _Frame, name: str, value: Json, line: int) -> None:
        assert isinstance(frame.value, dict)
        if name != _MERGE:
            frame.value[name] = value
            return
        sources = value if isinstance(value, list) else [value]
        for source in reversed(sources):
            self._merge(frame.value, source, line)

    def _merge(self, target: dict[str, Json], source: Json, line: int) -> None:
        if not isinstance(source, dict):
            raise self._error("merges (<<) something that is not a mapping.", "", line)
        self._spend(len(source), line)
        target.update(source)

    def _spend(self, size: int, line: int) -> None:
        self._spent += size
        if self._spent > self._budget:
            raise self._error("repeats values by aliases too often.", "Write them out.", line)

    def _check_depth(self, height: int, line: int) -> None:
        if len(self._stack) + height > MAX_DEPTH:
            raise self._error(f"is nested deeper than {MAX_DEPTH} levels.", "Flatten it.", line)

    def _refuse_tag(self, tag: str, line: int) -> ContentError:
        message = f"has a YAML tag Coldpress does not read: {tag}."
        return self._error(message, "Remove it, or put a value that begins with ! in quotes.", line)

    def _error(self, message: str, fix: str, line: int) -> ContentError:
        return ContentError(Problem(self._key, message, fix, line))
