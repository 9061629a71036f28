"""Finds which tag closes which. No IO here.

What is never opened or never closed belongs to no block and stays as written; everything
between is read as usual.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from handler.core.liquid.parsing.scanning import Piece

MAX_NESTING = 100
"""Deeper blocks stay as written, as Ruby's Liquid refuses them."""

_BLOCKS = frozenset(
    (
        *("if", "unless", "case", "for", "tablerow", "capture", "ifchanged"),
        *("highlight", "codeblock", "figure"),
    )
)
OPTIONAL_BLOCKS = frozenset({"figure"})
"""Tags that some plugins close and others do not."""

_BRANCHES = {
    "else": frozenset({"if", "unless", "case", "for"}),
    "elsif": frozenset({"if", "unless"}),
    "when": frozenset({"case"}),
}


@dataclass(slots=True)
class Block:
    """A block by the positions of its pieces: the opening tag, its branches, the closing tag."""

    start: int
    branches: list[int] = field(default_factory=list)
    end: int = -1

    @property
    def tags(self) -> tuple[int, ...]:
        """The positions of all its tags."""
        return (self.start, *self.branches, self.end)


@dataclass(slots=True)
class Matches:
    """Blocks and comments by the position of their opening tag; `loose` tags belong to none."""

    blocks: dict[int, Block] = field(default_factory=dict)
    comments: dict[int, int] = field(default_factory=dict)
    loose: set[int] = field(default_factory=set)


def match_blocks(pieces: Sequence[Piece]) -> Matches:
    """Match every opening tag with its branches and its closing tag."""
    matches = Matches(comments=_comments(pieces))
    matcher = _Matcher(matches)
    for position, piece in _outside(pieces, matches.comments):
        if piece.kind == "tag":
            matcher.add(position, piece.name)
    matcher.finish()
    return matches


def _comments(pieces: Sequence[Piece]) -> dict[int, int]:
    opened: list[int] = []
    found: dict[int, int] = {}
    for position, piece in enumerate(pieces):
        if piece.kind == "tag" and piece.name == "comment":
            opened.append(position)
        elif piece.kind == "tag" and piece.name == "endcomment" and opened:
            found[opened.pop()] = position
    return found


def _outside(pieces: Sequence[Piece], comments: dict[int, int]) -> Iterator[tuple[int, Piece]]:
    position = 0
    while position < len(pieces):
        if position in comments:
            position = comments[position]
        else:
            yield position, pieces[position]
        position += 1


class _Matcher:
    def __init__(self, matches: Matches) -> None:
        self._matches = matches
        self._open: list[tuple[str, Block]] = []
        self._names: Counter[str] = Counter()

    def add(self, position: int, name: str) -> None:
        if name in _BLOCKS:
            self._open.append((name, Block(position)))
            self._names[name] += 1
        elif name in _BRANCHES:
            self._branch(position, name)
        elif name.startswith("end") and name[3:] in _BLOCKS:
            self._close(position, name[3:])
        elif name in ("comment", "endcomment", "raw", "endraw"):
            self._matches.loose.add(position)

    def finish(self) -> None:
        while self._open:
            self._drop()

    def _branch(self, position: int, name: str) -> None:
        if self._open and self._open[-1][0] in _BRANCHES[name]:
            self._open[-1][1].branches.append(position)
        else:
            self._matches.loose.add(position)

    def _close(self, position: int, name: str) -> None:
        if not self._names[name]:
            self._matches.loose.add(position)
            return
        while self._open[-1][0] != name:
            self._drop()
        _, block = self._open.pop()
        self._names[name] -= 1
        block.end = position
        if len(self._open) < MAX_NESTING:
            self._matches.blocks[block.start] = block
        else:
            self._matches.loose.update((block.start, *block.branches, position))

    def _drop(self) -> None:
        name, block = self._open.pop()
        self._names[name] -= 1
        if name in OPTIONAL_BLOCKS:
            return
        self._matches.loose.update((block.start, *block.branches))
