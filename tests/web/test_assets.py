"""Files of the bucket: types, revalidation, ranges, and what Lambda cannot answer."""

import pytest

from tests.web.blog import Blog
from tests.web.test_pages import SECURITY

DATA = bytes(range(256)) * 4
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
LARGE = 4_600_000


@pytest.fixture(scope="module")
def blog() -> Blog:
    blog = Blog()
    blog.put("images/Blue Waves.PNG", DATA, "image/png")
    blog.put("images/large.bin", bytes(LARGE), "application/octet-stream")
    blog.put("notes/empty.txt", b"", "text/plain")
    return blog


IMAGE = "/images/Blue%20Waves.PNG"


def test_a_file_is_served_with_its_type_and_validators(blog: Blog) -> None:
    answer = blog.get(IMAGE)
    etag = blog.bucket.head("images/Blue Waves.PNG")
    assert etag is not None
    assert (answer.status_code, answer.data) == (200, DATA)
    assert dict(answer.headers) == SECURITY | {
        "Date": answer.headers["Date"],
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, max-age=300, s-maxage=60, stale-if-error=86400",
        "Content-Length": "1024",
        "Content-Security-Policy": FILE_POLICY,
        "Content-Type": "image/png",
        "ETag": f'"{etag.etag}"',
        "Last-Modified": "Thu, 01 Jan 2026 00:00:02 GMT",
    }


def test_head_describes_a_file_without_touching_the_bucket(blog: Blog) -> None:
    get = blog.get(IMAGE)
    blog.calls.clear()
    head = blog.get(IMAGE, "HEAD")
    assert (head.status_code, head.data) == (200, b"")
    dates = {"Date": "now"}
    assert dict(head.headers) | dates == dict(get.headers) | dates
    assert not [call for call in blog.calls if call.startswith("bucket")]


def test_text_says_that_it_is_utf_8(blog: Blog) -> None:
    answer = blog.get("/notes/empty.txt")
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_names_are_exact_in_case_and_may_be_of_any_script() -> None:
    blog = Blog()
    blog.put("images/바다 C++ 100%.jpg", b"sea", "image/jpeg")
    blog.put("images/Shot at 10.00\u202fAM.png", b"shot", "image/png")
    escaped = "/images/%EB%B0%94%EB%8B%A4%20C++%20100%25.jpg"
    assert blog.get(escaped).data == b"sea"
    assert blog.get(escaped.replace("C++", "c++")).status_code == 404
    assert blog.get("/images/Shot%20at%2010.00%E2%80%AFAM.png").data == b"shot"


def test_a_file_that_the_client_has_is_not_sent_again(blog: Blog) -> None:
    etag = blog.get(IMAGE).headers["ETag"]
    blog.calls.clear()
    for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = blog.get(IMAGE, If_None_Match=known)
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert "Content-Length" not in answer.headers
    assert not [call for call in blog.calls if call.startswith("bucket")]


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Thu, 01 Jan 2026 00:00:02 GMT", 304),
        ("Fri, 02 Jan 2026 00:00:00 GMT", 304),
        ("Thu, 01 Jan 2026 00:00:01 GMT", 200),
        ("yesterday", 200),
    ],
)
def test_a_file_is_sent_if_it_changed_since_a_date(blog: Blog, since: str, status: int) -> None:
    assert blog.get(IMAGE, If_Modified_Since=since).status_code == status


def test_an_etag_goes_before_a_date(blog: Blog) -> None:
    date = "Fri, 02 Jan 2026 00:00:00 GMT"
    answer = blog.get(IMAGE, If_None_Match='"other"', If_Modified_Since=date)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=1000-", 1000, 1024),
        ("bytes=1023-1023", 1023, 1024),
        ("bytes=-24", 1000, 1024),
        ("bytes=1000-5000", 1000, 1024),
    ],
)
def test_a_range_of_a_file_is_served(blog: Blog, wanted: str, start: int, stop: int) -> None:
    answer = blog.get(IMAGE, Range=wanted)
    assert (answer.status_code, answer.data) == (206, DATA[start:stop])
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/1024"
    assert answer.headers["Content-Length"] == str(stop - start)
    assert answer.headers["ETag"] == blog.get(IMAGE).headers["ETag"]


