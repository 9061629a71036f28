"""How one version of a text differs from another. No IO here."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from itertools import groupby
from typing import Literal

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
MAXIMUM_LINES = 20_000
"""Of both versions together."""
_AROUND = 2
MOST_WORDS = 6_000
_ALIKE = 0.4
# Chinese and Japanese are written without spaces.
_WORD = re.compile(r"\n|[\u3040-\u30ff\u3400-\u9fff]|\w+|[^\S\n]+|[^\w\s]")
Part = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of two versions: in parts, with whether each is what is new or gone.

    A `gap` stands for lines that are the same and not shown.
    """

    kind: Literal["same", "added", "removed", "gap"]
    parts: tuple[Part, ...] = ()


def changes(old: bytes, new: bytes) -> list[Line]:
    """What became of a text, with two lines around each change; nothing if it is too long."""
    before, after = (data.decode(errors="replace").splitlines() for data in (old, new))
    return lines_changed(before, after) if len(before) + len(after) <= MAXIMUM_LINES else []


def lines_changed(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """What became of the lines of a text."""
    old, new = ([_CONTROL.sub("?", line) for line in lines] for lines in (old, new))
    shown: list[Line] = []
    end = 0
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        shown += [Line("gap")] if group[0][1] > end else []
        for tag, start, stop, first, last in group:
            if tag == "equal":
                shown += [Line("same", ((line, False),)) for line in old[start:stop]]
            else:
                shown += _replaced(old[start:stop], new[first:last])
        end = group[-1][2]
    return [*shown, Line("gap")] if shown and end < len(old) else shown


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    removed, added = _marked("\n".join(old), "\n".join(new))
    yield from (Line("removed", parts) for parts in (_in_lines(removed) if old else ()))
    yield from (Line("added", parts) for parts in (_in_lines(added) if new else ()))


def _marked(old: str, new: str) -> tuple[list[Part], list[Part]]:
    """The words of two texts; those that only one has are marked, if the texts are alike."""
    words = [_WORD.findall(text) for text in (old, new)]
    plain = ([(old, False)], [(new, False)])
    if not old or not new or sum(map(len, words)) > MOST_WORDS:
        return plain
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    if matcher.ratio() < _ALIKE:
        return plain
    marked: tuple[list[Part], list[Part]] = ([], [])
    for tag, start, stop, first, last in matcher.get_opcodes():
        marked[0].extend((word, tag != "equal") for word in words[0][start:stop])
        marked[1].extend((word, tag != "equal") for word in words[1][first:last])
    return marked


def _in_lines(parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    """Parts line by line, those that are alike together."""
    lines: list[list[Part]] = [[]]
    for text, is_marked in parts:
        first, *others = text.split("\n")
        lines[-1].append((first, is_marked))
        lines += [[(each, is_marked)] for each in others]
    return [_joined(line) for line in lines]


def _joined(line: Sequence[Part]) -> tuple[Part, ...]:
    grouped = groupby(line, key=lambda part: part[1])
    return tuple(("".join(text for text, _ in group), marked) for marked, group in grouped)


def difference(key: str, old: bytes, new: bytes, old_name: str, new_name: str) -> list[str]:
    """Lines that were taken out and came in, as in a patch; what no terminal should get is `?`."""
    if b"\0" in old + new:
        return [f"{key} is no text: {len(old):,} and {len(new):,} bytes."] if old != new else []
    texts = [_lines(each) for each in (old, new)]
    if sum(map(len, texts)) > MAXIMUM_LINES:
        return [f"{key} is too long to compare: {len(texts[0]):,} and {len(texts[1]):,} lines."]
    names = (f"{key} {old_name}", f"{key} {new_name}")
    found = unified_diff(texts[0], texts[1], *names, lineterm="")
    return [_CONTROL.sub("?", line) for line in found]


def _lines(text: bytes) -> list[str]:
    """The lines of a text; whether they end as on Windows shows as well."""
    return text.decode(errors="replace").replace("\r\n", "␍\n").split("\n")
