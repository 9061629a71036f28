"""Pictures that browsers put straight into the bucket: each needs a grant, and is looked at after.

A picture with 25 MB is more than a function may be sent. So it is put among the private files, at
a name that nobody but the desk chooses. What is verified is written as a file of the blog, those
very bytes; all else is removed, at the latest by the bucket itself. So readers get nothing that
was not looked at.
"""

import re
import secrets
from dataclasses import dataclass

from handler.core.authoring.uploads import too_large
from handler.core.model.addressing.keys import PRIVATE
from handler.core.model.addressing.urls import origin_of
from handler.core.model.entries import SiteConfig
from handler.core.model.media.pictures import MAXIMUM_BYTES
from handler.core.model.problems import ContentError, Problem
from handler.services.author.files import Author, NotThere
from handler.services.author.uploads import Uploads
from handler.services.ports import Bucket, PostForm

UPLOADS = f"{PRIVATE}desk/uploads/"
"""Where pictures lie until they are looked at."""
GRANTED_SECONDS = 600
TYPES = frozenset(["image/gif", "image/jpeg", "image/png", "image/webp"])
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Grant:
    """Leave to put one picture into the bucket, which is asked for by its `id` afterwards."""

    id: str
    form: PostForm


class Granting:
    """Lets browsers put pictures into the bucket of one blog."""

    def __init__(self, bucket: Bucket, uploads: Uploads) -> None:
        self._bucket = bucket
        self._uploads = uploads

    def by(self, author: Author) -> "Granting":
        """The same, for somebody whose name stands beside what they upload."""
        return Granting(self._bucket, self._uploads.by(author))

    def grant(self, name: str, media_type: str) -> Grant:
        """Leave for a picture of a type; raises `ContentError` for any that is none."""
        if media_type not in TYPES:
            message = f"is {media_type or 'of no type'}, neither JPEG, PNG, WebP nor GIF."
            raise ContentError(Problem(name, message, "Save it as one of these."))
        made = secrets.token_hex(16)
        return Grant(made, self._form(made, media_type))

    def origin(self) -> str:
        """To where browsers send pictures: `https://bucket.s3.eu-west-1.amazonaws.com`."""
        return origin_of(self._form("", "image/png").address)

    def take(self, upload: str, name: str, site: SiteConfig) -> str:
        """Make a picture that arrived a file of the blog, and say under which key.

        Raises `ContentError` if it is none; then nothing is left of it.
        """
        key = UPLOADS + upload
        found = self._bucket.get(key, limit=MAXIMUM_BYTES) if _ID.fullmatch(upload) else None
        if found is None:
            raise NotThere(f"{name} did not arrive. Upload it again.")
        try:
            if found.data is None:
                raise too_large(name, found.info.size)
            stored = self._uploads.picture(name, found.data, site)
        except ContentError:
            self._bucket.delete(key)
            raise
        self._bucket.delete(key)
        return stored

    def _form(self, made: str, media_type: str) -> PostForm:
        most = MAXIMUM_BYTES
        return self._bucket.presigned_post(UPLOADS + made, media_type, most, GRANTED_SECONDS)
