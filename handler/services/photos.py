"""Photos as readers get them: without the place where they were taken.

What hides it is found out when a file is published, and stands in its path item. It leaves all
offsets as they are, so small files and parts of large ones are edited when they are sent; whoever
asks for all of a large one is sent to a copy.
"""

import hashlib
from contextlib import suppress
from mmap import mmap
from tempfile import TemporaryFile

from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.model.media.geotags import (
    NO_PLACE,
    UNFIT,
    Geotag,
    clean_key,
    edited,
    is_photo,
)
from handler.core.model.media.pictures import MAXIMUM_BYTES, picture_id, picture_id_of
from handler.core.model.sources import ObjectInfo
from handler.core.photos.searching import geotag_of
from handler.services.ports import Bucket, Conflict

LARGEST_PHOTO = 100_000_000
"""Bytes of a file that is looked through; those of more than `MAXIMUM_BYTES` are so on disk."""
_BEGINNING = 12


class Photos:
    """The photos of one blog."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def examine(self, info: ObjectInfo) -> Geotag | None:
        """What a file tells of a place; None if the bucket has another by now.

        Of a large one that tells it there is a copy without it from now on.
        """
        if info.size < _BEGINNING:
            return NO_PLACE
        beginning = self._bucket.read_range(info.key, info.version, 0, _BEGINNING)
        if beginning is None or not is_photo(beginning):
            return None if beginning is None else NO_PLACE
        if info.size > MAXIMUM_BYTES:
            return self._examine_on_disk(info) if info.size <= LARGEST_PHOTO else UNFIT
        found = self._bucket.get(info.key, version=info.version, limit=MAXIMUM_BYTES)
        return self.examine_data(found.data, info) if found and found.data else None

    def examine_data(self, data: bytes, info: ObjectInfo) -> Geotag:
        """The same of a file that is in memory."""
        geotag = geotag_of(data, picture_id(data))
        if geotag.edits and info.size > MAXIMUM_ANSWER and not self._bucket.head(clean_key(geotag)):
            self._bucket.put(clean_key(geotag), edited(data, geotag.edits), info.content_type)
        return geotag

    def _examine_on_disk(self, info: ObjectInfo) -> Geotag | None:
        with TemporaryFile() as file:
            found = self._bucket.download(info.key, file)
            if found is None or (found.etag, found.version) != (info.etag, info.version):
                return None
            file.seek(0)
            identity = picture_id_of(hashlib.file_digest(file, "sha256").hexdigest())
            with mmap(file.fileno(), 0) as data:
                geotag = geotag_of(data, identity)
                for edit in geotag.edits:
                    stop = edit.start + edit.length
                    data[edit.start : stop] = edit.data(edit.start, stop)
            if geotag.edits:
                file.seek(0)
                with suppress(Conflict):
                    self._bucket.replace(clean_key(geotag), file, info.content_type, None)
        return geotag
