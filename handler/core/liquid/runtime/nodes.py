"""The nodes of a text's tree: python-liquid's own, each behind a guard that loses no word.

No IO here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import FilteredExpression, Path
from liquid.builtin.expressions.logical import EqExpression
from liquid.context import RenderContext
from liquid.exceptions import LiquidError, LiquidInterrupt
from liquid.expression import Expression
from liquid.token import TOKEN_CONTENT, Token
from liquid.undefined import is_undefined

from handler.core.liquid.limits import BODY_WORK, MAX_DEPTH, MAX_ITEMS, NODE_WORK, LimitReached
from handler.core.liquid.runtime.context import Rendering
from handler.core.liquid.runtime.locations import RAW_FIX, Place, Unresolved, adapt, warn
from handler.core.liquid.values.conversions import printed

FAILURES = (
    LiquidError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What evaluating an author's expression may end in, within the library or our filters."""

_WHOLE = ("page", "site")
_LEFT_OUT = (
    "does not exist; the address is written without it.",
    "Set it, or leave it out of the address.",
)

_NO_TOKEN = Token(TOKEN_CONTENT, "", 0, "")


class Text(Node):
    """Plain text."""

    __slots__ = ("text",)

    def __init__(self, text: str, *, raw: bool = False) -> None:
        super().__init__(_NO_TOKEN)
        self.text = text
        self.blank = not text or (text.isspace() and not raw)

    def render_to_output(self, _: RenderContext, buffer: TextIO) -> int:
        """Write the text."""
        return buffer.write(self.text)


class Kept(Node):
    """Markup that stays as written whatever happens."""

    __slots__ = ("_fix", "_place", "_why")

    def __init__(self, place: Place, why: str, fix: str = RAW_FIX) -> None:
        super().__init__(_NO_TOKEN)
        self._place, self._why, self._fix = place, why, fix
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the markup and warn."""
        adapt(context).journal.kept = True
        if self._why:
            warn(adapt(context), self._place, self._why, self._fix)
        return buffer.write(self._place.written)


class Body(BlockNode):
    """Nodes one after another, as deep as the limits allow."""

    __slots__ = ()

    def __init__(self, nodes: list[Node]) -> None:
        super().__init__(_NO_TOKEN, nodes)

    def render(self, context: RenderContext, buffer: TextIO) -> int:
        """Render all nodes; a block without visible content writes nothing, as in Ruby."""
        rendering = adapt(context)
        rendering.budget.spend(BODY_WORK)
        rendering.depth += 1
        if rendering.depth > MAX_DEPTH:
            raise LimitReached("nesting")
        try:
            target = rendering.get_buffer() if self.blank else buffer
            return sum([node.render(rendering, target) for node in self.nodes])
        finally:
            rendering.depth -= 1


@dataclass(frozen=True, slots=True)
class Guarded:
    """What a guard must know of a node: where it is and what it depends on.

    `parts` is the node as written: its tags as text, and what stands between them.
    """

    place: Place
    roots: frozenset[str]
    ranges: tuple[Callable[[RenderContext], range], ...]
    parts: Sequence[Node]
    names: tuple[str, ...] = ()


class Guard(Node):
    """Evaluates a node, or leaves it as written if a variable is unknown or evaluation fails."""

    __slots__ = ("_node", "_subject")

    def __init__(self, node: Node, subject: Guarded, known: frozenset[str] | None) -> None:
        super().__init__(_NO_TOKEN)
        self._node = node
        self._subject = subject
        certain = known is None or subject.roots <= known
        self.blank = node.blank and certain

    def render(self, context: RenderContext, buffer: TextIO) -> int:
        """Evaluate the node if all its variables are known."""
        rendering = adapt(context)
        rendering.budget.spend(NODE_WORK)
        unknown = sorted(root for root in self._subject.roots if not rendering.knows(root))
        if unknown and isinstance(self._node, Output) and self._node.is_in_address():
            # As written it could lead nowhere, and nobody shows how to write Liquid in there.
            warn(rendering, self._subject.place, *_LEFT_OUT)
        elif unknown:
            why = f"stays as written: `{unknown[0]}` is not a variable of this blog."
            return self._keep(rendering, buffer, why)
        return self._evaluate(rendering, buffer)

    render_to_output = render

    def _evaluate(self, rendering: Rendering, buffer: TextIO) -> int:
        start = buffer.tell()
        try:
            for evaluate in self._subject.ranges:
                if len(evaluate(rendering)) > MAX_ITEMS:
                    raise LimitReached("items of a range")
            return self._node.render_to_output(rendering, buffer)
        except FAILURES as error:
            buffer.seek(start)
            buffer.truncate()
            return self._keep(rendering, buffer, *_reason(error))
        finally:
            self._mention(rendering)

    def _keep(self, rendering: Rendering, buffer: TextIO, why: str, fix: str = RAW_FIX) -> int:
        rendering.journal.kept = True
        warn(rendering, self._subject.place, why, fix)
        rendering.refused.update(self._subject.names)
        # What stands in a block that is kept is in no loop, so that `break` is kept as well.
        loops, rendering.loops = rendering.loops, []
        try:
            return sum([part.render(rendering, buffer) for part in self._subject.parts])
        finally:
            rendering.loops = loops

    def _mention(self, rendering: Rendering) -> None:
        for name in rendering.journal.filters:
            why = f"uses the filter `{name}`, which is not known: its value is passed on."
            warn(rendering, self._subject.place, why, "Leave the filter out, or use another.")
        for name in rendering.journal.listings:
            why = f"finds no `site.{name}`: a text does not depend on all posts here."
            warn(rendering, self._subject.place, why, "Link to the archive or a tag's page.")
        for reason in rendering.journal.uncoloured:
            why = f"is shown without colours: {reason}."
            warn(rendering, self._subject.place, why, "Shorten the code, or name no language.")
        rendering.journal.filters.clear()
        rendering.journal.listings.clear()
        rendering.journal.uncoloured.clear()


class Output(Node):
    """`{{ value | filter }}`; whether it stands in an address is asked if there is no value."""

    __slots__ = ("_expression", "_in_address", "_place", "_property", "_whole")

    def __init__(
        self,
        expression: FilteredExpression,
        place: Place | None = None,
        in_address: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(_NO_TOKEN)
        self.blank = False
        self._place = place
        self._in_address = in_address
        self._expression = expression
        self._property = _is_property(expression)
        self._whole = not expression.filters and str(expression.left) in _WHOLE

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Print the value; a property that does not exist in a post's own text is an error."""
        rendering = adapt(context)
        value = self._expression.left.evaluate(rendering)
        if isinstance(value, Mapping) and self._whole:
            raise LookupError("it has no text of its own")
        missing = self._property and rendering.strict and is_undefined(value)
        for used in self._expression.filters or ():
            value = used.evaluate(value, rendering)
        text = printed(value)
        if missing and not text:
            if self._place is None or not self.is_in_address():
                raise LookupError("it does not exist")
            warn(rendering, self._place, *_LEFT_OUT)
        return buffer.write(text)

    def is_in_address(self) -> bool:
        """Whether it stands in the address of a link or a picture, and in no code."""
        return self._in_address is not None and self._in_address()


