"""Where pages went whose addresses changed while their author was working."""

from handler.core.model.addressing.paths import fold

_MOST = 20_000


class Moves:
    """Old and new addresses within the host, with what stands before the paths of the blog.

    A file under another name is the same as before if its text is: its page went there.
    """

    def __init__(self) -> None:
        self._moved: dict[str, str] = {}
        self._gone: dict[str, str] = {}
        self._came: dict[str, str] = {}
        self._bases: list[tuple[str, str]] = []
        self._untold: list[tuple[str, str]] = []

    def change(self, etag: str, old: str, new: str) -> None:
        """Take note of where a file was shown before and where it is now, if it was or is.

        `etag` tells one text from another.
        """
        if old and new:
            self._move(old, new)
        elif old:
            self._pair(etag, old, self._came.pop(etag, ""), self._gone)
        elif new:
            self._pair(etag, new, self._gone.pop(etag, ""), self._came)

    def _pair(self, etag: str, path: str, other: str, waiting: dict[str, str]) -> None:
        if not other:
            waiting[etag] = path
        elif waiting is self._gone:
            self._move(path, other)
        else:
            self._move(other, path)

    def _move(self, old: str, new: str) -> None:
        self._moved.pop(fold(new), None)
        if fold(old) != fold(new):
            self._moved[fold(old)] = new
            self._untold.append((old, new))
            if len(self._moved) > _MOST:
                del self._moved[next(iter(self._moved))]

    def rebase(self, old: str, new: str) -> None:
        """Take note of another `baseurl`, which stands before every path."""
        if old and old != new:
            # Who is outside of the new one was led below it already.
            self._bases.append((f"{new}{old}/", f"{new}/"))

    def take(self) -> list[tuple[str, str]]:
        """The changes that nobody was told of yet."""
        taken, self._untold = self._untold, []
        return taken

    def leads(self, path: str) -> str:
        """Where the page is that was at a path; empty if none moved from there."""
        for old, new in self._bases:
            if path.startswith(old):
                path = new + path[len(old) :]
                return self._followed(path) or path
        return self._followed(path)

    def _followed(self, path: str) -> str:
        found, seen = "", {fold(path)}
        while (path := self._moved.get(fold(path), "")) and fold(path) not in seen:
            seen.add(fold(path))
            found = path
        return found
