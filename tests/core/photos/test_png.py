"""PNG: its chunks for Exif and XMP, and the texts in which programs hide them."""

import zlib
from itertools import accumulate

import pytest

from handler.core.model.media.geotags import edited
from handler.core.photos import png as module
from handler.core.photos.blocks import TooMany, all_edits
from handler.core.photos.png import blocks
from tests.support.geotagged import IPTC, SECRETS, XMP, exif, png, resource, secrets_in, with_chunk
from tests.support.picture_files import ORIENTATION, opened

PLAIN = png(exif=exif(place=False), pnginfo=None)
KEYWORD = b"XML:com.adobe.xmp\0"
PACKED = zlib.compress(XMP)
TURNED = exif(place=False).tobytes()


def served(data: bytes) -> bytes:
    return edited(data, all_edits(blocks(data)))


def raw(kind: bytes, content: bytes) -> bytes:
    """A text as ImageMagick writes it."""
    return b"Raw profile type %s\0\n%s\n%8d\n%s\n" % (
        kind,
        kind,
        len(content),
        content.hex().encode(),
    )


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        *((b"eXIf", exif().tobytes()), (b"iTXt", KEYWORD + bytes(4) + XMP)),
        *((b"iTXt", KEYWORD + b"\1\0\0\0" + PACKED), (b"zTXt", b"A\0\0" + PACKED)),
        *((b"zTXt", KEYWORD + b"\0" + PACKED), (b"tEXt", b"exif:GPSLatitude\x0049")),
        *((b"tEXt", raw(b"exif", exif().tobytes())), (b"tEXt", raw(b"APP1", exif().tobytes()))),
        (b"tEXt", raw(b"xmp", b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
        (b"tEXt", raw(b"iptc", resource(0x0404, IPTC))),
        (b"tEXt", raw(b"8bim", b"Photoshop 3.0\0" + resource(0x0404, IPTC))),
        (b"caBX", b"jumb exif:GPSLatitude"),
    ],
)
def test_the_place_goes_wherever_it_is(kind: bytes, content: bytes) -> None:
    data = with_chunk(PLAIN, kind, content)
    kept = served(data)
    assert secrets_in(kept) == []
    assert content not in kept
    assert PACKED not in kept
    assert [secret for secret in SECRETS if secret.hex().encode() in kept] == []
    image = opened(kept)
    image.verify()  # Which reads the checksums.
    assert len(kept) == len(data)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        *((b"tEXt", b"Author\0Somebody"), (b"zTXt", b"A\0\0" + zlib.compress(b"Words"))),
        *((b"tEXt", raw(b"icc", b"a profile")), (b"tEXt", raw(b"exif", TURNED))),
        (b"tEXt", raw(b"iptc", resource(0x0404, IPTC[:14]))),
        *((b"tEXt", raw(b"xmp", b"<a/>")), (b"caBX", b"jumb"), (b"iTXt", KEYWORD + bytes(4))),
    ],
)
def test_what_tells_no_place_stays(kind: bytes, content: bytes) -> None:
    data = with_chunk(PLAIN, kind, content)
    assert served(data) == data


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        *((b"zTXt", b"A\0\0" + PACKED[:-9]), (b"zTXt", b"A\0\0no"), (b"iTXt", b"A\0\1\0\0\0no")),
        (b"zTXt", b"A\0\0" + zlib.compress(bytes(3_000_000))),
        *((b"tEXt", b"Raw profile type exif\0no"), (b"tEXt", raw(b"exif", b"no"))),
        *((b"tEXt", raw(b"exif", b"")[:-1] + b"abc"), (b"tEXt", raw(b"other", b"\1\2"))),
        (b"iTXt", KEYWORD + bytes(4) + b"<a x:City=''>"),
    ],
)
def test_what_cannot_be_understood_goes(kind: bytes, content: bytes) -> None:
    kept = served(with_chunk(PLAIN, kind, content))
    assert b"blNk" + bytes(len(content)) in kept
    assert opened(kept).getexif()[ORIENTATION] == 6


def test_a_chunk_that_only_its_maker_can_read_goes_along_with_the_place() -> None:
    assert b"where" not in served(with_chunk(png(), b"abCd", b"where"))


def test_what_is_behind_the_end_goes_if_it_may_tell_the_place() -> None:
    assert served(PLAIN + b"more") == PLAIN + b"more"
    assert served(png() + b"more").endswith(bytes(4))
    assert served(PLAIN + b"more GPSLatitude").endswith(bytes(16))


def test_a_file_may_end_anywhere() -> None:
    data = png()
    for stop in range(8, len(data), 11):
        kept = served(data[:stop])
        assert len(kept) == stop
        assert b"GPSLatitude=" not in kept


def test_more_chunks_than_any_photo_has_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAXIMUM_CHUNKS", 5)
    many = list(accumulate(range(6), lambda data, _: with_chunk(data, b"abCd", b""), initial=PLAIN))
    with pytest.raises(TooMany):
        list(blocks(many[-1]))
