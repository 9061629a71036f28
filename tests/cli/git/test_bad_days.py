"""Pushes from git while AWS fails at any call, or loses an answer: the next one makes up for it."""

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from handler.cli.deployments import Deployed
from handler.cli.git.pushing import Report, Wishes, push_commit
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Unavailable
from tests.cli.git.repository import FILES, POST, Repository
from tests.cli.git.test_pushing import keys_in
from tests.services.blog import SETTINGS, Fuse, PlainServices

pytestmark = pytest.mark.slow

DESK = "_posts/2020-02-01-desk.md"


class Forgetful(MemoryBucket):
    """A bucket whose first answers get lost, so that the SDK asks for each write twice."""

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        data = file.read()
        super().replace(key, BytesIO(data), content_type, etag, author=author)
        return super().replace(key, BytesIO(data), content_type, etag, author=author)

    def delete(self, key: str, *, etag: str = "") -> None:
        super().delete(key, etag=etag)
        super().delete(key, etag=etag)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    made.commit(FILES)
    return made


def deployed(bucket: MemoryBucket, fuse: Fuse) -> Deployed:
    return Deployed(PlainServices(SETTINGS, bucket=bucket, table=MemoryTable(fuse)))


def push(repository: Repository, target: Deployed) -> Report:
    return push_commit(repository.folder, target, Wishes())


def changed(repository: Repository, text: str) -> None:
    """One post changed, one file gone or back, and one new."""
    cat = None if (repository.folder / "images/cat.txt").exists() else text
    repository.commit({"_posts/2020-01-02-b.md": POST + text, "images/cat.txt": cat, text: "new"})


def test_a_push_that_fails_at_any_call_is_made_up_for_by_the_next(repository: Repository) -> None:
    fuse = Fuse(Unavailable)
    bucket = MemoryBucket(fuse)
    target = deployed(bucket, fuse)
    bucket.put(DESK, POST.encode(), "text/markdown")
    assert push(repository, target).is_complete
    for count in range(1, 200):
        changed(repository, f"{count}.txt")
        fuse.calls = count
        with suppress(Unavailable):
            push(repository, target)
        if fuse.calls > 0:
            break
        fuse.calls = 0
        if count % 2:
            changed(repository, f"{count}-b.txt")
        assert push(repository, target).is_complete, count
        assert keys_in(bucket) == {*committed(repository), DESK}, count
    assert 10 < count < 199
    fuse.calls = 0
    found = bucket.get("_posts/2020-01-02-b.md")
    assert found is not None
    assert found.data == (repository.folder / "_posts/2020-01-02-b.md").read_bytes()


def committed(repository: Repository) -> set[str]:
    return set(repository.git("ls-files", "-z").rstrip("\0").split("\0"))


def test_answers_that_get_lost_are_no_changes_of_others(repository: Repository) -> None:
    bucket, fuse = Forgetful(), Fuse(Unavailable)
    target = deployed(bucket, fuse)
    assert push(repository, target).is_complete
    changed(repository, "a.txt")
    report = push(repository, target)
    assert (report.is_complete, list(report.problems)) == (True, [])
    assert keys_in(bucket) == committed(repository)
