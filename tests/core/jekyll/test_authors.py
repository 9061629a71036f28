"""Authors named by a key of `_data/authors.yml`."""

from dataclasses import replace

import pytest

from handler.core.jekyll.authors import people_needed, with_people
from handler.core.jekyll.documents import read_document
from handler.core.model.entries import Json, SiteConfig
from tests.core.builders import make_entry

PEOPLE: Json = {
    "authors": {
        "kim": {"name": "Kim  Lee", "twitter": "kim_t", "url": "/kim/"},
        "jo": {"url": "javascript:a", "name": ["Jo"]},
        "al": "Al",
    }
}


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("author: kim", True),
        ("authors: [Mara Smith, kim]", True),
        ("author: Mara Smith", False),
        ("author: {name: kim}", False),
        ("title: A", False),
    ],
)
def test_data_is_asked_for_if_a_single_word_names_an_author(line: str, needed: bool) -> None:
    text = f"---\n{line}\n---\nText.\n".encode()
    document = read_document("_posts/2026-01-01-a.md", text, SiteConfig())
    assert bool(people_needed(document)) is needed


def test_an_author_has_name_address_and_account_of_the_data() -> None:
    post = with_people(replace(make_entry(), authors=("kim", "Mara")), PEOPLE)
    assert post.authors == ("Kim Lee", "Mara")
    assert post.seo == {"author_url": "/kim/", "creator": "kim_t"}


@pytest.mark.parametrize("name", ["jo", "al", "nobody"])
def test_what_the_data_does_not_tell_stays_as_the_post_says_it(name: str) -> None:
    post = replace(make_entry(), authors=(name,), seo={"type": "NewsArticle"})
    assert with_people(post, PEOPLE) == with_people(post, {}) == post
