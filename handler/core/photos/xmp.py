"""XMP without the place: its elements and attributes become spaces. No IO here.

https://developer.adobe.com/xmp/docs/XMPSpecifications/
"""

import re
from collections.abc import Iterator

from handler.core.model.media.geotags import Edit
from handler.core.photos.blocks import INNOCENT, Block, Found

PREFIX = b"http://ns.adobe.com/xap/1.0/\0"
KEYWORD = b"XML:com.adobe.xmp"
_MAXIMUM_BYTES = 1_000_000
_MAXIMUM_EDITS = 100
_WORDS = (b"gps", b"latitude", b"longitude", b"longtitude", b"altitude", b"location", b"placename")
_NAMES = frozenset(
    b"city state provincestate province-state country countrycode countryname worldregion coverage "
    b"lat lon long".split()
)
"""What the parts of a place are called in the vocabularies of IPTC, Photoshop, Dublin Core and W3C;
`_WORDS` are in the names that Exif and the makers of cameras and drones use."""
_VERSION = b"gpsversionid"
"""What says nothing of the place, and stands in many packets."""
_HINTS = (*_WORDS, *(b":" + name for name in _NAMES))
_TAG = re.compile(
    rb"<(?P<end>/?+)(?P<name>[\w:.-]++)(?P<rest>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
)
_ATTRIBUTE = re.compile(rb"\s(?P<name>[\w:.-]++)\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_LEFT = re.compile(rb"(?i)gps[-_ ]?(?:lat|lon|pos|coord|info)")


def without_place(data: bytes) -> Found:
    """What a packet of XMP tells, which is text in UTF-8."""
    text = data.rstrip(b"\0")
    folded = text.lower()
    if b"\0" not in text and not any(hint in folded for hint in _HINTS):
        return INNOCENT
    # What is not of plain elements could name the place in another way.
    if len(text) > _MAXIMUM_BYTES or b"\0" in text or b"<!" in text:
        return None
    edits = _edits(text)
    if edits is None or len(edits) > _MAXIMUM_EDITS:
        return None
    kept, done = [], 0
    for edit in edits:
        kept.append(text[done : edit.start])
        done = edit.start + edit.length
    return None if _LEFT.search(b" ".join([*kept, text[done:]])) else Block(edits)


def _edits(text: bytes) -> tuple[Edit, ...] | None:
    """The edits in order; None if elements do not end as they begin."""
    edits: list[Edit] = []
    above: list[bytes] = []
    hidden: tuple[int, int] | None = None
    tags = [*_TAG.finditer(text)]
    if len(tags) + text.count(b"<?") != text.count(b"<"):
        return None
    for tag in tags:
        if tag["end"]:
            if not above or above.pop() != tag["name"]:
                return None
        else:
            above.append(tag["name"])
            if hidden is None and _is_place(tag["name"]):
                hidden = tag.start(), len(above)
            elif hidden is None:
                edits += _attributes(tag["rest"], tag.start("rest"))
            if tag["rest"].endswith(b"/"):
                above.pop()
        if hidden and len(above) < hidden[1]:
            edits.append(_spaces(hidden[0], tag.end()))
            hidden = None
    return None if above else tuple(edits)


def _attributes(rest: bytes, start: int) -> Iterator[Edit]:
    for attribute in _ATTRIBUTE.finditer(rest):
        is_namespace = attribute["name"].startswith(b"xmlns")
        if _is_place(attribute["name"]) and not is_namespace:
            yield _spaces(start + attribute.start(), start + attribute.end())


def _is_place(name: bytes) -> bool:
    local = name.rpartition(b":")[2].lower()
    return local in _NAMES or (local != _VERSION and any(word in local for word in _WORDS))


def _spaces(start: int, stop: int) -> Edit:
    return Edit(start, stop - start, b" ")
