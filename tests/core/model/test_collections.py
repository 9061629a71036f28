"""What a file of a special folder is depends on the configuration."""

import pytest

from handler.core.model.addressing.keys import classify
from handler.core.model.collections import collection_of, kind_in, relative_key
from handler.core.model.entries import SiteConfig

SITE = SiteConfig(
    collections={"recipes": {"output": True}, "posts": {}, "data": {}},
    data={"include": ["_static", "docs/_api/", ".hidden", "_x*"]},
)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("_recipes/soup.md", "special"),
        ("_recipes/soups/a.jpg", "special"),
        ("_recipes/_notes/a.md", "ignored"),
        ("_recipes/_soup.md", "ignored"),
        ("_recipes/.a.md", "ignored"),
        ("sub/_recipes/a.md", "ignored"),
        ("_static/a.css", "asset"),
        ("_static/a/b.html", "page"),
        ("a/b/_static/a.css", "asset"),
        ("_static/_own/a.css", "ignored"),
        ("_static/_xy/a.css", "asset"),
        ("_static/_a.css", "ignored"),
        ("docs/_api/a.html", "page"),
        ("_api/a.html", "ignored"),
        (".hidden/a.txt", "ignored"),
        ("_others/a.md", "ignored"),
        ("_posts/2020-01-01-a.md", "post"),
        ("_data/a.yml", "data"),
        ("_layouts/a.html", "ignored"),
        ("node_modules/_static/a.css", "ignored"),
    ],
)
def test_what_a_file_is_with_this_configuration(key: str, kind: str) -> None:
    assert kind_in(key, SITE) == kind
    assert (kind_in(key, SiteConfig()) == classify(key)) == (classify(key) != "special")


def test_collections_may_lie_in_a_folder_of_their_own() -> None:
    site = SiteConfig(collections={"recipes": {}}, data={"collections_dir": "/all/"})
    assert collection_of("all/_recipes/a.md", site) == "recipes"
    assert collection_of("_recipes/a.md", site) == ""
    assert relative_key("all/_recipes/a.md", site) == "_recipes/a.md"


@pytest.mark.parametrize("key", ["_recipes", "_recipes/", "recipes/a.md", "_/a.md", "_data/a.md"])
def test_what_is_in_no_collection(key: str) -> None:
    assert collection_of(key, SITE) == ""
