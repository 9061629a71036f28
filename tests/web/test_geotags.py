"""Photos over HTTP: nobody gets the place where one was taken, unless the author says so."""

from urllib.parse import parse_qs, urlsplit

import pytest

from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.model.media.pictures import FOLDER, MAXIMUM_BYTES
from handler.core.model.writes import Put
from handler.services.tick.reindexing import Reindexer
from tests.support.geotagged import FORMS, IPTC, exif, jpeg, secrets_in, segment
from tests.support.picture_files import opened
from tests.web.blog import Blog

pytestmark = pytest.mark.slow

PHOTO = "/images/sea.jpg"
KEEP = "title: Test blog\nimages: {keep_location: true}\n"
DATA = jpeg()
LARGE = DATA + bytes(MAXIMUM_ANSWER)


@pytest.fixture
def blog() -> Blog:
    blog = Blog()
    blog.put(PHOTO[1:], DATA, "image/jpeg")
    return blog


def forget(blog: Blog) -> None:
    """Leave the index as it was before anybody looked for places."""
    for key, item in list(blog.table.scan()):
        if "geotag" in item:
            known = {name: value for name, value in item.items() if name != "geotag"}
            blog.table.write(Put(key, known))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("is_known", [True, False])
def test_a_photo_is_served_without_its_place(form: str, is_known: bool) -> None:
    blog, data = Blog(), FORMS[form]()
    blog.put(f"images/a.{form}", data, f"image/{form.lower()}")
    if not is_known:
        forget(blog)
    answer = blog.get(f"/images/a.{form}")
    assert (answer.status_code, len(answer.data)) == (200, len(data))
    assert secrets_in(answer.data) == []
    assert opened(answer.data).tobytes() == opened(data).tobytes()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(("a.JPEG", "image/jpeg"), ("a.jfif", "image/jpeg"), ("a", "application/octet-stream")),
        *(("a.gif", "image/gif"), ("a", "image/jpeg"), ("a.png", "text/plain")),
    ],
)
def test_a_photo_is_told_by_its_bytes_whatever_it_is_called(name: str, kind: str) -> None:
    blog = Blog()
    blog.put(f"images/{name}", DATA, kind)
    assert secrets_in(blog.get(f"/images/{name}").data) == []


def test_a_photo_without_a_place_is_served_as_it_is() -> None:
    data, blog = jpeg(exif=exif(place=False), xmp=b"", iptc=IPTC[:14]), Blog()
    blog.put(PHOTO[1:], data, "image/jpeg")
    blog.calls.clear()
    answer, head = blog.get(PHOTO), blog.bucket.head(PHOTO[1:])
    assert head is not None
    assert (answer.data, answer.headers["ETag"]) == (data, f'"{head.etag}"')
    assert answer.headers["Last-Modified"]
    assert blog.calls == {"table get": 1, "bucket range": 1, "bucket head": 1}


def test_a_part_is_of_the_same_file_as_the_whole(blog: Blog) -> None:
    whole = blog.get(PHOTO)
    for start in range(0, 1500, 37):
        stop = start + 40
        part = blog.get(PHOTO, Range=f"bytes={start}-{stop - 1}", If_Range=whole.headers["ETag"])
        assert (part.status_code, part.data) == (206, whole.data[start:stop])


def test_nothing_is_the_same_as_what_was_sent_with_the_place(blog: Blog) -> None:
    stored = blog.bucket.head(PHOTO[1:])
    assert stored is not None
    answer = blog.get(PHOTO)
    assert answer.headers["ETag"] != f'"{stored.etag}"'
    assert "Last-Modified" not in answer.headers
    assert blog.get(PHOTO, If_None_Match=f'"{stored.etag}"').status_code == 200
    date = "Fri, 01 Jan 2049 00:00:00 GMT"
    assert blog.get(PHOTO, If_Modified_Since=date).status_code == 200
    assert blog.get(PHOTO, Range="bytes=0-9", If_Range=date).status_code == 200
    assert blog.get(PHOTO, If_None_Match=answer.headers["ETag"]).status_code == 304


