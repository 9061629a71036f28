"""What hides the place where a photo was taken: edits that leave a file as long as it is.

So a part of a photo is edited as the whole is, and none of its offsets changes. No IO here.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from handler.core.model.addressing.keys import extension
from handler.core.model.media.pictures import FOLDER, is_picture
from handler.core.model.writes import Item

RECIPE = "1"
"""Changes when places are found or hidden in another way: what is known by another is not known."""
_NAMES = frozenset({"jfif", "jif", "mpo", "pjp", "pjpeg"})
"""Pictures by their names that are not measured, beside those that are."""
_VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream"})


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes from `start` on that are replaced: by `filler`, as often as it takes."""

    start: int
    length: int
    filler: bytes = b"\0"

    def data(self, first: int, last: int) -> bytes:
        """The new bytes from one place in the file up to, not including, another."""
        skipped = (first - self.start) % len(self.filler)
        times = (skipped + last - first) // len(self.filler) + 1
        return (self.filler * times)[skipped : skipped + last - first]


@dataclass(frozen=True, slots=True)
class Geotag:
    """What a file tells of a place, as the edits that hide it; none if it tells nothing.

    `id` names the copy without it. A file that is not `fit` can be told of no place for sure.
    """

    id: str = ""
    edits: tuple[Edit, ...] = ()
    fit: bool = True

    def __bool__(self) -> bool:
        return bool(self.edits) or not self.fit


NO_PLACE = Geotag()
UNFIT = Geotag(fit=False)


def may_tell_place(key: str, content_type: str) -> bool:
    """Whether a file may be a photo, by its name and type."""
    kind = content_type.partition(";")[0].strip().lower()
    named = is_picture(key) or extension(key) in _NAMES
    return named or kind.startswith("image/") or kind in _VAGUE


def is_photo(beginning: bytes) -> bool:
    """Whether a file is of a kind whose place can be hidden, by its first 12 bytes."""
    is_webp = beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP"
    return is_webp or beginning.startswith((b"\xff\xd8", b"\x89PNG\r\n\x1a\n"))


def known_geotag(key: str, item: Item) -> Geotag | None:
    """What the path item of a file says of its place; None if nobody has looked."""
    known = geotag_from_json(str(item.get("geotag", "")))
    return known if known or may_tell_place(key, str(item["type"])) else NO_PLACE


def is_geotagged(key: str, item: Item) -> bool:
    """Whether a file tells its place, or may, as nobody has looked."""
    known = known_geotag(key, item)
    return known is None or bool(known)


def edited(data: bytes, edits: Iterable[Edit], start: int = 0) -> bytes:
    """The bytes of a file from `start` on, as the file is with these edits."""
    changed = bytearray(data)
    for edit in edits:
        first, last = max(edit.start, start), min(edit.start + edit.length, start + len(data))
        if first < last:
            changed[first - start : last - start] = edit.data(first, last)
    return bytes(changed)


def clean_key(geotag: Geotag) -> str:
    """The key of the copy of a large photo that tells no place."""
    return f"{FOLDER}{geotag.id}/original"


def geotag_to_json(geotag: Geotag) -> str:
    """What is known of a file, as text; never empty."""
    edits = [[edit.start, edit.length, edit.filler.hex()] for edit in geotag.edits]
    return json.dumps([RECIPE, geotag.id, edits, geotag.fit], separators=(",", ":"))


def geotag_from_json(text: str) -> Geotag | None:
    """What `geotag_to_json` was given; None if nothing is known, or by another recipe."""
    known: list[Any] = json.loads(text) if text else [""]
    if known[0] != RECIPE:
        return None
    _, identity, edits, fit = known
    return Geotag(identity, tuple(Edit(s, n, bytes.fromhex(f)) for s, n, f in edits), fit)
