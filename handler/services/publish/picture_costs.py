"""What makes the file of a picture cost more than it shows, told before it is read. No IO here.

Each kind of file can have a part again and again which a decoder takes in turn, and some decoders
take longer for each. What is not foreseen here is ended by the process that reads pictures.
"""

MAXIMUM_SCANS = 100
"""Of a progressive JPEG; cameras and tools make about ten."""
MAXIMUM_ASIDE = 1_000_000
"""Bytes of a GIF that are in comments and the like, of which Pillow makes one, bit by bit."""
MAXIMUM_CHUNKS = 50_000
"""Of a PNG; one of 25 MB has about 3,000."""
_START_OF_SCAN = b"\xff\xda"


def costs(data: bytes) -> str:
    """Why a picture would cost too much to read, in words for its author; nothing if it may not."""
    if data.startswith(b"\xff\xd8") and (scans := data.count(_START_OF_SCAN)) > MAXIMUM_SCANS:
        return f"has {scans:,} scans; {MAXIMUM_SCANS} are read"
    if data.startswith(b"GIF8") and (size := _aside(data)) > MAXIMUM_ASIDE:
        return f"has {size:,} bytes of comments and the like; {MAXIMUM_ASIDE:,} are read"
    if data.startswith(b"\x89PNG") and _has_many_chunks(data):
        return f"has more than {MAXIMUM_CHUNKS:,} chunks"
    return ""


def _aside(data: bytes) -> int:
    """The bytes of a GIF's extensions. https://www.w3.org/Graphics/GIF/spec-gif89a.txt"""
    pos, size = 13 + _palette(data, 10), 0
    while 0 < pos < len(data) and data[pos] != 0x3B:
        start = pos
        if data[pos] == 0x21:
            pos = _after_blocks(data, pos + 2)
            size += pos - start
        elif data[pos] == 0x2C:
            pos = _after_blocks(data, pos + 11 + _palette(data, pos + 9))
        else:
            break
    return size


def _palette(data: bytes, pos: int) -> int:
    """The bytes of the colour table that the flags at a place announce."""
    flags = data[pos] if pos < len(data) else 0
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, pos: int) -> int:
    while pos < len(data) and data[pos]:
        pos += data[pos] + 1
    return pos + 1


def _has_many_chunks(data: bytes) -> bool:
    """Whether a PNG has too many chunks. https://www.w3.org/TR/png/#5Chunk-layout"""
    pos = 8
    for _ in range(MAXIMUM_CHUNKS):
        if pos + 8 > len(data):
            return False
        pos += 12 + int.from_bytes(data[pos : pos + 4])
    return pos < len(data)
