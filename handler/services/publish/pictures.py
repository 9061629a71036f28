"""The pictures of the bucket: measured and copied when they are published, copies found again.

Pillow is imported only for a picture that was not seen before.
"""

from handler.core.model.pictures import (
    MAXIMUM_BYTES,
    Picture,
    copy_key,
    copy_path,
    note_key,
    picture_from_note,
    picture_id,
    picture_to_json,
    svg_picture,
)
from handler.core.model.problems import Problem
from handler.core.model.sources import ObjectInfo, Source
from handler.services.ports import Bucket

Measured = tuple[Picture | None, tuple[Problem, ...]]
"""A picture, if the file is one, and what its author should know."""

_WEBP = "image/webp"
_MAXIMUM_NOTE = 10_000
_SMALLER = "Readers get it as it is. Export it smaller to have copies made for small screens."


class Pictures:
    """The pictures of one blog; where they are said to be belongs to the index."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def measure(self, info: ObjectInfo) -> Measured:
        """The size of a picture, of which copies exist from now on; follows from its bytes."""
        found = self._bucket.get(info.key, version=info.version, limit=MAXIMUM_BYTES)
        if found is None:
            return None, ()
        if found.data is None:
            message = f"has {info.size:,} bytes; pictures up to {MAXIMUM_BYTES:,} are read."
            return None, (_warning(info, message, _SMALLER),)
        if info.key.lower().endswith(".svg"):
            return svg_picture(found.data), ()
        return self._noted(picture_id(found.data)) or self._make(info, found.data)

    def _noted(self, identity: str) -> Measured | None:
        """What was found out when these bytes were published before."""
        note = self._bucket.get(note_key(identity), limit=_MAXIMUM_NOTE)
        picture = picture_from_note(note.data) if note and note.data else None
        return (picture, ()) if picture and picture.id == identity else None

    def _make(self, info: ObjectInfo, data: bytes) -> Measured:
        from handler.services.publish.imaging import Unreadable, copies_of, open_picture

        try:
            opened = open_picture(data)
            picture = Picture(picture_id(data), opened.width, opened.height)
            if opened.is_too_large:
                count = opened.width * opened.height
                message = f"has {count:,} pixels, more than can be made smaller here."
                return picture, (_warning(info, message, _SMALLER),)
            for width, copy in copies_of(opened, len(data)):
                self._bucket.put(str(copy_key(copy_path(picture, width))), copy, _WEBP)
                picture = Picture(
                    picture.id, picture.width, picture.height, (*picture.widths, width)
                )
        except Unreadable as error:
            message = f"is no picture that can be read: {error}. It is served as it is."
            return None, (_warning(info, message, "Open it in an image editor and save it anew."),)
        note = picture_to_json(picture).encode()
        self._bucket.put(note_key(picture.id), note, "application/json")
        return picture, ()

    def copy(self, path: str) -> bytes | None:
        """The copy at a path, if there is one."""
        key = copy_key(path)
        found = self._bucket.get(key, limit=MAXIMUM_BYTES) if key else None
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
