"""What every bucket does: in memory, in moto's S3, in SeaweedFS and in the S3 of `tests/faults`."""

import hashlib
import http.client
import urllib.request
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from handler.aws.bucket import S3Bucket
from handler.core.model.sources import ObjectInfo
from handler.memory.bucket import MemoryBucket
from handler.services.ports import Bucket, Conflict, StoredObject
from tests.contracts.servers import MOTO, client, make_bucket, make_unversioned_bucket

pytestmark = pytest.mark.slow

_SERVERS = [
    MOTO,
    pytest.param("seaweed", marks=[pytest.mark.slow, pytest.mark.xdist_group("seaweed")]),
]
AWKWARD_KEYS = [
    "images/a cat.png",
    "a+b.md",
    "100%.md",
    "a%20b.md",
    "_posts/2026-01-01-안녕하세요.md",
    "é/ü 'x' (1) & co=!~,;@$*.txt",
    "question?hash#colon:.md",
]


@pytest.fixture(params=["memory", "faulty", *_SERVERS])
def bucket(request: pytest.FixtureRequest) -> Bucket:
    """An empty bucket of each kind."""
    if request.param == "memory":
        return MemoryBucket()
    if request.param == "faulty":
        aws = request.getfixturevalue("faulty")
        aws.bucket = MemoryBucket()
        return S3Bucket(lambda: client("s3", aws.endpoint), "bucket")
    return make_bucket(request.getfixturevalue(request.param))


@pytest.fixture(params=_SERVERS)
def served_bucket(request: pytest.FixtureRequest) -> Bucket:
    """An empty bucket of each kind that answers over HTTP."""
    return make_bucket(request.getfixturevalue(request.param))


def expect_failure_on_seaweed(request: pytest.FixtureRequest, reason: str) -> None:
    """Mark a test that SeaweedFS fails, where it differs from S3."""
    if "seaweed" in request.node.name:
        request.applymarker(pytest.mark.xfail(reason=f"SeaweedFS {reason}", strict=True))


def put(bucket: Bucket, key: str, data: bytes = b"data", content_type: str = "text/css") -> str:
    """Store an object and say which version it is."""
    bucket.put(key, data, content_type)
    return existing(bucket, key).info.version


def existing(bucket: Bucket, key: str, version: str = "", limit: int | None = None) -> StoredObject:
    """What a bucket holds, as it must hold it."""
    found = bucket.get(key, version=version, limit=limit)
    assert found is not None
    return found


def keys_of(infos: list[ObjectInfo]) -> list[str]:
    return [info.key for info in infos]


def versions_of(bucket: Bucket, key: str) -> list[str]:
    return [info.version for info in bucket.versions(key)[0]]


def test_an_object_is_read_as_it_was_stored(bucket: Bucket) -> None:
    bucket.put("a.md", bytes(range(256)), "text/css")
    found = existing(bucket, "a.md")
    info = found.info
    assert found.data == bytes(range(256))
    assert (info.key, info.size, info.content_type) == ("a.md", 256, "text/css")
    assert info.etag == "e2c865db4162bed963bfaa9ef6ac18f0"
    assert info.version
    assert info.modified.utcoffset() == timedelta()


def test_an_empty_object_exists(bucket: Bucket) -> None:
    put(bucket, "empty", b"")
    assert existing(bucket, "empty").data == b""
    assert [info.size for info in bucket.objects()] == [0]


def test_what_is_not_there_is_none(bucket: Bucket) -> None:
    version = put(bucket, "other")
    assert bucket.get("a") is None
    assert bucket.head("a") is None
    assert bucket.read_range("a", version, 0, 1) is None
    assert bucket.versions("a") == ([], True)
    assert bucket.objects(prefix="a") == []


@pytest.mark.parametrize(
    "name", ["no-such", "null", "é", "0" * 32, "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY"]
)
def test_what_is_no_name_of_a_version_names_none(bucket: Bucket, name: str) -> None:
    put(bucket, "a")
    assert bucket.get("a", version=name) is None


def test_get_head_and_listing_agree_on_etag_time_and_size(bucket: Bucket) -> None:
    put(bucket, "a.css", b"12345")
    info = existing(bucket, "a.css").info
    assert bucket.head("a.css") == info
    listed = ObjectInfo("a.css", info.etag, "", info.modified, 5)
    for found in [*bucket.objects(), *bucket.versions("a.css")[0]]:
        assert ObjectInfo(found.key, found.etag, "", found.modified, found.size) == listed


