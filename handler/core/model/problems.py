"""What authors are told: problems with a file, and the one root of Coldpress's errors."""

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A thing an author should mend: file, line (0 if unknown), what is wrong, how to fix it."""

    key: str
    message: str
    fix: str
    line: int = 0
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.key}:{self.line}" if self.line else self.key
        return f"{place}: {self.message} {self.fix}".rstrip()


class ColdpressError(Exception):
    """The root of every error that Coldpress raises itself."""


class ContentError(ColdpressError):
    """A file of the blog cannot be published; `problems` says why and how to fix it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def failure(error: Exception) -> str:
    """What nobody expected of a file, in words for an author, who can only pass them on."""
    if isinstance(error, MemoryError):
        return "takes more memory than there is"
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(
        f" in {PurePath(context.filename).name}, line {context.lineno}" for context in last
    )
    return f"brings out a fault of Coldpress's: {type(error).__name__}{place}"


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that stop a file from being published."""
    return tuple(problem for problem in problems if problem.severity == "error")
