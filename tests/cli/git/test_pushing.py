"""`coldpress push-commit` with real histories: git decides what goes over, and nothing else."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from handler.cli.git.plan import Pushed
from handler.cli.git.record import RECORD, PushRecord
from handler.services.ports import Bucket
from handler.wiring import Services
from tests.cli.conftest import Run
from tests.cli.git.repository import FILES, POST, Repository

pytestmark = pytest.mark.slow

Clone = Callable[..., Path]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


@pytest.fixture
def clone(tmp_path: Path, repository: Repository) -> Clone:
    """Clones the repository as a CI does, into an empty folder, with the newest commit alone."""
    made: list[Path] = []

    def shallow() -> Path:
        made.append(tmp_path / f"clone-{len(made)}")
        source = f"file://{repository.folder}"
        command = ["git", "clone", "--quiet", "--depth=1", source, str(made[-1])]
        subprocess.run(command, check=True, capture_output=True)
        return made[-1]

    return shallow


def keys_in(bucket: Bucket) -> set[str]:
    """All that the blog has there."""
    return {info.key for info in bucket.objects() if not info.key.startswith(".coldpress/")}


def test_a_first_push_brings_all_and_the_next_only_what_changed(
    run: Run, deployment: Services, repository: Repository, clone: Clone
) -> None:
    first = repository.commit(FILES)
    done = run("push-commit", clone())
    assert (done.exit_code, keys_in(deployment.bucket)) == (0, set(FILES)), done.output
    second = repository.commit({"_posts/2020-01-02-b.md": POST + " More.", "images/cat.txt": None})
    done = run("push-commit", clone())
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        f"From {first[:12]} to {second[:12]}:",
        "upload  _posts/2020-01-02-b.md",
        "delete  images/cat.txt",
        "1 file to upload, 1 to delete.",
        "live      _posts/2020-01-02-b.md  https://blog.test/2020/01/02/b/",
        "removed   images/cat.txt",
        "1 post: 1 live; 1 other file: 1 removed.",
    ]
    assert keys_in(deployment.bucket) == set(FILES) - {"images/cat.txt"}
    done = run("push-commit", clone())
    assert done.output.splitlines()[1:] == [
        "Nothing to upload: the bucket holds the same files.",
        "Nothing to do: the bucket holds the same files.",
    ]


def test_a_renamed_post_goes_from_its_old_place_and_lost_addresses_are_told(
    run: Run, deployment: Services, repository: Repository, clone: Clone
) -> None:
    repository.commit(FILES)
    run("push-commit", clone())
    (repository.folder / "_posts/2020-01-02-b.md").rename(
        repository.folder / "_posts/2020-01-02-renamed.md"
    )
    repository.commit({})
    done = run("push-commit", clone(), "--annotate")
    assert "delete  _posts/2020-01-02-b.md" in done.output
    assert "https://blog.test/2020/01/02/renamed/" in done.output
    assert "::warning file=_posts/2020-01-02-renamed.md" in done.output
    assert "_posts/2020-01-02-b.md" not in keys_in(deployment.bucket)


def test_a_forced_push_back_takes_back_what_it_undoes(
    run: Run, deployment: Services, repository: Repository, clone: Clone
) -> None:
    first = repository.commit(FILES)
    run("push-commit", clone())
    repository.commit({"_posts/2020-01-04-d.md": POST, "images/cat.txt": "purr"})
    run("push-commit", clone())
    repository.git("reset", "--quiet", "--hard", first)
    done = run("push-commit", clone())
    assert done.exit_code == 0, done.output
    assert keys_in(deployment.bucket) == set(FILES)
    found = deployment.bucket.get("images/cat.txt")
    assert found is not None
    assert found.data == b"meow"


def test_what_the_desk_wrote_stays_and_what_both_changed_is_told_with_file_and_remedy(
    run: Run, deployment: Services, repository: Repository, clone: Clone, tmp_path: Path
) -> None:
    repository.commit(FILES)
    run("push-commit", clone())
    theirs = (POST + " By the desk.").encode()
    desk = ("_posts/2020-01-01-a.md", "_posts/2020-01-02-b.md", "_posts/2020-02-01-desk.md")
    for key in desk:
        deployment.bucket.put(key, theirs, "text/markdown")
    repository.commit({"_posts/2020-01-02-b.md": POST + " By git."})
    summary = tmp_path / "summary.md"
    done = run("push-commit", clone(), "--dry-run")
    assert done.exit_code == 1
    assert "_posts/2020-01-02-b.md: was changed in git, and in the bucket" in done.output
    done = run("push-commit", clone(), "--annotate", "--summary", summary)
    assert done.exit_code == 1
    assert (
        "::error file=_posts/2020-01-02-b.md::was changed in git, and in the bucket" in done.output
    )
    assert "Changed in the bucket alone, and left so: 1 file." in done.output
    assert "- **error** \\_posts/2020-01-02-b.md: was changed in git" in summary.read_text()
    for key in desk:
        found = deployment.bucket.get(key)
        assert found is not None
        assert found.data == theirs
    done = run("push-commit", clone(), "--overwrite")
    assert done.exit_code == 0, done.output
    kept = {key: deployment.bucket.get(key) for key in desk}
    assert [found.data == theirs for found in kept.values() if found] == [False, False, True]


def test_a_rejected_file_marks_its_line_below_the_blogs_folder_and_fails_until_it_is_mended(
    run: Run, deployment: Services, repository: Repository, clone: Clone, tmp_path: Path
) -> None:
    broken = "---\ntitle: Bad\ntags: [\n---\n"
    repository.commit({f"blog/{key}": text for key, text in FILES.items()})
    repository.commit({"blog/_posts/2020-01-04-bad.md": broken})
    for _ in range(2):
        done = run("push-commit", clone() / "blog", "--annotate")
        assert done.exit_code == 1
        assert "::error file=blog/_posts/2020-01-04-bad.md,line=4::" in done.output
    repository.commit({"blog/_posts/2020-01-04-bad.md": POST})
    assert run("push-commit", clone() / "blog").exit_code == 0


def test_a_commit_without_the_blog_is_refused_and_nothing_is_lost(
    run: Run, deployment: Services, repository: Repository, clone: Clone
) -> None:
    repository.commit(FILES)
    run("push-commit", clone())
    repository.commit({key: None for key in FILES if key.startswith("_posts")})
    done = run("push-commit", clone())
    assert (done.exit_code, keys_in(deployment.bucket)) == (2, set(FILES))
    assert "has no posts" in done.output


def test_files_that_are_not_committed_are_refused_or_left_out(
    run: Run, deployment: Services, repository: Repository, clone: Clone, tmp_path: Path
) -> None:
    repository.commit(FILES)
    root = clone()
    (root / "secret.txt").write_text("made by a build")
    assert run("push-commit", root).exit_code == 0
    assert "secret.txt" not in keys_in(deployment.bucket)
    (root / "images/cat.txt").write_text("changed")
    done = run("push-commit", root)
    assert done.exit_code == 2
    assert "has changes that are not committed: images/cat.txt." in done.output
    (tmp_path / "plain").mkdir()
    assert "is no checkout of a commit" in run("push-commit", tmp_path / "plain").output


def test_a_pointer_of_git_lfs_never_takes_the_place_of_a_picture(
    run: Run, deployment: Services, repository: Repository, clone: Clone
) -> None:
    repository.commit(FILES | {"images/dog.png": "a picture"})
    run("push-commit", clone())
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
    repository.commit({"images/dog.png": pointer})
    done = run("push-commit", clone(), "--annotate")
    assert done.exit_code == 1
    assert "images/dog.png: only says where Git LFS keeps the file." in done.output
    found = deployment.bucket.get("images/dog.png")
    assert found is not None
    assert found.data == b"a picture"
    repository.commit({"images/dog.png": "a better picture"})
    assert run("push-commit", clone()).exit_code == 0
    found = deployment.bucket.get("images/dog.png")
    assert found is not None
    assert found.data == b"a better picture"


def test_another_repository_does_not_take_the_place_of_the_first_unasked(
    run: Run, deployment: Services, repository: Repository, clone: Clone, tmp_path: Path
) -> None:
    repository.commit(FILES)
    run("push-commit", clone())
    other = Repository(tmp_path / "other")
    other.commit({"_config.yml": "", "_posts/2020-01-01-a.md": POST})
    other.git("remote", "add", "origin", "https://token@git.example/Jo/Other.git")
    done = run("push-commit", other.folder)
    assert (done.exit_code, keys_in(deployment.bucket)) == (2, set(FILES))
    assert "/repository, and this is jo/other, whose files" in done.output
    deployment.bucket.delete(RECORD)
    assert run("push-commit", other.folder).exit_code == 0
    other.git("remote", "set-url", "origin", "git@git.example:Jo/Other")
    assert run("push-commit", other.folder).exit_code == 0
    assert keys_in(deployment.bucket) == set(FILES)


def test_what_coldpress_keeps_in_the_bucket_does_not_make_a_quarter_of_it_more(
    run: Run, deployment: Services, repository: Repository, clone: Clone
) -> None:
    repository.commit(FILES | dict.fromkeys([f"{n}.txt" for n in range(3)], "text"))
    run("push-commit", clone())
    for number in range(20):
        deployment.bucket.put(f".coldpress/pages/{number}", b"a page", "text/html")
    repository.commit({"images/cat.txt": None} | dict.fromkeys([f"{n}.txt" for n in range(3)]))
    done = run("push-commit", clone())
    assert done.exit_code == 2
    assert "4 of the 8 files" in done.output


def test_a_dry_run_only_says_what_would_be_done(
    run: Run, deployment: Services, repository: Repository, clone: Clone
) -> None:
    repository.commit(FILES)
    done = run("push-commit", clone(), "--dry-run")
    assert "5 files to upload, 0 to delete." in done.output
    assert [info.key for info in deployment.bucket.objects()] == []


def test_a_record_that_nobody_can_read_is_named(
    run: Run, deployment: Services, repository: Repository, clone: Clone
) -> None:
    repository.commit(FILES)
    deployment.bucket.put(RECORD, b"{", "application/json")
    done = run("push-commit", clone())
    assert done.exit_code == 2
    assert f"{RECORD} in the bucket" in done.output


def test_two_pushes_at_once_cannot_both_say_what_was_pushed(
    run: Run,
    deployment: Services,
    repository: Repository,
    clone: Clone,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    repository.commit(FILES)
    whole = PushRecord.write

    def overtaken(self: PushRecord, pushed: Pushed) -> None:
        monkeypatch.setattr(PushRecord, "write", whole)
        assert run("push-commit", clone()).exit_code == 0
        whole(self, pushed)

    monkeypatch.setattr(PushRecord, "write", overtaken)
    done = run("push-commit", clone())
    assert done.exit_code == 2
    assert "Another push from git goes on" in done.output
    assert run("push-commit", clone()).exit_code == 0
