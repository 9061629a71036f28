"""Deciding about mentions: what waits is shown, rejected, or kept out with its whole host."""

from collections.abc import Callable

from handler.core.webmentions.mentions import Mention
from handler.core.webmentions.moderation import (
    FILE,
    MAXIMUM_FILE,
    Moderation,
    blocking,
    decided,
    forgetting,
    moderation_from_json,
    moderation_to_json,
    rejecting,
    trusting,
    with_waiting,
    without,
)
from handler.services.ports import Bucket, Clock
from handler.services.webmentions.files import StoredFile
from handler.services.webmentions.store import MentionStore


class Moderating:
    """What waits for the people of one blog to decide."""

    def __init__(self, bucket: Bucket, clock: Clock, store: MentionStore) -> None:
        self._store = store
        self._file = StoredFile(
            bucket, clock, FILE, MAXIMUM_FILE, moderation_from_json, moderation_to_json
        )

    def known(self) -> Moderation:
        """What waits, and what was decided of hosts."""
        return self._file.read()

    def add(self, mention: Mention) -> None:
        """Let a mention wait, in place of an older one of its source."""
        self._change(lambda known: with_waiting(known, mention))

    def drop(self, mention_id: str, target: str = "") -> None:
        """Let a mention wait no more, as there is nothing to decide."""
        self._change(lambda known: without(known, mention_id, target))

    def approve(self, version: str, *, trusted: bool = False) -> Mention | None:
        """Show a mention, and from now on all of its host if that is `trusted`.

        Nothing is shown if it says something else by now than whoever decides has seen. It is
        shown before it is forgotten, so that nothing is lost in between.
        """
        mention = self.known().find(version)
        if mention is None:
            return None
        self._store.show(mention)
        if trusted:
            self._change(lambda known: trusting(known, mention.host))
        self._change(lambda known: decided(known, version))
        return mention

    def reject(self, mention_id: str) -> None:
        """Never show a mention."""
        self._change(lambda known: rejecting(known, mention_id))

    def block(self, host: str) -> None:
        """Want nothing of a host, nor of those below it."""
        self._change(lambda known: blocking(known, host))

    def forget(self, host: str) -> None:
        """Have no opinion of a host any more."""
        self._change(lambda known: forgetting(known, host))

    def remove(self, mention: Mention) -> None:
        """Show a mention no more, however often it is sent."""
        self._change(lambda known: rejecting(known, mention.id))
        self._store.withdraw(mention.path, mention.source)

    def _change(self, decision: Callable[[Moderation], Moderation]) -> None:
        self._file.change(decision)
