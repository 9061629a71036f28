"""What a process answers: a result, or why there is none."""

import traceback
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Answer:
    """A result or, if `failure` is not empty, none; `seconds` of computing that it took.

    A `worn` process has grown large and ends with this answer.
    """

    result: object
    failure: str
    seconds: float
    worn: bool = False


def described(error: Exception) -> str:
    """What went wrong, in words for an author who can only pass them on."""
    if isinstance(error, MemoryError):
        return "takes more memory than there is"
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = f" in {Path(last[0].filename).name}, line {last[0].lineno}" if last else ""
    return f"fails ({type(error).__name__}{place}), which is a fault of Coldpress's"
