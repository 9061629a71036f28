"""`flask push`: what differs goes over, is published, and is reported."""

import pytest

from handler.entry import services
from handler.services.read.page_cache import Page
from handler.services.read.replies import Base
from handler.wiring import Services
from tests.cli.conftest import Run, Tree

pytestmark = pytest.mark.xdist_group("cli")

FILES = {
    "_config.yml": "title: Test\npermalink: pretty\n",
    "_drafts/idea.md": "---\ntitle: Idea\n---\nSome day.",
    "_posts/2020-01-01-hello world.md": "---\ntitle: Hello\n---\nText.",
    "_posts/2099-01-01-later.md": "---\ndate: 2099-01-01 09:00:00 +0900\n---\nText.",
    "images/cat.txt": "meow",
}
BROKEN = {"_posts/2020-01-02-bad.md": "---\ntitle: [\n---\n"}


def test_each_file_is_reported_with_what_became_of_it(
    run: Run, tree: Tree, deployment: Services
) -> None:
    result = run("push", tree(FILES))
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "live      _config.yml",
        "live      images/cat.txt  https://blog.test/images/cat.txt",
        "draft     _drafts/idea.md",
        "live      _posts/2020-01-01-hello world.md  https://blog.test/2020/01/01/hello-world/",
        "scheduled _posts/2099-01-01-later.md  for 2099-01-01 09:00 +0900",
        "  warning: _posts/2099-01-01-later.md: has a date in the future, 2099-01-01 09:00 +0900. "
        "Readers see it from then on; mend the date if it should be live.",
        "3 posts: 1 draft, 1 live, 1 scheduled; 2 other files: 2 live; 1 with warnings.",
    ]
    reply = deployment.reader.respond("/2020/01/01/hello-world/", Base("https://blog.test"))
    assert isinstance(reply, Page)


def test_a_rejected_file_is_reported_with_the_reason(
    run: Run, tree: Tree, deployment: Services
) -> None:
    result = run("push", tree(FILES | BROKEN))
    assert result.exit_code == 1
    assert "rejected  _posts/2020-01-02-bad.md\n  error: _posts/2020-01-02-bad.md:" in result.output
    assert "live      _posts/2020-01-01-hello world.md" in result.output


@pytest.mark.parametrize("name", ["_posts/2020-01-02-a\x01b.md", "images/caf\udce9.txt"])
def test_a_name_that_cannot_be_uploaded_keeps_nothing_waiting(
    run: Run, tree: Tree, deployment: Services, name: str
) -> None:
    result = run("push", tree(FILES | {name: "x"}))
    assert result.exit_code == 1
    assert "has a name" in result.output
    assert "live      _posts/2020-01-01-hello world.md" in result.output
    assert deployment.bucket.objects(prefix="_posts/2020-01-02") == []


def test_a_broken_version_leaves_readers_the_one_before(
    run: Run, tree: Tree, deployment: Services
) -> None:
    key = "_posts/2020-01-02-bad.md"
    run("push", tree({"_config.yml": "permalink: pretty", key: "---\n---\nGood."}))
    result = run("push", tree({key: BROKEN[key]}))
    kept = "readers keep the version before at https://blog.test/2020/01/02/bad/"
    assert f"rejected  {key}  {kept}" in result.output


def test_the_second_time_there_is_nothing_to_do(run: Run, tree: Tree, deployment: Services) -> None:
    run("push", tree(FILES))
    result = run("push", tree(FILES))
    assert (result.exit_code, result.output) == (
        0,
        "Nothing to do: the bucket holds the same files.\n",
    )


def test_only_what_differs_goes_over(run: Run, tree: Tree, deployment: Services) -> None:
    run("push", tree(FILES))
    before = {info.key: info.modified for info in deployment.bucket.objects()}
    result = run("push", tree(FILES | {"images/cat.txt": "purr"}))
    assert result.output.splitlines() == [
        "live      images/cat.txt  https://blog.test/images/cat.txt",
        "1 other file: 1 live.",
    ]
    found = {info.key: info.modified for info in deployment.bucket.objects()}
    assert {key for key in FILES if found[key] != before[key]} <= {"images/cat.txt"}


def test_what_only_the_bucket_has_stays_unless_told(
    run: Run, tree: Tree, deployment: Services
) -> None:
    root = tree(FILES)
    run("push", root)
    (root / "images/cat.txt").unlink()
    kept = run("push", root)
    assert "Only in the bucket: 1 (--delete removes them)." in kept.output
    gone = run("push", root, "--delete")
    assert gone.output.splitlines() == [
        "removed   images/cat.txt",
        "1 other file: 1 removed.",
    ]
    assert deployment.bucket.head("images/cat.txt") is None


def test_posts_that_link_forward_are_live_at_once(
    run: Run, tree: Tree, deployment: Services
) -> None:
    files = {
        "_posts/2020-01-01-a.md": "---\n---\n{% post_url 2020-01-02-b %}",
        "_posts/2020-01-02-b.md": "---\n---\n{% post_url 2020-01-01-a %}",
    }
    result = run("push", tree(files))
    assert "warning" not in result.output
    assert result.output.endswith("2 posts: 2 live.\n")


def test_without_a_setting_addresses_begin_as_the_configuration_says(
    run: Run, tree: Tree, deployment: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLDPRESS_URL", "")
    services.cache_clear()
    config = "url: https://example.org\nbaseurl: /blog\npermalink: pretty\n"
    result = run("push", tree({"_config.yml": config, "about.md": "---\n---\nMe."}))
    assert "live      about.md  https://example.org/blog/about/" in result.output


def test_documents_of_a_collection_come_and_go(run: Run, tree: Tree, deployment: Services) -> None:
    config = "permalink: pretty\nsource: src\ncollections: {recipes: {output: true}}\n"
    soup, text = "src/_recipes/soup.md", "---\n---\nText."
    root = tree({"_config.yml": config, soup: text, "src/_others/a.md": text})
    result = run("push", root)
    assert "live      _recipes/soup.md  https://blog.test/recipes/soup/" in result.output
    assert "_others" not in result.output
    (root / soup).unlink()
    assert "removed   _recipes/soup.md" in run("push", root, "--delete").output
