"""Which files of a tree wait to be published, and which goes first."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from handler.core.index.file_names import file_name
from handler.core.model.addressing.keys import classify, is_document
from handler.core.model.addressing.paths import fold
from handler.core.model.entries import Kind

_SHARED = ("config", "data", "include", "template", "home")
_NEWEST = 10
"""How many posts go before the pages, for the first look at the front page."""
_AT_ONCE = 3
"""How many files one request may put before all others."""


def in_order(
    keys: Iterable[str], kind_of: Callable[[str], Kind] = classify
) -> tuple[list[str], list[str]]:
    """What has to be published before a blog is shown, and what may follow, in order.

    First what others depend on, then posts from the newest on, pages and other files.
    """
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_kind["home" if _is_home(key) else kind_of(key)].append(key)
    posts = [*sorted(by_kind["draft"]), *sorted(by_kind["post"], key=file_name, reverse=True)]
    first = [key for kind in _SHARED for key in sorted(by_kind[kind])] + posts[:_NEWEST]
    return first, [*by_kind["page"], *by_kind["special"], *posts[_NEWEST:], *by_kind["asset"]]


def _is_home(key: str) -> bool:
    """Whether a file is the author's front page, by its name."""
    return "/" not in key and is_document(key) and fold(f"/{key.rpartition('.')[0]}") == "/"


class Backlog:
    """Keys in the order in which they are to be published; any may be taken before its turn."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.total = len(keys)
        self._order = deque(keys)
        self._waiting = set(keys)
        self._lock = threading.Lock()

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        by_name: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._order:
            by_name[_name(key)].append(key)
        return by_name

    @property
    def done(self) -> int:
        """How many keys were taken."""
        return self.total - len(self._waiting)

    def clear(self) -> None:
        """Have no key wait any more."""
        with self._lock:
            self._order.clear()
            self._waiting.clear()

    def take(self) -> str | None:
        """The next key; None if there is none left."""
        with self._lock:
            while self._order:
                if (key := self._order.popleft()) in self._waiting:
                    self._waiting.discard(key)
                    return key
        return None

    def take_for(self, path: str) -> list[str]:
        """The keys that may be at a path of the blog, by their names, unless they were taken."""
        name = fold(path).rpartition("/")[2]
        if not name:  # The front page, which does not wait.
            return []
        with self._lock:
            found = [key for key in self._by_name.get(name, ()) if key in self._waiting][:_AT_ONCE]
            self._waiting.difference_update(found)
        return found


def _name(key: str) -> str:
    """The last part of the path that a key is probably at, as paths are compared."""
    match classify(key):
        case "post":
            return fold(f"/{file_name(key).split('-', 3)[-1]}").rpartition("/")[2]
        case "draft" | "page" | "special":
            return fold(f"/{file_name(key)}").rpartition("/")[2]
    return fold(f"/{key}").rpartition("/")[2]
