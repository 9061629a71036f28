"""What of a folder a commit holds, however git and the folder are set up."""

import os
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

import pytest

from handler.services.ports import Bucket
from handler.wiring import Services
from tests.cli.conftest import Run
from tests.cli.git.repository import FILES, POST, Repository
from tests.cli.git.test_pushing import keys_in

pytestmark = pytest.mark.slow


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    made.commit(FILES)
    return made


def text_of(bucket: Bucket, key: str) -> str:
    found = bucket.get(key)
    return found.data.decode() if found and found.data else ""


def test_a_repository_that_lies_within_is_left_out(
    run: Run, deployment: Services, repository: Repository
) -> None:
    inner = Repository(repository.folder / "coldpress")
    inner.commit({"docs/readme.md": POST})
    done = run("push-commit", repository.folder)
    assert (done.exit_code, keys_in(deployment.bucket)) == (0, set(FILES)), done.output


def test_links_bring_what_the_commit_holds_and_nothing_else(
    run: Run, deployment: Services, repository: Repository, tmp_path: Path
) -> None:
    (tmp_path / "outside.md").write_text("secret")
    folder = repository.folder
    (folder / "dist").mkdir()
    (folder / "dist/built.md").write_text("secret")
    (folder / "about.md").symlink_to(tmp_path / "outside.md")
    (folder / "assets").symlink_to("dist")
    (folder / "photos").symlink_to("images")
    (folder / "dog.txt").symlink_to("images/cat.txt")
    (folder / ".gitignore").write_text("dist\n")
    repository.commit({})
    done = run("push-commit", folder)
    assert done.exit_code == 1, done.output
    assert keys_in(deployment.bucket) == {*FILES, "photos/cat.txt", "dog.txt"}
    for key in ("about.md", "assets/built.md"):
        assert f"{key}: is a link to what the commit does not hold" in done.output


def test_what_is_behind_a_link_to_what_a_sparse_checkout_leaves_out_stays_as_well(
    run: Run, deployment: Services, repository: Repository
) -> None:
    (repository.folder / "photos").symlink_to("images")
    repository.commit({})
    run("push-commit", repository.folder)
    repository.git("sparse-checkout", "set", "--no-cone", "/*", "!/images")
    done = run("push-commit", repository.folder)
    assert (done.exit_code, keys_in(deployment.bucket)) == (1, {*FILES, "photos/cat.txt"})
    assert "photos: is a link that leads nowhere" in done.output


def test_what_a_sparse_checkout_leaves_out_stays_in_the_bucket(
    run: Run, deployment: Services, repository: Repository
) -> None:
    run("push-commit", repository.folder)
    repository.git("sparse-checkout", "set", "--no-cone", "/*", "!/images", "!/_posts/*-c.md")
    assert not (repository.folder / "images").exists()
    for _ in range(2):
        done = run("push-commit", repository.folder)
        assert (done.exit_code, keys_in(deployment.bucket)) == (0, set(FILES)), done.output
        assert "is in the commit, but not in this folder (and 1 more)" in done.output
    repository.git("sparse-checkout", "disable")
    repository.commit({"images/cat.txt": None, "_posts/2020-01-03-c.md": POST + " More."})
    done = run("push-commit", repository.folder)
    assert (done.exit_code, keys_in(deployment.bucket)) == (0, {*FILES} - {"images/cat.txt"})


def test_a_submodule_is_a_part_of_the_commit_and_stays_where_it_is_not_fetched(
    run: Run, deployment: Services, repository: Repository, tmp_path: Path
) -> None:
    photos = Repository(tmp_path / "photos")
    photos.commit({"dog.txt": "woof"})
    local = ("-c", "protocol.file.allow=always")
    repository.git(*local, "submodule", "--quiet", "add", str(photos.folder), "photos")
    repository.commit({})
    (repository.folder / "photos/made.txt").write_text("by a build")
    done = run("push-commit", repository.folder)
    assert done.exit_code == 0, done.output
    assert keys_in(deployment.bucket) == {*FILES, "photos/dog.txt"}
    repository.git("submodule", "--quiet", "deinit", "--force", "photos")
    done = run("push-commit", repository.folder)
    assert done.exit_code == 0, done.output
    assert keys_in(deployment.bucket) == {*FILES, "photos/dog.txt"}
    assert "photos: is in the commit, but not in this folder" in done.output


@pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
def test_changes_that_git_is_told_not_to_see_are_refused(
    run: Run, deployment: Services, repository: Repository, mark: str
) -> None:
    repository.git("update-index", mark, "_config.yml")
    (repository.folder / "_config.yml").write_text("url: http://localhost\n")
    done = run("push-commit", repository.folder)
    assert (done.exit_code, keys_in(deployment.bucket)) == (2, set())
    assert "_config.yml" in done.output


def test_names_of_every_kind_go_over_as_they_are(
    run: Run, deployment: Services, repository: Repository
) -> None:
    decomposed = normalize("NFD", "한글.txt")
    names = {"qu\"ote's.txt", "-rf", "a  b.txt", "글.txt", decomposed, "::warning::x.txt"}
    repository.commit(dict.fromkeys(names, "text"))
    done = run("push-commit", repository.folder)
    assert (done.exit_code, keys_in(deployment.bucket)) == (0, {*FILES, *names}), done.output


def test_a_file_may_become_a_folder_and_a_file_again(
    run: Run, deployment: Services, repository: Repository
) -> None:
    repository.commit({"a": "text"})
    assert run("push-commit", repository.folder).exit_code == 0
    repository.git("rm", "--quiet", "a")
    repository.commit({"a/b.txt": "text"})
    assert run("push-commit", repository.folder).exit_code == 0
    assert keys_in(deployment.bucket) == {*FILES, "a/b.txt"}
    repository.git("rm", "--quiet", "a/b.txt")
    repository.commit({"a": "text"})
    assert run("push-commit", repository.folder).exit_code == 0
    assert keys_in(deployment.bucket) == {*FILES, "a"}


def test_a_blog_in_source_and_in_another_worktree_without_a_branch(
    run: Run, deployment: Services, repository: Repository, tmp_path: Path
) -> None:
    repository.commit({"_config.yml": "source: site\n", "site/_posts/2020-01-01-a.md": POST})
    other = tmp_path / "other"
    repository.git("worktree", "add", "--quiet", "--detach", str(other))
    (other / "site/_posts/2020-01-02-draft.md").write_text("not committed")
    done = run("push-commit", other)
    assert done.exit_code == 0, done.output
    assert keys_in(deployment.bucket) == {"_config.yml", "_posts/2020-01-01-a.md"}


def test_a_name_in_no_encoding_is_told_and_runs_no_command_of_a_workflow(
    run: Run, deployment: Services, repository: Repository
) -> None:
    name = os.fsencode(repository.folder) + b"/\xff\n::error::no.txt"
    with open(name, "wb"):
        pass
    repository.commit({"a##[error]no.txt": "text"})
    done = run("push-commit", repository.folder, "--annotate")
    assert done.exit_code == 1, done.output
    assert not [line for line in done.output.splitlines() if line.startswith("::error::")]
    first, *lines = done.output.splitlines()
    assert first.startswith("::stop-commands::")
    again = lines.index(f"::{first.removeprefix('::stop-commands::')}::")
    assert "upload  a##[error]no.txt" in lines[:again]
    assert all(line.startswith("::error file=") for line in lines[again + 1 :])
    with open(name, "wb") as file:
        file.write(b"changed")
    done = run("push-commit", repository.folder)
    assert done.exit_code == 2, done.output
    assert "not committed: ??::error::no.txt." in done.output


def test_an_author_of_a_long_name_is_noted_as_far_as_a_header_has_room(
    run: Run, deployment: Services, repository: Repository
) -> None:
    repository.git("commit", "--quiet", "--amend", "--no-edit", f"--author={'한' * 1000} <a@b.c>")
    assert run("push-commit", repository.folder).exit_code == 0
    found = deployment.bucket.head("images/cat.txt")
    assert found is not None
    assert 100 < len(found.author) < 2048 / len(quote("한"))


def test_a_folder_of_somebody_else_is_named_with_what_git_advises(
    run: Run, deployment: Services, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    done = run("push-commit", repository.folder)
    assert done.exit_code == 2
    assert "git config --global --add safe.directory" in done.output


def test_a_repository_without_commits_is_named(
    run: Run, deployment: Services, tmp_path: Path
) -> None:
    done = run("push-commit", Repository(tmp_path / "empty").folder)
    assert done.exit_code == 2
    assert "is no checkout of a commit" in done.output
