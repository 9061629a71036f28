"""`pull`, and what `push` then knows of others."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from handler.cli.authors.mentions import read_mentions
from handler.core.webmentions.mentions import Mention
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.webmentions.store import MentionStore
from handler.wiring import Services
from tests.cli.conftest import Run

CONFIG = "permalink: pretty\n"
A, B, C = "_posts/2020-01-01-a.md", "_posts/2020-01-02-b.md", "_posts/2020-01-03-c.md"
CAT = "images/a cat's \uace0\uc591\uc774.txt"


def put(deployment: Services, key: str, text: str = "---\n---\nText.") -> None:
    deployment.bucket.put(key, text.encode(), "text/markdown")


@pytest.fixture
def blog(deployment: Services) -> Services:
    """A bucket with a blog, and some of what is no blog."""
    put(deployment, "_config.yml", CONFIG)
    for key in (A, B, CAT):
        put(deployment, key)
    for key in (".coldpress/search/1.sqlite", ".git/hooks/post-checkout", "_plugins/a.rb", "x/"):
        put(deployment, key)
    put(deployment, "a//../../evil.md")
    return deployment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pulled"


def files_of(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in root.rglob("*")
        if path.is_file() and ".coldpress" not in path.parts
    }


def test_the_blog_and_nothing_else_becomes_a_folder(
    run: Run, blog: Services, folder: Path, tmp_path: Path
) -> None:
    result = run("pull", folder)
    assert result.exit_code == 0
    assert files_of(folder).keys() == {"_config.yml", A, B, CAT}
    assert {path.name for path in tmp_path.iterdir()} == {"pulled"}
    assert (folder / ".coldpress/.gitignore").read_text() == "*\n"
    again = run("pull", folder)
    assert again.output == "Nothing to fetch: the folder holds the same files.\n"


def test_mentions_come_along_and_show_again_where_they_are(
    run: Run, blog: Services, folder: Path
) -> None:
    at = datetime(2020, 2, 1, tzinfo=UTC)
    source, target = "https://ada.test/", "https://blog.test/a/"
    mention = Mention(source, target, "/a/", "reply", "Ada", at, text="Well said.")
    blog.mention_store.show(mention)
    result = run("pull", folder)
    assert "Mentions on other sites: 1, in _webmentions.json." in result.output
    again = MentionStore(MemoryBucket(), MemoryTable(), blog.clock, blog.blobs)
    read_mentions(again, folder)
    assert again.of("/a/") == [mention]
    (folder / "_webmentions.json").write_text('{"/a/": [{"source": 1}, 2], "b": 3}')
    read_mentions(again, folder)
    blog.mention_store.withdraw("/a/", "https://ada.test/")
    run("pull", folder)
    assert (folder / "_webmentions.json").read_text() == "{}\n"
    assert run("push", folder, "--dry-run", "--yes").exit_code in {0, 2}


def test_only_what_others_changed_is_fetched(run: Run, blog: Services, folder: Path) -> None:
    run("pull", folder)
    put(blog, A, "new")
    put(blog, C)
    assert run("pull", folder, "--dry-run").output.split() == ["fetch", A, "fetch", C]
    assert files_of(folder)[A] != "new"
    assert run("pull", folder).output.split() == ["fetch", A, "fetch", C]
    assert files_of(folder)[A] == "new"


def test_what_was_changed_here_is_never_overwritten_unless_told(
    run: Run, blog: Services, folder: Path
) -> None:
    run("pull", folder)
    for key in (A, B):
        (folder / key).write_text("mine")
    (folder / CAT).unlink()
    put(blog, A, "theirs")
    result = run("pull", folder)
    assert result.exit_code == 1
    assert f"Changed here and in the bucket: 1 file, left as here.\n  {A}\n" in result.output
    assert "Deleted here: 1 file" in result.output
    assert files_of(folder) == {"_config.yml": CONFIG, A: "mine", B: "mine"}
    assert run("pull", folder, "--overwrite").exit_code == 0
    assert files_of(folder)[A] == "theirs"
    assert CAT in files_of(folder)


def test_what_is_gone_from_the_bucket_goes_here_if_told_and_unchanged(
    run: Run, blog: Services, folder: Path
) -> None:
    put(blog, C)
    run("pull", folder)
    (folder / B).write_text("mine")
    for key in (A, B):
        blog.bucket.delete(key)
    assert "No longer in the bucket: 1 file (--delete" in run("pull", folder).output
    declined = run("pull", folder, "--delete", input="n\n")
    assert f"No longer in the bucket: 1 file.\n  {A}\nDelete 1 file here?" in declined.output
    assert (declined.exit_code, A in files_of(folder)) == (1, True)
    assert f"delete  {A}" in run("pull", folder, "--delete", input="y\n").output
    assert files_of(folder).keys() == {"_config.yml", B, C, CAT}


@pytest.mark.parametrize(
    ("gone", "lacks"), [((A, B), "has no posts"), (("_config.yml",), "lacks _config.yml")]
)
def test_a_bucket_that_is_another_s_deletes_nothing_here(
    run: Run, blog: Services, folder: Path, gone: tuple[str, ...], lacks: str
) -> None:
    run("pull", folder)
    before = files_of(folder)
    for key in gone:
        blog.bucket.delete(key)
    for options in ("--yes", "--delete-many", "--dry-run"):
        result = run("pull", folder, "--delete", options)
        assert f"The bucket {lacks}, so it does not hold this blog" in result.output
        assert result.exit_code == 2
    assert files_of(folder) == before


def test_a_pull_deletes_much_only_if_told_twice(run: Run, blog: Services, folder: Path) -> None:
    for number in range(4):
        put(blog, f"images/{number}.txt")
    run("pull", folder)
    for number in range(4):
        blog.bucket.delete(f"images/{number}.txt")
    refused = run("pull", folder, "--delete", "--yes")
    assert "--delete would remove 4 of the 8 files" in refused.output
    assert run("pull", folder, "--delete", "--delete-many", "--yes").exit_code == 0
    assert files_of(folder).keys() == {"_config.yml", A, B, CAT}


@pytest.mark.slow
def test_a_push_asks_before_it_overwrites_what_others_changed(
    run: Run, blog: Services, folder: Path
) -> None:
    run("pull", folder)
    (folder / A).write_text("---\n---\nMine.")
    (folder / C).write_text("---\n---\nMine.")
    assert run("push", folder).exit_code == 0
    for key in (A, C):
        (folder / key).write_text("---\n---\nMine again.")
    put(blog, A, "theirs")
    refused = run("push", folder, input="n\n")
    assert refused.exit_code == 1
    assert f"by others since you last pulled: 1 file.\n  {A}\nGo on without" in refused.output
    found = blog.bucket.get(A)
    assert found
    assert found.data == b"theirs"
    assert f"since the last pull: {A}" in run("push", folder, "--dry-run").output
    assert run("push", folder, "--yes").exit_code == 0
    assert run("push", folder).output == "Nothing to do: the bucket holds the same files.\n"


def test_a_push_that_deletes_asks_before_it_deletes_what_others_added(
    run: Run, blog: Services, folder: Path
) -> None:
    run("pull", folder)
    put(blog, C)
    result = run("push", folder, "--delete", input="n\n")
    assert f"by others since you last pulled: 1 file.\n  {C}\n" in result.output
    assert blog.bucket.head(C)


def test_a_folder_that_is_something_else_is_filled_only_after_a_yes(
    run: Run, blog: Services, folder: Path
) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear")
    result = run("pull", folder, input="n\n")
    assert result.exit_code == 1
    assert "is no blog, and not empty. Fetch 4 files into it?" in result.output
    assert files_of(folder) == {"letter.txt": "Dear"}
    assert run("pull", folder, "--yes").exit_code == 0


def test_a_folder_that_was_never_pulled_keeps_what_differs(
    run: Run, blog: Services, folder: Path
) -> None:
    (folder / "_posts").mkdir(parents=True)
    (folder / A).write_text("mine")
    result = run("pull", folder)
    assert result.exit_code == 1
    assert files_of(folder)[A] == "mine"
    assert files_of(folder).keys() == {"_config.yml", A, B, CAT}


def test_what_cannot_be_written_is_told_and_all_else_comes(
    run: Run, blog: Services, folder: Path
) -> None:
    put(blog, "images")
    put(blog, f"images/{'x' * 300}.txt")
    result = run("pull", folder)
    assert result.exit_code == 1
    assert "cannot be written here" in result.output
    assert {A, B} <= files_of(folder).keys()


def test_a_blog_with_a_folder_of_its_own_is_pulled_as_it_was_pushed(
    run: Run, deployment: Services, folder: Path
) -> None:
    put(deployment, "_config.yml", "source: src\n")
    put(deployment, A)
    run("pull", folder)
    assert files_of(folder).keys() == {"_config.yml", f"src/{A}"}
    assert run("push", folder).output == "Nothing to do: the bucket holds the same files.\n"
    put(deployment, "_config.yml", "source: ../elsewhere\n")
    run("pull", folder, "--overwrite")
    assert {path.name for path in folder.parent.iterdir()} == {"pulled"}


def test_long_names_that_begin_alike_come_side_by_side(
    run: Run, deployment: Services, folder: Path
) -> None:
    names = [f"images/{'가' * 70}{number}.txt" for number in range(30)]
    for name in names:
        put(deployment, name, name)
    assert run("pull", folder).exit_code == 0
    assert files_of(folder) == {name: name for name in names}
