"""What a folder without posts seems to be, and what to do with it. No IO here."""

import re
from collections.abc import Collection
from typing import NamedTuple

from handler.core.model.addressing.keys import CONFIG_KEYS, classify
from handler.core.model.problems import Problem

_MOVE = (
    "Put each post into _posts, in a file named as 2024-01-31-hello.md, with title and date "
    "between two lines of three hyphens."
)

_IMPORT = "`coldpress import {} FOLDER DEST` makes a blog of it."

_ELSEWHERE = re.compile(r"(?:source|src)/_")
"""Where Hexo and Bridgetown have their posts, whose folders are no categories."""


class _System(NamedTuple):
    """A program whose folders look like this, what is particular about its posts, and the kind of
    `coldpress import` that reads them."""

    name: str
    sign: str
    advice: str = ""
    kind: str = ""


# The first whose sign some path of the folder fits counts, so the plainest come first.
_SYSTEMS = (
    _System(
        "a Hugo or Zola site",
        r"(?:(?:hugo|config)\.toml|hugo\.(?:ya?ml|json)|config/_default/.*|archetypes/.*)",
        "Its posts are in content/, with TOML between +++ where it is not YAML.",
        kind="hugo",
    ),
    _System(
        "a Pelican site",
        r"(?:pelicanconf|publishconf)\.py",
        "Its posts are in content/, with lines such as Title: instead of front matter.",
        kind="pelican",
    ),
    _System(
        "an Eleventy site",
        r"(?:\.eleventy\.c?js|eleventy\.config\.(?:c|m)?[jt]s)",
        "Its front matter can stay; names of files need their dates.",
        kind="eleventy",
    ),
    _System("an Astro site", r"astro\.config\.\w+", "Its posts are in src/content or src/pages."),
    _System(
        "an Obsidian vault",
        r"\.obsidian/.*",
        "Its notes need front matter, and [[links]] need to become [links](/address/).",
        kind="markdown",
    ),
    _System(
        "a Logseq graph", r"logseq/.*", "Its notes are in pages/ and journals/.", kind="markdown"
    ),
    _System(
        "a Hexo site", r"(?:_config\.\w+\.yml|scaffolds/.*|source/_posts/.*)", "See source/_posts."
    ),
    _System("a Gatsby site", r"gatsby-config\.[cm]?[jt]s", "Its posts are often in content/."),
    _System("a Next.js site", r"next\.config\.[cm]?[jt]s"),
    _System("a Docusaurus site", r"docusaurus\.config\.[cm]?[jt]s", "Its posts are in blog/."),
    _System("a VuePress or VitePress site", r"(?:docs/)?\.(?:vuepress|vitepress)/.*"),
    _System("an MkDocs site", r"mkdocs\.ya?ml", "Its pages are in docs/."),
    _System("a Nikola site", r"(?:posts|pages)/[^/]*\.(?:meta|rst)", "Its posts are in posts/."),
    _System("a Sphinx site", r"(?:.*/)?conf\.py"),
    _System("a Middleman site", r"config\.rb", "Its posts are in source/."),
    _System("a Quarto site", r"_quarto\.ya?ml"),
    _System("a Bridgetown site", r"bridgetown\.config\.ya?ml", "Its posts are in src/_posts."),
    _System(
        "a WordPress installation",
        r"(?:wp-config\.php|wp-content/.*|wp-includes/.*)",
        "Its texts are in a database; Tools, Export writes the file that is needed.",
        kind="wordpress",
    ),
    _System("a WordPress export", r"(?i:(?:[^/]*\.)?wordpress\.[-\d.]+\.xml)", kind="wordpress"),
    _System("a Ghost export", r"[^/]*\.ghost\.[-\d]+\.json", kind="ghost"),
    _System(
        "a Medium export",
        r"posts/(?:\d{4}-\d\d-\d\d_|draft_).*-[0-9a-f]{10,12}\.html",
        kind="medium",
    ),
    _System("a Substack export", r"posts\.csv", kind="substack"),
    _System(
        "a Blogger export", r"(?:.*/)?(?:feed\.atom|blog-\d\d-\d\d-\d{4}\.xml)", kind="blogger"
    ),
    _System("a Notion export", r"(?:.*/)?[^/]* [0-9a-f]{32}\.(?:md|csv|html)"),
    _System(
        "the folder of a program", r"(?:package\.json|pyproject\.toml|Cargo\.toml|go\.mod|pom\.xml)"
    ),
)


def told_of_tree(keys: Collection[str]) -> Problem | None:
    """What a folder with these files seems to be, if there is no post in it.

    So that nobody puts a folder online by mistake, or wonders why nothing is to be seen.
    """
    if _has_posts(keys):
        return None
    if inner := _inner_blog(keys):
        message = f"has no post at its top, but there is a blog in {inner}."
        return Problem("_posts", message, f"Give {inner} instead.", severity="warning")
    system = _system(keys)
    if system is None:
        return Problem("_posts", "does not exist: there is no post.", _MOVE, severity="warning")
    message = f"does not exist: there is no post. This looks like {system.name}."
    how = _IMPORT.format(system.kind) if system.kind else _MOVE
    advice = f"{system.advice} {how}".strip()
    return Problem("_posts", message, advice, severity="warning")


def mistaken(keys: Collection[str]) -> str:
    """What a folder with these files is rather than a blog; empty if it may well be one."""
    inner = "" if any(key in keys for key in CONFIG_KEYS) else _inner_blog(keys)
    if inner:
        return f"holds a blog in {inner}, but is none itself"
    system = None if _has_posts(keys) else _system(keys)
    if system is None:
        return ""
    how = f", which `coldpress import {system.kind}` makes a blog of" if system.kind else ""
    return f"has no post and looks like {system.name}{how}"


def _has_posts(keys: Collection[str]) -> bool:
    return any(classify(key) in {"post", "draft"} and not _ELSEWHERE.match(key) for key in keys)


def _inner_blog(keys: Collection[str]) -> str:
    return next((found for key in sorted(keys) if (found := _blog_above(key))), "")


def _system(keys: Collection[str]) -> _System | None:
    return next((each for each in _SYSTEMS if _fits(each, keys)), None)


def _fits(system: _System, keys: Collection[str]) -> bool:
    sign = re.compile(system.sign, re.DOTALL)
    return any(sign.fullmatch(key) for key in keys)


def _blog_above(key: str) -> str:
    """The folder of a blog further down: what has a configuration beside it."""
    folder, _, name = key.rpartition("/")
    return f"{folder}/" if folder and name in {"_config.yml", "_config.yaml"} else ""
