"""The pictures of the bucket: measured and copied when they are published, copies found again.

A picture that was not seen before is read in a process of its own.
"""

from collections.abc import Iterable

from handler.core.model.pictures import (
    MAXIMUM_BYTES,
    Picture,
    PictureFile,
    copy_key,
    copy_path,
    is_drawing,
    note_key,
    picture_from_note,
    picture_id,
    picture_to_json,
)
from handler.core.model.problems import Problem
from handler.core.model.sources import ObjectInfo, Source
from handler.services.ports import Allowance, Bucket, Sandbox, Unfinished

Measured = tuple[Picture | None, tuple[Problem, ...]]
"""A picture, if the file is one, and what its author should know."""

_WEBP = "image/webp"
MAXIMUM_NOTE = 10_000
_SMALLER = "Readers get it as it is. Export it smaller to have copies made for small screens."
_ANEW = "Open it in an image editor and save it anew."


class Pictures:
    """The pictures of one blog; where they are said to be belongs to the index."""

    def __init__(self, bucket: Bucket, sandbox: Sandbox) -> None:
        self._bucket = bucket
        self._sandbox = sandbox

    def measure(self, info: ObjectInfo, allowance: Allowance) -> Measured:
        """The size of a picture, of which copies exist from now on; follows from its bytes."""
        found = self._bucket.get(info.key, version=info.version, limit=MAXIMUM_BYTES)
        if found is None:
            return None, ()
        if found.data is None:
            message = f"has {info.size:,} bytes; pictures up to {MAXIMUM_BYTES:,} are read."
            return None, (_warning(info, message, _SMALLER),)
        return self._noted(picture_id(found.data)) or self._read(info, found.data, allowance)

    def _noted(self, identity: str) -> Measured | None:
        """What was found out when these bytes were published before."""
        note = self._bucket.get(note_key(identity), limit=MAXIMUM_NOTE)
        picture = picture_from_note(note.data) if note and note.data else None
        return (picture, ()) if picture and picture.id == identity else None

    def _read(self, info: ObjectInfo, data: bytes, allowance: Allowance) -> Measured:
        # Who asks for a copy does without it.
        from handler.services.tasks import read_picture

        try:
            file = read_picture(self._sandbox, allowance, info.key, data)
        except Unfinished as error:
            file = PictureFile(costly=str(error))
        if file.costly:
            message = f"costs more to read than it shows: it {file.costly}. It is served as it is."
            return None, (_warning(info, message, _ANEW),)
        if file.unreadable:
            message = f"is no picture that can be read: {file.unreadable}. It is served as it is."
            return None, (_warning(info, message, _ANEW),)
        if file.too_large:
            message = f"has {file.too_large:,} pixels, more than can be made smaller here."
            return file.picture, (_warning(info, message, _SMALLER),)
        if file.picture and not is_drawing(info.key):
            self._keep(file.picture, file.copies)
        return file.picture, ()

    def _keep(self, picture: Picture, copies: Iterable[tuple[int, bytes]]) -> None:
        for width, copy in copies:
            self._bucket.put(str(copy_key(copy_path(picture, width))), copy, _WEBP)
        note = picture_to_json(picture).encode()
        self._bucket.put(note_key(picture.id), note, "application/json")


def stored_copy(bucket: Bucket, path: str) -> bytes | None:
    """The copy at a path, if there is one."""
    key = copy_key(path)
    found = bucket.get(key, limit=MAXIMUM_BYTES) if key else None
    return found.data if found else None


def known_picture(old: Source | None, info: ObjectInfo) -> Measured | None:
    """What was found out of the same bytes when this key was published last."""
    picture = old.asset.picture if old and old.asset else None
    if old is None or picture is None or not picture.is_current:
        return None
    if old.publication is None or old.publication.etag != info.etag:
        return None
    return picture, tuple(problem for problem in old.problems if problem.severity == "warning")


def _warning(info: ObjectInfo, message: str, fix: str) -> Problem:
    return Problem(info.key, message, fix, severity="warning")
