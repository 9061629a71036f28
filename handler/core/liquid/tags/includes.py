"""`{% include file.html name="value" %}`. No IO here: the caller finds the files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from liquid import Environment
from liquid.ast import Node
from liquid.context import RenderContext
from liquid.exceptions import LiquidError, LiquidSyntaxError
from liquid.expression import Expression

from handler.core.liquid.limits import MAX_INCLUDE_DEPTH, LimitReached
from handler.core.liquid.parsing import expressions
from handler.core.liquid.runtime.context import Rendering
from handler.core.liquid.runtime.locations import Place, Unresolved, adapt
from handler.core.liquid.tags.clauses import TAG, Reading
from handler.core.liquid.tags.theme_includes import THEME_INCLUDES
from handler.core.model.addressing.paths import composed

_PARAMETER = re.compile(
    r"""\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([\w.\-\[\]]+))(?=\s|\Z)""",
    re.DOTALL,
)
_STATIC_PART = re.compile(r"[^\s{}]*")
_VALID_NAME = re.compile(r"[\w/.\-()+~#@]+")
_INVALID_SEQUENCE = re.compile(r"[./]{2,}")
_MISSING_FIX = "Add the file to _includes, or mend its name."


@dataclass(frozen=True, slots=True)
class Include:
    """An include tag: the file's name, perhaps with Liquid in it, and its parameters."""

    name: str
    parameters: Mapping[str, str | Expression | None] | None


def read(env: Environment, text: str) -> Reading:
    """Read the file's name and its parameters; wrong parameters are an error."""
    name = _name(text)
    if not name:
        raise LiquidSyntaxError("the file's name is missing", token=None)
    rest = text[len(name) :].strip()
    return Reading(Include(name, _parameters(env, rest) if rest else None))


def _name(text: str) -> str:
    """The first word, in which `{{ … }}` counts as one letter."""
    at = 0
    while True:
        at = _STATIC_PART.match(text, at).end()  # type: ignore[union-attr]
        if not text.startswith("{{", at) or (end := text.find("}}", at)) < 0:
            return text[:at] if at else text.partition(" ")[0]
        at = end + 2


def _parameters(env: Environment, text: str) -> Mapping[str, str | Expression | None]:
    found: dict[str, str | Expression | None] = {}
    at = 0
    while at < len(text):
        match = _PARAMETER.match(text, at)
        if not match:
            raise LiquidSyntaxError("parameters are written name='value'", token=None)
        name, double, single, variable = match.groups()
        found[name] = _variable(env, variable) if variable else _unescaped(double, single)
        at = match.end()
    return found


def _unescaped(double: str | None, single: str | None) -> str:
    if double is not None:
        return double.replace('\\"', '"')
    return (single or "").replace("\\'", "'")


def _variable(env: Environment, text: str) -> Expression | None:
    try:
        return expressions.parse_value(env, text).value
    except LiquidError:
        return None


def _check_folder(name: str) -> None:
    if any(part.startswith(("_", ".")) for part in name.split("/")):
        fix = "Include a file whose name and folders begin with neither _ nor a dot."
        raise Unresolved(f"may not read {name}.", fix)


def _check_name(name: str) -> None:
    if not _VALID_NAME.fullmatch(name) or _INVALID_SEQUENCE.search(name):
        raise LookupError(f"`{name}` is not the name of a file")


class IncludeNode(Node):
    """The text of another file, with `include` holding the parameters."""

    __slots__ = ("_include", "_place")

    def __init__(self, reading: Reading, place: Place) -> None:
        super().__init__(TAG)
        self.blank = False
        self._include: Include = reading.value
        self._place = place

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Render the file; if it does not exist, the tag stays as written."""
        rendering = adapt(context)
        name = composed(rendering.expand(self._include.name))
        text = self._find(rendering, name)
        if text is None:
            return 0
        if not rendering.includes:
            rendering.line = self._place.line
        return self._render(rendering, name, text, buffer)

    def _find(self, rendering: Rendering, name: str) -> str | None:
        _check_name(name)
        journal, known = rendering.journal, rendering.resources.includes
        text = journal.look_up(known, "include", name)
        if text is None and name in known:
            text = THEME_INCLUDES.get(name)
            if text is None:
                raise Unresolved(f"finds no file _includes/{name}.", _MISSING_FIX)
        return text

    def _render(self, rendering: Rendering, name: str, text: str, buffer: TextIO) -> int:
        if len(rendering.includes) >= MAX_INCLUDE_DEPTH:
            raise LimitReached("includes inside one another")
        variables = self._variables(rendering)
        rendering.includes.append(name)
        try:
            with rendering.extend(variables):
                return rendering.render_include(name, text, buffer)
        finally:
            rendering.includes.pop()

    def _variables(self, rendering: Rendering) -> Mapping[str, object]:
        parameters = self._include.parameters
        if parameters is None:
            return {}
        values = {
            name: value.evaluate(rendering)
            if isinstance(value, Expression)
            else value and rendering.expand(value)
            for name, value in parameters.items()
        }
        return {"include": values}


class IncludeRelativeNode(IncludeNode):
    """`include_relative`: a file beside the page's own, or in a folder below it."""

    __slots__ = ()

    def _find(self, rendering: Rendering, name: str) -> str | None:
        _check_name(name)
        _check_folder(name)
        page = rendering.globals["page"]
        path = str(page.get("path", "")) if isinstance(page, Mapping) else ""
        key = f"{path.rpartition('/')[0]}/{name}".lstrip("/")
        text = rendering.journal.look_up(rendering.resources.files, "file", key)
        if text is None and key in rendering.resources.files:
            fix = "Add the file, or mend its name; drafts and what is scheduled cannot be included."
            raise Unresolved(f"finds no file {key} that readers may see.", fix)
        return text
