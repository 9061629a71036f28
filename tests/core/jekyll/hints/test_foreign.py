"""Folders of other programs are recognised, and say what to do."""

import pytest

from handler.core.jekyll.hints.foreign import mistaken, told_of_tree

TREES = {
    "a Hugo": ["hugo.toml", "content/posts/hello.md", "themes/x/layouts/index.html"],
    "a Hugo or Zola": ["config.toml", "content/_index.md"],
    "a Pelican": ["pelicanconf.py", "content/hello.md", "Makefile"],
    "an Eleventy": ["eleventy.config.js", "posts/hello.md", "package.json"],
    "an Astro": ["astro.config.mjs", "src/content/blog/hello.md", "package.json"],
    "an Obsidian": [".obsidian/app.json", "Daily notes/2024-01-01.md"],
    "a Hexo": ["_config.yml", "source/_posts/hello.md", "scaffolds/post.md", "package.json"],
    "a Gatsby": ["gatsby-config.js", "content/blog/hello/index.md"],
    "a Docusaurus": ["docusaurus.config.ts", "blog/2024-01-01-a.md"],
    "an MkDocs": ["mkdocs.yml", "docs/index.md"],
    "a Bridgetown": ["bridgetown.config.yml", "src/_posts/2024-01-01-a.md"],
    "a Ghost export": ["my-blog.ghost.2024-01-01-10-00-00.json"],
    "a Medium export": ["posts/2024-01-01_Hello-0123456789ab.html", "README.html"],
    "a Substack export": ["posts.csv", "posts/1.hello.html"],
    "a Blogger export": ["Takeout/Blogger/Blogs/Harbour/feed.atom"],
    "a Nikola": ["conf.py", "posts/hello.rst"],
    "a Sphinx": ["conf.py", "index.rst"],
    "a Logseq": ["logseq/config.edn", "journals/2024_01_01.md"],
    "a WordPress export": ["my-blog.WordPress.2024-01-01.xml"],
    "a Notion export": ["Export/My post 0123456789abcdef0123456789abcdef.md"],
    "the folder of a program": ["package.json", "src/index.ts"],
}


@pytest.mark.parametrize("system", TREES)
def test_a_tree_of_another_system_is_named_and_says_what_to_do(system: str) -> None:
    problem = told_of_tree(TREES[system])
    assert problem is not None
    assert f"looks like {system}" in problem.message
    assert "_posts" in problem.fix or "`coldpress import " in problem.fix


def test_a_tree_that_can_be_imported_names_the_import_that_reads_it() -> None:
    kinds = {
        "a Hugo": "hugo",
        "a Pelican": "pelican",
        "an Eleventy": "eleventy",
        "an Obsidian": "markdown",
        "a Ghost export": "ghost",
        "a Medium export": "medium",
        "a Substack export": "substack",
        "a Blogger export": "blogger",
        "a WordPress export": "wordpress",
    }
    for system, kind in kinds.items():
        problem = told_of_tree(TREES[system])
        assert problem is not None
        assert problem.fix.endswith(f"`coldpress import {kind} FOLDER DEST` makes a blog of it.")
        assert f"`coldpress import {kind}`" in mistaken(TREES[system])


@pytest.mark.parametrize("keys", [[], ["hello.txt"], ["index.html"]])
def test_a_tree_without_posts_says_where_they_go(keys: list[str]) -> None:
    problem = told_of_tree(keys)
    assert problem is not None
    assert "2024-01-31-hello.md" in problem.fix


def test_a_blog_further_down_is_pointed_at() -> None:
    problem = told_of_tree(["README.md", "docs/_config.yml", "docs/_posts2/a.md", "package.json"])
    assert problem is not None
    assert problem.fix == "Give docs/ instead."


@pytest.mark.parametrize(
    "keys",
    [["_posts/2024-01-01-a.md"], ["_drafts/a.md", "package.json"], ["news/_posts/2024-01-01-a.md"]],
)
def test_a_tree_with_posts_is_a_blog(keys: list[str]) -> None:
    assert told_of_tree(keys) is None


@pytest.mark.parametrize("system", TREES)
def test_a_tree_of_another_system_is_mistaken_for_a_blog(system: str) -> None:
    assert f"has no post and looks like {system}" in mistaken(TREES[system])


def test_a_folder_above_a_blog_is_mistaken_for_it_even_if_posts_are_found() -> None:
    keys = ["README.md", "content/_config.yml", "content/_posts/2024-01-01-a.md"]
    assert mistaken(keys) == "holds a blog in content/, but is none itself"


@pytest.mark.parametrize(
    "keys",
    [
        ["_posts/2024-01-01-a.md", "package.json"],
        ["_config.yml", "docs/_config.yml", "docs/_posts/2024-01-01-a.md"],
        ["about.md"],
        [],
    ],
)
def test_what_may_be_a_blog_is_not_mistaken(keys: list[str]) -> None:
    assert mistaken(keys) == ""
