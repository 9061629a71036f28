"""Reads all markup of a text before any of it runs: what can be evaluated, and what is kept.

No IO here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from liquid import Environment
from liquid.exceptions import LiquidError

from handler.core.liquid.parsing.matching import Matches, match_blocks
from handler.core.liquid.parsing.scanning import Piece, scan
from handler.core.liquid.tags.clauses import Reading
from handler.core.liquid.tags.registry import BLOCKS, BRANCHES, SIMPLE, read_output

_KNOWN_TAGS = frozenset({*BLOCKS, *BRANCHES, *SIMPLE, *(f"end{name}" for name in BLOCKS)})

Readers = Mapping[str, Callable[[str], Reading]]
"""How to read tags that need more than the library: by name."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """A text's pieces; by their position, which of them can be evaluated and why others cannot."""

    pieces: list[Piece]
    matches: Matches
    readings: Mapping[int, Reading]
    kept: Mapping[int, str]

    @property
    def assigned(self) -> frozenset[str]:
        """All variables that the text may set."""
        return frozenset(name for reading in self.readings.values() for name in reading.names)


def read_syntax(env: Environment, source: str, readers: Readers) -> Syntax:
    """Read a text; nothing in it can make this fail."""
    pieces = scan(source)
    reader = _Reader(env, pieces, match_blocks(pieces), readers)
    reader.read()
    return Syntax(pieces, reader.matches, reader.readings, reader.kept)


class _Reader:
    def __init__(
        self, env: Environment, pieces: list[Piece], matches: Matches, readers: Readers
    ) -> None:
        self.matches = matches
        self.readings: dict[int, Reading] = {}
        self.kept: dict[int, str] = {}
        self._env = env
        self._pieces = pieces
        self._readers = readers
        self._known = {*_KNOWN_TAGS, *readers}

    def read(self) -> None:
        for position, piece in self._markup():
            if why := self._why_not(position, piece):
                self.kept[position] = why
            else:
                self._try(position, piece)
        self._keep_whole_blocks()

    def _markup(self) -> Iterator[tuple[int, Piece]]:
        hidden_until = -1
        for position, piece in enumerate(self._pieces):
            hidden_until = max(hidden_until, self.matches.comments.get(position, -1))
            if position > hidden_until and piece.kind not in ("text", "raw"):
                yield position, piece

    def _why_not(self, position: int, piece: Piece) -> str:
        if piece.kind == "broken":
            return "opens something that nothing closes."
        if position in self.matches.loose:
            return "has no matching tag."
        if piece.kind == "tag" and piece.name not in self._known:
            return "is not a tag Coldpress knows."
        return ""

    def _try(self, position: int, piece: Piece) -> None:
        try:
            self.readings[position] = self._reading(position, piece)
        except LiquidError as error:
            self.kept[position] = f"cannot be read: {error.message}."
        except (RecursionError, ValueError):
            self.kept[position] = "cannot be read: it is too long."

    def _reading(self, position: int, piece: Piece) -> Reading:
        if piece.kind == "output":
            return read_output(self._env, piece.body)
        if piece.name in self._readers:
            return self._readers[piece.name](piece.body)
        if position in self.matches.blocks:
            return BLOCKS[piece.name].read(self._env, piece.body)
        if piece.name in BRANCHES:
            return BRANCHES[piece.name](self._env, piece.body)
        if piece.name in SIMPLE:
            return SIMPLE[piece.name].read(self._env, piece.body)
        return Reading()

    def _keep_whole_blocks(self) -> None:
        for block in self.matches.blocks.values():
            tags = block.tags
            if any(tag in self.kept for tag in tags):
                for tag in tags:
                    self.kept.setdefault(tag, "")
                    self.readings.pop(tag, None)
