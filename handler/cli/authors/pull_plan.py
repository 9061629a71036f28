"""What a pull would do to a folder, and what others did to the bucket since. No IO here."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handler.cli.authors.deletions import Refused, are_many, counted, listed, shortcoming
from handler.cli.authors.pull_record import Record

Etags = Mapping[str, str]
"""Files, each with the ETag that it has in the bucket, or would have by what it holds."""


@dataclass(frozen=True, slots=True)
class Pull:
    """Files to fetch, to delete here, and to leave as they are.

    `differing` were changed here and there, `gone` are no longer in the bucket and unchanged here,
    `left` were deleted here.
    """

    fetched: tuple[str, ...]
    differing: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def lines(self, *, delete: bool) -> Iterator[str]:
        """What is done to each file."""
        yield from (f"fetch   {key}" for key in self.fetched)
        yield from (f"delete  {key}" for key in self.gone if delete)

    def remarks(self, *, delete: bool) -> Iterator[str]:
        """What is not done, and what would do it."""
        if self.differing:
            yield f"Changed here and in the bucket: {counted(len(self.differing))}, left as here."
            yield from (f"  {key}" for key in self.differing)
            yield "--overwrite fetches them; `coldpress push` asks before it uploads yours."
        if self.gone and not delete:
            what = counted(len(self.gone))
            yield f"No longer in the bucket: {what} (--delete removes them here)."
        if self.left:
            yield f"Deleted here: {counted(len(self.left))} (--overwrite fetches them again)."

    def question(self) -> str:
        """What would be deleted here, by name as far as a screen has room."""
        what = counted(len(self.gone))
        return listed(f"No longer in the bucket: {what}.", self.gone, f"Delete {what} here?")


def check(pull: Pull, stored: Etags, here: Etags, root: Path, *, many: bool) -> None:
    """Raise `Refused` if a pull would delete what it should not, unless `many` files may go."""
    if not pull.gone:
        return
    if lacks := shortcoming(stored, pull.gone):
        raise Refused(
            f"The bucket {lacks}, so it does not hold this blog, and --delete would remove "
            f"{counted(len(pull.gone))} from {root}. Name the blog's own stage; "
            "`coldpress doctor` says which bucket that is."
        )
    if not many and are_many(len(pull.gone), len(here)):
        raise Refused(
            f"--delete would remove {len(pull.gone)} of the {counted(len(here))} in {root}. Does "
            "the bucket hold the whole blog? If so, add --delete-many; --dry-run lists them."
        )


def plan(stored: Etags, here: Etags, base: Record, *, overwrite: bool) -> Pull:
    """What is to be done so that a folder holds what the bucket does.

    What is not as it was when the folder was last pulled or pushed was changed here, or by others.
    """
    same = {key for key in here if _is_same(key, stored, here, base)}
    others = [key for key in stored if key not in same]
    new_there = {key for key in others if stored[key] != base.there.get(key)}
    left = [key for key in others if key not in here and key not in new_there]
    mine = [key for key in others if key in here and here[key] != base.here.get(key)]
    gone = [key for key in here if key not in stored and base.here.get(key) == here[key]]
    if overwrite:
        return Pull(tuple(others), gone=tuple(gone))
    kept = {*left, *mine}
    fetched = tuple(key for key in others if key not in kept)
    return Pull(fetched, tuple(k for k in mine if k in new_there), tuple(gone), tuple(left))


def _is_same(key: str, stored: Etags, here: Etags, base: Record) -> bool:
    """Whether folder and bucket hold the same file."""
    known = (base.there.get(key), base.here.get(key))
    return key in stored and (stored[key] == here[key] or (stored[key], here[key]) == known)


def overtaken(keys: Collection[str], stored: Etags, base: Record) -> tuple[str, ...]:
    """Those of some files that others have changed in the bucket, or added, since the last pull."""
    return tuple(key for key in keys if key in stored and stored[key] != base.there.get(key))


def updated(base: Record, stored: Etags, here: Etags, done: Collection[str]) -> Record:
    """What is to be remembered after these files were made the same in both, or went from both."""
    there, then = dict(base.there), dict(base.here)
    for key in done:
        there.pop(key, None)
        then.pop(key, None)
        if key in stored and key in here:
            there[key], then[key] = stored[key], here[key]
    return Record(there, then)