def _is_property(expression: FilteredExpression) -> bool:
    """Whether it names a property of the page or site that ought to exist."""
    left = expression.left
    if not isinstance(left, Path) or left.head() not in ("page", "site"):
        return False
    if any(used.name == "default" for used in expression.filters or ()):
        return False
    names = left.path[1:]
    return all(isinstance(name, str) and name not in ("first", "last") for name in names)


def _reason(error: Exception) -> tuple[str, str]:
    if isinstance(error, Unresolved):
        return error.why, error.fix
    message = error.message if isinstance(error, LiquidError) else error
    text = str(message or type(error).__name__).strip().rstrip(".")
    return f"stays as written: {text[:1].lower()}{text[1:]}.", RAW_FIX


class Interrupt(Node):
    """`break` and `continue`."""

    __slots__ = ("_interrupt",)

    def __init__(self, interrupt: type[LiquidInterrupt]) -> None:
        super().__init__(_NO_TOKEN)
        self.blank = False
        self._interrupt = interrupt

    def render_to_output(self, context: RenderContext, _: TextIO) -> int:
        """Leave the loop, or this turn of it."""
        if not context.loops:
            raise LookupError("it stands outside a loop")
        raise self._interrupt


class Case(Node):
    """`case`: all branches that match, else those before or after them without a condition."""

    __slots__ = ("_branches", "_value")

    def __init__(
        self, value: Expression, branches: Sequence[tuple[Sequence[Expression], Body]]
    ) -> None:
        super().__init__(_NO_TOKEN)
        self._value = value
        self._branches = branches
        self.blank = all(body.blank for _, body in branches)

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Render each branch whose value equals the case's; `else` only if none came before."""
        size, found = 0, False
        for values, body in self._branches:
            times = self._matches(values, context)
            found = found or times > 0
            if not values and not found:
                times = 1
            size += sum([body.render(context, buffer) for _ in range(times)])
        return size

    def _matches(self, values: Sequence[Expression], context: RenderContext) -> int:
        """How many of the values are equal: as in Ruby, that often is their branch written."""
        equalities = (EqExpression(_NO_TOKEN, self._value, value) for value in values)
        return sum(bool(equality.evaluate(context)) for equality in equalities)
