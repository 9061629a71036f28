"""Guards of nodes: what cannot be evaluated stays as written, so that no word is lost.

No IO here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

from liquid.ast import Node
from liquid.context import RenderContext
from liquid.exceptions import LiquidError

from handler.core.liquid.limits import MAX_ITEMS, NODE_WORK, LimitReached
from handler.core.liquid.runtime.context import Rendering
from handler.core.liquid.runtime.locations import RAW_FIX, Place, Unresolved, adapt, warn
from handler.core.liquid.runtime.nodes import LEFT_OUT, NO_TOKEN, Output

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
        super().__init__(NO_TOKEN)
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
            warn(rendering, self._subject.place, *LEFT_OUT)
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


def _reason(error: Exception) -> tuple[str, str]:
    if isinstance(error, Unresolved):
        return error.why, error.fix
    message = error.message if isinstance(error, LiquidError) else error
    text = str(message or type(error).__name__).strip().rstrip(".")
    return f"stays as written: {text[:1].lower()}{text[1:]}.", RAW_FIX