def test_times_are_of_now_in_whole_seconds(served_bucket: Bucket) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    put(served_bucket, "a")
    modified = existing(served_bucket, "a").info.modified
    assert before <= modified <= datetime.now(UTC)
    assert modified.microsecond == 0


def test_a_new_version_replaces_the_old_one_which_can_still_be_read(bucket: Bucket) -> None:
    first, second = put(bucket, "a", b"one"), put(bucket, "a", b"two")
    assert first != second
    assert existing(bucket, "a").data == b"two"
    assert existing(bucket, "a", first).data == b"one"
    assert existing(bucket, "a", first).info.version == first
    assert bucket.read_range("a", first, 1, 3) == b"ne"
    assert versions_of(bucket, "a") == [second, first]


def test_a_deleted_object_is_gone_but_its_versions_can_be_read(bucket: Bucket) -> None:
    version = put(bucket, "a", b"one")
    bucket.delete("a")
    assert (bucket.get("a"), bucket.head("a"), bucket.objects()) == (None, None, [])
    assert bucket.versions("a") == ([], True)
    assert existing(bucket, "a", version).data == b"one"
    assert bucket.read_range("a", version, 0, 3) == b"one"


def test_versions_from_before_a_deletion_do_not_count(bucket: Bucket) -> None:
    put(bucket, "a", b"one")
    put(bucket, "a", b"two")
    bucket.delete("a")
    third = put(bucket, "a", b"three")
    assert versions_of(bucket, "a") == [third]


def test_what_is_deleted_and_uploaded_within_one_second_keeps_its_order(bucket: Bucket) -> None:
    put(bucket, "a", b"one")
    for data in (b"two", b"three"):
        bucket.delete("a")
        put(bucket, "a", data)
    found, complete = bucket.versions("a")
    newest = put(bucket, "a", b"four")
    assert ([info.etag for info in found], complete) == ([hashlib.md5(b"three").hexdigest()], True)
    assert versions_of(bucket, "a") == [newest, found[0].version]


def test_deleting_twice_or_what_never_was_does_nothing(bucket: Bucket) -> None:
    bucket.delete("a")
    put(bucket, "b")
    bucket.delete("b")
    bucket.delete("b")
    assert bucket.objects() == []
    assert bucket.get("a") is None


@pytest.mark.parametrize("server", _SERVERS)
def test_an_object_from_before_versioning_can_still_be_read(
    request: pytest.FixtureRequest, server: str
) -> None:
    bucket, enable_versioning = make_unversioned_bucket(request.getfixturevalue(server))
    first = put(bucket, "a", b"one")
    enable_versioning()
    second = put(bucket, "a", b"two")
    assert versions_of(bucket, "a") == [second, first]
    assert (existing(bucket, "a", first).data, existing(bucket, "a").data) == (b"one", b"two")
    assert bucket.read_range("a", first, 0, 9) == b"one"


def test_versions_are_those_of_one_key_only(bucket: Bucket) -> None:
    version = put(bucket, "a")
    for other in ("a.md", "a/b", "ab", "A"):
        put(bucket, other)
    assert versions_of(bucket, "a") == [version]


def test_versions_of_neighbours_do_not_make_a_history_incomplete(
    bucket: Bucket, request: pytest.FixtureRequest
) -> None:
    expect_failure_on_seaweed(request, "lists versions of a.md before those of a")
    version = put(bucket, "a")
    for n in range(101):
        bucket.put("a.md", b"%d" % n, "text/css")
    found, complete = bucket.versions("a")
    assert ([info.version for info in found], complete) == ([version], True)


def test_the_newest_100_versions_are_given_and_that_there_are_more(bucket: Bucket) -> None:
    etags = []
    for n in range(102):
        bucket.put("a", b"%d" % n, "text/css")
        etags.append(hashlib.md5(b"%d" % n).hexdigest())
    found, complete = bucket.versions("a")
    assert ([info.etag for info in found], complete) == (etags[:1:-1], False)


