"""Trees on disk with odd files: whatever is wrong with one, the others are found."""

import os
from pathlib import Path

import pytest

from handler.cli.trees import read_tree
from tests.cli.conftest import Run, Tree

pytestmark = pytest.mark.slow

POST = "---\ntitle: Hello\n---\nText."
GOOD = "_posts/2020-01-01-a.md"
ODD = ("_posts/2020-01-01-a\x01b.md", "_posts/2020-01-01-a\nb.md", "images/\x7f.txt", "a\\b.txt")
NOT_UTF_8 = os.fsdecode(b"_posts/2020-01-03-caf\xe9.md")


@pytest.mark.parametrize("target", [".", "..", "/", "_posts", "../.."])
def test_a_link_to_a_folder_above_is_not_followed(tree: Tree, target: str) -> None:
    root = tree({GOOD: POST})
    (root / "_posts/loop").symlink_to(target, target_is_directory=True)
    if target != "_posts":  # It is one that leads nowhere.
        assert list(read_tree(root).content) == [GOOD]


@pytest.mark.parametrize(
    "key", ["node_modules/x/a.js", ".bundle/a.pem", "env/pyvenv.cfg", "env/lib/cacert.pem"]
)
def test_what_tools_put_there_is_no_part_of_the_blog(tree: Tree, key: str) -> None:
    root = tree({GOOD: POST, key: "", f"{key.partition('/')[0]}/pyvenv.cfg": ""})
    assert (list(read_tree(root).content), read_tree(root).surprises()) == ([GOOD], [])


def test_a_link_to_the_blog_itself_is_not_followed(tree: Tree) -> None:
    root = tree({GOOD: POST})
    (root / "loop").symlink_to(root)
    assert list(read_tree(root).content) == [GOOD]


def test_linked_folders_are_part_of_the_blog(tree: Tree, tmp_path: Path) -> None:
    root = tree({GOOD: POST, "images/a.txt": "a"})
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/b.txt").write_text("b")
    (root / "notes").symlink_to(tmp_path / "notes")
    (root / "pictures").symlink_to("images")
    assert set(read_tree(root).content) == {GOOD, "images/a.txt", "notes/b.txt", "pictures/a.txt"}


def test_folders_full_of_links_to_each_other_are_walked_in_the_end(tree: Tree) -> None:
    names = "abcdefghijkl"
    root = tree({f"{name}/{name}.txt": name for name in names})
    for name in names:
        for other in names:
            (root / name / f"to-{other}").symlink_to(root / other)
    found = read_tree(root).content
    assert {f"{name}/{name}.txt" for name in names} <= set(found)
    assert len(found) < 5_000


def test_a_link_that_leads_nowhere_is_told(run: Run, tree: Tree) -> None:
    root = tree({GOOD: POST})
    (root / "_posts/2020-01-02-b.md").symlink_to("no.md")
    (root / "_posts/.#2020-01-01-a.md").symlink_to("somebody@computer")
    result = run("check", root)
    assert "error: _posts/2020-01-02-b.md: is a link that leads nowhere." in result.output
    assert "2 posts: 1 live, 1 rejected." in result.output


@pytest.mark.parametrize("name", [*ODD, NOT_UTF_8])
def test_a_name_that_cannot_be_uploaded_is_told_and_left_out(
    run: Run, tree: Tree, name: str
) -> None:
    root = tree({GOOD: POST, name: POST})
    assert list(read_tree(root).content) == [GOOD]
    assert list(read_tree(root).unusable) == [name]
    result = run("check", root)
    assert (result.exit_code, result.exception.__class__) == (1, SystemExit)
    assert "has a name" in result.output
    assert "1 live" in result.output


@pytest.mark.parametrize("name", [ODD[0], NOT_UTF_8])
def test_rendering_goes_on_past_a_bad_name(run: Run, tree: Tree, name: str) -> None:
    result = run("render", tree({GOOD: POST, name: POST}))
    assert result.exit_code == 0
    assert sorted('"error"' in line for line in result.output.splitlines()) == [False, True]


def test_special_folders_are_content_if_the_configuration_says_so(tree: Tree) -> None:
    files = {
        "_recipes/soup.md": POST,
        "_static/a.css": "a",
        "docs/_static/b.css": "b",
        "_static/_c.css": "c",
        "_layouts/d.html": "d",
        "_recipes/_layouts/e.html": "e",
        ".github/f.md": "f",
    }
    assert list(read_tree(tree(files)).content) == []
    config = "collections: {recipes: {output: true}, layouts: {}}\ninclude: [_static, .github]\n"
    root = tree({**files, "_config.yml": config})
    shown = {"_config.yml", "_recipes/soup.md", "_static/a.css", "docs/_static/b.css"}
    assert set(read_tree(root).content) == shown


@pytest.mark.parametrize("source", ["src", "./src/", "src/../src"])
def test_a_blog_may_lie_in_a_folder_of_its_repository(run: Run, tree: Tree, source: str) -> None:
    files = {"_config.yml": f"source: {source}\npermalink: pretty", "README.md": POST}
    root = tree({**files, f"src/{GOOD}": POST, "src/about.md": "---\n---\n[Post](/2020/01/01/a/)"})
    assert set(read_tree(root).content) == {"_config.yml", GOOD, "about.md"}
    result = run("check", root)
    assert result.output == "1 post: 1 live; 1 page: 1 live; 1 other file: 1 live.\n"


@pytest.mark.parametrize("source", ["..", "/", "no", "[src]", "5"])
def test_a_source_that_is_no_folder_of_the_repository_is_passed_over(
    tree: Tree, source: str
) -> None:
    root = tree({"_config.yml": f"source: {source}", GOOD: POST})
    assert set(read_tree(root).content) == {"_config.yml", GOOD}
