"""What ticks ask of whoever publishes, as a Protocol."""

from typing import Protocol

from handler.core.model.sources import Upload
from handler.services.notes import Notes
from handler.services.ports import Outcome


class Publishing(Protocol):
    """What publishes keys."""

    def publish(self, key: str, *, rewrite: bool = False, upload: Upload | None = None) -> Outcome:
        """Make readers get what the bucket holds of a key now; of an `upload`, if not done yet."""
        ...

    def notes(self) -> Notes:
        """The notes for a run that publishes many keys."""
        ...

    def attempt(self, key: str, notes: Notes, *, rewrite: bool = False) -> Outcome:
        """As `publish`, but noted before; a key at which two processes ended is set aside."""
        ...
