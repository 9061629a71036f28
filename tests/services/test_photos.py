"""Photos looked through: small ones, large ones on disk, and ones that vanish meanwhile."""

from dataclasses import replace

import pytest

from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.model.media.geotags import NO_PLACE, UNFIT, Geotag
from handler.core.model.media.pictures import FOLDER, MAXIMUM_BYTES
from handler.core.model.sources import ObjectInfo
from handler.memory.bucket import MemoryBucket
from handler.services import photos
from handler.services.photos import Photos
from tests.services.blog import Blog
from tests.support.geotagged import jpeg, png, secrets_in

KEY = "images/sea.jpg"
LARGE, HUGE = jpeg() + bytes(MAXIMUM_ANSWER), jpeg() + bytes(MAXIMUM_BYTES)


def stored(bucket: MemoryBucket, data: bytes) -> ObjectInfo:
    bucket.put(KEY, data, "image/jpeg")
    info = bucket.head(KEY)
    assert info is not None
    return info


def examined(data: bytes) -> tuple[Geotag | None, list[bytes]]:
    """What is known of a file, and the copies that were made of it."""
    bucket = MemoryBucket()
    known = Photos(bucket).examine(stored(bucket, data))
    copies = [bucket.get(info.key) for info in bucket.objects(prefix=FOLDER)]
    return known, [copy.data for copy in copies if copy and copy.data]


@pytest.mark.parametrize("size", [0, 5, 5_000_000, MAXIMUM_BYTES + 1])
def test_what_is_no_photo_tells_no_place_and_is_not_read(size: int) -> None:
    assert examined(bytes(size)) == (NO_PLACE, [])


def test_a_photo_that_fits_into_an_answer_needs_no_copy() -> None:
    known, copies = examined(jpeg())
    assert known
    assert copies == []


@pytest.mark.slow
@pytest.mark.parametrize("data", [LARGE, HUGE], ids=["in memory", "on disk"])
def test_a_large_photo_has_a_copy_without_the_place(data: bytes) -> None:
    known, (copy,) = examined(data)
    assert known
    assert (len(copy), secrets_in(copy)) == (len(data), [])


@pytest.mark.slow
@pytest.mark.parametrize("padding", [MAXIMUM_ANSWER, MAXIMUM_BYTES])
def test_a_large_photo_without_a_place_needs_none(padding: int) -> None:
    data = png(exif=b"", pnginfo=None) + bytes(padding)
    assert examined(data) == (NO_PLACE, [])


@pytest.mark.slow
@pytest.mark.parametrize("data", [LARGE, HUGE], ids=["in memory", "on disk"])
def test_a_copy_is_made_once(data: bytes) -> None:
    calls: list[str] = []
    bucket = MemoryBucket(calls.append)
    info = stored(bucket, data)
    first = Photos(bucket).examine(info)
    versions = [each.version for each in bucket.objects(prefix=FOLDER)]
    assert Photos(bucket).examine(info) == first
    assert [each.version for each in bucket.objects(prefix=FOLDER)] == versions


def test_a_file_beyond_all_measure_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "LARGEST_PHOTO", MAXIMUM_BYTES)
    assert examined(HUGE) == (UNFIT, [])


@pytest.mark.parametrize("data", [jpeg(), HUGE], ids=["in memory", "on disk"])
@pytest.mark.parametrize("gone", ["all of it", "the version"])
def test_nothing_is_known_of_what_was_replaced_meanwhile(data: bytes, gone: str) -> None:
    bucket = MemoryBucket()
    info = stored(bucket, data)
    if gone == "all of it":
        bucket.delete(KEY)
    else:
        info = replace(info, version="v9")
    assert len(data) < MAXIMUM_BYTES or Photos(bucket).examine(info) is None
    assert Photos(bucket).examine(replace(info, version="v9")) is None


@pytest.mark.parametrize("data", [jpeg(), HUGE], ids=["in memory", "on disk"])
def test_nothing_is_known_of_what_vanishes_while_it_is_read(data: bytes) -> None:
    bucket = MemoryBucket(lambda call: bucket.delete(KEY) if call == "bucket range" else None)
    assert Photos(bucket).examine(replace(stored(bucket, data), version="")) is None


def test_an_author_is_told_that_a_photo_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "geotag_of", lambda _data, _identity: UNFIT)
    blog = Blog()
    outcome = blog.publish(KEY, jpeg())
    assert outcome.is_geotagged
    (told,) = outcome.problems
    assert told.message.endswith("readers do not get it.")
    assert blog.publish(KEY).problems == (told,)
