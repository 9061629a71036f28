"""`coldpress status`, `reindex` and `purge`: what operators need."""

from datetime import UTC, datetime

import pytest

from handler.cli.checkup.checks import index as checks
from handler.cli.checkup.contents import read_index
from handler.core.model.writes import Delete
from handler.core.people.state import STATE
from handler.services.publish.publishing import Publisher
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import Base, Reply
from handler.wiring import Services
from tests.cli.checkup.builders import make_deployment, make_function
from tests.cli.conftest import Run, Tree

pytestmark = pytest.mark.slow

FILES = {
    "_config.yml": "title: Test\npermalink: pretty\n",
    "_drafts/idea.md": "---\ntitle: Idea\n---\nSome day.",
    "_posts/2020-01-01-a.md": "---\ntags: [one, two]\n---\nText.",
    "_posts/2020-01-02-b.md": "---\ntags: [two]\n---\nText.",
    "about.md": "---\ntitle: About\n---\nMe.",
}
BASE = Base("https://blog.test")


def read(services: Services, path: str) -> Reply:
    return services.reader.respond(path, BASE)


def wipe(services: Services) -> None:
    for key, _ in list(services.table.scan()):
        services.table.write(Delete(key))


def index(services: Services) -> dict[str, int]:
    """How many items of each kind that follow from the bucket there are."""
    kinds = [key.pk.split("#")[0] for key, _ in services.table.scan()]
    derived = {"source", "path", "list", "terms", "name", "manifest", "body"}
    return {kind: kinds.count(kind) for kind in sorted(derived)}


def test_status_counts_posts_and_names_problems(run: Run, tree: Tree, deployment: Services) -> None:
    run("push", tree(FILES | {"_posts/2020-01-03-bad.md": "---\ntitle: [\n---\n"}))
    result = run("status")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[:4] == [
        "     1 draft",
        "     3 live",
        "     1 rejected",
        "rejected  _posts/2020-01-03-bad.md",
    ]
    assert lines[4].startswith("  error: _posts/2020-01-03-bad.md:")


def test_status_of_an_empty_deployment_says_what_to_do(run: Run, deployment: Services) -> None:
    assert "`coldpress push` brings them" in run("status").output


def test_status_tells_of_the_desk_and_who_has_it(run: Run, deployment: Services) -> None:
    access = deployment.access
    access.turn_on()
    access.invite("Ada", is_owner=True)
    assert "The desk is on: 0 people, 0 passkeys, 1 open link.\n" in run("status").output
    access.turn_off()
    assert "The desk is off.\n" in run("status").output
    deployment.bucket.put(STATE, b"{", "application/json")
    assert "Whether the desk is on cannot be told: " in run("status").output


def test_reindex_brings_everything_back(run: Run, tree: Tree, deployment: Services) -> None:
    run("push", tree(FILES))
    before = index(deployment)
    wipe(deployment)
    result = run("reindex")
    assert result.exit_code == 0
    assert "The table holds what the bucket does; stray items corrected: 0." in result.output
    assert index(deployment) == before
    assert isinstance(read(deployment, "/2020/01/01/a/"), Page)
    assert isinstance(read(deployment, "/tags/two/"), Page)


def test_after_a_reindex_nothing_waits_for_anything(
    run: Run, tree: Tree, deployment: Services
) -> None:
    files = {
        "_includes/count.html": "{{ site.posts.size }}",
        "_posts/2020-01-03-a.md": "---\n---\n{% post_url 2020-01-04-z %} {% include count.html %}",
        "_posts/2020-01-04-z.md": "---\n---\n{% post_url 2020-01-03-a %} {% link news.md %}",
        "news.md": "---\n---\n{% for post in site.posts %}{{ post.url }} {% endfor %}",
    }
    run("push", tree(FILES | files))
    wipe(deployment)
    run("reindex")
    found, expected = read_index(deployment.table, datetime.now(UTC)), make_deployment()
    findings = [
        checks.comparison(found, expected),
        checks.interrupted(found, expected),
        checks.rejected(found, expected),
        checks.warnings(found, expected),
        checks.staleness(found, make_function(), None, expected),
    ]
    assert [finding.text for finding in findings if finding.mark != "right"] == []
    assert run("status").output == "     1 draft\n     6 live\nThe desk is off.\n"


def test_an_interrupted_reindex_goes_on_where_it_stopped(
    run: Run, tree: Tree, deployment: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("push", tree(FILES))
    before = index(deployment)
    wipe(deployment)
    monkeypatch.setattr("handler.services.tick.reindexing._STRETCH", 2)
    publish = Publisher.publish

    def interrupted(publisher: Publisher, key: str, *, rewrite: bool = False) -> object:
        if key == "about.md":
            raise KeyboardInterrupt
        return publish(publisher, key, rewrite=rewrite)

    monkeypatch.setattr(Publisher, "publish", interrupted)
    assert run("reindex").exit_code != 0
    monkeypatch.setattr(Publisher, "publish", publish)
    assert run("reindex").exit_code == 0
    assert index(deployment) == before


def test_reindex_removes_what_the_bucket_has_lost(
    run: Run, tree: Tree, deployment: Services
) -> None:
    run("push", tree(FILES))
    deployment.bucket.delete("about.md")
    run("reindex")
    assert not isinstance(read(deployment, "/about/"), Page)


def test_purge_makes_cached_pages_stale(run: Run, tree: Tree, deployment: Services) -> None:
    run("push", tree(FILES))
    first = read(deployment, "/about/")
    assert isinstance(first, Page)
    result = run("purge")
    assert (result.exit_code, result.output) == (0, "Every cached page is stale now.\n")
    assert read(deployment, "/about/") == first
