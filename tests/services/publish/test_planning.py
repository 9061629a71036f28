"""Publishing while others change the same files and paths."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from handler.core.index import items
from handler.core.model.problems import Problem
from handler.core.model.writes import Write
from handler.fingerprints import renderer_fingerprint
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.blobs import Blobs
from handler.services.ports import Conflict
from handler.services.publish.planning import Planner
from tests.services.blog import Blog, post_key, post_text
from tests.support.open_sandbox import OpenSandbox

KEY = post_key("2026-01-02-b")
TAKEN = Problem(KEY, "claims a path.", "")


class Contended(MemoryTable):
    """A table of which the next transactions meet those of others, at the items that are named."""

    def __init__(self) -> None:
        super().__init__()
        self.conflicts: list[Conflict | None] = []

    def transact(self, writes: Sequence[Write]) -> None:
        """See `Table.transact`."""
        if self.conflicts and (conflict := self.conflicts.pop(0)):
            raise conflict
        super().transact(writes)


def make_planner(blog: Blog) -> Planner:
    stores = (blog.bucket, blog.table, blog.clock, Blobs(blog.bucket), OpenSandbox())
    return Planner(*stores, renderer_fingerprint())


def test_a_file_that_goes_while_it_is_planned_leaves_a_tombstone() -> None:
    planner = make_planner(Blog())
    assert planner.plan(KEY).source.gone
    assert planner.plan_waiting(KEY, "/a/", TAKEN).source.gone
    aside = planner.plan_aside(KEY, thorough=True)
    assert aside
    assert aside.source.gone


def claim(blog: Blog) -> str:
    """Publish a post, and then a version of it that claims the path of another."""
    blog.post("2026-01-01-a", "A")
    blog.post("2026-01-02-b", "B")
    text = post_text("New", permalink="/2026/01/01/a/")
    assert blog.publish(KEY, text).state == "rejected"
    return blog.show("/2026/01/02/b/")


def test_a_post_that_claims_the_path_of_another_stays_where_it_was() -> None:
    assert claim(Blog()).startswith("A < B")


def test_it_stays_there_as_well_if_its_older_versions_are_not_kept() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A")
    blog.post("2026-01-02-b", "B")
    unversioned = Blog(bucket=MemoryBucket(), table=blog.table)
    unversioned.put(post_key("2026-01-01-a"), post_text("A"))
    text = post_text("New", permalink="/2026/01/01/a/")
    assert unversioned.publish(KEY, text).state == "rejected"
    assert unversioned.show("/2026/01/02/b/") == "A < B >  | <p>Text.</p> | Blog"


def test_no_older_version_comes_back_at_a_path_that_another_has_by_now() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A")
    blog.put(KEY, post_text("B", permalink="/c/"))
    blog.post("2026-01-03-c", "C", permalink="/c/")
    text = post_text("New", permalink="/2026/01/01/a/")
    assert blog.publish(KEY, text).state == "rejected"
    assert " C " in blog.show("/c/")


@pytest.mark.parametrize("met", [1, 3])
def test_a_transaction_that_meets_another_is_tried_again(met: int) -> None:
    blog = Blog(table=(table := Contended()))
    table.conflicts = [Conflict([items.source_key(KEY)])] * met
    assert blog.post("2026-01-02-b", "B").state == "live"


def test_one_that_always_meets_another_is_given_up_and_told() -> None:
    blog = Blog(table=(table := Contended()))
    table.conflicts = [Conflict([items.source_key(KEY)])] * 99
    with pytest.raises(Conflict):
        blog.post("2026-01-02-b", "B")


@pytest.mark.parametrize(("met", "is_told"), [(1, True), (99, False)])
def test_what_notes_a_claim_is_tried_again_as_well(met: int, is_told: bool) -> None:
    blog = Blog(table=(table := Contended()))
    blog.post("2026-01-01-a", "A")
    path = Conflict([items.path_key("/2026/01/01/a")])
    table.conflicts = [path, *[Conflict([items.source_key(KEY)])] * met]
    blog.put(KEY, post_text("B", permalink="/2026/01/01/a/"))
    if is_told:
        assert blog.publish(KEY).state == "rejected"
    else:
        with pytest.raises(Conflict):
            blog.publish(KEY)


def test_a_path_whose_owner_goes_at_that_moment_is_taken_by_the_next_tick() -> None:
    blog = Blog(table=(table := Contended()))
    table.conflicts = [Conflict([items.path_key("/2026/01/02/b")])]
    outcome = blog.post("2026-01-02-b", "B")
    assert (outcome.state, "which another file has" in str(outcome.problems[0])) == (
        "rejected",
        True,
    )
    blog.clock.pass_by(timedelta(hours=2))
    blog.tick(2)
    assert "B" in blog.show("/2026/01/02/b/")
