"""The files that stand for an address, so that every kind of server finds one. No IO here.

Some servers send `about.html` for `/about`, others `about/index.html`; so both are there. Where an
address ends with a slash, or with the name of a file, all servers agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

LONGEST = 255
"""Bytes of a name; no usual file system takes more."""
_PAGES = (".html", ".htm")


def files_of(path: str, *, is_page: bool) -> tuple[str, ...]:
    """The files of what is at a path."""
    plain = path.removeprefix("/")
    if path.endswith("/"):
        return (f"{plain}index.html",)
    if is_page and not plain.lower().endswith(_PAGES):
        return (f"{plain}/index.html", f"{plain}.html")
    return (plain,)


def stubs_of(path: str) -> tuple[str, ...]:
    """The files that lead on from an old path; none where servers would not take one for a page.

    A second file for the form without a slash might be what it leads to.
    """
    plain, name = path.removeprefix("/"), path.rpartition("/")[2]
    if path.endswith("/"):
        return (f"{plain}index.html",)
    if name.lower().endswith(_PAGES):
        return (plain,)
    return () if "." in name or "?" in path else (f"{plain}/index.html",)


def unfit(file: str) -> str:
    """Why no file can have a name, if none can."""
    parts = file.split("/")
    if any(part in {"", ".", ".."} for part in parts) or "\0" in file:
        return "is no name that a file can have"
    if any(len(part.encode("utf-8", "surrogatepass")) > LONGEST for part in parts):
        return f"has more than {LONGEST} bytes in a part of its name"
    return ""


@dataclass
class Claims:
    """Which address each file of a copy is for; whoever comes first has it.

    Where `ignores_case`, names that differ by case alone are one.
    """

    ignores_case: bool = False
    owners: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    _files: dict[str, str] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)
    _folded: dict[str, str] = field(default_factory=dict)

    def claim(self, path: str, files: tuple[str, ...], *, quietly: bool = False) -> tuple[str, ...]:
        """Those of some files that a path gets; what it does not get is a problem."""
        taken = []
        for file in files:
            if problem := unfit(file) or self._clash(file):
                if not quietly:
                    self.problems.append(f"{file} is left out: it {problem}.")
                continue
            if not quietly:
                self._compare(file)
            self._take(path, file)
            taken.append(file)
        return tuple(taken)

    def _clash(self, file: str) -> str:
        """Why a file cannot be beside those there are."""
        key = self._key(file)
        if key in self._files and self._files[key] != file:
            return f"differs from {self._files[key]} by case alone"
        if key in self._files:
            return f"would also be that of {self.owners[file]}"
        if key in self._folders:
            return "would have the name of a folder"
        above = next((each for each in _above(key) if each in self._files), "")
        return f"would lie in {self._files[above]}, which is a file" if above else ""

    def _compare(self, file: str) -> None:
        """Tell of a name that some file systems take for another."""
        other = self._folded.setdefault(file.casefold(), file)
        if other != file:
            where = "macOS and Windows, where they would be one file"
            self.problems.append(f"{file} differs from {other} by case alone: keep it off {where}.")

    def _take(self, path: str, file: str) -> None:
        self.owners[file] = path
        self._files[self._key(file)] = file
        self._folders.update(_above(self._key(file)))

    def _key(self, file: str) -> str:
        return file.casefold() if self.ignores_case else file


def _above(file: str) -> Iterator[str]:
    """The folders around a file."""
    place = file.find("/")
    while place >= 0:
        yield file[:place]
        place = file.find("/", place + 1)
