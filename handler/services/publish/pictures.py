"""The pictures of the bucket: measured and copied when they are published, copies found again.

A picture that was not seen before is read in a process of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from handler.core.model.media.geotags import Geotag
from handler.core.model.media.pictures import (
    MAXIMUM_BYTES,
    Picture,
    PictureFile,
    copy_key,
    copy_path,
    is_drawing,
    is_picture,
    note_key,
    picture_from_note,
    picture_id,
    picture_to_json,
)
from handler.core.model.problems import Problem
from handler.core.model.sources import ObjectInfo, Source
from handler.services.photos import Photos
from handler.services.ports import Allowance, Bucket, Sandbox, Unfinished

_WEBP = "image/webp"
MAXIMUM_NOTE = 10_000
_SMALLER = "Readers get it as it is. Export it smaller to have copies made for small screens."
_ANEW = "Open it in an image editor and save it anew."
_UNFIT = "may tell where it was taken, in parts too many to be sure of; readers do not get it."
_PLACELESS = "Save it anew in an image editor, or set images: {keep_location: true} in _config.yml."


@dataclass(frozen=True, slots=True)
class Measured:
    """A picture, if the file is one, what it tells of a place, and what its author should know."""

    picture: Picture | None = None
    geotag: Geotag | None = None
    problems: tuple[Problem, ...] = ()


class Pictures:
    """The pictures of one blog; where they are said to be belongs to the index."""

    def __init__(self, bucket: Bucket, sandbox: Sandbox) -> None:
        self._bucket = bucket
        self._sandbox = sandbox
        self._photos = Photos(bucket)

    def measure(self, info: ObjectInfo, allowance: Allowance) -> Measured:
        """The size of a picture, of which copies exist from now on; follows from its bytes."""
        measured = self._measure(info, allowance)
        if measured.geotag is None or measured.geotag.fit:
            return measured
        return replace(measured, problems=(*measured.problems, _warning(info, _UNFIT, _PLACELESS)))

    def _measure(self, info: ObjectInfo, allowance: Allowance) -> Measured:
        if not is_picture(info.key):
            return Measured(None, self._photos.examine(info))
        found = self._bucket.get(info.key, version=info.version, limit=MAXIMUM_BYTES)
        if found is None:
            return Measured()
        if found.data is None:
            message = f"has {info.size:,} bytes; pictures up to {MAXIMUM_BYTES:,} are read."
            told = (_warning(info, message, _SMALLER),)
            return Measured(None, self._photos.examine(info), told)
        geotag = self._photos.examine_data(found.data, info)
        picture = self._noted(picture_id(found.data))
        measured = Measured(picture) if picture else self._read(info, found.data, allowance)
        return replace(measured, geotag=geotag)

    def _noted(self, identity: str) -> Picture | None:
        """What was found out when these bytes were published before."""
        note = self._bucket.get(note_key(identity), limit=MAXIMUM_NOTE)
        picture = picture_from_note(note.data) if note and note.data else None
        return picture if picture and picture.id == identity else None

    def _read(self, info: ObjectInfo, data: bytes, allowance: Allowance) -> Measured:
        # Who asks for a copy does without it.
        from handler.services.computing.tasks import read_picture

        try:
            file = read_picture(self._sandbox, allowance, info.key, data)
        except Unfinished as error:
            file = PictureFile(costly=str(error))
        if file.costly:
            message = f"costs more to read than it shows: it {file.costly}. It is served as it is."
            return Measured(problems=(_warning(info, message, _ANEW),))
        if file.unreadable:
            message = f"is no picture that can be read: {file.unreadable}. It is served as it is."
            return Measured(problems=(_warning(info, message, _ANEW),))
        if file.too_large:
            message = f"has {file.too_large:,} pixels, more than can be made smaller here."
            return Measured(file.picture, problems=(_warning(info, message, _SMALLER),))
        if file.picture and not is_drawing(info.key):
            self._keep(file.picture, file.copies)
        return Measured(file.picture)

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
    publication = old.publication if old else None
    asset = publication.asset if publication else None
    if old is None or asset is None or publication is None or publication.etag != info.etag:
        return None
    is_known = asset.picture.is_current if asset.picture else not is_picture(info.key)
    if not is_known or asset.geotag is None:
        return None
    told = tuple(problem for problem in old.problems if problem.severity == "warning")
    return Measured(asset.picture, asset.geotag, told)


def _warning(info: ObjectInfo, message: str, fix: str) -> Problem:
    return Problem(info.key, message, fix, severity="warning")
