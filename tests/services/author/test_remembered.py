"""Files that are read once by one request: what it does is as right as if it read them again."""

from collections import Counter

from handler.memory.bucket import MemoryBucket
from handler.services.author.remembered import RememberedFiles
from tests.services.author.places import Desk

OLD, NEW = "about.md", "_pages/about.md"


def test_a_text_is_renamed_with_its_links_and_each_file_is_read_once() -> None:
    calls = Counter[str]()
    bucket = MemoryBucket(lambda call: calls.update([call]))
    desk = Desk(RememberedFiles(bucket))
    for key, text in (("uses.md", "Tea."), (OLD, "[a](uses.md) [b](no.md)")):
        Desk(bucket).put(key, text)
    calls.clear()
    for _ in range(2):
        assert desk.text(OLD) == "[a](uses.md) [b](no.md)"
    assert calls == {"bucket get": 1}
    desk.authoring.rename(OLD, NEW)
    assert "[a](../uses.md) [b](no.md)" in str(desk.text(NEW))
    assert desk.text(NEW) == Desk(bucket).text(NEW)
    assert desk.text(OLD) is None


def test_a_file_that_is_too_large_once_is_read_by_who_takes_more() -> None:
    files = RememberedFiles(bucket := MemoryBucket())
    Desk(bucket).put(OLD, "Text.")
    found = files.get(OLD, limit=2)
    assert found
    assert found.data is None
    assert Desk(files).text(OLD) == "Text."
