"""What becomes of a file that an import would write: never what the author changed. No IO here."""

from typing import Literal

Step = Literal["write", "same", "kept", "deleted here", "changed in both", "removed"]


def step(new: str, there: str, written: str | None) -> Step:
    """What to do, by digests: of what would be written, what lies there, and what was written.

    `there` is empty if there is no file; `written` is None if the import never wrote it. What the
    author deleted stays deleted. A file that only the author changed is `kept`; one that the source
    changed as well is told.
    """
    if there == new:
        return "same"
    if not there:
        return "write" if written is None else "deleted here"
    if there == written:
        return "write"
    return "kept" if written == new else "changed in both"


def may_go(there: str, written: str) -> bool:
    """Whether a file that the source no longer leads to may be deleted."""
    return bool(there) and there == written
