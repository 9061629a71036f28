"""Tests of older versions of files, in memory and in S3."""

import pytest

from handler.core.model.problems import ContentError
from handler.core.model.sources import ObjectInfo
from handler.memory.bucket import MemoryBucket
from handler.services.author.files import NotThere, Seen
from handler.services.author.versions import NoVersions, Versions
from handler.services.ports import Allowance, Bucket, Unfinished
from tests.contracts.servers import MOTO, make_bucket, make_unversioned_bucket
from tests.services.author.places import NOW, one_by_one, versions
from tests.support.open_sandbox import OpenSandbox

KEY = "_posts/2020-01-02-a.md"


@pytest.fixture(params=["memory", MOTO])
def bucket(request: pytest.FixtureRequest) -> Bucket:
    """An empty bucket of each kind."""
    if request.param == "memory":
        return MemoryBucket()
    return make_bucket(request.getfixturevalue("moto"))


def put(bucket: Bucket, *texts: bytes, key: str = KEY) -> None:
    for text in texts:
        bucket.put(key, text, "text/markdown")


def data_of(bucket: Bucket, info: ObjectInfo) -> bytes | None:
    found = bucket.get(info.key, version=info.version)
    return found.data if found else None


def content_types(bucket: Bucket) -> set[str]:
    return {info.content_type for info in [bucket.head(KEY)] if info}


def test_the_history_has_every_version_and_deletion_newest_first(bucket: Bucket) -> None:
    put(bucket, b"one", b"two")
    bucket.delete(KEY)
    put(bucket, b"three")
    put(bucket, b"other", key=f"{KEY}.bak")
    found = versions(bucket).history(KEY)
    assert [data_of(bucket, info) for info in found.versions] == [b"three", None, b"two", b"one"]
    assert [bool(info.etag) for info in found.versions] == [True, False, True, True]
    assert (found.is_whole, found.is_kept) == (True, True)


def test_a_long_history_comes_in_pages(bucket: Bucket) -> None:
    put(bucket, *(b"%d" % number for number in range(230)))
    seen: list[ObjectInfo] = []
    is_whole, pages = False, 0
    while not is_whole:
        page = versions(bucket).history(KEY, seen[-1].version if seen else "")
        seen, is_whole, pages = [*seen, *page.versions], page.is_whole, pages + 1
    assert [data_of(bucket, info) for info in seen] == [b"%d" % n for n in reversed(range(230))]
    assert pages == 3


def test_an_older_version_is_the_newest_again(bucket: Bucket) -> None:
    put(bucket, b"one", b"two", b"three")
    found = versions(bucket)
    first = found.history(KEY).versions[-1]
    assert found.restore(first)
    assert not found.restore(first)
    texts = [data_of(bucket, info) for info in found.history(KEY).versions]
    assert texts == [b"one", b"three", b"two", b"one"]
    assert content_types(bucket) == {"text/markdown"}


def test_a_deleted_file_comes_back(bucket: Bucket) -> None:
    put(bucket, b"one", b"two")
    found = versions(bucket)
    with pytest.raises(NotThere, match="is not deleted"):
        found.undo(KEY)
    bucket.delete(KEY)
    found.undo(KEY)
    assert data_of(bucket, ObjectInfo(KEY, "", "", NOW, 0)) == b"two"
    deletion = found.history(KEY).versions[1]
    with pytest.raises(NotThere, match="was deleted then"):
        found.restore(deletion)


def test_versions_are_named_by_how_they_begin(bucket: Bucket) -> None:
    put(bucket, b"one", b"two")
    found = versions(bucket)
    newest, oldest = found.history(KEY).versions
    assert found.version(KEY, oldest.version) == oldest
    prefix = newest.version[:12] if newest.version[:12] != oldest.version[:12] else newest.version
    assert found.version(KEY, prefix) == newest
    for wrong in ("nonsense", ""):  # No version of S3 begins so.
        with pytest.raises(NotThere, match="is no version"):
            found.version(KEY, wrong)


