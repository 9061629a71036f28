"""Files on disk in place of objects' bytes."""

import os
from pathlib import Path

import pytest

from handler.memory.bucket import MemoryBucket
from handler.memory.disk import FileOnDisk


def make_file(folder: Path, data: bytes = b"0123456789") -> Path:
    path = folder / "film.mp4"
    path.write_bytes(data)
    return path


def test_parts_of_a_file_are_read(tmp_path: Path) -> None:
    file = FileOnDisk.of(make_file(tmp_path))
    assert (file.read(), file.read(2, 4), file.read(8, 99), file.read(20, 30)) == (
        b"0123456789",
        b"23",
        b"89",
        b"",
    )


def test_another_file_at_the_same_path_has_not_its_bytes(tmp_path: Path) -> None:
    path = make_file(tmp_path)
    file = FileOnDisk.of(path)
    other = tmp_path / "other"
    other.write_bytes(b"9876543210")
    os.utime(other, ns=(file.changed, file.changed))
    other.replace(path)
    assert (file.read(), file.is_unchanged()) == (None, False)
    path.unlink()
    assert (file.read(), file.is_unchanged()) == (None, False)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        FileOnDisk.of(tmp_path)


def test_a_bucket_keeps_texts_with_their_versions_and_leaves_other_files_on_disk(
    tmp_path: Path,
) -> None:
    bucket, path = MemoryBucket(), make_file(tmp_path, b"one")
    for key in ("a.md", "film.mp4"):
        bucket.hold(key, path, "text/plain")
    (text,), (film,) = bucket.versions("a.md")[0], bucket.versions("film.mp4")[0]
    path.write_bytes(b"another")
    assert bucket.read_range("a.md", text.version, 0, 9) == b"one"
    assert bucket.read_range("film.mp4", film.version, 0, 9) is None
    bucket.hold("film.mp4", path, "text/plain")
    info = bucket.head("film.mp4")
    assert info is not None
    assert (info.size, bucket.read_range("film.mp4", info.version, 1, 4)) == (7, b"not")
    assert bucket.file("film.mp4", info.version) == FileOnDisk.of(path)
    assert bucket.file("a.md", text.version) is None


def test_a_bucket_does_not_read_a_text_that_is_too_large_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handler.memory.bucket.MAXIMUM_TEXT", 2)
    bucket, path = MemoryBucket(), make_file(tmp_path)
    bucket.hold("a.md", path, "text/plain")
    found = bucket.get("a.md", limit=2)
    assert found is not None
    assert (found.info.size, found.data) == (10, None)
    assert bucket.file("a.md", found.info.version)
