"""The nodes of a text's tree that are ours, as python-liquid has no such or others. No IO here."""

from collections.abc import Callable, Mapping, Sequence
from typing import TextIO

from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import FilteredExpression, Path
from liquid.builtin.expressions.logical import EqExpression
from liquid.context import RenderContext
from liquid.exceptions import LiquidInterrupt
from liquid.expression import Expression
from liquid.token import TOKEN_CONTENT, Token
from liquid.undefined import is_undefined

from handler.core.liquid.limits import BODY_WORK, MAX_DEPTH, LimitReached
from handler.core.liquid.runtime.locations import RAW_FIX, Place, adapt, warn
from handler.core.liquid.values.conversions import printed

_WHOLE = ("page", "site")
LEFT_OUT = (
    "does not exist; the address is written without it.",
    "Set it, or leave it out of the address.",
)
"""What is told of a value that an address lacks, and what to do."""

NO_TOKEN = Token(TOKEN_CONTENT, "", 0, "")
"""For nodes that tell of errors themselves, by their place."""


class Text(Node):
    """Plain text."""

    __slots__ = ("text",)

    def __init__(self, text: str, *, raw: bool = False) -> None:
        super().__init__(NO_TOKEN)
        self.text = text
        self.blank = not text or (text.isspace() and not raw)

    def render_to_output(self, _: RenderContext, buffer: TextIO) -> int:
        """Write the text."""
        return buffer.write(self.text)


class Kept(Node):
    """Markup that stays as written whatever happens."""

    __slots__ = ("_fix", "_place", "_why")

    def __init__(self, place: Place, why: str, fix: str = RAW_FIX) -> None:
        super().__init__(NO_TOKEN)
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
        super().__init__(NO_TOKEN, nodes)

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


class Output(Node):
    """`{{ value | filter }}`; whether it stands in an address is asked if there is no value."""

    __slots__ = ("_expression", "_in_address", "_place", "_property", "_whole")

    def __init__(
        self,
        expression: FilteredExpression,
        place: Place | None = None,
        in_address: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(NO_TOKEN)
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
            warn(rendering, self._place, *LEFT_OUT)
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


class Interrupt(Node):
    """`break` and `continue`."""

    __slots__ = ("_interrupt",)

    def __init__(self, interrupt: type[LiquidInterrupt]) -> None:
        super().__init__(NO_TOKEN)
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
        super().__init__(NO_TOKEN)
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
        equalities = (EqExpression(NO_TOKEN, self._value, value) for value in values)
        return sum(bool(equality.evaluate(context)) for equality in equalities)
