"""What a push would do to the bucket, and whether it may. No IO here."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from handler.cli.authors.deletions import Refused, are_many, counted, listed, shortcoming


@dataclass(frozen=True, slots=True)
class Push:
    """What is to be uploaded and deleted, and what stays.

    `files` are all keys of the tree; `surplus` is what only the bucket has, `stored` how many
    files that has; `overtaken` is what others changed there since the tree was last pulled.
    """

    files: Collection[str]
    changed: tuple[str, ...]
    surplus: tuple[str, ...]
    stored: int
    delete: bool
    overtaken: tuple[str, ...] = ()

    @property
    def gone(self) -> tuple[str, ...]:
        """What is to be deleted."""
        return self.surplus if self.delete else ()

    def lines(self) -> Iterator[str]:
        """What would be done to each file."""
        yield from (f"upload  {key}" for key in self.changed)
        yield from (f"delete  {key}" for key in self.gone)
        yield from (f"changed by others since the last pull: {key}" for key in self.overtaken)

    def summary(self) -> str:
        """What would be done, counted."""
        if not self.changed and not self.gone:
            return "Nothing to upload: the bucket holds the same files."
        return f"{counted(len(self.changed))} to upload, {len(self.gone)} to delete."

    def question(self) -> str:
        """What would be deleted, by name as far as a screen has room, and whether it should be."""
        what = counted(len(self.gone))
        return listed(f"Only in the bucket: {what}.", self.gone, f"Delete {what} there?")

    def warning(self) -> str:
        """What others changed, by name as far as a screen has room, and whether it should go."""
        what = counted(len(self.overtaken))
        first = f"Changed in the bucket by others since you last pulled: {what}."
        question = "Go on without their changes? `coldpress pull` brings them."
        return listed(first, self.overtaken, question)


def check(push: Push, path: Path, *, many: bool) -> None:
    """Raise `Refused` if a push would delete what it should not, unless `many` files may go."""
    if not push.gone:
        return
    if lacks := shortcoming(push.files, push.gone):
        raise Refused(
            f"{path} {lacks}, so it is not the blog that is in the bucket, and --delete would "
            f"remove {counted(len(push.gone))} there. Name the blog's own folder."
        )
    if not many and are_many(len(push.gone), push.stored):
        raise Refused(
            f"--delete would remove {len(push.gone)} of the {counted(push.stored)} in the bucket. "
            f"Is {path} the whole blog? If so, add --delete-many; --dry-run lists them."
        )
