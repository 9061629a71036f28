"""One file of a tree at a time becomes what readers of the local blog get."""

from collections.abc import Callable
from pathlib import Path

from handler.cli.local.moves import Moves
from handler.cli.reporting.reports import links_of
from handler.cli.trees import why_not
from handler.core.model.addressing.keys import CONFIG_KEYS
from handler.core.model.problems import Problem
from handler.core.model.sources import Source
from handler.services.ports import Outcome
from handler.services.records import CONFIG, stored_source
from handler.wiring import Services

_UNREADABLE_FIX = "Let yourself read it, or move it out of the folder."
Hold = Callable[[str, Path], object]
"""Brings a file into the bucket; raises `OSError` if there is none."""


class Publication:
    """Publishes files of a tree; `moves` has the pages whose addresses changed."""

    def __init__(
        self, root: Path, folder: Path, services: Callable[[], Services], hold: Hold
    ) -> None:
        self.moves = Moves()
        self._root, self._folder = root, folder
        self._services = services
        self._hold = hold

    def follow(self, key: str) -> Outcome:
        """As `publish`, for a file that readers may have known; remembers where its page went."""
        before, base = self._source(key), self._base()
        outcome = self.publish(key)
        after = self._source(key)
        if key in CONFIG_KEYS:
            self.moves.rebase(base, self._base())
        etag = next((each.etag for each in (after, before) if each and each.etag), "")
        self.moves.change(etag, self._path(before), self._path(after))
        return outcome

    def publish(self, key: str) -> Outcome:
        """Bring the bucket, and then readers, up to date with a file."""
        services = self._services()
        file = (self._root if key == CONFIG else self._folder) / key
        if problem := why_not(key, file):
            return Outcome(key, "rejected", problems=(problem,))
        try:
            self._hold(key, file)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            services.bucket.delete(key)
        except OSError as error:
            problem = Problem(key, f"cannot be read: {error.strerror}.", _UNREADABLE_FIX)
            return Outcome(key, "rejected", problems=(problem,))
        return services.publisher.publish(key)

    def _source(self, key: str) -> Source | None:
        return stored_source(self._services().table, key)

    def _base(self) -> str:
        return links_of(self._services()).base

    def _path(self, source: Source | None) -> str:
        """Where readers find a post or page, with what stands before the paths of the blog."""
        return self._base() + source.entry.path if source and source.entry else ""
