"""Commands that change an author's texts, in a folder and in the bucket."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handler.wiring import Services
from tests.cli.conftest import Run, Tree

CONFIG = {"_config.yml": "permalink: pretty\ntimezone: Asia/Seoul\n"}
LIVE = "_posts/2020-01-02-a.md"
FILES = CONFIG | {
    LIVE: "---\ntitle: A\ntags: [Flask, aws]\n---\n",
    "_drafts/idea.md": "---\ntitle: Idea\n---\n",
}
Here = Callable[..., Path]


@pytest.fixture
def here(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Makes a blog, and goes there."""

    def go(files: dict[str, str] = FILES, folder: str = ".") -> Path:
        root = tree(files)
        (root / folder).mkdir(exist_ok=True)
        monkeypatch.chdir(root / folder)
        return root

    return go


def files_of(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_a_post_is_begun_with_tags_as_the_blog_writes_them(run: Run, here: Here) -> None:
    root = here()
    result = run("new", "안녕: Hello", "--tag", "flask, New")
    (name,) = files_of(root) - FILES.keys()
    assert re.fullmatch(r"_posts/\d{4}-\d\d-\d\d-안녕-hello\.md", name)
    text = (root / name).read_text(encoding="utf-8")
    assert re.search(r"^date: [\d-]{10} [\d:]{8} \+0900$", text, re.MULTILINE)
    assert 'title: "안녕: Hello"\n' in text
    assert "tags:\n  - Flask\n  - New\n" in text
    assert "New is a new tag." in result.output
    assert run("new", "안녕: Hello").exit_code == 2


def test_without_tags_those_of_the_blog_are_told(run: Run, here: Here) -> None:
    here()
    assert "Tags of this blog: Flask, aws." in run("new", "B").output


def test_a_tag_that_looks_like_a_slip_is_told(run: Run, here: Here) -> None:
    here()
    told = "Falsk is a new tag. Do you mean Flask, which the blog has?"
    assert told in run("new", "B", "--tag", "Falsk").output


def test_a_post_is_begun_in_the_folder_that_one_is_in(run: Run, here: Here) -> None:
    root = here(CONFIG | {"_drafts/anna/a.md": ""}, "_drafts/anna")
    run("new", "B", "--draft")
    assert (root / "_drafts/anna/b.md").read_text() == "---\nlayout: post\ntitle: B\n---\n\n"


def test_a_draft_is_published_in_the_folder(run: Run, here: Here) -> None:
    root = here(folder="_drafts")
    result = run("publish", "idea.md")
    (name,) = files_of(root) - FILES.keys()
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"live      {name}  /{'/'.join(name[7:17].split('-'))}/idea/",
        "removed   _drafts/idea.md",
        "`coldpress push --delete` brings it to readers.",
    ]
    assert not (root / "_drafts/idea.md").exists()


def test_a_post_is_taken_back_scheduled_and_published(run: Run, here: Here) -> None:
    root = here(folder="images")
    before = (root / LIVE).read_text()
    assert f"hidden    {LIVE}" in run("unpublish", LIVE).output
    assert f"live      {LIVE}" in run("publish", f"../{LIVE}").output
    assert (root / LIVE).read_text() == before
    assert "Nothing had to be changed." in run("publish", root / LIVE).output
    scheduled = run("schedule", LIVE, "2090-01-01", "09:00")
    assert f"scheduled {LIVE}  for 2090-01-01 09:00 +0900" in scheduled.output
    assert "/2020/01/02/a/ leads there from now on." in scheduled.output


def test_a_file_is_renamed_into_a_folder_too(run: Run, here: Here) -> None:
    root = here()
    result = run("mv", LIVE, "travel/_posts/")
    assert "/2020/01/02/a/ leads there from now on." in result.output
    assert "redirect_from:\n  - /2020/01/02/a/" in (root / "travel" / LIVE).read_text()
    assert run("check", root).exit_code == 0


def test_what_names_a_renamed_file_in_other_texts_is_listed(run: Run, here: Here) -> None:
    root = here()
    tags = "{% post_url 2020-01-02-a %}, {% link _posts/2020-01-02-a.md %}"
    (root / "about.md").write_text(f"---\n---\nOne.\n{tags}\n")
    result = run("mv", LIVE, "_posts/2020-01-02-b.md")
    told = " ".join(result.output.split())
    assert "about.md:4: names 2020-01-02-a, which is called otherwise now." in told
    assert "Write {% post_url 2020-01-02-b %}." in told
    assert "Write {% link _posts/2020-01-02-b.md %}." in told
    (root / "about.md").write_text("---\n---\n{% post_url 2020-01-02-b %}\n")
    assert "which is called" not in run("mv", "_posts/2020-01-02-b.md", "travel/_posts/").output


