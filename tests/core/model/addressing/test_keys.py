"""Tests of what a key is by its name."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.addressing.keys import classify, is_excluded, key_problem
from handler.core.model.entries import Kind, SiteConfig


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("_config.yml", "config"),
        ("_config.yaml", "config"),
        ("sub/_config.yml", "ignored"),
        ("_config.dev.yml", "ignored"),
        ("_theme/templates/post.html", "template"),
        ("_theme/templates/_old/post.html", "special"),
        ("_theme/_old/blog.css", "special"),
        ("_data/people/team.yml", "data"),
        ("_data/prices.csv", "data"),
        ("_data/notes.txt", "ignored"),
        ("_includes/box.html", "include"),
        ("_includes/icons/cat.svg", "include"),
        ("_posts/2017-12-27-hello.md", "post"),
        ("_posts/2017/2017-12-27-hello.MARKDOWN", "post"),
        ("travel/japan/_posts/2017-12-27-hello.html", "post"),
        ("_posts/hello.md", "post"),
        ("_posts/2017-12-27-photo.png", "ignored"),
        ("_posts/_old/2017-12-27-hello.md", "ignored"),
        ("_posts/.git/2017-12-27-hello.md", "ignored"),
        ("_drafts/hello.md", "draft"),
        ("travel/_drafts/hello.md", "draft"),
        ("about.md", "page"),
        ("docs/index.html", "page"),
        ("_pages/team/about.md", "page"),
        ("images/cat.png", "asset"),
        ("CNAME", "asset"),
        ("_site/index.html", "ignored"),
        ("_layouts/default.html", "ignored"),
        (".github/README.md", "ignored"),
        (".coldpress/state.json", "ignored"),
        ("assets/.DS_Store", "ignored"),
        ("Gemfile", "ignored"),
        ("node_modules/x/index.html", "ignored"),
        ("vendor/bundle/ruby/readme.md", "ignored"),
        ("vendor/bootstrap/bootstrap.css", "asset"),
        ("about.md~", "ignored"),
        ("#about.md#", "ignored"),
        ("images/", "ignored"),
        ("", "ignored"),
    ],
)
def test_a_key_is_classified_by_its_name_as_jekyll_does(key: str, kind: str) -> None:
    assert classify(key) == kind


@pytest.mark.parametrize(
    "key", ["../x.md", "a//b.md", "/a.md", "a/./b", "a/..", "a\\b", "a\nb", "", "a/\x00", "é" * 600]
)
def test_a_key_that_no_file_can_have_is_explained(key: str) -> None:
    problem = key_problem(key)
    assert problem
    assert problem.message
    assert problem.fix


@pytest.mark.parametrize("key", ["a/b c/é.md", "images/", "a..b/...md", ".well-known/x"])
def test_an_ordinary_key_has_no_problem(key: str) -> None:
    assert key_problem(key) is None


@given(st.text())
def test_any_text_can_be_classified_and_judged(key: str) -> None:
    assert classify(key) in get_args(Kind)
    problem = key_problem(key)
    assert problem is None or problem.fix


def test_files_and_folders_named_by_exclude_are_left_out() -> None:
    site = SiteConfig(data={"exclude": ["README.md", "/docs/", "*.tmp"], "include": ["docs/keep"]})
    keys = ["README.md", "docs/a.md", "x/y.tmp", "docs/keep/a.md", "about.md"]
    assert [is_excluded(key, site) for key in keys] == [True, True, True, False, False]


def test_an_exclude_that_stands_alone_is_a_list_of_one_and_other_types_exclude_nothing() -> None:
    assert is_excluded("README.md", SiteConfig(data={"exclude": "README.md"}))
    assert not is_excluded("README.md", SiteConfig(data={"exclude": {"README.md": True}}))