def test_what_changed_is_told_line_by_line(bucket: Bucket) -> None:
    put(bucket, b"a\nb\n", b"a\r\nc\n")
    found = versions(bucket)
    newest, oldest = found.history(KEY).versions
    assert found.before(KEY) == oldest
    lines = found.diff(KEY, oldest, newest)
    assert lines[3:] == ["-a", "-b", "+a␍", "+c", " "]
    assert lines[:2] == [f"--- {KEY} {oldest.version}", f"+++ {KEY} {newest.version}"]


def test_a_name_is_found_in_the_other_form_of_its_letters() -> None:
    bucket, apart = MemoryBucket(), "_posts/2020-01-02-u\u0308.md"
    put(bucket, b"one", b"two", key=apart)
    found, typed = versions(bucket), "_posts/2020-01-02-\xfc.md"
    older = found.before(typed)
    assert found.restore(older)
    assert [info.key for info in found.history(typed).versions] == [apart] * 3


def test_what_never_was_has_no_history(bucket: Bucket) -> None:
    with pytest.raises(NotThere, match="never was there"):
        versions(bucket).history(KEY)


def test_one_version_has_none_before_it(bucket: Bucket) -> None:
    put(bucket, b"one")
    with pytest.raises(NoVersions, match=r"has one version only\.$"):
        versions(bucket).before(KEY)


@pytest.mark.slow
@pytest.mark.xdist_group("moto")
def test_a_bucket_that_keeps_no_versions_is_told_in_one_line(moto: str) -> None:
    bucket, _ = make_unversioned_bucket(moto)
    put(bucket, b"one", b"two")
    found = versions(bucket)
    assert not found.history(KEY).is_kept
    with pytest.raises(NoVersions, match=r"the bucket kept none .* `coldpress provision`"):
        found.before(KEY)


def test_a_version_that_is_not_kept_any_more_is_told(bucket: Bucket) -> None:
    put(bucket, b"one")
    gone = ObjectInfo(KEY, "etag", "a-version-of-old", NOW, 1)
    with pytest.raises(NotThere, match="does not keep version a-version-of-old"):
        versions(bucket).restore(gone)


def test_what_takes_too_long_to_compare_is_told() -> None:
    class Tired(OpenSandbox):
        def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> object:
            raise Unfinished("takes more than 5 s")

    bucket = MemoryBucket()
    put(bucket, b"one")
    found = Versions(bucket, Tired(), one_by_one)
    (info,) = found.history(KEY).versions
    with pytest.raises(NotThere, match="cannot be compared: it takes more than 5 s"):
        found.diff(KEY, info, info)
    with pytest.raises(NotThere, match="cannot be shown: it takes more than 5 s"):
        found.changes(info, Seen(info, b"one"))


def test_what_the_blog_keeps_for_itself_is_not_restored() -> None:
    bucket = MemoryBucket()
    key = ".coldpress/search/1.sqlite"
    put(bucket, b"one", b"two", key=key)
    found = versions(bucket)
    with pytest.raises(ContentError, match="is no part of a blog"):
        found.restore(found.history(key).versions[1])


def test_a_version_is_found_however_old_it_is(bucket: Bucket) -> None:
    put(bucket, *(b"%d" % number for number in range(205)))
    found = versions(bucket)
    last = found.history(KEY)
    while not last.is_whole:
        last = found.history(KEY, last.versions[-1].version)
    assert found.version(KEY, last.versions[-1].version) == last.versions[-1]


def test_nobody_looks_through_a_history_without_end() -> None:
    bucket = MemoryBucket()
    put(bucket, *(b"%d" % number for number in range(2_001)))
    assert versions(bucket).version(KEY, "v2").version == "v2"
    with pytest.raises(NotThere, match="v1 names several"):
        versions(bucket).version(KEY, "v1")


def test_a_name_that_several_versions_begin_with_is_refused() -> None:
    bucket = MemoryBucket()
    put(bucket, b"one", b"two")
    with pytest.raises(NotThere, match="v names several versions"):
        versions(bucket).version(KEY, "v")
    assert versions(bucket).version(KEY, "v1").version == "v1"
