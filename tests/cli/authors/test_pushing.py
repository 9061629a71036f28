"""`coldpress push`: what differs goes over, is published, and is reported."""

from pathlib import Path

import pytest

from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import Base
from handler.wiring import Services
from tests.cli.conftest import Run, Tree

pytestmark = pytest.mark.slow

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
    gone = run("push", root, "--delete", "--yes")
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


def test_without_a_setting_nobody_is_told_addresses_of_the_host_that_is_moved_from(
    run: Run, tree: Tree, deployment: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLDPRESS_URL", "")
    config = "url: https://example.org\nbaseurl: /blog\npermalink: pretty\n"
    result = run("push", tree({"_config.yml": config, "about.md": "---\n---\nMe."}))
    assert "live      about.md  /blog/about/" in result.output


def test_a_second_push_of_rejected_files_says_so_again(
    run: Run, tree: Tree, deployment: Services
) -> None:
    root = tree(FILES | BROKEN)
    run("push", root)
    result = run("push", root)
    assert result.exit_code == 1
    assert result.output.splitlines()[:3] == [
        "Nothing to do: the bucket holds the same files.",
        "Still rejected, since an earlier upload: 1.",
        "rejected  _posts/2020-01-02-bad.md",
    ]
    other = run("push", tree({"images/cat.txt": "purr"}))
    assert other.exit_code == 1
    assert "Still rejected, since an earlier upload: 1." in other.output
    mended = run("push", tree({"_posts/2020-01-02-bad.md": "---\n---\nGood."}))
    assert (mended.exit_code, "rejected" in mended.output) == (0, False)


def test_a_dry_run_says_what_it_would_do_and_does_nothing(
    run: Run, tree: Tree, deployment: Services
) -> None:
    root = tree(FILES)
    first = run("push", root, "--dry-run")
    assert first.exit_code == 0
    assert first.output.splitlines()[0] == "upload  _config.yml"
    assert first.output.splitlines()[-1] == "5 files to upload, 0 to delete."
    assert deployment.bucket.objects() == []
    run("push", root)
    (root / "images/cat.txt").unlink()
    result = run("push", root, "--delete", "--dry-run")
    assert result.output == "delete  images/cat.txt\n0 files to upload, 1 to delete.\n"
    assert deployment.bucket.head("images/cat.txt")


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_without_a_yes_nothing_is_deleted_or_uploaded(
    tree: Tree, deployment: Services, run: Run, answer: str
) -> None:
    root = tree(FILES)
    run("push", root)
    (root / "images/cat.txt").unlink()
    (root / "new.txt").write_text("New.")
    result = run("push", root, "--delete", input=answer)
    assert result.exit_code == 1
    assert "Only in the bucket: 1 file.\n  images/cat.txt\nDelete 1 file there? [y/N]" in (
        result.output
    )
    assert result.output.endswith("Nothing was changed.\n")
    assert deployment.bucket.head("images/cat.txt")
    assert deployment.bucket.head("new.txt") is None
    assert run("push", root, "--delete", input="y\n").exit_code == 0
    assert deployment.bucket.head("images/cat.txt") is None


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "has no posts"),
        ({"index.html": "Hello."}, "has no posts"),
        ({"_config.yml": "title: T"}, "has no posts"),
        ({"blog/_posts/2020-01-01-a.md": "One folder too high."}, "lacks _config.yml"),
    ],
)
def test_a_tree_that_is_not_the_blog_deletes_nothing(
    run: Run, tree: Tree, deployment: Services, tmp_path: Path, files: dict[str, str], reason: str
) -> None:
    run("push", tree(FILES))
    before = deployment.bucket.objects()
    wrong = tmp_path / "wrong"
    for key, text in files.items():
        (wrong / key).parent.mkdir(parents=True, exist_ok=True)
        (wrong / key).write_text(text)
    wrong.mkdir(exist_ok=True)
    result = run("push", wrong, "--delete", "--yes", "--delete-many")
    assert result.exit_code == 2
    assert f"Error: {wrong} {reason}, so it is not the blog that is in the bucket" in result.output
    assert {info.key for info in deployment.bucket.objects()} == {info.key for info in before}


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"blog/_config.yml": "", "blog/_posts/2020-01-01-a.md": "A."}, "holds a blog in blog/"),
        ({"package.json": "{}", "src/index.js": "", "README.md": "# A"}, "the folder of a program"),
    ],
)
def test_what_is_something_else_than_a_blog_is_uploaded_only_after_a_yes(
    run: Run, tree: Tree, deployment: Services, files: dict[str, str], reason: str
) -> None:
    root = tree(files)
    result = run("push", root)
    assert result.exit_code == 1
    assert reason in result.output
    assert result.output.endswith("Nothing was changed.\n")
    assert deployment.bucket.objects() == []
    assert run("push", root, "--yes").exit_code == 0
    assert deployment.bucket.objects() != []


