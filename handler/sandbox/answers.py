"""What a process answers: a result, or why there is none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """A result or, if `failure` is not empty, none; `seconds` of computing that it took.

    A `worn` process has grown large and ends with this answer.
    """

    result: object
    failure: str
    seconds: float
    worn: bool = False
