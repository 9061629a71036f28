"""Which files of a source tree change while somebody works on it."""

import os
import queue
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from handler.services.records import CONFIG

_SETTLE_SECONDS = 0.05
_READING = {"opened", "closed_no_write"}


def _is_any(_key: str) -> bool:
    return True


class Watcher(FileSystemEventHandler):
    """Collects the keys of files that change; a folder's key ends in a slash.

    The files are those below the blog's folder, and the configuration in the tree's root.
    """

    def __init__(
        self, root: Path, folder: Path, is_wanted: Callable[[str], bool] = _is_any
    ) -> None:
        self._config = root / CONFIG
        self._folder = folder
        self._is_wanted = is_wanted
        self._changed: queue.Queue[str] = queue.Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Remember each file, and each folder that comes or goes, that an event names."""
        if event.event_type in _READING or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            path = Path(os.fsdecode(name))
            if name and path == self._config:
                self._changed.put(CONFIG)
            elif name and path != self._folder and path.is_relative_to(self._folder):
                key = path.relative_to(self._folder).as_posix()
                self._changed.put(f"{key}/" if event.is_directory else key)

    def next_batch(self) -> set[str]:
        """Wait for changes, then for the moment they stop."""
        keys = {self._changed.get()}
        while True:
            try:
                keys.add(self._changed.get(timeout=_SETTLE_SECONDS))
            except queue.Empty:
                return {key for key in keys if key.endswith("/") or self._is_wanted(key)}
