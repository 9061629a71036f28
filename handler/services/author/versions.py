"""Older versions of files: what there are, how they differ, and bringing one back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from handler.core.model.addressing.paths import forms
from handler.core.model.limits import MAXIMUM_TEXT, VERSION_SECONDS
from handler.core.model.problems import ColdpressError
from handler.core.model.sources import ObjectInfo
from handler.services.author.files import NotThere, Seen, Store, checked
from handler.services.ports import Allowance, Bucket, Sandbox, Together, Unfinished

if TYPE_CHECKING:
    from handler.core.authoring.comparing.differences import Line

_CHANGES = "handler.core.authoring.comparing.differences:changes"
_DIFFERENCE = "handler.core.authoring.comparing.differences:difference"
_UNVERSIONED = "null"
_MOST_PAGES = 20


class NoVersions(ColdpressError):
    """The bucket keeps no older versions."""


@dataclass(frozen=True, slots=True)
class History:
    """Versions of a file, newest first; deletions have no ETag. `is_whole` says if that is all."""

    versions: tuple[ObjectInfo, ...]
    is_whole: bool

    @property
    def is_kept(self) -> bool:
        """Whether the bucket keeps versions."""
        return any(info.version != _UNVERSIONED for info in self.versions)


class Versions:
    """The history of each file in the bucket."""

    def __init__(self, bucket: Bucket, sandbox: Sandbox, together: Together) -> None:
        self._bucket = bucket
        self._store = Store(bucket)
        self._sandbox = sandbox
        self._together = together

    def history(self, key: str, after: str = "") -> History:
        """Up to 100 versions of a file, those before `after` if that is one of them."""
        for form in forms(checked(key)):
            found, is_whole = self._bucket.history(form, after=after)
            if found or after:
                return History(tuple(found), is_whole)
        raise NotThere(f"{key} never was there. Is its name right, with its folder?")

    def signed(self, versions: Sequence[ObjectInfo]) -> list[ObjectInfo]:
        """Versions with who wrote them, as far as that was noted; it takes a call for each."""
        asked = [info for info in versions if info.etag]
        calls = [partial(self._bucket.head, info.key, version=info.version) for info in asked]
        found = self._together(calls) if calls else []
        names = {each.version: each.author for each in found if isinstance(each, ObjectInfo)}
        return [replace(info, author=names.get(info.version, "")) for info in versions]

    def open(self, key: str, version: str) -> Seen:
        """A version of a file, which has to be there, with its text."""
        for form in forms(checked(key)):
            if found := self._store.read(form, version):
                return found
        raise NotThere(f"The bucket does not keep version {version} of {key}, or never had it.")

    def version(self, key: str, named: str) -> ObjectInfo:
        """The version of a file that is called so, or the only one that begins so."""
        found: list[ObjectInfo] = []
        for info in self._all(key) if named else ():
            if info.version == named:
                return info
            found += [info] * info.version.startswith(named)
        if len(found) == 1:
            return found[0]
        how = "names several versions" if found else "is no version"
        raise NotThere(f"{named} {how} of {key}; `coldpress history {key}` lists them.")

    def _all(self, key: str) -> Iterator[ObjectInfo]:
        """All versions of a file, as far as anybody looks."""
        after = ""
        for _ in range(_MOST_PAGES):
            page = self.history(key, after)
            yield from page.versions
            if page.is_whole:
                return
            after = page.versions[-1].version

    def before(self, key: str) -> ObjectInfo:
        """The version before the newest one, or before its deletion."""
        versions = self.history(key).versions
        older = [info for info in versions[1:] if info.etag]
        if not older:
            raise NoVersions(_nothing_older(key, History(versions, True)))
        return older[0]

    def diff(self, key: str, old: ObjectInfo, new: ObjectInfo) -> list[str]:
        """How one version of a text differs from another, line by line."""
        texts = [self._text(each) for each in (old, new)]
        names = [each.version for each in (old, new)]
        try:
            lines: list[str] = self._sandbox.run(
                _DIFFERENCE, (key, *texts, *names), Allowance(VERSION_SECONDS)
            )
        except Unfinished as error:
            raise NotThere(f"{key}: the two versions cannot be compared: it {error}.") from error
        return lines

    def changes(self, old: ObjectInfo | None, new: Seen) -> "list[Line]":
        """What a version changed of the one before it, line by line and word by word."""
        before = self._text(old) if old else b""
        try:
            lines: list[Line] = self._sandbox.run(
                _CHANGES, (before, new.data), Allowance(VERSION_SECONDS)
            )
        except Unfinished as error:
            told = f"{new.info.key}: what the version changed cannot be shown: it {error}."
            raise NotThere(told) from error
        return lines

    def restore(self, version: ObjectInfo) -> bool:
        """Make an older version the newest one, deleted or not; False if it is that already."""
        key = checked(version.key)
        if not version.etag:
            raise NotThere(f"{key} was deleted then; name a version that is not a deletion.")
        old = self._store.read(key, version.version)
        if old is None:
            raise NotThere(f"The bucket does not keep version {version.version} of {key} any more.")
        # Who may not list the whole bucket is refused to read what is not there: its history tells.
        newest = self.history(key).versions[0]
        if newest.etag == old.info.etag:
            return False
        self._store.write(key, old.data, newest.etag or None, old.info.content_type)
        return True

    def undo(self, key: str) -> ObjectInfo:
        """Bring back what was deleted last, and say which version that is."""
        versions = self.history(key).versions
        if versions[0].etag:
            raise NotThere(f"{key} is not deleted.")
        found = self.before(key)
        self.restore(found)
        return found

    def _text(self, version: ObjectInfo) -> bytes:
        found: Seen | None = (
            self._store.read(version.key, version.version) if version.etag else None
        )
        return found.data[: MAXIMUM_TEXT + 1] if found else b""


def _nothing_older(key: str, history: History) -> str:
    if history.is_kept:
        return f"{key} has one version only."
    return f"{key} has one version only: {NO_VERSIONING}"


NO_VERSIONING = "the bucket kept none when it was uploaded. `coldpress provision` lets it."
