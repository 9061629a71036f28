"""Builds the tree of a text: what can be evaluated behind guards, the rest as written.

No IO here.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from liquid import Environment
from liquid.ast import Node
from liquid.exceptions import LiquidSyntaxError

from handler.core.liquid.filters.text import BLANKS
from handler.core.liquid.parsing.addresses import Code, is_in_address
from handler.core.liquid.parsing.matching import Block
from handler.core.liquid.parsing.scanning import Piece
from handler.core.liquid.runtime.guards import Guard, Guarded
from handler.core.liquid.runtime.locations import Place
from handler.core.liquid.runtime.nodes import Body, Kept, Output, Text
from handler.core.liquid.syntax import Syntax, read_syntax
from handler.core.liquid.tags.clauses import Clause, Reading
from handler.core.liquid.tags.registry import BLOCKS, SIMPLE

_LOOPS = frozenset({"for", "tablerow"})
_CODE = frozenset({"highlight", "codeblock"})
Known = frozenset[str] | None
"""The variables that surely exist at a place; None: all of them."""

_ALWAYS_KNOWN = frozenset({"page", "site", "jekyll"})


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled text: its top-level nodes, and the source each stands for."""

    nodes: tuple[Node, ...]
    places: tuple[Place, ...]
    assigned: frozenset[str]


def compile_template(
    env: Environment, source: str, include: str = "", *, strict: bool = True
) -> Template:
    """Compile a text, or that of an include; nothing in it can make this fail."""
    syntax = read_syntax(env, source, {"liquid": lambda text: _read_lines(env, text)})
    known = _ALWAYS_KNOWN | syntax.assigned if strict and not include else None
    items = list(_Builder(source, syntax, include, known).items())
    nodes, places = tuple(node for node, _ in items), tuple(place for _, place in items)
    return Template(nodes, places, syntax.assigned)


def _read_lines(env: Environment, text: str) -> Reading:
    """The tag `liquid`: each of its lines is a tag."""
    lines = [line.strip() for line in text.splitlines()]
    source = "".join(f"{{% {line} %}}" for line in lines if line)
    syntax = read_syntax(env, source, {})
    if syntax.kept:
        raise LiquidSyntaxError("one of its lines is wrong", token=None)
    nodes = [
        node for node, _ in _Builder(source, syntax, "", _ALWAYS_KNOWN | syntax.assigned).items()
    ]
    return Reading(Body(nodes), names=tuple(syntax.assigned))


def _known_inside(known: Known, name: str, reading: Reading) -> Known:
    """The variables that surely exist within a block."""
    if name not in _LOOPS or known is None or not reading.roots <= known:
        return known
    return known | {reading.variable, "forloop", "tablerowloop"}


