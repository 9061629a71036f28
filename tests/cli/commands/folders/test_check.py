"""`coldpress check`: every problem with its place, and an exit code for scripts."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, Tree
from tests.support.geotagged import jpeg

POST = "---\ntitle: Hello\n---\nText."
BROKEN = "---\ntitle: Hello\ndate: 2020-01-01\ntags: [a, b\n---\nText."


def test_a_blog_without_mistakes_passes(run: Run, tree: Tree) -> None:
    result = run("check", tree({"_config.yml": "title: T", "_posts/2020-01-01-a.md": POST}))
    assert (result.exit_code, result.output) == (0, "1 post: 1 live; 1 other file: 1 live.\n")


@pytest.mark.slow
def test_the_sample_blog_passes(run: Run) -> None:
    result = run("check", Path(__file__).parents[4] / "content")
    assert result.exit_code == 0
    assert "rejected" not in result.output


def test_a_mistake_is_named_with_file_line_and_remedy(run: Run, tree: Tree) -> None:
    result = run("check", tree({"_posts/2020-01-01-a.md": BROKEN}))
    assert result.exit_code == 1
    assert "error: _posts/2020-01-01-a.md:" in result.output
    assert "1 post: 1 rejected." in result.output


def test_a_warning_does_not_fail(run: Run, tree: Tree) -> None:
    result = run(
        "check", tree({"_posts/2020-01-01-a.md": "---\n---\n{% post_url 2020-09-09-no %}"})
    )
    assert result.exit_code == 0
    assert "warning: _posts/2020-01-01-a.md:3:" in result.output


def test_comments_of_no_repository_are_said_once(run: Run, tree: Tree) -> None:
    post = "---\ncommentIssueId: 7\n---\n"
    files = {"_posts/2020-01-01-a.md": post, "_posts/2020-01-02-b.md": post}
    result = run("check", tree(files))
    assert result.exit_code == 0
    assert result.output.count("_config.yml: names no repository, so the comments of") == 1
    files["_config.yml"] = "repository: hana/blog"
    assert "names no repository" not in run("check", tree(files)).output


def test_posts_may_link_to_each_other_both_ways(run: Run, tree: Tree) -> None:
    files = {
        "_posts/2020-01-01-a.md": "---\n---\n{% post_url 2020-01-02-b %}",
        "_posts/2020-01-02-b.md": "---\n---\n{% post_url 2020-01-01-a %}",
    }
    assert run("check", tree(files)).output == "2 posts: 2 live.\n"


def test_two_files_that_claim_a_path_are_told_apart(run: Run, tree: Tree) -> None:
    files = {"a.md": "---\npermalink: /x/\n---\n", "b.md": "---\npermalink: /x/\n---\n"}
    result = run("check", tree(files))
    assert result.exit_code == 1
    assert "error: b.md: claims the path /x/, which a.md has." in result.output


def test_drafts_and_scheduled_posts_are_counted(run: Run, tree: Tree) -> None:
    files = {"_drafts/a.md": POST, "_posts/2099-01-01-b.md": POST}
    result = run("check", tree(files))
    assert result.exit_code == 0
    assert "warning: _posts/2099-01-01-b.md: has a date in the future" in result.output
    assert result.output.endswith("2 posts: 1 draft, 1 scheduled; 1 with warnings.\n")


def test_a_folder_without_files_is_no_mistake(run: Run, tmp_path: Path) -> None:
    result = run("check", tmp_path)
    assert result.exit_code == 0
    assert result.output.endswith("Nothing to do.\n")
    assert "there is no post. Put each post into _posts" in result.output


def test_a_path_that_does_not_exist_is_named(run: Run) -> None:
    result = run("check", "/no/such/folder")
    assert result.exit_code == 2
    assert "'/no/such/folder' does not exist." in result.output


def test_a_language_that_is_guessed_is_said_once(run: Run, tree: Tree) -> None:
    files = {"_config.yml": "title: T", "_posts/2020-01-01-a.md": "---\n---\n안녕하세요 여러분."}
    result = run("check", tree(files))
    assert result.exit_code == 0
    assert result.output.count("_config.yml: names no language; by the script of its posts") == 1
    assert "Write lang: ko" in result.output
    files["_config.yml"] = "lang: ko"
    assert "names no language" not in run("check", tree(files)).output


def test_what_repeats_is_one_line_and_all_shows_each(run: Run, tree: Tree) -> None:
    files = {f"_posts/2020-01-0{day}-a.md": "---\n---\n[x](/no/)" for day in range(1, 8)}
    folder = tree(files)
    result = run("check", folder)
    assert (
        "warning: 7 times: links to /no/, where nothing is, first in _posts/2020" in result.output
    )
    assert result.output.count("where nothing is") == 1
    assert run("check", folder, "--all").output.count("where nothing is") == 7


def test_a_log_has_all_that_is_wrong(run: Run, tree: Tree) -> None:
    names = "plugins jekyll-archives includes_dir data_dir markdown_ext highlighter show_drafts"
    others = "keep_files incremental theme pagination destination lsi limit_posts"
    settings = [f"{name}: a" for name in f"{names} {others}".split()]
    files = {"_config.yml": "\n".join(settings), "_posts/2020-01-01-a.md": "{% a %} [b](/no/)"}
    output = run("check", tree(files)).output
    assert output.count("which has no effect") == len(settings)
    assert "more problem" not in output


def test_the_output_fits_a_screen_however_much_is_wrong(run: Run, tree: Tree) -> None:
    bodies = [f"[{word}](/no/)\n\n{{% {word} %}}\n" for word in ("ab", "cd", "ef", "gh")]
    posts = {f"_posts/2020-01-{day:02}-a.md": bodies[day % 4] * 5 for day in range(1, 29)}
    broken = {f"_posts/2020-02-{day:02}-a.md": BROKEN for day in range(1, 29)}
    result = run("check", tree(posts | broken))
    assert result.exit_code == 1
    assert len(result.output.splitlines()) < 24
    assert result.output.splitlines()[-1].startswith("56 posts: 28 live, 28 rejected")


def test_github_gets_annotations_and_the_same_exit_code(run: Run, tree: Tree) -> None:
    result = run("check", tree({"_posts/2020-01-01-a.md": BROKEN}), "--format", "github")
    assert result.exit_code == 1
    assert result.output.startswith("::error file=")
    assert "_posts/2020-01-01-a.md,line=4::" in result.output


def test_nothing_is_said_of_a_text_that_is_not_shown(run: Run, tree: Tree) -> None:
    odd = "{% nosuch %} [x](/no/)"
    files = {
        "a.md": f"---\npublished: false\n---\n{odd}",
        "b.md": f"---\nredirect_to: https://example.com/\n---\n{odd}",
        "README.md": odd,
        "_drafts/d.md": "---\n---\nText.",
    }
    assert "warning" not in run("check", tree(files)).output
    output = run(
        "check", tree({"_drafts/d.md": "", "archive.html": f"---\n---\n{odd}<p><b>"})
    ).output
    assert output.count("warning: ") == 1
    assert "archive.html: has the address" in output


def test_what_is_overlooked_in_a_tree_is_told_a_kind_a_line(run: Run, tree: Tree) -> None:
    posts = {f"_Posts/2020-01-0{day}-a.md": "---\n---\nText." for day in range(1, 6)}
    result = run("check", tree({**posts, "id_rsa": "key", "note.md": "# My first note"}))
    assert "_posts: does not exist: there is no post." in result.output
    assert "5 times: is in a folder that is named almost as _posts" in result.output
    assert "id_rsa: looks like a key or password" in result.output
    assert "note.md: has no front matter" in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("title: A", "2 photos tell where they were taken, but not to readers.\n"),
        (
            "images: {keep_location: true}",
            "2 photos tell where they were taken, also to readers.\n",
        ),
    ],
)
def test_an_author_is_told_how_many_photos_tell_their_place(
    run: Run, tree: Tree, config: str, told: str
) -> None:
    root = tree({"_config.yml": f"{config}\n", "a.txt": ""})
    for name in ("a.jpg", "b.jpg"):
        (root / name).write_bytes(jpeg())
    assert run("check", root).output.endswith(told)
    (root / "b.jpg").unlink()
    assert "1 photo tells where it was taken, " in run("check", root).output