@pytest.mark.parametrize(("start", "stop"), [(0, 1), (2, 5), (9, 10), (0, 10), (5, 99)])
def test_a_range_of_bytes_is_read(bucket: Bucket, start: int, stop: int) -> None:
    version = put(bucket, "a", b"0123456789")
    assert bucket.read_range("a", version, start, stop) == b"0123456789"[start:stop]


@pytest.mark.parametrize(
    ("limit", "data"), [(3, None), (4, b"data"), (5, b"data"), (None, b"data")]
)
def test_an_object_over_the_limit_comes_without_data(
    bucket: Bucket, limit: int | None, data: bytes | None
) -> None:
    put(bucket, "a", b"data")
    found = existing(bucket, "a", limit=limit)
    assert (found.data, found.info.size) == (data, 4)


@pytest.mark.parametrize("key", AWKWARD_KEYS)
def test_keys_with_any_characters_can_be_used(bucket: Bucket, key: str) -> None:
    version = put(bucket, key, b"1")
    assert existing(bucket, key, version).info.key == key
    assert keys_of(bucket.objects(prefix=key)) == [key]
    assert keys_of(bucket.versions(key)[0]) == [key]
    assert bucket.read_range(key, version, 0, 1) == b"1"
    put(bucket, key + "x")
    assert keys_of(bucket.objects(after=key)) == [key + "x"]
    bucket.delete(key)
    assert keys_of(bucket.objects()) == [key + "x"]


def test_objects_are_listed_in_order_of_their_keys(bucket: Bucket) -> None:
    keys = ["B", "_config.yml", "_posts/a.md", "a", "a.md", "b/b", "b/c/d", "bb", "c"]
    for key in reversed(keys):
        put(bucket, key)
    assert keys_of(bucket.objects()) == keys
    assert keys_of(bucket.objects(prefix="b/")) == ["b/b", "b/c/d"]
    assert keys_of(bucket.objects(after="b/b", prefix="b")) == ["b/c/d", "bb"]
    assert keys_of(bucket.objects(after="a", limit=2)) == ["a.md", "b/b"]
    assert keys_of(bucket.objects(after="c")) == []


def test_a_listing_goes_on_after_any_key_even_among_folders(
    bucket: Bucket, request: pytest.FixtureRequest
) -> None:
    expect_failure_on_seaweed(request, "leaves out a folder that sorts before the key")
    for key in ("a", "a-b", "a.md", "a/b", "a/b/c", "ab"):
        put(bucket, key)
    assert keys_of(bucket.objects(after="a-b")) == ["a.md", "a/b", "a/b/c", "ab"]


def test_non_ascii_keys_are_listed_in_the_order_of_their_utf_8(
    bucket: Bucket, request: pytest.FixtureRequest
) -> None:
    expect_failure_on_seaweed(request, "orders keys as it escapes them")
    keys = ["a", "b/x", "z", "é", "가", "나/x", "🙂"]
    for key in reversed(keys):
        put(bucket, key)
    assert keys_of(bucket.objects()) == keys
    assert keys_of(bucket.objects(after="é", limit=2)) == ["가", "나/x"]


def test_a_listing_can_be_walked_in_stretches(bucket: Bucket) -> None:
    keys = [f"images/{n:02}.png" for n in range(25)]
    for key in keys:
        put(bucket, key)
    found: list[str] = []
    while stretch := bucket.objects(after=found[-1] if found else "", limit=10):
        found += keys_of(stretch)
    assert found == keys


@pytest.mark.parametrize("key", AWKWARD_KEYS)
def test_anybody_can_read_a_version_at_its_presigned_address(
    served_bucket: Bucket, key: str
) -> None:
    version = put(served_bucket, key, b"one")
    put(served_bucket, key, b"two")
    with urllib.request.urlopen(served_bucket.presigned_url(key, version, 60)) as answer:
        assert isinstance(answer, http.client.HTTPResponse)
        assert (answer.read(), answer.headers["Content-Type"]) == (b"one", "text/css")


@pytest.mark.parametrize(
    ("key", "stated", "expected"),
    [
        ("a.png", "image/webp", "image/webp"),
        ("a.png", "binary/octet-stream", "image/png"),
        ("a.png", "application/octet-stream", "image/png"),
        ("a.unheard-of", "binary/octet-stream", "application/octet-stream"),
        ("a.html", "text/html; charset=euc-kr", "text/html; charset=euc-kr"),
    ],
)
def test_the_stated_content_type_counts_unless_it_says_nothing(
    served_bucket: Bucket, key: str, stated: str, expected: str
) -> None:
    put(served_bucket, key, content_type=stated)
    assert existing(served_bucket, key).info.content_type == expected


