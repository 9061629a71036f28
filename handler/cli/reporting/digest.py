"""What is wrong with a blog, told so that a screen holds it: alike problems are one line. No IO.

Problems are alike if only names, addresses and numbers in them differ.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handler.core.model.problems import Problem

_FEW = 3
"""How many alike problems are still told one by one."""
_OTHER_LINES = 5
"""What the command, its summary and the next prompt take of a screen."""
_VARIABLE = re.compile(
    r"\S+(?=, which)|\{\{.*?\}\}|\{%.*?%\}|`[^`]*`|'[^']*'|\"[^\"]*\"|<[^<>]*>|https?://\S+|(?<!\w)/\S*"
    r"|\S*[\w-]\.(?:md|markdown|html?|yml|png|jpe?g|gif|svg|webp)\b|\d[\d.,:-]*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Problems that are alike, in the order in which they were found."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The problem that stands for all of them."""
        return self.problems[0]

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return str(self.first)
        first = self.first
        place = f"{first.key}:{first.line}" if first.line else first.key
        alike = "" if self._are_equal else " (or the like)"
        told = f"{first.message.removesuffix('.')}{alike}, first in {place}. {first.fix}".rstrip()
        return f"{len(self.problems):,} times: {told}"

    @property
    def _are_equal(self) -> bool:
        return len({problem.message for problem in self.problems}) == 1


def grouped(problems: Iterable[Problem]) -> list[Group]:
    """Errors first, and each group of more than a few alike problems as one."""
    alike: dict[tuple[bool, str, str], list[Problem]] = {}
    for problem in problems:
        kind = _VARIABLE.sub("…", problem.message)
        alike.setdefault((problem.severity != "error", kind, problem.fix[:20]), []).append(problem)
    groups: list[Group] = []
    for key in sorted(alike, key=lambda key: key[0]):
        found = alike[key]
        parts = [(each,) for each in found] if len(found) <= _FEW else [tuple(found)]
        groups += [Group(part) for part in parts]
    return groups


def shown(groups: Sequence[Group], columns: int, lines: int) -> tuple[list[Group], int]:
    """The groups for which a screen has room, in their order, and how many problems are left out.

    Every error is kept; of warnings, if there is too much, what comes up most often.
    """
    ranked = sorted(groups, key=lambda each: (each.first.severity != "error", -len(each.problems)))
    room, kept = lines - _OTHER_LINES, set[int]()
    for group in ranked:
        height = -(-_width(f"  {group.first.severity}: {group}") // max(columns, 1))
        if height <= room or not kept or group.first.severity == "error":
            kept.add(id(group))
            room -= height
    left = sum(len(group.problems) for group in groups if id(group) not in kept)
    return [group for group in groups if id(group) in kept], left


def _width(text: str) -> int:
    """How many columns of a screen a text takes; a character of East Asia takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
