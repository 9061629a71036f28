"""Builders of photos that tell where they were taken, in every way that programs do."""

import struct
import zlib
from collections.abc import Callable

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

from tests.support.picture_files import ORIENTATION, PLACE, saved

CAMERA = "A camera"
WHERE = (49_123_457, 1_000_003, 8_765_431, 1_000_033)
"""Numerators and denominators that nothing else has."""
WORDS = (b"49,7.4073N", b"8,45.926E", b"Heidelberg", b"Untere Neckarstrasse")
SECRETS = (*WORDS, *(struct.pack(order, number) for order in ["<I", ">I"] for number in WHERE))
XMP = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 exif:GPSLatitude="49,7.4073N" photoshop:City='Heidelberg' xmp:CreatorTool="A &lt;tool&gt;">
<exif:GPSLongitude>8,45.926E</exif:GPSLongitude><xmp:Rating>4</xmp:Rating>
<Iptc4xmpExt:LocationCreated xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><rdf:Bag>
<rdf:li Iptc4xmpExt:Sublocation="Untere Neckarstrasse"/></rdf:Bag></Iptc4xmpExt:LocationCreated>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
IPTC = b"".join(
    bytes([0x1C, 2, kind]) + len(text).to_bytes(2) + text
    for kind, text in ((80, b"An author"), (90, b"Heidelberg"), (92, b"Untere Neckarstrasse"))
)


def exif(*, turn: int = 6, note: bytes = b"", place: bool = True) -> Image.Exif:
    """Exif of a camera, with the place and with what its maker wrote."""
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    exif[0x0110] = CAMERA
    exif.get_ifd(0x8769).update({0x9003: "2026:11:29 08:00:00", **({0x927C: note} if note else {})})
    if place:
        first, second = (IFDRational(*pair) for pair in (WHERE[:2], WHERE[2:]))
        zero = IFDRational(0)
        where = {1: "N", 2: (first, zero, zero), 3: "E", 4: (second, zero, zero)}
        exif.get_ifd(PLACE).update(where)
    return exif


def pixels(width: int = 40, height: int = 30) -> Image.Image:
    """A picture of no two pixels that are alike."""
    return Image.effect_noise((width, height), 60).convert("RGB")


def jpeg(*, iptc: bytes = IPTC, **options: object) -> bytes:
    """A JPEG with Exif, XMP and IPTC."""
    data = saved(pixels(), "JPEG", **{"exif": exif(), "xmp": XMP, **options})
    return with_segment(data, 0xED, b"Photoshop 3.0\0" + resource(0x0404, iptc))


def png(**options: object) -> bytes:
    """A PNG with Exif and XMP."""
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    info.add_text("Author", "An author")
    return saved(pixels(), "PNG", **{"exif": exif(), "pnginfo": info, **options})


def webp(**options: object) -> bytes:
    """A WebP with Exif and XMP."""
    return saved(pixels(), "WEBP", **{"lossless": True, "exif": exif(), "xmp": XMP, **options})


FORMS: dict[str, Callable[..., bytes]] = {"JPEG": jpeg, "PNG": png, "WEBP": webp}


def with_segment(data: bytes, marker: int, content: bytes) -> bytes:
    """A JPEG with one more segment, behind the first."""
    start = 4 + int.from_bytes(data[4:6])
    return data[:start] + segment(marker, content) + data[start:]


def segment(marker: int, content: bytes) -> bytes:
    """A segment of JPEG."""
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2) + content


def resource(number: int, content: bytes) -> bytes:
    """A resource of Photoshop's."""
    padding = bytes(len(content) % 2)
    return b"8BIM" + number.to_bytes(2) + b"\0\0" + len(content).to_bytes(4) + content + padding


def with_chunk(data: bytes, kind: bytes, content: bytes) -> bytes:
    """A PNG with one more chunk, behind the first."""
    chunk = len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)
    return data[:33] + chunk + data[33:]


def secrets_in(data: bytes) -> list[bytes]:
    """What a file tells of the place."""
    return [secret for secret in SECRETS if secret in data]
