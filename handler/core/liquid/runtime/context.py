"""What rendering a text reads, and what it finds out on its way. No IO here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from typing import Protocol, TextIO

from liquid import RenderContext
from liquid.ast import Node
from liquid.template import BoundTemplate
from liquid.token import Token
from liquid.utils import ReadOnlyChainMap

from handler.core.liquid.limits import ITEM_WORK, MAX_ITEMS, Budget, LimitReached
from handler.core.liquid.results import Form, LiquidWarning, Need, NeedKind, Resources

MAX_WARNINGS = 100


@dataclass(slots=True)
class Journal:
    """What came up: warnings by line, look-ups, and whether anything stays as written; of the node
    at hand also why its code has no colours, and what is there in Jekyll but not here: lists of
    the site, filters of plugins."""

    warnings: dict[LiquidWarning, None] = field(default_factory=dict)
    needs: set[Need] = field(default_factory=set)
    uses: set[Need] = field(default_factory=set)
    listings: list[str] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)
    kept: bool = False
    uncoloured: list[str] = field(default_factory=list)

    def warn(self, line: int, message: str, fix: str) -> None:
        """Note a warning, once, and not too many of them."""
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings[LiquidWarning(line, message, fix)] = None

    def look_up(self, found: Mapping[str, str | None], kind: NeedKind, name: str) -> str | None:
        """What is known under a name; a name that was not looked up yet becomes a need."""
        need = Need(kind, name)
        self.uses.add(need)
        if name not in found:
            self.needs.add(need)
        return found.get(name)


class Compiled(Protocol):
    """A compiled text, as far as rendering it is concerned."""

    @property
    def nodes(self) -> Sequence[Node]:
        """What the text consists of."""

    @property
    def assigned(self) -> frozenset[str]:
        """The variables that it may set."""


class Buffer(StringIO):
    """Output that costs its length."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self._budget = budget

    def write(self, text: str) -> int:
        """Write if the budget allows it."""
        self._budget.spend(len(text))
        return super().write(text)


class Rendering(RenderContext):
    """The variables of one text, its limits and its journal.

    `strict` is true in a post's own text: there an unknown variable stays as written. Inside an
    include, or where `form` says so, it is nothing, as in Jekyll.
    """

    __slots__ = (
        "_compile",
        "_compiled",
        "assigned",
        "budget",
        "depth",
        "form",
        "includes",
        "journal",
        "line",
        "refused",
        "resources",
    )

    def __init__(
        self,
        template: BoundTemplate,
        *,
        variables: Mapping[str, object],
        resources: Resources,
        form: Form,
        budget: Budget,
        journal: Journal,
        compile_text: Callable[[str, str], "Compiled"],
    ) -> None:
        super().__init__(template, globals=variables)
        # The library's own scope knows the time, and the core has no clock.
        self.scope = ReadOnlyChainMap(self.locals, self.globals, self.counters)
        self.resources = resources
        self.form = form
        self.budget = budget
        self.journal = journal
        self._compile = compile_text
        self._compiled: dict[str, Compiled] = {}
        self.assigned: set[str] = set()
        self.refused: set[str] = set()
        self.includes: list[str] = []
        self.depth = 0
        self.line = 0

    @property
    def strict(self) -> bool:
        """Whether unknown variables stay as written."""
        return self.form.strict and not self.includes

    def expand(self, text: str) -> str:
        """A text with its `{{ … }}` evaluated, for tags that take such a name."""
        if "{{" not in text:
            return text
        warnings = dict(self.journal.warnings)
        buffer = self.get_buffer()
        self.run(self._compile(text, ""), buffer)
        self.journal.warnings = warnings
        return buffer.getvalue()

    def render_include(self, name: str, text: str, buffer: TextIO) -> int:
        """Render the text of an include into a buffer."""
        if name not in self._compiled:
            self._compiled[name] = self._compile(text, name)
        self.assigned |= self._compiled[name].assigned
        return self.run(self._compiled[name], buffer)

    def run(self, template: "Compiled", buffer: TextIO) -> int:
        """Render a compiled text into a buffer."""
        return sum([node.render(self, buffer) for node in template.nodes])

    def configuration(self, name: str) -> object:
        """A value of the site's configuration; nil if there is none."""
        site = self.globals["site"]
        return site.get(name) if isinstance(site, Mapping) else None

    def knows(self, root: str) -> bool:
        """Whether a variable exists, or would in Jekyll at this place."""
        if not self.strict or root in self.scope:
            return True
        return root in self.assigned and root not in self.refused

    def filter(self, name: str, token: Token | None) -> Callable[..., object]:
        """A filter that pays for what it makes; one that is not known passes its value on."""
        if name not in self.env.filters:
            self.journal.filters.append(name)
            return lambda value, *_, **__: value
        return partial(self._paid, super().filter(name, token))

    def _paid(self, function: Callable[..., object], *args: object, **options: object) -> object:
        self._pay(args[0])
        result = function(*args, **options)
        self._pay(result)
        if isinstance(result, int) and result.bit_length() > 10_000:
            raise LimitReached("digits")
        return result

    def _pay(self, value: object) -> None:
        if isinstance(value, str):
            self.budget.spend(len(value))
        elif isinstance(value, list):
            self.budget.spend(ITEM_WORK * len(value))

    def get_buffer(self, buf: TextIO | None = None) -> StringIO:  # noqa: ARG002
        """A buffer for a part of the output."""
        return Buffer(self.budget)

    def raise_for_loop_limit(self, length: int = 1) -> None:
        """Refuse loops that are too long before they start."""
        if length > MAX_ITEMS:
            raise LimitReached("loop iterations")
        self.budget.spend(length)