@pytest.mark.parametrize("wanted", ["bytes=1024-", "bytes=5000-6000"])
def test_a_range_beyond_the_end_is_refused_with_the_size(blog: Blog, wanted: str) -> None:
    answer = blog.get(IMAGE, Range=wanted)
    assert (answer.status_code, answer.data) == (416, b"")
    assert answer.headers["Content-Range"] == "bytes */1024"
    assert SECURITY.items() <= dict(answer.headers).items()


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,5-6", "bytes=9-1", "bytes=x-y", "lines=1-2", "bytes=-5000", "bytes=-0"]
)
def test_what_is_no_single_range_gets_the_whole_file(blog: Blog, wanted: str) -> None:
    answer = blog.get(IMAGE, Range=wanted)
    assert (answer.status_code, answer.data) == (200, DATA)


def test_a_range_of_an_empty_file_is_the_empty_file(blog: Blog) -> None:
    assert blog.get("/notes/empty.txt", Range="bytes=0-5").status_code == 200


def test_a_range_is_served_only_if_the_rest_is_of_the_same_version(blog: Blog) -> None:
    etag = blog.get(IMAGE).headers["ETag"]
    modified = blog.get(IMAGE).headers["Last-Modified"]
    statuses = {
        condition: blog.get(IMAGE, Range="bytes=0-9", If_Range=condition).status_code
        for condition in (etag, modified, '"other"', f"W/{etag}", "Thu, 01 Jan 2015 00:00:00 GMT")
    }
    assert list(statuses.values()) == [206, 206, 200, 200, 200]


def test_a_file_larger_than_lambda_answers_is_fetched_from_the_bucket(blog: Blog) -> None:
    answer = blog.get("/images/large.bin")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("memory://bucket/images/large.bin?versionId=")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_range_of_a_large_file_is_served(blog: Blog) -> None:
    answer = blog.get("/images/large.bin", Range="bytes=4599990-")
    assert (answer.status_code, len(answer.data)) == (206, 10)


def test_a_large_range_of_a_large_file_is_fetched_from_the_bucket(blog: Blog) -> None:
    assert blog.get("/images/large.bin", Range="bytes=0-").status_code == 302


def test_head_of_a_large_file_says_how_large_it_is(blog: Blog) -> None:
    answer = blog.get("/images/large.bin", "HEAD")
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(LARGE))


@pytest.mark.parametrize("kind", ["image/svg+xml", "application/xhtml+xml", "text/xml"])
def test_a_file_that_can_hold_a_script_is_inert(kind: str) -> None:
    blog = Blog()
    blog.put("files/drawing.bin", b"<svg><script>alert(1)</script></svg>", kind)
    answer = blog.get("/files/drawing.bin")
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_pdf_may_use_the_browsers_viewer() -> None:
    blog = Blog()
    blog.put("paper.pdf", b"%PDF-", "application/pdf")
    policy = blog.get("/paper.pdf").headers["Content-Security-Policy"]
    assert policy == FILE_POLICY.removesuffix("; sandbox")


def test_a_new_version_of_a_file_is_served_and_a_deleted_one_is_gone() -> None:
    blog = Blog()
    blog.put("a.txt", "one", "text/plain")
    blog.put("a.txt", "two", "text/plain")
    assert blog.get("/a.txt").text == "two"
    blog.bucket.delete("a.txt")
    blog.services.publisher.publish("a.txt")
    assert blog.get("/a.txt").status_code == 404


@pytest.mark.parametrize("content_type", ["text/javascript", "application/x-javascript; charset=x"])
def test_a_script_is_text_so_that_no_post_can_run_it(content_type: str) -> None:
    blog = Blog()
    blog.put("demo.js", "alert(1)", content_type)
    answer = blog.get("/demo.js")
    assert (answer.mimetype, answer.text) == ("text/plain", "alert(1)")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
