"""Where markup stands, and how an author is told about it. No IO here."""

from dataclasses import dataclass

from liquid.context import RenderContext

from handler.core.liquid.runtime.context import Rendering

RAW_FIX = "If it is not meant for Liquid, put it between {% raw %} and {% endraw %}."


class Unresolved(LookupError):
    """What a tag refers to does not exist: the tag stays as written."""

    def __init__(self, why: str, fix: str) -> None:
        super().__init__(why)
        self.why = why
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands: its source as written, its line, and the include it is in."""

    written: str
    line: int
    include: str = ""

    def describe(self) -> str:
        """The piece as a warning names it."""
        short = " ".join(self.written.split())
        short = short if len(short) <= 60 else short[:57] + "…"
        return (
            f"`{short}` (line {self.line} of _includes/{self.include})"
            if self.include
            else (f"`{short}`")
        )


def adapt(context: RenderContext) -> Rendering:
    """The library's context as ours, which it always is."""
    assert isinstance(context, Rendering)
    return context


def warn(context: Rendering, place: Place, why: str, fix: str = RAW_FIX) -> None:
    """Note a warning at the line of the post's own text that led to a place."""
    line = context.line if place.include else place.line
    context.journal.warn(line, f"{place.describe()} {why}", fix)
