"""Pictures on their way from upload to page: before the post, after it, replaced, deleted."""

from dataclasses import replace
from typing import Any

import pytest

from handler.core.model.media.geotags import Geotag
from handler.core.model.media.pictures import FOLDER, MAXIMUM_BYTES, Picture
from handler.core.model.sources import Asset, ObjectInfo
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Allowance, Unavailable, Unfinished
from handler.services.publish.pictures import Measured, Pictures, known_picture
from handler.services.tick.reindexing import Reindexer
from tests.core.builders import make_source
from tests.services.blog import NOW, Blog
from tests.support.open_sandbox import OpenSandbox
from tests.support.picture_files import drawing, photo, png_that_claims, svg

pytestmark = pytest.mark.slow

DAY = "2026-01-01-sea"
PATH = "/2026/01/01/sea/"
SEA = "images/sea.jpg"


def upload(blog: Blog, key: str = SEA, data: bytes | None = None) -> list[str]:
    """Publish a picture; what its author is told."""
    outcome = blog.publish(key, photo(1000, 500) if data is None else data)
    assert outcome.state == "live"
    return [str(problem) for problem in outcome.problems]


def copies(blog: Blog) -> list[str]:
    """The copies that the bucket holds, without their folder."""
    keys = [info.key for info in blog.bucket.objects(prefix=FOLDER)]
    return [key.rpartition("/")[2] for key in keys if key.endswith(".webp")]


def show(blog: Blog, body: str = "![Sea](/images/sea.jpg)") -> str:
    blog.post(DAY, "Sea", body)
    return blog.show(PATH)


def test_a_picture_gets_copies_when_it_is_published() -> None:
    blog = Blog()
    assert upload(blog) == []
    assert copies(blog) == ["1000.webp", "480.webp", "960.webp"]


def test_a_post_shows_the_size_and_copies_of_its_pictures() -> None:
    blog = Blog()
    upload(blog)
    shown = show(blog)
    assert 'width="1000" height="500"' in shown
    assert "480.webp 480w" in shown


@pytest.mark.parametrize("path", [PATH, "/feed.xml", "/feed.json"])
def test_a_picture_that_comes_after_its_post_appears_in_what_was_rendered(path: str) -> None:
    blog = Blog()
    show(blog)
    assert "480.webp" not in blog.show(path)
    upload(blog)
    assert "480.webp" in blog.show(path)


def test_a_picture_that_is_replaced_shows_its_new_size() -> None:
    blog = Blog()
    upload(blog)
    before = show(blog)
    upload(blog, data=photo(800, 700))
    after = blog.show(PATH)
    assert 'width="800" height="700"' in after
    assert before.partition("_images/")[2][:20] != after.partition("_images/")[2][:20]


def test_a_picture_that_is_deleted_has_no_size_any_more() -> None:
    blog = Blog()
    upload(blog)
    show(blog)
    blog.delete(SEA)
    assert "width=" not in blog.show(PATH)


def test_a_page_shows_pictures_relative_to_itself() -> None:
    blog = Blog()
    upload(blog, "about/sea.jpg")
    blog.publish("about.md", "---\ntitle: About\n---\n![Sea](sea.jpg)\n")
    assert 'width="1000"' in blog.show("/about/")


def test_a_feed_knows_three_pictures_of_each_post() -> None:
    blog = Blog()
    for number in range(5):
        upload(blog, f"images/{number}.png", drawing(500 + number, 300))
    body = "\n\n".join(f"![{number}](/images/{number}.png)" for number in range(5))
    assert show(blog, body).count("300") == 5
    assert blog.show("/feed.json").count("300") == 3


def test_pages_without_pictures_stay_stored_when_a_picture_changes() -> None:
    calls: list[str] = []
    blog = Blog(table=MemoryTable(calls.append))
    blog.post("2026-01-02-words", "Words")
    blog.show("/2026/01/02/words/")
    upload(blog)
    calls.clear()
    blog.show("/2026/01/02/words/")
    assert calls == ["get"]