def test_only_the_first_of_two_who_saw_nothing_may_store(bucket: Bucket) -> None:
    etag = bucket.replace("a", BytesIO(b"one"), "text/css", None)
    with pytest.raises(Conflict):
        bucket.replace("a", BytesIO(b"two"), "text/css", None)
    found = existing(bucket, "a")
    assert (found.data, found.info.etag) == (b"one", etag)


def test_an_object_is_replaced_only_by_who_knows_the_newest(bucket: Bucket) -> None:
    first = bucket.replace("a", BytesIO(b"one"), "text/css", None)
    second = bucket.replace("a", BytesIO(b"two"), "text/css", first)
    with pytest.raises(Conflict):
        bucket.replace("a", BytesIO(b"three"), "text/css", first)
    found = existing(bucket, "a")
    assert (found.data, found.info.etag) == (b"two", second)


@pytest.mark.parametrize("author", ["", "Ann-Kathrin O'Neil", "김안나 <a@b.example>\n%41"])
def test_who_wrote_a_version_is_told_of_it(bucket: Bucket, author: str) -> None:
    etag = bucket.replace("a", BytesIO(b"one"), "text/css", None, author=author)
    first = existing(bucket, "a").info
    bucket.replace("a", BytesIO(b"two"), "text/css", etag)
    assert first.author == author
    assert bucket.head("a", version=first.version) == first
    found = bucket.head("a")
    assert found
    assert found.author == ""


def test_what_names_no_version_names_none(bucket: Bucket) -> None:
    put(bucket, "a")
    for version in ("nonsense", "%00", "ä/../ö", "x" * 2_000):
        assert bucket.get("a", version=version) is None
    assert bucket.history("a", after="ä/../ö")[0] == []


def test_what_was_deleted_is_replaced_by_nobody_who_knew_it(bucket: Bucket) -> None:
    etag = bucket.replace("a", BytesIO(b"one"), "text/css", None)
    bucket.delete("a")
    with pytest.raises(Conflict):
        bucket.replace("a", BytesIO(b"two"), "text/css", etag)
    bucket.replace("a", BytesIO(b"three"), "text/css", None)
    assert existing(bucket, "a").data == b"three"


def test_a_download_takes_the_place_of_what_was_in_the_file(bucket: Bucket) -> None:
    put(bucket, "a", bytes(3_000_000))
    file = BytesIO()
    assert bucket.download("a", file) == existing(bucket, "a").info
    assert file.getvalue() == bytes(3_000_000)
    assert bucket.download("b", file) is None


def test_an_object_is_deleted_only_by_who_knows_the_newest(bucket: Bucket) -> None:
    put(bucket, "a", b"one")
    old = existing(bucket, "a").info.etag
    put(bucket, "a", b"two")
    with pytest.raises(Conflict):
        bucket.delete("a", etag=old)
    assert existing(bucket, "a").data == b"two"
    bucket.delete("a", etag=existing(bucket, "a").info.etag)
    with pytest.raises(Conflict):
        bucket.delete("a", etag=old)
    assert bucket.get("a") is None


def test_the_history_of_a_key_has_its_deletions_too(bucket: Bucket) -> None:
    first = put(bucket, "a", b"one")
    bucket.delete("a")
    third = put(bucket, "a", b"three")
    put(bucket, "ab")
    found, is_whole = bucket.history("a")
    assert ([info.version for info in found][::2], is_whole) == ([third, first], True)
    assert [bool(info.etag) for info in found] == [True, False, True]
    assert bucket.history("b") == ([], True)


def test_a_history_goes_on_after_any_of_its_versions(bucket: Bucket) -> None:
    versions = [put(bucket, "a", b"%d" % number) for number in range(102)][::-1]
    found, is_whole = bucket.history("a")
    assert ([info.version for info in found], is_whole) == (versions[:100], False)
    rest, is_whole = bucket.history("a", after=versions[99])
    assert ([info.version for info in rest], is_whole) == (versions[100:], True)
