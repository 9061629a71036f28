"""Tests of a folder on disk in place of the bucket; tests/services/author runs on it as well."""

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest

from handler.memory.folder import Folder, Unwritable
from handler.services.ports import Conflict


def etag_of(folder: Folder, key: str) -> str:
    found = folder.head(key)
    assert found
    return found.etag


def test_a_file_keeps_its_rights_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one")
    (tmp_path / "a.md").chmod(0o640)
    folder = Folder(tmp_path)
    folder.replace("a.md", BytesIO(b"two"), "", etag_of(folder, "a.md"))
    assert (tmp_path / "a.md").read_bytes() == b"two"
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    key = f"{'가' * 80}.md"
    folder = Folder(tmp_path)
    folder.replace(key, BytesIO(b"one"), "", None)
    folder.replace(key, BytesIO(b"two"), "", etag_of(folder, key))
    assert (tmp_path / key).read_bytes() == b"two"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_what_a_link_leads_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"one")
    (tmp_path / "link.md").symlink_to("real.md")
    folder = Folder(tmp_path)
    folder.replace("link.md", BytesIO(b"two"), "", etag_of(folder, "link.md"))
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"two"


def test_only_what_was_read_is_replaced_or_deleted(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.replace("b/a.md", BytesIO(b"one"), "", None)
    old = etag_of(folder, "b/a.md")
    (tmp_path / "b/a.md").write_bytes(b"two")
    for what in (
        lambda: folder.replace("b/a.md", BytesIO(b"three"), "", old),
        lambda: folder.replace("b/a.md", BytesIO(b"three"), "", None),
        lambda: folder.delete("b/a.md", etag=old),
    ):
        with pytest.raises(Conflict):
            what()
    assert (tmp_path / "b/a.md").read_bytes() == b"two"
    folder.delete("b/a.md")
    folder.delete("b/a.md")
    assert folder.get("b/a.md") is None


def test_what_cannot_be_written_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a file")
    folder = Folder(tmp_path)
    for key in ("a/b.md", f"{'x' * 300}.md"):
        with pytest.raises(Unwritable, match="cannot be read or written: "):
            folder.replace(key, BytesIO(b"one"), "", None)


def test_one_file_may_lie_elsewhere_and_none_has_versions(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_bytes(b"title: T")
    folder = Folder(tmp_path / "src", {"_config.yml": tmp_path / "_config.yml"})
    found = folder.get("_config.yml")
    assert found
    assert found.data == b"title: T"
    assert folder.get("_config.yml", version="1") is None
    large = folder.get("_config.yml", limit=3)
    assert large
    assert large.data is None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A blog's folder with links to what is beside it."""
    root = tmp_path / "blog"
    root.mkdir()
    (tmp_path / "secret.md").write_text("secret")
    (tmp_path / "elsewhere").mkdir()
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    (root / "_posts").symlink_to(tmp_path / "elsewhere")
    (root / "gone.md").symlink_to(tmp_path / "nothing.md")
    (root / "inner.md").write_text("inner")
    (root / "twin.md").symlink_to(root / "inner.md")
    return root


@pytest.mark.parametrize("key", ["link.md", "_posts/2026-01-01-a.md", "gone.md", "../secret.md"])
def test_no_link_leads_out_of_one_that_is_closed(root: Path, key: str) -> None:
    folder = Folder(root, is_closed=True)
    for work in (
        lambda: folder.get(key),
        lambda: folder.head(key),
        lambda: folder.replace(key, BytesIO(b"x"), "", None),
        lambda: folder.delete(key),
    ):
        with pytest.raises(Unwritable, match="outside"):
            work()
    assert (root.parent / "secret.md").read_text() == "secret"
    assert not [*(root.parent / "elsewhere").iterdir()]


def test_links_within_it_are_followed_and_elsewhere_is_where_it_was_said(root: Path) -> None:
    config = root.parent / "_config.yml"
    config.write_text("title: A\n")
    folder = Folder(root, {"_config.yml": config}, is_closed=True)
    found = [folder.get(key) for key in ("twin.md", "_config.yml")]
    assert [each and each.data for each in found] == [b"inner", b"title: A\n"]
