"""Liquid's own tags and Jekyll's: how each is read and which node it becomes. No IO here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from liquid import Environment
from liquid.ast import ConditionalBlockNode, Node
from liquid.builtin.expressions import Identifier
from liquid.builtin.tags.assign_tag import AssignNode
from liquid.builtin.tags.capture_tag import CaptureNode
from liquid.builtin.tags.cycle_tag import CycleNode
from liquid.builtin.tags.decrement_tag import DecrementNode
from liquid.builtin.tags.for_tag import ForNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.builtin.tags.ifchanged_tag import IfChangedNode
from liquid.builtin.tags.increment_tag import IncrementNode
from liquid.builtin.tags.tablerow_tag import TablerowNode
from liquid.builtin.tags.unless_tag import UnlessNode
from liquid.exceptions import BreakLoop, ContinueLoop, LiquidSyntaxError

from handler.core.liquid.parsing import expressions
from handler.core.liquid.runtime.locations import Place
from handler.core.liquid.runtime.nodes import Body, Case, Interrupt, Output, Text
from handler.core.liquid.tags import embeds, highlight, includes, references
from handler.core.liquid.tags.clauses import TAG, Clause, Reading, reading_of

Read = Callable[[Environment, str], Reading]


@dataclass(frozen=True, slots=True)
class SimpleTag:
    """A tag that stands alone."""

    read: Read
    build: Callable[[Reading, Place], Node]


@dataclass(frozen=True, slots=True)
class BlockTag:
    """A tag with an end tag."""

    read: Read
    build: Callable[[Sequence[Clause]], Node]


def read_output(env: Environment, text: str) -> Reading:
    """What stands between `{{` and `}}`."""
    return reading_of(expressions.parse_output(env, text))


def _read_nothing(_: Environment, text: str) -> Reading:
    if text:
        raise LiquidSyntaxError(f"unexpected {text}", token=None)
    return Reading()


def _read_anything(_: Environment, text: str) -> Reading:
    return Reading(text)


def _read_condition(env: Environment, text: str) -> Reading:
    return reading_of(expressions.parse_condition(env, text))


def _read_loop(env: Environment, text: str) -> Reading:
    parsed = expressions.parse_loop(env, text)
    return reading_of(parsed, variable=str(parsed.value.identifier))


def _read_value(env: Environment, text: str) -> Reading:
    return reading_of(expressions.parse_value(env, text))


def _read_values(env: Environment, text: str) -> Reading:
    return reading_of(expressions.parse_values(env, text))


def _read_cycle(env: Environment, text: str) -> Reading:
    return reading_of(expressions.parse_cycle(env, text))


def _read_assignment(env: Environment, text: str) -> Reading:
    name, parsed = expressions.parse_assignment(env, text)
    return Reading((name, parsed.value), parsed.roots, parsed.ranges, (name,))


def _read_name(_: Environment, text: str) -> Reading:
    name = expressions.parse_name(text)
    return Reading(name, names=(name,))


def _share_blankness(clauses: Sequence[Clause]) -> None:
    """A block whose clauses hold nothing visible writes nothing; else white space counts."""
    blank = all(clause.body.blank for clause in clauses)
    for clause in clauses:
        clause.body.blank = blank


def _conditions(
    clauses: Sequence[Clause],
) -> tuple[list[ConditionalBlockNode], Body | None]:
    _share_blankness(clauses)
    branches = [
        ConditionalBlockNode(TAG, clause.reading.value, clause.body)
        for clause in clauses
        if clause.name != "else"
    ]
    return branches, next((clause.body for clause in clauses if clause.name == "else"), None)


def _build_if(clauses: Sequence[Clause]) -> Node:
    (first, *rest), other = _conditions(clauses)
    return IfNode(TAG, first.expression, clauses[0].body, rest, other)


def _build_unless(clauses: Sequence[Clause]) -> Node:
    (first, *rest), other = _conditions(clauses)
    return UnlessNode(TAG, first.expression, clauses[0].body, rest, other)


def _build_case(clauses: Sequence[Clause]) -> Node:
    _share_blankness(clauses[1:])
    return Case(
        clauses[0].reading.value,
        [(one.reading.value or [], one.body) for one in clauses[1:]],
    )


def _build_for(clauses: Sequence[Clause]) -> Node:
    _share_blankness(clauses)
    other = clauses[1].body if len(clauses) > 1 else None
    return ForNode(TAG, clauses[0].reading.value, clauses[0].body, other)


def _build_tablerow(clauses: Sequence[Clause]) -> Node:
    return TablerowNode(TAG, clauses[0].reading.value, clauses[0].body)


def _build_capture(clauses: Sequence[Clause]) -> Node:
    # Ruby leaves white space out of blank blocks, but not of what is captured.
    clauses[0].body.blank = False
    return CaptureNode(TAG, _name(clauses[0].reading), clauses[0].body)


def _build_ifchanged(clauses: Sequence[Clause]) -> Node:
    return IfChangedNode(TAG, clauses[0].body)


def _name(reading: Reading) -> Identifier:
    return Identifier(reading.value, token=TAG)


def _build_assign(reading: Reading, _: Place) -> Node:
    name, value = reading.value
    return AssignNode(TAG, name=Identifier(name, token=TAG), expression=value)


BRANCHES: Mapping[str, Read] = {
    "else": _read_anything,
    "elsif": _read_condition,
    "when": _read_values,
}

BLOCKS: Mapping[str, BlockTag] = {
    "if": BlockTag(_read_condition, _build_if),
    "unless": BlockTag(_read_condition, _build_unless),
    "case": BlockTag(_read_value, _build_case),
    "for": BlockTag(_read_loop, _build_for),
    "tablerow": BlockTag(_read_loop, _build_tablerow),
    "capture": BlockTag(_read_name, _build_capture),
    "ifchanged": BlockTag(_read_nothing, _build_ifchanged),
    "highlight": BlockTag(highlight.read_highlight, highlight.build),
    "codeblock": BlockTag(highlight.read_codeblock, highlight.build),
    "figure": BlockTag(embeds.read_markup, embeds.build_figure),
}

SIMPLE: Mapping[str, SimpleTag] = {
    "#": SimpleTag(_read_anything, lambda *_: Text("")),
    "assign": SimpleTag(_read_assignment, _build_assign),
    "echo": SimpleTag(read_output, lambda reading, _: Output(reading.value)),
    "cycle": SimpleTag(_read_cycle, lambda reading, _: CycleNode(TAG, *reading.value)),
    "increment": SimpleTag(_read_name, lambda reading, _: IncrementNode(TAG, _name(reading))),
    "decrement": SimpleTag(_read_name, lambda reading, _: DecrementNode(TAG, _name(reading))),
    "break": SimpleTag(_read_nothing, lambda *_: Interrupt(BreakLoop)),
    "continue": SimpleTag(_read_nothing, lambda *_: Interrupt(ContinueLoop)),
    "include": SimpleTag(includes.read, includes.IncludeNode),
    "include_cached": SimpleTag(includes.read, includes.IncludeNode),
    "include_relative": SimpleTag(includes.read, includes.IncludeRelativeNode),
    "post_url": SimpleTag(references.read, references.PostURLNode),
    "link": SimpleTag(references.read, references.LinkNode),
    **{name: SimpleTag(embeds.read_markup, build) for name, build in embeds.EMBEDS.items()},
}
