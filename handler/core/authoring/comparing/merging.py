"""Two versions of a text that were made of the same one, brought together. No IO here.

As `diff3` does: https://www.cis.upenn.edu/~bcpierce/papers/diff3-short.pdf
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from handler.core.authoring.comparing.differences import MAXIMUM_LINES, Line, lines_changed
from handler.core.authoring.front_matter.parts import LINE

MINE, BETWEEN, THEIRS = "<<<<<<< mine", "=======", ">>>>>>> theirs"
_MARK = re.compile(rf"^(?:{MINE}|{THEIRS})\r?$", re.MULTILINE)
Lines = list[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """Both versions in one text, how often they contradict, and what each has changed."""

    text: str
    conflicts: int
    mine: tuple[Line, ...] = ()
    theirs: tuple[Line, ...] = ()


def has_marks(text: str) -> bool:
    """Whether a text still shows where two versions contradict each other.

    What Git writes names a branch or commit; a text may be about that.
    """
    return _MARK.search(text) is not None


def merge(base: str, mine: str, theirs: str) -> Merged:
    """A text that has what both versions changed; where they contradict both stand in marks."""
    texts = [LINE.findall(each) for each in (base, mine, theirs)]
    if sum(map(len, texts)) > MAXIMUM_LINES:
        return Merged(mine, 1)
    pieces = [*_pieces(*texts)]
    return Merged(
        "".join("".join(lines) for lines, _ in pieces),
        sum(is_conflict for _, is_conflict in pieces),
        _changes(base, mine),
        _changes(base, theirs),
    )


def _changes(old: str, new: str) -> tuple[Line, ...]:
    return tuple(lines_changed(old.splitlines(), new.splitlines()))


def _pieces(base: Lines, mine: Lines, theirs: Lines) -> Iterator[tuple[Lines, bool]]:
    """Lines in their order, and whether they are a contradiction in its marks."""
    old = new = other = 0
    for start, end, in_mine, in_theirs in _common(base, mine, theirs):
        yield _piece(base[old:start], mine[new:in_mine], theirs[other:in_theirs])
        yield base[start:end], False
        old, new, other = end, in_mine + end - start, in_theirs + end - start


def _piece(base: Lines, mine: Lines, theirs: Lines) -> tuple[Lines, bool]:
    if mine == theirs or theirs == base:
        return mine, False
    if mine == base:
        return theirs, False
    end = "\r\n" if any(line.endswith("\r\n") for line in mine + theirs) else "\n"
    marked = [MINE + end, *_ended(mine, end), BETWEEN + end, *_ended(theirs, end)]
    return [*marked, THEIRS + end], True


def _ended(lines: Lines, end: str) -> Lines:
    """Lines of which the last ends as well."""
    return [line if line.endswith(("\n", "\r")) else line + end for line in lines]


def _common(base: Lines, mine: Lines, theirs: Lines) -> Iterator[tuple[int, int, int, int]]:
    """Runs of lines that all three have: from where to where in the base, and where in the others.

    The last is empty, at the ends.
    """
    ours, others = _blocks(base, mine), _blocks(base, theirs)
    first = second = 0
    while first < len(ours) and second < len(others):
        a, b, size = ours[first]
        c, d, other_size = others[second]
        start, end = max(a, c), min(a + size, c + other_size)
        if start < end:
            yield start, end, b + start - a, d + start - c
        if a + size < c + other_size:
            first += 1
        else:
            second += 1
    yield len(base), len(base), len(mine), len(theirs)


def _blocks(base: Lines, other: Lines) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]