def test_much_is_deleted_only_if_told(run: Run, tree: Tree, deployment: Services) -> None:
    pictures = {f"images/{number}.txt": "" for number in range(8)}
    root = tree(FILES | pictures)
    run("push", root)
    for key in pictures:
        (root / key).unlink()
    result = run("push", root, "--delete", "--yes")
    assert result.exit_code == 2
    assert "Error: --delete would remove 8 of the 13 files in the bucket." in result.output
    assert run("push", root, "--delete", "--yes", "--delete-many").exit_code == 0
    assert {info.key for info in deployment.bucket.objects()} >= FILES.keys()
    assert deployment.bucket.objects(prefix="images/0") == []


def test_inside_a_blog_its_folder_is_pushed_and_elsewhere_one_must_be_named(
    run: Run, tree: Tree, deployment: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = tree(FILES)
    monkeypatch.chdir(root / "_posts")
    assert "live      images/cat.txt" in run("push").output
    monkeypatch.chdir(tmp_path)
    result = run("push")
    assert result.exit_code == 2
    assert "This folder is no blog. Name the one to push: coldpress push PATH." in result.output


def test_documents_of_a_collection_come_and_go(run: Run, tree: Tree, deployment: Services) -> None:
    config = "permalink: pretty\nsource: src\ncollections: {recipes: {output: true}}\n"
    soup, text = "src/_recipes/soup.md", "---\n---\nText."
    root = tree({"_config.yml": config, soup: text, "src/_others/a.md": text})
    result = run("push", root)
    assert "live      _recipes/soup.md  https://blog.test/recipes/soup/" in result.output
    assert "_others" not in result.output
    (root / soup).unlink()
    assert "removed   _recipes/soup.md" in run("push", root, "--delete", "--yes").output


def test_an_empty_folder_is_told_from_one_that_is_online_already(
    run: Run, tree: Tree, deployment: Services
) -> None:
    root = tree({"Gemfile": ""})
    assert run("push", root).output.endswith(f"Nothing to do: {root} holds no content.\n")


POST = "_posts/2020-01-01-tea.md"
LOST = "until now, where readers find nothing any more."


def test_an_address_that_a_changed_text_loses_is_told(
    run: Run, tree: Tree, deployment: Services
) -> None:
    before = {"_config.yml": "permalink: pretty\n", POST: "---\n---\nTea."}
    run("push", tree(before))
    result = run("push", tree(before | {POST: "---\npermalink: /tea/\n---\nTea."}))
    told = " ".join(result.output.split())
    assert f"warning: {POST}: was at /2020/01/01/tea/ {LOST}" in told
    assert "Add /2020/01/01/tea/ to `redirect_from`" in told
    matter = "permalink: /green-tea/\nredirect_from: [/tea/, /2020/01/01/tea/]"
    assert LOST not in run("push", tree(before | {POST: f"---\n{matter}\n---\nTea."})).output
    assert LOST not in run("push", tree(before | {POST: "---\npublished: false\n---\n"})).output


def test_an_address_that_a_renamed_text_loses_is_told(
    run: Run, tree: Tree, deployment: Services
) -> None:
    before = {f"_posts/2020-01-0{n}-{n}.md": "---\n---\nText." for n in range(1, 6)}
    before["_config.yml"] = "permalink: pretty\n"
    run("push", tree(before | {POST: "---\n---\nTea."}))
    root = tree({"_posts/2020-02-02-tea.md": "---\n---\nTea."})
    (root / POST).unlink()
    result = run("push", root, "--delete", "--yes")
    told = " ".join(result.output.split())
    assert f"_posts/2020-02-02-tea.md: was at /2020/01/01/tea/ {LOST}" in told
    (root / "_posts/2020-02-02-tea.md").unlink()
    assert LOST not in run("push", root, "--delete", "--yes").output