def test_an_event_that_comes_twice_reads_the_picture_once() -> None:
    calls: list[str] = []
    blog = Blog(bucket=MemoryBucket(calls.append))
    upload(blog)
    calls.clear()
    blog.publish(SEA)
    assert calls == ["bucket head"]


def test_an_index_that_is_built_anew_makes_no_copies_again() -> None:
    calls: list[str] = []
    bucket = MemoryBucket(calls.append)
    upload(Blog(bucket=bucket))
    calls.clear()
    new = Blog(bucket=bucket)
    new.publish(SEA)
    assert calls == ["bucket head", "bucket get", "bucket get"]
    new.post(DAY, "Sea", "![Sea](/images/sea.jpg)")
    assert 'width="1000"' in new.show("/2026/01/01/sea.html")


def test_a_new_index_has_no_copies_of_pictures_that_are_gone() -> None:
    blog = Blog()
    data = photo(1000, 500)
    for key in (SEA, "other/sea.jpg"):
        upload(blog, key, data)
    upload(blog, "images/gone.jpg", photo(600, 400))
    blog.delete("images/gone.jpg")
    blog.delete(SEA)
    reindexer = Reindexer(blog.bucket, blog.table, blog.services.publisher)
    reindexer.run(lambda _: None)
    assert copies(blog) == ["1000.webp", "480.webp", "960.webp"]
    blog.delete("other/sea.jpg")
    reindexer.run(lambda _: None)
    assert blog.bucket.objects(prefix=FOLDER) == []


def test_a_new_index_makes_copies_again_that_were_lost() -> None:
    blog = Blog()
    upload(blog)
    for info in blog.bucket.objects(prefix=FOLDER):
        blog.bucket.delete(info.key)
    Reindexer(blog.bucket, blog.table, blog.services.publisher).run(lambda _: None)
    assert copies(blog) == ["1000.webp", "480.webp", "960.webp"]


def test_two_files_with_the_same_picture_share_its_copies() -> None:
    blog = Blog()
    data = photo(1000, 500)
    upload(blog, SEA, data)
    upload(blog, "other/sea.JPG", data)
    assert len(copies(blog)) == 3


def test_a_broken_picture_is_served_as_it_is_with_a_warning() -> None:
    blog = Blog()
    (warning,) = upload(blog, data=b"no picture")
    assert warning.startswith("images/sea.jpg: is no picture that can be read: it is neither")
    assert blog.show("/images/sea.jpg") == "file images/sea.jpg"


def test_what_has_too_many_pixels_is_served_as_it_is_with_a_warning() -> None:
    (told,) = upload(Blog(), "images/a.png", png_that_claims(10_000, 5_000))
    assert "has 50,000,000 pixels" in told


class Weary(OpenSandbox):
    """A sandbox in which no picture is read in time."""

    def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> Any:
        """See `Sandbox.run`."""
        if task.endswith(":read_picture"):
            raise Unfinished("takes too much computing")
        return super().run(task, arguments, allowance)


def test_a_picture_that_takes_too_long_is_served_as_it_is_with_a_warning() -> None:
    (told,) = upload(Blog(sandbox=Weary()))
    assert "costs more to read than it shows: it takes too much computing" in told


def test_a_picture_that_is_gone_by_the_time_it_is_read_has_no_size() -> None:
    info = ObjectInfo(SEA, "", "v1", NOW, 9)
    measured = Pictures(MemoryBucket(), OpenSandbox()).measure(info, Allowance(9))
    assert measured == Measured()


def test_a_file_that_is_too_large_is_served_as_it_is_with_a_warning() -> None:
    blog = Blog()
    (warning,) = upload(blog, data=bytes(MAXIMUM_BYTES + 1))
    assert "pictures up to 25,000,000 are read" in warning
    assert copies(blog) == []


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="300" height="200"', 'width="300" height="200"'),
        ('width="300px" height="200px" viewBox="0 0 9 9"', 'width="300" height="200"'),
        ('viewBox="0 0 640 480"', 'width="640" height="480"'),
        ('width="100%" viewBox="0,0,64.4,48"', 'width="64" height="48"'),
    ],
)
def test_a_drawing_in_svg_has_its_size_and_no_copies(attributes: str, size: str) -> None:
    blog = Blog()
    upload(blog, "images/a.svg", svg(attributes))
    shown = show(blog, "![A](/images/a.svg)")
    assert size in shown
    assert "srcset" not in shown


