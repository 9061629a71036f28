"""A folder of a blog out of which nothing leads."""

from io import BytesIO
from pathlib import Path

import pytest

from handler.memory.folder import Folder, Unwritable


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
