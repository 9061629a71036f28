"""`theme` begins templates of a blog's own, and tells of the theme's that have changed since."""

from pathlib import Path

import pytest

from handler.cli.checking import check
from handler.cli.trees import read_tree
from handler.core.authoring.theme_copies import compared, copied
from handler.services.computing.theming import names_of_ours
from tests.cli.conftest import Run, Tree

FOOTER = "_theme/templates/partials/footer.html"


@pytest.fixture
def blog(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tree({"_config.yml": "title: Blog", "_posts/2026-01-01-a.md": "A."})
    monkeypatch.chdir(root)
    return root


def test_a_template_is_copied_and_listed_as_the_authors_own(run: Run, blog: Path) -> None:
    assert "yours" not in run("theme").output
    assert FOOTER in run("theme", "partials/footer.html").output
    own = (blog / FOOTER).read_text()
    assert own.startswith("{# Begun with partials/footer.html of Coldpress, as it was in ")
    assert "partials/footer.html" in run("theme").output
    assert "yours: as the theme has it" in run("theme").output
    (blog / FOOTER).write_text(f"{own}<p>Mine")
    assert "yours: changed; the theme's is as it was" in run("theme").output
    (blog / FOOTER).write_text(own.replace(" as it was in ", " as it was in 0"))
    assert "yours: the theme's has changed since you began" in run("theme").output


def test_what_is_there_is_not_overwritten(run: Run, blog: Path) -> None:
    run("theme", "partials/footer.html")
    (blog / FOOTER).write_text("Mine")
    again = run("theme", "partials/footer.html")
    assert (again.exit_code, (blog / FOOTER).read_text()) == (2, "Mine")
    assert "yours: nothing of the theme's" in run("theme").output


def test_a_name_that_the_theme_lacks_is_refused(run: Run, blog: Path) -> None:
    for name in ("pots.html", "../secrets.html", "desk/list.html"):
        assert run("theme", name).exit_code == 2
    assert not (blog / "_theme").exists()


def test_outside_of_a_blog_there_is_nothing_to_begin(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "This folder is no blog." in run("theme", "post.html").output


@pytest.mark.slow
def test_every_template_of_the_theme_can_be_begun_with(run: Run, blog: Path) -> None:
    assert run("theme", *names_of_ours()).exit_code == 0
    found = {each.key: each for each in check(read_tree(blog))}
    told = {key: [str(problem) for problem in each.problems] for key, each in found.items()}
    assert {key: problems for key, problems in told.items() if problems} == {}


def test_check_names_file_and_line_of_a_broken_template(run: Run, blog: Path) -> None:
    (blog / FOOTER).parent.mkdir(parents=True)
    (blog / FOOTER).write_text("<p>\n{{ nothing }}")
    done = run("check", blog)
    assert done.exit_code == 1
    assert f"{FOOTER}:2: cannot be rendered: 'nothing' is undefined." in done.output


def test_a_copy_remembers_what_it_was_made_of() -> None:
    copy = copied("post.html", "a")
    assert compared(copy, "a") == "as ours"
    assert compared(copy + "b", "a") == "ours is as it was"
    assert compared(copy, "c") == "ours has changed"
    assert compared("a", "a") == compared(copy, None) == "of your own"