@pytest.mark.parametrize("attributes", ["", 'width="0" height="5"', 'viewBox="0 0 1"'])
def test_a_drawing_without_a_size_has_none(attributes: str) -> None:
    blog = Blog()
    assert upload(blog, "images/a.svg", svg(attributes)) == []
    assert "width=" not in show(blog, "![A](/images/a.svg)")


def test_excluded_pictures_are_neither_copied_nor_shown() -> None:
    blog = Blog(config="title: Blog\npermalink: pretty\nexclude: [images]\n")
    assert blog.publish(SEA, photo(1000, 500)).state == "hidden"
    assert copies(blog) == []


@pytest.mark.parametrize("failing", ["bucket put", "bucket get"])
def test_a_publish_that_the_bucket_fails_is_completed_by_the_next(failing: str) -> None:
    failures = [failing]
    blog = Blog(bucket=MemoryBucket(lambda call: fail_at(call, failures)))
    failures.clear()
    blog.put(SEA, photo(1000, 500))
    failures.append(failing)
    with pytest.raises(Unavailable):
        blog.publish(SEA)
    failures.clear()
    blog.publish(SEA)
    assert copies(blog) == ["1000.webp", "480.webp", "960.webp"]


def fail_at(call: str, failures: list[str]) -> None:
    if call in failures:
        raise Unavailable(call)


def test_an_include_may_show_pictures() -> None:
    blog = Blog()
    upload(blog)
    blog.publish("_includes/sea.html", '<img src="/images/sea.jpg" alt="Sea">')
    assert 'width="1000"' in show(blog, "{% include sea.html %}")


@pytest.mark.parametrize(
    "note",
    [
        *(b"", b"[", b"{}", b"7", b"\xff", b'["1-a", 1, 1, []]', b"[" * 100_000, b" " * 20_000),
        *(b'["ID", -1, 500, []]', b'["ID", 1e9, 500, []]', b'["ID", true, true, []]'),
        *(b'["ID", "1000", 500, []]', b'["ID", 1000, 500, [7]]', b'["ID", 1000, 500, 480]'),
        *(b'["ID", 1000, 500, [480, 480]]', b'[["ID"], 1000, 500, []]'),
    ],
)
def test_a_note_about_a_picture_that_is_not_ours_counts_for_nothing(note: bytes) -> None:
    blog = Blog()
    sea = photo(500, 250)
    upload(blog, data=sea)
    (key,) = (info.key for info in blog.bucket.objects() if info.key.endswith("picture.json"))
    identity = key.split("/")[-2].encode()
    blog.bucket.put(key, note.replace(b"ID", identity), "application/json")
    upload(blog, "images/again.jpg", sea)
    shown = show(blog, "![Sea](/images/again.jpg)")
    assert 'width="500" height="250"' in shown
    assert "480.webp 480w" in shown


@pytest.mark.parametrize(
    ("asset", "is_known"),
    [
        (Asset("/a.png", 9, "image/png", Picture("1-a", 3, 2), geotag=Geotag()), True),
        (Asset("/a.png", 9, "image/png", Picture("0-a", 3, 2), geotag=Geotag()), False),
        (Asset("/a.png", 9, "image/png", Picture("1-a", 3, 2)), False),
        (Asset("/a.png", 9, "image/png", geotag=Geotag()), False),
    ],
    ids=["as now", "copies of old", "place not looked for", "size not looked for"],
)
def test_the_same_bytes_are_read_again_if_less_was_found_out_of_them(
    asset: Asset, is_known: bool
) -> None:
    info = ObjectInfo("images/a.png", "v1", "v1", NOW, 9)
    expected = Measured(asset.picture, asset.geotag) if is_known else None
    assert known_picture(make_source(asset=asset), info) == expected
    assert known_picture(make_source(asset=asset), replace(info, etag="v2")) is None
