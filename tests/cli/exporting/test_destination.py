"""The folder that a copy is written into, and what else may lie there."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from handler.cli.exporting.destination import Destination, Unusable, _note, writing
from handler.cli.exporting.record import RECORD

Files = dict[str, str]


def put(to: Destination, files: Files, run: str = "1") -> None:
    for name, text in files.items():
        to.put(f"/{name}", (name,), [text.encode()], "text/plain", run)


def write(root: Path, files: Files, run: str = "1") -> Destination:
    with writing(root) as to:
        put(to, files, run)
        to.finish()
    return to


def there(root: Path) -> Files:
    files = (path for path in root.rglob("*") if path.is_file() and path.name != RECORD)
    return {path.relative_to(root).as_posix(): path.read_text() for path in files}


def folders(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()}


def test_files_are_written_and_those_that_are_gone_are_deleted(tmp_path: Path) -> None:
    root = tmp_path / "new" / "site"
    write(root, {"a/b.txt": "1", "a/c.txt": "2", "d.txt": "3"})
    again = write(root, {"d.txt": "3", "e/f.txt": "4"})
    assert there(root) == {"d.txt": "3", "e/f.txt": "4"}
    assert (again.written, (root / "a").exists()) == (1, False)


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1", "b/c/d": "2", "b/e": "3"})
    write(tmp_path, {"a/x": "4", "b": "5"})
    assert there(tmp_path) == {"a/x": "4", "b": "5"}


def test_a_path_may_have_several_files_that_are_alike(tmp_path: Path) -> None:
    with writing(tmp_path) as to:
        to.put("/a", ("a/index.html", "a.html"), [b"x", b"y"], "text/html", "1")
        to.finish()
    assert there(tmp_path) == {"a/index.html": "xy", "a.html": "xy"}
    assert to.written == 2


def test_what_is_written_of_the_same_content_is_kept_unless_somebody_changed_it(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"a": "1", "b": "2"})
    (tmp_path / "b").write_text("mine")
    with writing(tmp_path) as to:
        assert [to.kept(path, "1") is not None for path in ("/a", "/b", "/c")] == [1, 0, 0]
        assert to.kept("/a", "2") is None


@pytest.mark.parametrize("name", ["notes.txt", "folder/"])
def test_a_folder_of_something_else_is_refused_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    if name.endswith("/"):
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_text("mine")
    message = f"holds what no export wrote, such as {name.rstrip('/')}"
    with pytest.raises(Unusable, match=message), writing(tmp_path):
        pass
    assert [each.name for each in tmp_path.iterdir()] == [name.rstrip("/")]


def test_a_repository_to_publish_from_is_a_fine_place(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "CNAME").write_text("blog.test")
    write(tmp_path, {"a": "1"})
    write(tmp_path, {})
    assert there(tmp_path) == {"CNAME": "blog.test"}
    assert (tmp_path / ".git").is_dir()


def test_files_of_others_are_neither_replaced_nor_deleted(tmp_path: Path) -> None:
    write(tmp_path, {"a": "1", "b": "2", "c/d": "3"})
    (tmp_path / "b").write_text("mine")
    (tmp_path / "c/mine").write_text("mine")
    (tmp_path / "e").write_text("mine")
    (tmp_path / "f").write_text("mine")
    to = write(tmp_path, {"a": "4", "e": "5", "f/g": "6"})
    assert there(tmp_path) == {"a": "4", "b": "mine", "c/mine": "mine", "e": "mine", "f": "mine"}
    assert sorted(line.split()[0] for line in to.problems) == ["b", "e", "f/g"]


def test_nothing_is_written_or_deleted_through_links(tmp_path: Path) -> None:
    root, outside = tmp_path / "site", tmp_path / "outside"
    write(root, {"a/b": "1", "c": "2"})
    outside.mkdir()
    (outside / "b").write_text("1")
    (root / "a/b").unlink()
    (root / "a").rmdir()
    (root / "a").symlink_to(outside)
    (root / "c").unlink()
    (root / "c").symlink_to(outside / "b")
    with pytest.raises(Unusable, match="is a link"):
        write(root, {"a/new": "3"})
    write(root, {})
    assert there(outside) == {"b": "1"}


def test_two_exports_do_not_write_into_one_folder(tmp_path: Path) -> None:
    with writing(tmp_path) as to:
        put(to, {"a": "1"})
        with pytest.raises(Unusable, match="Another export is writing"), writing(tmp_path):
            pass
        to.finish()
    write(tmp_path, {"a": "2"})
    assert there(tmp_path) == {"a": "2"}


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_record_that_was_cut_off_costs_no_more_than_its_last_line(
    tmp_path: Path, cut: int
) -> None:
    write(tmp_path, {"a": "1"})
    record = (tmp_path / RECORD).read_text()
    with writing(tmp_path) as to:
        put(to, {"b": "2"}, run="2")
    longer = (tmp_path / RECORD).read_text()
    (tmp_path / RECORD).write_text(longer[: max(len(record), len(longer) - cut)])
    if not (tmp_path / RECORD).read_text().endswith("}\n"):
        (tmp_path / "b").unlink()  # Nothing is written before its line is.
    write(tmp_path, {"c": "3"}, run="3")
    assert there(tmp_path) == {"c": "3"}


def test_a_full_disk_is_one_clear_message_and_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"a": "1"})

    def fill(source: str, target: str, /) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    with monkeypatch.context() as patch:
        patch.setattr("handler.cli.exporting.destination.os.replace", fill)
        with pytest.raises(
            Unusable, match=r"a cannot be written: No space left on device\. .*again"
        ):
            write(tmp_path, {"a": "2"}, run="2")
    assert there(tmp_path)["a"] == "1"
    write(tmp_path, {"a": "2"}, run="2")
    assert there(tmp_path) == {"a": "2"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_clear_message(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Unusable, match="cannot be written: Permission denied"):
        write(tmp_path / "site", {})


def test_a_file_in_place_of_the_folder_is_one_clear_message(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(Unusable, match="site cannot be written: File exists"):
        write(tmp_path / "site", {})


class _Stopped(BaseException):
    pass


def _stopping(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Stop at a step of those that change the folder."""
    left = [steps]

    def counted(work: Any) -> Any:
        def step(*arguments: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise _Stopped
            return work(*arguments, **named)

        return step

    place = "handler.cli.exporting.destination"
    for name in ("replace", "unlink", "rmdir", "mkdir"):
        monkeypatch.setattr(os, name, counted(getattr(os, name)))
    monkeypatch.setattr(f"{place}._note", counted(_note))


@pytest.mark.parametrize("steps", range(26))
def test_an_export_that_is_stopped_anywhere_and_run_again_equals_one_that_was_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    first = {"a": "1", "b/c": "2", "d/e/f": "3", "g": "4", "h/i": "5"}
    second = {"a": "1", "b": "9", "d/e/f": "8", "g/x": "7", "j/k/l": "6"}
    write(tmp_path / "clean", second, run="2")
    write(tmp_path / "stopped", first)
    with monkeypatch.context() as patch:
        _stopping(patch, steps)
        try:
            write(tmp_path / "stopped", second, run="2")
        except _Stopped:
            assert steps < 25
    write(tmp_path / "stopped", second, run="2")
    assert there(tmp_path / "stopped") == there(tmp_path / "clean")
    assert folders(tmp_path / "stopped") == folders(tmp_path / "clean")
    names = (tmp_path / name / RECORD for name in ("stopped", "clean"))
    assert len({path.read_text() for path in names}) == 1
