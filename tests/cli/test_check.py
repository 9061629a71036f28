"""`coldpress check`: every problem with its place, and an exit code for scripts."""

from pathlib import Path

from tests.cli.conftest import Run, Tree

POST = "---\ntitle: Hello\n---\nText."
BROKEN = "---\ntitle: Hello\ndate: 2020-01-01\ntags: [a, b\n---\nText."


def test_a_blog_without_mistakes_passes(run: Run, tree: Tree) -> None:
    result = run("check", tree({"_config.yml": "title: T", "_posts/2020-01-01-a.md": POST}))
    assert (result.exit_code, result.output) == (0, "1 post: 1 live; 1 other file: 1 live.\n")


def test_the_sample_blog_passes(run: Run) -> None:
    result = run("check", Path(__file__).parents[2] / "content")
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
    assert (result.exit_code, result.output) == (0, "Nothing to do.\n")


def test_a_path_that_does_not_exist_is_named(run: Run) -> None:
    result = run("check", "/no/such/folder")
    assert result.exit_code == 2
    assert "'/no/such/folder' does not exist." in result.output
