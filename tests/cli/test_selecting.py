"""`coldpress check FILE…`: only what was asked about is told, as part of its whole blog."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Tree

BROKEN = "---\ntitle: [\n---\n"
FILES = {
    "_config.yml": "permalink: pretty\n",
    "_posts/2020-01-01-a.md": "---\n---\n{% post_url 2020-01-02-b %} [no](/no/)\n",
    "_posts/2020-01-02-b.md": "---\n---\nText.\n",
    "_posts/old/2019-01-01-c.md": BROKEN,
    "Gemfile": "",
}


def test_a_file_is_judged_with_its_whole_blog_around_it(run: Run, tree: Tree) -> None:
    root = tree(FILES)
    result = run("check", root / "_posts/2020-01-01-a.md")
    assert result.exit_code == 0
    assert "links to /no/, where nothing is" in result.output
    assert "finds no post" not in result.output
    assert result.output.endswith("1 post: 1 live; 1 with warnings.\n")


def test_the_exit_code_is_that_of_the_files_that_were_named(run: Run, tree: Tree) -> None:
    root = tree(FILES)
    assert run("check", root / "_posts/2020-01-02-b.md").exit_code == 0
    result = run("check", root / "_posts/2020-01-02-b.md", root / "_posts/old")
    assert result.exit_code == 1
    assert result.output.endswith("2 posts: 1 live, 1 rejected.\n")


def test_inside_a_blog_a_name_is_enough(
    run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree(FILES) / "_posts")
    assert run("check", "2020-01-02-b.md").output == "1 post: 1 live.\n"
    assert run("check", ".").output.endswith("3 posts: 2 live, 1 rejected; 1 with warnings.\n")


def test_what_is_no_part_of_a_blog_is_told(run: Run, tree: Tree, tmp_path: Path) -> None:
    root = tree(FILES)
    (tmp_path / "alone.md").write_text("Text.")
    for named, said in {
        root / "Gemfile": "is not published: Jekyll leaves it out as well.",
        tmp_path / "alone.md": "lies in no blog",
    }.items():
        result = run("check", named)
        assert result.exit_code == 2
        assert said in result.output
    (tmp_path / "other" / "_posts").mkdir(parents=True)
    result = run("check", root / "_config.yml", tmp_path / "other")
    assert "are of different blogs: check one at a time." in result.output


def test_warnings_can_be_left_out(run: Run, tree: Tree) -> None:
    result = run("check", tree(FILES), "--errors-only")
    assert result.exit_code == 1
    assert "warning:" not in result.output
    assert "error: _posts/old/2019-01-01-c.md:" in result.output


@pytest.mark.parametrize("option", [("--json",), ("--format", "json")])
def test_programs_get_json(run: Run, tree: Tree, option: tuple[str, ...]) -> None:
    result = run("check", tree(FILES), "--errors-only", *option)
    assert result.exit_code == 1
    report = json.loads(result.output)
    (problem,) = report["problems"]
    assert problem["file"] == "_posts/old/2019-01-01-c.md"
    assert (problem["line"], problem["severity"]) == (3, "error")
    assert problem["message"].startswith("has a bracket")
    assert report["states"] == {"live": 3, "rejected": 1}
