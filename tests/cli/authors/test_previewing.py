"""`preview`: links that an author makes, lists and revokes."""

import re

from handler.core.model.preview_links import PREFIX
from handler.entry import app
from handler.wiring import Services
from tests.cli.conftest import Run, Tree

DRAFT = "_drafts/idea.md"
TEXT = "---\ntitle: Idea\ndate: 2020-03-01\n---\nI *think*.\n"
FILES = {"_config.yml": "permalink: pretty\n", DRAFT: TEXT}


def path_in(output: str) -> str:
    found = re.fullmatch(r"https://blog\.test(/_coldpress/preview/\S+)\n", output)
    assert found, output
    return found[1]


def test_a_link_to_a_draft_shows_it(run: Run, tree: Tree, deployment: Services) -> None:
    run("push", tree(FILES))
    path = path_in(run("preview", DRAFT).output)
    assert "<em>think</em>" in app.test_client().get(path).text


def test_an_older_version_is_named_as_in_history(
    run: Run, tree: Tree, deployment: Services
) -> None:
    run("push", tree(FILES))
    run("push", tree(FILES | {DRAFT: TEXT.replace("think", "mean")}))
    old = run("history", DRAFT).output.splitlines()[1].split()[-1]
    path = path_in(run("preview", DRAFT, "--version", old).output)
    assert "<em>think</em>" in app.test_client().get(path).text
    assert run("preview", DRAFT, "--version", "no").exit_code == 2


def test_links_are_listed_and_revoked(run: Run, tree: Tree, deployment: Services) -> None:
    run("push", tree(FILES | {"about.md": "---\npublished: false\n---\nI."}))
    path = path_in(run("preview", DRAFT, "--days", "3").output)
    run("preview", "about.md")
    assert [line.split()[-1] for line in run("preview", "--list").output.splitlines()] == [
        DRAFT,
        "about.md",
    ]
    revoked = run("preview", DRAFT, "--revoke").output
    assert revoked.startswith("revoked  until ")
    assert app.test_client().get(path).status_code == 404
    assert run("preview", "--list").output.endswith("about.md\n")
    run("preview", "--revoke")
    assert run("preview", "--list").output == "There is no link.\n"


def test_a_draft_that_is_published_takes_its_links_along(
    run: Run, tree: Tree, deployment: Services
) -> None:
    root = tree(FILES)
    run("push", root)
    online = path_in(run("preview", DRAFT).output)
    run("publish", DRAFT, "--online")
    (key,) = (info.key for info in deployment.bucket.objects(prefix="_posts/"))
    deployment.publisher.publish(key)
    assert app.test_client().get(online).location == "/2020/03/01/idea/"


def test_so_does_one_that_is_pushed_under_another_name(
    run: Run, tree: Tree, deployment: Services
) -> None:
    root = tree(FILES)
    run("push", root)
    path = path_in(run("preview", DRAFT).output)
    (root / "_posts").mkdir()
    (root / DRAFT).rename(root / "_posts/2020-03-01-idea.md")
    run("push", root, "--delete", "--delete-many", "--yes")
    assert app.test_client().get(path).location == "/2020/03/01/idea/"


def test_what_cannot_be_shown_is_refused(run: Run, tree: Tree, deployment: Services) -> None:
    run("push", tree(FILES))
    for key, why in {
        "_config.yml": "is no page: name a post, a draft or a page.",
        "_drafts/other.md": "is not in the bucket: `coldpress push` uploads it.",
        f"{PREFIX}x": "is no",
    }.items():
        result = run("preview", key)
        assert result.exit_code == 2
        assert why in result.output
    assert run("preview").exit_code == 2
