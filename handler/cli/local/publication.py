"""One file of a tree at a time becomes what readers of the local blog get."""

from collections.abc import Callable
from pathlib import Path

from handler.cli.reports import links_of
from handler.core.index.items import source_key
from handler.core.model.paths import fold
from handler.core.model.problems import Problem
from handler.services.ports import Outcome
from handler.services.records import source_in
from handler.wiring import Services

_MOST_MOVES = 20_000
_UNREADABLE_FIX = "Let yourself read it, or move it out of the folder."
Hold = Callable[[str, Path], object]
"""Brings a file into the bucket; raises `OSError` if there is none."""


class Publication:
    """Publishes files of a tree, and remembers where pages went whose addresses changed."""

    def __init__(self, root: Path, services: Callable[[], Services], hold: Hold) -> None:
        self._root = root
        self._services = services
        self._hold = hold
        self._moved: dict[str, str] = {}
        self._untold: list[tuple[str, str]] = []

    def follow(self, key: str) -> Outcome:
        """As `publish`, for a file that readers may have known; remembers where its page went."""
        before = self._path_of(key)
        outcome = self.publish(key)
        self._compare(before, outcome)
        return outcome

    def publish(self, key: str) -> Outcome:
        """Bring the bucket, and then readers, up to date with a file."""
        services = self._services()
        try:
            self._hold(key, self._root / key)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            services.bucket.delete(key)
        except OSError as error:
            problem = Problem(key, f"cannot be read: {error.strerror}.", _UNREADABLE_FIX)
            return Outcome(key, "rejected", problems=(problem,))
        return services.publisher.publish(key)

    def _path_of(self, key: str) -> str:
        """Where readers find a key now, with what stands before the paths of the blog."""
        services = self._services()
        source = source_in(services.table.get([source_key(key)]), key)
        path = source.entry.path if source and source.entry else ""
        return links_of(services).base + path if path else ""

    def _compare(self, before: str, outcome: Outcome) -> None:
        if not before or outcome.state != "live" or not outcome.path:
            return
        now = links_of(self._services()).base + outcome.path
        self._moved.pop(fold(now), None)
        if fold(now) != fold(before):
            self._moved[fold(before)] = now
            self._untold.append((before, now))
            if len(self._moved) > _MOST_MOVES:
                del self._moved[next(iter(self._moved))]

    def take_moves(self) -> list[tuple[str, str]]:
        """Old and new addresses that changed since this was asked last."""
        taken, self._untold = self._untold, []
        return taken

    def moved_to(self, path: str) -> str:
        """Where the page is that was at a path until its address changed, if one was."""
        seen = {path}
        while (path := self._moved.get(fold(path), "")) and path not in seen:
            seen.add(path)
            last = path
        return last if len(seen) > 1 else ""
