"""Front matter for `<head>` alone is read as jekyll-seo-tag documents it, and nothing else is."""

import pytest

from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.jekyll.front_matter.seo import read_seo
from handler.core.model.entries import Json


def read(values: dict[str, Json]) -> dict[str, Json]:
    return read_seo(Fields("_posts/a.md", values, {}))


def test_everything_that_jekyll_seo_tag_documents_is_read() -> None:
    assert read(
        {
            "canonical_url": "https://elsewhere.test/a/",
            "seo": {"type": "NewsArticle", "name": "Franks", "links": ["https://x.test/"]},
            "author": {"name": "Kim", "twitter": "kim", "url": "/kim/"},
            "image": {"path": "/a.png", "alt": "An A", "width": 30, "height": 20},
            "twitter": {"card": "summary"},
            "feed": {"excerpt_only": True},
        }
    ) == {
        "canonical": "https://elsewhere.test/a/",
        "type": "NewsArticle",
        "name": "Franks",
        "links": ["https://x.test/"],
        "author_url": "/kim/",
        "creator": "kim",
        "image_alt": "An A",
        "image_width": 30,
        "image_height": 20,
        "card": "summary",
        "excerpt_only": True,
    }


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"seo": "yes", "author": "Kim", "image": "/a.png", "twitter": [], "feed": None},
        {"seo": {"type": "</script>", "links": ["javascript:a"], "name": ["a"]}},
        {"author": {"url": "javascript:a", "twitter": 7}, "image": {"width": -1, "height": True}},
        {"twitter": {"card": "none"}},
    ],
)
def test_what_is_not_understood_is_left_out(values: dict[str, Json]) -> None:
    assert read(values) == {}


def test_an_author_is_told_of_a_canonical_url_that_leads_nowhere() -> None:
    fields = Fields("a.md", {"canonical_url": "//elsewhere"}, {"canonical_url": 3})
    assert read_seo(fields) == {}
    assert [(problem.line, problem.severity) for problem in fields.problems] == [(3, "warning")]
