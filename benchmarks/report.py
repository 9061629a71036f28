"""The table of results. No IO here."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """A measure and what it is measured against.

    `budget` is the highest ratio allowed, or, of a `score`, the lowest.
    """

    name: str
    value: float
    reference: str
    reference_value: float
    budget: float | None = None
    unit: str = "ms"
    is_score: bool = False

    @property
    def ratio(self) -> float:
        """How many times the reference."""
        return self.value / self.reference_value

    @property
    def holds(self) -> bool:
        """Whether the budget is kept."""
        if self.budget is None:
            return True
        return self.ratio >= self.budget if self.is_score else self.ratio <= self.budget


def timed(
    name: str, seconds: float, reference: str, of: float, budget: float | None = None
) -> Result:
    """A result of seconds, shown as milliseconds."""
    return Result(name, seconds * 1000, reference, of * 1000, budget)


def table(results: Sequence[Result]) -> str:
    """One line for each result."""
    return "\n".join([_line(*_HEADINGS), *(_line(*_cells(result)) for result in results)])


_HEADINGS = ("", "measured", "ratio", "budget", "", "of")


def _cells(result: Result) -> tuple[str, ...]:
    limit = "" if result.budget is None else f"{result.budget:.2f}"
    verdict = "" if result.budget is None else "holds" if result.holds else "BROKEN"
    measured, reference = (
        f"{value:,.{1 if value >= 10 else 3}f} {result.unit}"
        for value in (result.value, result.reference_value)
    )
    ratio = f"{result.ratio:.2f}"
    return result.name, measured, ratio, limit, verdict, f"{result.reference} ({reference})"


def _line(name: str, measured: str, ratio: str, budget: str, verdict: str, reference: str) -> str:
    line = f"{name:<36} {measured:>12} {ratio:>6} {budget:>6}  {verdict:<6}  {reference}"
    return line.rstrip()
