"""Small builders of picture files."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

PLACE = 0x8825
ORIENTATION = 0x0112
SECRET = b"SecretCamera"


def photo(
    width: int = 1600, height: int = 1200, *, form: str = "JPEG", mode: str = "RGB", turn: int = 1
) -> bytes:
    """A picture that compresses as badly as a photo, with the place where it was taken."""
    noise = Image.effect_noise((width, height), 60).convert("RGB").convert(mode)
    return saved(noise, form, exif=_exif(turn), quality=95)


def drawing(width: int = 600, height: int = 400, *, form: str = "PNG", mode: str = "RGB") -> bytes:
    """A red area with a green corner at its top left."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("green", (0, 0, width // 4, height // 4))
    return saved(image.convert(mode), form)


def moving(form: str = "GIF") -> bytes:
    """Two frames."""
    frames = [Image.new("RGB", (600, 400), colour) for colour in ("red", "blue")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:])


def svg(attributes: str) -> bytes:
    """A drawing in SVG."""
    return f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()


def png_that_claims(width: int, height: int) -> bytes:
    """A file of 60 bytes that would be as large as it says if somebody read it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """An image as a file."""
    written = BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def opened(data: bytes) -> Image.Image:
    """The image in a file."""
    return Image.open(BytesIO(data))


def _exif(turn: int) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    exif[0x0110] = SECRET.decode()
    degrees = (IFDRational(32), IFDRational(50), IFDRational(0))
    exif[PLACE] = {1: "N", 2: degrees, 3: "W", 4: degrees}
    return exif