def test_names_are_typed_from_where_one_is_or_from_the_top(run: Run, here: Here) -> None:
    root = here(folder="_posts")
    run("mv", "2020-01-02-a.md", "2020-01-02-b.md")
    run("mv", "_posts/2020-01-02-b.md", "_posts/2020-01-02-c.md")
    run("mv", "2020-01-02-c.md", "../travel/_posts/2020-01-02-d.md")
    assert (root / "travel/_posts/2020-01-02-d.md").exists()
    assert files_of(root) & {LIVE, "_posts/2020-01-02-b.md", "_posts/2020-01-02-c.md"} == set()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("publish", "nope.md"), "nope.md is not there."),
        (("publish", "_posts"), "is no part of a blog by its name"),
        (("mv", "_posts", "_pages"), "_posts is a folder. Rename the files in it one by one."),
        (("mv", LIVE, LIVE), "is called so already"),
        (("mv", LIVE, "_posts/a.md"), "_posts/a.md: has no date in its name."),
        (("mv", LIVE, "/etc/a.md"), "has a name with an empty part"),
        (("schedule", LIVE, "soon"), "'soon' is not a date"),
        (("new", "  "), "lacks a title"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    run: Run, here: Here, arguments: tuple[str, ...], told: str
) -> None:
    root = here()
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.output.split())
    assert {key: (root / key).read_text() for key in files_of(root)} == FILES


@pytest.mark.parametrize("name", ["source", "collections_dir"])
def test_a_part_of_a_blog_heeds_the_configuration_above_it(run: Run, here: Here, name: str) -> None:
    config = f"permalink: pretty\ntimezone: Asia/Seoul\n{name}: src\n"
    root = here({"_config.yml": config, f"src/{LIVE}": FILES[LIVE]}, "src")
    result = run("new", "B")
    (key,) = files_of(root) - {"_config.yml", f"src/{LIVE}"}
    assert key.startswith("src/_posts/")
    assert "+0900\n" in (root / key).read_text()
    assert re.search(r"/\d{4}/\d\d/\d\d/b/$", result.output.splitlines()[0])
    assert "hidden" in run("unpublish", LIVE).output


def test_outside_of_a_blog_the_bucket_has_to_be_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("")
    for arguments in (("publish", "a.md"), ("new", "A")):
        assert "--online works on the one in the bucket" in run(*arguments).output


@pytest.mark.slow
def test_outside_of_a_blog_a_file_is_one_of_the_bucket(
    run: Run, tree: Tree, deployment: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("push", tree(FILES))
    monkeypatch.chdir(tmp_path)
    told = f"Readers of the blog in {deployment.settings.bucket} do not see it."
    assert told in run("unpublish", LIVE).output
    assert "nope.md is not there." in run("publish", "nope.md").output


def test_the_same_is_done_in_the_bucket(run: Run, here: Here, deployment: Services) -> None:
    root = here()
    run("push", root)
    result = run("publish", "_drafts/idea.md", "--online")
    assert f"The blog in {deployment.settings.bucket} has it within seconds" in result.output
    key = next(info.key for info in deployment.bucket.objects() if "idea" in info.key)
    assert key.startswith("_posts/")
    assert deployment.publisher.publish(key).state == "live"
    assert (root / "_drafts/idea.md").exists()
    assert f"hidden    {LIVE}" in run("unpublish", LIVE, "--online").output
    begun = run("new", "B", "--tag", "flask", "--online").output
    assert "draft     _drafts/b.md" in begun
    assert "Flask is a new tag" not in begun


def test_an_older_version_is_found_compared_and_restored(
    run: Run, here: Here, deployment: Services
) -> None:
    root = here(folder="_posts")
    run("push", root)
    (root / LIVE).write_text("---\ntitle: B\n---\n")
    run("push", root)
    lines = run("history", Path(LIVE).name).output.splitlines()
    assert [line.split()[3:5] for line in lines] == [["17", "bytes"], ["36", "bytes"]]
    diff = run("diff", LIVE).output.splitlines()
    assert [line for line in diff if line.startswith("-t")] == ["-title: A", "-tags: [Flask, aws]"]
    first = lines[1].split()[-1]
    assert run("diff", LIVE, first, first).output == "The two versions are the same.\n"
    assert "is again as it was" in run("restore", LIVE, first[:12]).output
    assert "is just so already" in run("restore", LIVE, first).output
    found = deployment.bucket.get(LIVE)
    assert found is not None
    assert found.data == FILES[LIVE].encode()


def test_a_deleted_file_is_brought_back(run: Run, here: Here, deployment: Services) -> None:
    run("push", here())
    assert "is not deleted" in run("restore", LIVE).output
    deployment.bucket.delete(LIVE)
    assert "deleted" in run("history", LIVE).output
    assert f"{LIVE} is back" in run("restore", LIVE).output
    assert deployment.bucket.head(LIVE)
    assert "never was there" in run("history", "_posts/nope.md").output
    assert "is no version of" in run("restore", LIVE, "nope").output
