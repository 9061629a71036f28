"""Authors named by a key of `_data/authors.yml`."""

from dataclasses import replace

import pytest

from handler.core.jekyll.authors import people_needed, with_people
from handler.core.jekyll.reading import read_document
from handler.core.model.entries import Json, SiteConfig
from tests.core.builders import make_entry

PEOPLE: Json = {
    "kim": {"name": "Kim  Lee", "twitter": "kim_t", "url": "/kim/"},
    "jo": {"url": "javascript:a", "name": ["Jo"]},
    "al": "Al",
    "Billy Rick": {"name": "Billy Rick", "bio": "Likes **words**."},
}


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("author: kim", True),
        ("authors: [Mara Smith, kim]", True),
        ("author: Mara Smith", True),
        ("author: ' '", False),
        ("author: {name: kim}", False),
        ("title: A", False),
    ],
)
def test_data_is_asked_for_if_words_name_an_author(line: str, needed: bool) -> None:
    text = f"---\n{line}\n---\nText.\n".encode()
    document = read_document("_posts/2026-01-01-a.md", text, SiteConfig())
    assert bool(people_needed(document)) is needed


def test_an_author_has_name_address_and_account_of_the_data() -> None:
    post = with_people(replace(make_entry(), authors=("kim", "Mara")), PEOPLE)
    assert post.authors == ("Kim Lee", "Mara")
    assert post.author_slugs == ("kim", "mara")
    assert post.seo == {"author_url": "/kim/", "creator": "kim_t"}


@pytest.mark.parametrize("name", ["jo", "al", "nobody"])
def test_what_the_data_does_not_tell_stays_as_the_post_says_it(name: str) -> None:
    post = replace(make_entry(), authors=(name,), seo={"type": "NewsArticle"})
    assert with_people(post, PEOPLE) == with_people(post, {}) == post


@pytest.mark.parametrize("name", ["kim", "Kim", "Kim Lee", "kim  lee", "Kim-Lee"])
def test_an_author_is_known_by_key_or_name_however_it_is_written(name: str) -> None:
    post = with_people(replace(make_entry(), authors=(name,)), PEOPLE)
    assert (post.authors, post.author_slugs) == (("Kim Lee",), ("kim",))


def test_a_key_of_several_words_is_one_as_in_minimal_mistakes() -> None:
    post = with_people(replace(make_entry(), authors=("Billy Rick",)), PEOPLE)
    assert (post.authors, post.author_slugs) == (("Billy Rick",), ())
    assert post.seo == {"author_bio": "Likes words."}