class _Builder:
    def __init__(self, source: str, syntax: Syntax, include: str, known: Known) -> None:
        self._layout = _Layout(source, syntax, include)
        self._syntax = syntax
        self._include = include
        self._in_code = False
        self._known = known

    def items(self) -> Iterator[tuple[Node, Place]]:
        position = 0
        while position < len(self._syntax.pieces):
            node, after = self._node(position, self._known)
            yield node, self._layout.place(position, after)
            position = after

    def _node(self, position: int, known: Known) -> tuple[Node, int]:
        """The node at a position, and the position after it."""
        syntax, piece = self._syntax, self._syntax.pieces[position]
        if piece.kind == "text":
            return Text(self._layout.text(position)), position + 1
        if piece.kind == "raw":
            return Text(piece.body, raw=True), position + 1
        if position in syntax.matches.comments:
            return Text(""), syntax.matches.comments[position] + 1
        if position in syntax.kept:
            return Kept(self._layout.place(position), syntax.kept[position]), position + 1
        if position in syntax.matches.blocks:
            block = syntax.matches.blocks[position]
            return self._block(block, known), block.end + 1
        return self._simple(position, piece, known), position + 1

    def _simple(self, position: int, piece: Piece, known: Known) -> Node:
        reading, place = self._syntax.readings[position], self._layout.place(position)
        if piece.kind == "output":
            in_address = partial(self._layout.in_address, position)
            node: Node = Output(reading.value, place, None if self._in_code else in_address)
        elif piece.name == "liquid":
            node = reading.value
        else:
            node = SIMPLE[piece.name].build(reading, place)
        return self._guard(node, place, reading, [Text(self._layout.written(position))], known)

    def _block(self, block: Block, known: Known) -> Node:
        name, readings = self._syntax.pieces[block.start].name, self._syntax.readings
        inner = _known_inside(known, name, readings[block.start])
        around, self._in_code = self._in_code, self._in_code or name in _CODE
        clauses: list[Clause] = []
        parts: list[Node] = []
        for tag, after in zip(block.tags, block.tags[1:], strict=False):
            body = self._body(tag + 1, after, inner)
            clauses.append(Clause(self._syntax.pieces[tag].name, readings[tag], body))
            parts += [Text(self._layout.written(tag)), body]
        self._in_code = around
        parts.append(Text(self._layout.written(block.end)))
        place = self._layout.place(block.start)
        return self._guard(BLOCKS[name].build(clauses), place, _merged(clauses), parts, known)

    def _body(self, start: int, end: int, known: Known) -> Body:
        nodes = []
        while start < end:
            node, start = self._node(start, known)
            nodes.append(node)
        return Body(nodes)

    def _guard(
        self, node: Node, place: Place, reading: Reading, parts: list[Node], known: Known
    ) -> Guard:
        ranges = tuple(one.evaluate for one in reading.ranges)
        subject = Guarded(place, reading.roots, ranges, parts, reading.names)
        return Guard(node, subject, known)


def _merged(clauses: Sequence[Clause]) -> Reading:
    """What a block as a whole depends on."""
    readings = [clause.reading for clause in clauses]
    return Reading(
        roots=frozenset(root for reading in readings for root in reading.roots),
        ranges=tuple(one for reading in readings for one in reading.ranges),
        names=readings[0].names,
    )


class _Layout:
    """White space and places: `{{-` and `-}}` trim, but only where they are evaluated."""

    def __init__(self, source: str, syntax: Syntax, include: str) -> None:
        self._source = source
        self._syntax = syntax
        self._include = include
        self._line_ends = [at for at, letter in enumerate(source) if letter == "\n"]

    def place(self, position: int, after: int = 0) -> Place:
        """The place of a piece, or of all pieces before another."""
        pieces = self._syntax.pieces
        start, end = pieces[position].start, pieces[max(after - 1, position)].end
        line = bisect_left(self._line_ends, start) + 1
        return Place(self._source[start:end], line, self._include)

    def text(self, position: int) -> str:
        """A text without what its neighbours trim."""
        text = self._left_trimmed(position)
        return text.rstrip(BLANKS) if self._trims(position + 1, "before") else text

    def written(self, position: int) -> str:
        """A tag as written, with the white space that it would have trimmed."""
        piece = self._syntax.pieces[position]
        before = after = ""
        if self._trims(position, "before") and self._is_text(position - 1):
            text = self._left_trimmed(position - 1)
            before = text[len(text.rstrip(BLANKS)) :]
        if self._trims(position, "after") and self._is_text(position + 1):
            text = self._syntax.pieces[position + 1].body
            after = text[: len(text) - len(text.lstrip(BLANKS))]
        return before + self._source[piece.start : piece.end] + after

    def in_address(self, position: int) -> bool:
        """Whether a piece stands in the address of a link or a picture, and in no code."""
        start = self._syntax.pieces[position].start
        return is_in_address(self._source, start) and not self._code.holds(start)

    @cached_property
    def _code(self) -> Code:
        return Code(self._source)

    def _left_trimmed(self, position: int) -> str:
        text = self._syntax.pieces[position].body
        return text.lstrip(BLANKS) if self._trims(position - 1, "after") else text

    def _trims(self, position: int, side: str) -> bool:
        if position in self._syntax.kept or not 0 <= position < len(self._syntax.pieces):
            return False
        piece = self._syntax.pieces[position]
        return piece.trim_before if side == "before" else piece.trim_after

    def _is_text(self, position: int) -> bool:
        pieces = self._syntax.pieces
        return 0 <= position < len(pieces) and pieces[position].kind == "text"