def test_head_says_what_get_would_and_asks_the_bucket_nothing(blog: Blog) -> None:
    get = blog.get(PHOTO)
    blog.calls.clear()
    head = blog.get(PHOTO, "HEAD")
    assert dict(head.headers) | {"Date": ""} == dict(get.headers) | {"Date": ""}
    assert blog.calls == {"table get": 1}


def test_an_author_may_want_places_to_be_served_from_now_on_and_no_more(blog: Blog) -> None:
    blog.put("_config.yml", KEEP)
    assert blog.get(PHOTO).data == DATA
    blog.put("_config.yml", "title: Test blog\n")
    assert secrets_in(blog.get(PHOTO).data) == []


@pytest.mark.parametrize("is_known", [True, False])
def test_who_asks_for_all_of_a_large_photo_is_sent_to_a_copy_without_the_place(
    is_known: bool,
) -> None:
    blog = Blog()
    blog.put(PHOTO[1:], LARGE, "image/jpeg")
    if not is_known:
        forget(blog)
        for info in blog.bucket.objects(prefix=FOLDER):
            blog.bucket.delete(info.key)
    served = followed(blog, PHOTO)
    assert (len(served), secrets_in(served)) == (len(LARGE), [])
    assert blog.get(PHOTO, Range="bytes=0-2000").data == served[:2001]


def test_a_large_photo_has_its_copy_until_it_is_gone() -> None:
    blog = Blog()
    blog.put(PHOTO[1:], LARGE, "image/jpeg")
    reindexer = Reindexer(blog.bucket, blog.table, blog.services.publisher)
    reindexer.run(lambda _: None)
    assert secrets_in(followed(blog, PHOTO)) == []
    blog.bucket.delete(PHOTO[1:])
    reindexer.run(lambda _: None)
    assert [info.key for info in blog.bucket.objects(prefix=FOLDER)] == []


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_photo_that_may_tell_too_much_is_served_to_nobody_unless_places_are(method: str) -> None:
    blog, data = Blog(), b"\xff\xd8" + segment(0xE1, b"GPSLatitude") * 5_000
    blog.put(PHOTO[1:], data, "image/jpeg")
    assert blog.get(PHOTO, method).status_code == 404
    blog.put("_config.yml", KEEP)
    assert blog.get(PHOTO, method).status_code == 200


def test_a_photo_too_large_to_be_looked_through_at_once_is_served_after_the_next_tick() -> None:
    blog = Blog()
    blog.put(PHOTO[1:], DATA + bytes(MAXIMUM_BYTES), "image/jpeg")
    forget(blog)
    assert blog.get(PHOTO).status_code == 503
    blog.services.publisher.publish(PHOTO[1:], rewrite=True)
    assert secrets_in(followed(blog, PHOTO)) == []


def test_a_photo_that_is_lost_is_not_served() -> None:
    blog = Blog()
    blog.put(PHOTO[1:], DATA, "image/jpeg")
    forget(blog)
    blog.bucket.read_range = lambda *_: None  # type: ignore[method-assign]
    assert blog.get(PHOTO).status_code == 503


def test_copies_for_small_screens_tell_no_place() -> None:
    blog = Blog()
    blog.put(PHOTO[1:], jpeg(quality=100), "image/jpeg")
    copies = [blog.bucket.get(info.key) for info in blog.bucket.objects(prefix=FOLDER)]
    found = [copy.data for copy in copies if copy and copy.info.content_type == "image/webp"]
    assert len(found) == 1
    for copy in found:
        assert copy
        assert secrets_in(copy) == []
        assert b"EXIF" not in copy
        assert b"XMP " not in copy


def followed(blog: Blog, path: str) -> bytes:
    """What is at the address to which a path leads in the bucket."""
    answer = blog.get(path)
    assert answer.status_code == 302
    address = urlsplit(answer.headers["Location"])
    found = blog.bucket.get(address.path[1:], version=_version(address.query))
    assert found is not None
    return found.data or b""


def _version(query: str) -> str:
    return parse_qs(query).get("versionId", [""])[0]
