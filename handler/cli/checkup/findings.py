"""What a check of a deployment finds. No IO here."""

from dataclasses import dataclass
from typing import Literal

from handler.core.model.problems import ColdpressError

Mark = Literal["right", "wrong", "doubtful", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """How it is, in words; `fix` is the command or setting that mends what is not right."""

    mark: Mark
    text: str
    fix: str = ""


class NotChecked(ColdpressError):
    """Something cannot be looked at; the message says why, and what it takes."""


class Absent(NotChecked):
    """What should be looked at does not exist; the message says so."""


def right(text: str) -> Finding:
    """All is well."""
    return Finding("right", text)


def wrong(text: str, fix: str) -> Finding:
    """The blog does not work, or is not safe, until this is mended."""
    return Finding("wrong", text, fix)


def doubtful(text: str, fix: str) -> Finding:
    """The blog works, but this is probably not meant."""
    return Finding("doubtful", text, fix)
