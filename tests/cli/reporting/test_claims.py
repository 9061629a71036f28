"""`check` says which file is where the blog or a post would have something too."""

from pathlib import Path

import pytest

from handler.cli.checking import check
from handler.cli.trees import read_tree
from handler.wiring import Services
from tests.cli.conftest import Run, Tree

CONFIG = "title: T\npermalink: pretty\nbaseurl: /blog\nfeed: {path: old-feed.xml}\n"
POST = "_posts/2020-01-01-a.md"
FILES = {"_config.yml": CONFIG, POST: "---\ntitle: A\ntags: [Tea]\ncategory: notes\n---\nText."}
HOME = "/notes/2020/01/01/a"


def warnings(root: Path, *keys: str) -> list[str]:
    found = {each.key: each.problems for each in check(read_tree(root))}
    told = [f"{key} {problem.message}" for key in keys for problem in found[key]]
    return [each for each in told if "has no front matter" not in each]


def page(permalink: str) -> str:
    return f"---\ntitle: P\npermalink: {permalink}\n---\nText."


@pytest.mark.parametrize(
    ("key", "text", "path", "leads"),
    [
        ("atom.xml", "<feed/>", "/atom.xml", "/feed.xml"),
        ("rss.xml", "<rss/>", "/rss.xml", "/feed.xml"),
        ("old-feed.xml", "<feed/>", "/old-feed.xml", "/feed.xml"),
        ("archive", "text", "/archive", "/archive/"),
        ("tags/Tea", "text", "/tags/Tea", "/tags/tea/"),
        ("2020", "text", "/2020", "/2020/"),
        ("feed/notes.xml", "<feed/>", "/feed/notes.xml", "/categories/notes/feed.xml"),
        ("p.md", page("/archive"), "/archive", "/archive/"),
        ("p.md", page("/feed/"), "/feed/", "/feed.xml"),
        ("p.md", page("/p/") + "\n", "", ""),
        ("p.md", page("/p/\nredirect_from: /atom.xml"), "/atom.xml", "/feed.xml"),
        ("feed/nobody.xml", "<feed/>", "", ""),
        ("atom.xml", "---\n---\n<feed>{% for p in site.posts %}{% endfor %}</feed>", "", ""),
        ("favicon.ico", "icon", "", ""),
        ("images/a.txt", "x", "", ""),
        ("robots.txt", "x", "", ""),
    ],
)
def test_what_takes_an_address_from_which_the_blog_leads_elsewhere(
    tree: Tree, key: str, text: str, path: str, leads: str
) -> None:
    found = warnings(tree({**FILES, key: text}), key)
    expected = [f"{key} takes {path}, from where the blog leads to {leads} otherwise."]
    assert found == (expected if path else [])


@pytest.mark.parametrize(("ending", "form"), [("md", "as Markdown"), ("json", "as JSON")])
@pytest.mark.parametrize("way", ["file", "permalink", "redirect"])
def test_what_takes_the_place_of_a_post_for_programs(
    tree: Tree, ending: str, form: str, way: str
) -> None:
    taken, other = f"{HOME}.{ending}", "_posts/2020-01-02-b.md"
    key, text = {
        "file": (taken[1:], "x"),
        "permalink": (other, page(taken)),
        "redirect": (other, page(f"/b/\nredirect_from: {taken}")),
    }[way]
    assert warnings(tree({**FILES, key: text}), key, POST) == [
        f"{key} takes {taken}, where {POST} {form} is otherwise."
    ]


def test_a_file_in_other_letters_takes_nothing(tree: Tree) -> None:
    file = f"{HOME[1:]}.JSON".replace("/a.", "/A.")
    assert warnings(tree({**FILES, file: "x"}), file, POST) == []


def test_a_post_that_is_no_markdown_is_not_there_as_such(tree: Tree) -> None:
    files = {"_config.yml": CONFIG, "_posts/2020-01-01-a.html": "---\n---\nText."}
    assert warnings(tree({**files, "2020/01/01/a.md": "x"}), "2020/01/01/a.md") == []


@pytest.mark.parametrize("key", ["feed.xml", "sitemap.xml", "tags/tea/feed.xml", "search"])
def test_a_file_where_the_blog_itself_is_is_not_shown(tree: Tree, key: str) -> None:
    expected = f"{key} is not shown, as the blog itself is at /{key}."
    assert warnings(tree({**FILES, key: "x"}), key) == [expected]


def test_both_are_named_in_what_check_prints(run: Run, tree: Tree) -> None:
    result = run("check", tree({**FILES, f"{HOME[1:]}.md": "x", "atom.xml": "<feed/>"}))
    assert result.exit_code == 0
    assert "warning: atom.xml: takes /atom.xml, from where the blog leads" in result.output
    assert f"md: takes {HOME}.md, where {POST} as Markdown is otherwise." in result.output


def test_a_post_that_comes_later_is_told_of_the_file_that_has_its_place(
    run: Run, tree: Tree, deployment: Services
) -> None:
    file = f"{HOME[1:]}.json"
    root = tree({**FILES, file: "x"})
    assert f"takes /{file}" in run("push", root).output
    (root / POST).write_text((root / POST).read_text() + " More.")
    assert f"is not to be had as JSON, as {file} takes /{file}." in run("push", root).output
