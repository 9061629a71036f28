"""Pictures of the bucket: their size, and the smaller copies of them that readers get. No IO here.

A copy's address says which bytes it was made of, so it never changes and nobody need forget it.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from handler.core.model.addressing.keys import PRIVATE, extension
from handler.core.model.writes import Item

WIDTHS = (480, 960, 1440, 1920)
"""How wide the copies of a picture are that is wider; one that is not gets one of its own width."""
MAXIMUM_BYTES = 25_000_000
MAXIMUM_PIXELS = 16_000_000
MAXIMUM_PIXELS_OF_JPEG = 89_000_000
MAXIMUM_PIXELS_OF_PROGRESSIVE = 24_000_000
"""Pictures with more stay as they are: reading them might take more memory than there is. JPEG can
be read smaller than it is, but a progressive one is in memory as a whole all the same."""
FOLDER = f"{PRIVATE}images/"

_LONGEST = 100_000
_RECIPE = "1"
"""Changes when copies are made in another way; those in caches are for ever."""
_EXTENSIONS = frozenset({"apng", "gif", "jpe", "jpeg", "jpg", "png", "svg", "webp"})
_COPY = re.compile(r"/_images/(?P<id>[0-9]+-[0-9a-f]{24})/(?P<width>[1-9][0-9]{0,3})\.webp")
_SVG = re.compile(r"<svg\b", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"((?:\"[^\"]*+\"|'[^']*+'|[^>\"'])*+)>")
_NUMBER = r"\s*(\d+(?:\.\d+)?)(?:px)?\s*"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is shown: its size in pixels, and how wide the copies are that it has."""

    id: str
    width: int
    height: int
    widths: tuple[int, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether its copies are as they would be made now."""
        return self.id.startswith(f"{_RECIPE}-")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture, if the file is one, with its copies by their widths.

    `too_large` is the number of its pixels if there are too many to make copies; `unreadable`
    says why the file is no picture, `costly` why it was not read, in words for its author.
    """

    picture: Picture | None = None
    copies: tuple[tuple[int, bytes], ...] = ()
    too_large: int = 0
    unreadable: str = ""
    costly: str = ""


def is_picture(key: str) -> bool:
    """Whether a file is a picture whose size can be read, by its name."""
    return extension(key) in _EXTENSIONS


def is_drawing(key: str) -> bool:
    """Whether a file is a drawing, of which there are no copies, by its name."""
    return extension(key) == "svg"


def picture_id(data: bytes) -> str:
    """What names the copies of a picture."""
    return picture_id_of(hashlib.sha256(data).hexdigest())


def picture_id_of(digest: str) -> str:
    """The same, from the hexadecimal SHA-256 of its file."""
    return f"{_RECIPE}-{digest[:24]}"


def widths_for(width: int) -> tuple[int, ...]:
    """How wide the copies of a picture of this width are to be."""
    below = tuple(each for each in WIDTHS if each < width)
    return below if width > WIDTHS[-1] else (*below, width)


def copy_path(picture: Picture, width: int) -> str:
    """The path at which readers find a copy, below the stage and not below `baseurl`."""
    return f"/_images/{picture.id}/{width}.webp"


def copy_key(path: str) -> str | None:
    """The key of the copy at a path, if it is the path of one."""
    match = _COPY.fullmatch(path)
    return f"{FOLDER}{match['id']}/{match['width']}.webp" if match else None


def is_copy(key: str) -> bool:
    """Whether a key is that of a copy, and not of what is known of a picture."""
    return key.startswith(FOLDER) and not key.endswith("/picture.json")


def note_key(identity: str) -> str:
    """The key of what is known of a picture, written after all copies of it."""
    return f"{FOLDER}{identity}/picture.json"


def picture_to_json(picture: Picture) -> str:
    """A picture as text."""
    return json.dumps([picture.id, picture.width, picture.height, picture.widths])


def picture_from_json(text: str) -> Picture:
    """The picture that `picture_to_json` was given."""
    identity, width, height, widths = json.loads(text)
    return Picture(identity, width, height, tuple(widths))


def picture_from_note(data: bytes) -> Picture | None:
    """The picture that a note in the bucket is about; None if anybody else wrote it."""
    try:
        picture = picture_from_json(data.decode())
        sides = (picture.width, picture.height)
        known = all(type(side) is int and 0 < side < _LONGEST for side in sides)
        copies = widths_for(picture.width)[: len(picture.widths)]
    except (ValueError, TypeError, RecursionError):
        return None
    return picture if known and picture.widths == copies else None


def pictures_in(found: Mapping[str, Item]) -> dict[str, Picture]:
    """The pictures among path items, which are given by their paths."""
    texts = {path: item["picture"] for path, item in found.items() if "picture" in item}
    return {path: picture_from_json(str(text)) for path, text in texts.items()}


def svg_picture(data: bytes) -> Picture | None:
    """A drawing, if it says its size in pixels or at least its proportions."""
    text = data[:20_000].decode("utf-8", "replace")
    start = _SVG.search(text)
    match = _ATTRIBUTES.match(text, start.end()) if start else None
    if match is None:
        return None
    sides = [_side(match[1], name) for name in ("width", "height")]
    width, height = sides if all(sides) else _view_box(match[1])
    known = 0 < width < _LONGEST and 0 < height < _LONGEST
    return Picture(picture_id(data), round(width) or 1, round(height) or 1) if known else None


def _side(attributes: str, name: str) -> float:
    match = re.search(rf"""\s{name}\s*=\s*["']{_NUMBER}["']""", attributes)
    return float(match[1]) if match else 0


def _view_box(attributes: str) -> tuple[float, float]:
    match = re.search(r"""\sviewBox\s*=\s*["']([^"']*)["']""", attributes)
    numbers = re.findall(r"-?\d+(?:\.\d+)?", match[1]) if match else []
    return (float(numbers[2]), float(numbers[3])) if len(numbers) == 4 else (0, 0)
