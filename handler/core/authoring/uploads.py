"""Pictures that authors upload: whether they are any, and what they are called. No IO here."""

from datetime import datetime

from handler.core.authoring.names import slug_of
from handler.core.model.entries import SiteConfig
from handler.core.model.media.pictures import MAXIMUM_BYTES
from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.dates import local_time

_BEGINNINGS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png", b"GIF8": "gif"}
_NAMES = {"jpg": ("jpg", "jpeg", "jpe"), "png": ("png", "apng")}


def checked_picture(name: str, data: bytes) -> str:
    """The extension that a picture's own bytes call for; raises `ContentError` if it is none."""
    if len(data) > MAXIMUM_BYTES:
        raise too_large(name, len(data))
    for beginning, extension in _BEGINNINGS.items():
        if data.startswith(beginning):
            return extension
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    message = "is neither JPEG, PNG, WebP nor GIF by what is in it."
    raise ContentError(Problem(name, message, "Save it as one of these."))


def too_large(name: str, size: int) -> ContentError:
    """What is told of a picture with too many bytes."""
    message = f"has {size:,} bytes; a picture may have at most {MAXIMUM_BYTES:,}."
    return ContentError(Problem(name, message, "Make it smaller."))


def picture_key(name: str, extension: str, now: datetime, site: SiteConfig, number: int) -> str:
    """What a picture is called in the blog; with a number above 1 if others have its name."""
    stem, _, ending = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if ending.lower() not in _NAMES.get(extension, (extension,)):
        stem = f"{stem}-{ending}" if stem else ending
    suffix = f"-{number}" if number > 1 else ""
    return f"images/{local_time(now, site.timezone):%Y}/{slug_of(stem)}{suffix}.{extension}"
