"""PNG without the place. No IO here.

https://www.w3.org/TR/png-3/#5DataRep, and https://exiftool.org/TagNames/PNG.html for what programs
write as text
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from handler.core.model.media.geotags import Edit, edited
from handler.core.photos import exif, photoshop, xmp
from handler.core.photos.blocks import INNOCENT, Block, Budget, Found, TooMany
from handler.core.photos.marks import Data, tells

START = b"\x89PNG\r\n\x1a\n"
MAXIMUM_CHUNKS = 50_000
_HARMLESS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT tIME "
    b"acTL fcTL fdAT iDOT oFFs vpAg gIFg".split()
)
_TEXTS = frozenset([b"tEXt", b"zTXt", b"iTXt"])
_NOTHING = b"blNk"
"""A chunk that nobody knows and that anybody may copy."""
_RAW = re.compile(rb"Raw profile type (?P<kind>\w+)")
_PROFILE = re.compile(rb"\s*[\w-]+\s+\d+\s+(?P<digits>[0-9A-Fa-f\s]*+)")
_MAXIMUM_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class _Chunk:
    kind: bytes
    start: int
    stop: int
    content: bytes
    is_whole: bool


def blocks(data: Data) -> Iterator[Block]:
    """What the parts of a file tell; raises `TooMany`."""
    pos, budget = len(START), Budget()
    for _ in range(MAXIMUM_CHUNKS):
        size, kind = int.from_bytes(data[pos : pos + 4]), data[pos + 4 : pos + 8]
        start, stop = pos + 8, min(pos + 8 + size, len(data))
        if len(kind) < 4:
            return
        if kind not in _HARMLESS:
            chunk = _Chunk(kind, start, stop, data[start:stop], stop + 4 <= len(data))
            yield _checked(chunk, _block(chunk, budget))
        pos = stop + 4
        if kind == b"IEND":
            yield _behind(data, pos)
            return
    raise TooMany


def _behind(data: Data, pos: int) -> Block:
    if pos >= len(data):
        return INNOCENT
    edits = (Edit(pos, len(data) - pos),)
    return Block(edits if tells(data, pos) else (), edits)


def _block(chunk: _Chunk, budget: Budget) -> Block:
    """What a chunk tells, with edits that count from where its content begins."""
    if chunk.kind in _TEXTS:
        return _text(chunk, budget)
    if chunk.kind == b"eXIf":
        return exif.in_place(chunk.content, budget)
    blank = (Edit(0, len(chunk.content)),) if chunk.content else ()
    return Block(blank if tells(chunk.content) else (), blank)


def _gone(chunk: _Chunk) -> tuple[Edit, ...]:
    """The edits without a text, which one of zeros would not be."""
    kind = (Edit(-4, 4, _NOTHING),) if chunk.is_whole else ()
    return (*kind, Edit(0, len(chunk.content)))


def _text(chunk: _Chunk, budget: Budget) -> Block:
    keyword, _, rest = chunk.content.partition(b"\0")
    plain = _plain(chunk.kind, rest) if budget.allows(rest) else None
    if plain is None or not budget.allows(plain):
        return Block(_gone(chunk))
    if keyword == xmp.KEYWORD and (found := xmp.without_place(plain)):
        is_as_written = chunk.content.endswith(plain)
        shifted = found.shifted(len(chunk.content) - len(plain))
        return shifted if is_as_written or not found.found else Block(_gone(chunk))
    is_told = keyword == xmp.KEYWORD or _is_told(keyword, plain)
    return Block(_gone(chunk) if is_told else ())


def _is_told(keyword: bytes, plain: bytes) -> bool:
    raw = _RAW.match(keyword)
    if raw is None:
        return tells(keyword + b"=" + plain)
    found = _profile(raw["kind"].lower(), plain)
    return found is None or bool(found.found or found.besides)


def _profile(kind: bytes, plain: bytes) -> Found:
    """What ImageMagick wrote of another file's metadata, in digits."""
    profile = _PROFILE.match(plain)
    if profile is None:
        return None
    try:
        data = bytes.fromhex(profile["digits"].decode("ascii"))
    except ValueError:
        return None
    if kind in {b"exif", b"app1"} and data.startswith(exif.PREFIX):
        return exif.without_place(data[len(exif.PREFIX) :])
    if kind == b"icc" or kind == b"icm":
        return INNOCENT
    if data.startswith((photoshop.PREFIX, b"8BIM")):
        return photoshop.without_place(data.removeprefix(photoshop.PREFIX))
    text = data.removeprefix(xmp.PREFIX)
    return xmp.without_place(text) if text.lstrip().startswith(b"<") else None


def _plain(kind: bytes, rest: bytes) -> bytes | None:
    """The text of a chunk after its keyword; None if it is compressed beyond measure."""
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _unpacked(rest[1:])
    is_packed = rest[:1] != b"\0"
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return _unpacked(text) if is_packed else text


def _unpacked(data: bytes) -> bytes | None:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, _MAXIMUM_TEXT)
    except zlib.error:
        return None
    return text if unpacking.eof else None


def _checked(chunk: _Chunk, block: Block) -> Block:
    """A block in the file, with the checksums that its chunk has then."""
    return Block(*(_with_sum(chunk, each) for each in (block.found, block.besides)))


def _with_sum(chunk: _Chunk, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    if not edits:
        return ()
    shifted = [replace(edit, start=edit.start + chunk.start) for edit in edits]
    if chunk.is_whole:
        new = edited(chunk.kind + chunk.content, shifted, chunk.start - 4)
        shifted.append(Edit(chunk.stop, 4, zlib.crc32(new).to_bytes(4)))
    return tuple(shifted)
