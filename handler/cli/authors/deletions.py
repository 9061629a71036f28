"""When many files, or what makes a blog of them, would be deleted. No IO here."""

from collections.abc import Collection, Sequence

from handler.core.model.addressing.keys import classify
from handler.core.model.problems import ColdpressError

_FEW = 3
"""So many files may always be deleted."""
_SHARE = 0.25
_SHOWN = 10


class Refused(ColdpressError):
    """A command that would delete what it most likely should not."""


def shortcoming(kept: Collection[str], gone: Collection[str]) -> str:
    """Why files are not the blog of which others would be deleted; empty if they may be."""
    kinds, lost = set(map(classify, kept)), set(map(classify, gone))
    if "post" not in kinds and ("post" in lost or "config" not in kinds):
        return "has no posts"
    return "lacks _config.yml" if "config" not in kinds and "config" in lost else ""


def are_many(count: int, total: int) -> bool:
    """Whether it should be confirmed by an option that so many of all files are deleted."""
    return count > max(_FEW, _SHARE * total)


def counted(count: int) -> str:
    """So many files, in words."""
    return f"{count} file{'' if count == 1 else 's'}"


def listed(first: str, keys: Sequence[str], question: str) -> str:
    """A question about files, by name as far as a screen has room."""
    more = len(keys) - _SHOWN
    named = [f"  {key}" for key in keys[:_SHOWN]] + [f"  and {more} more"] * (more > 0)
    return "\n".join([first, *named, question])
