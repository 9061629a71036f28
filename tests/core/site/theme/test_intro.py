"""`intro` of `theme` in `_config.yml`: whom or what it means, and what is wrong with it."""

import pytest

from handler.core.model.addressing.addresses import Listing
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.site.theme.intro import (
    intro_path_of,
    pages_of_intro,
    person_of_intro,
    problems_of_intro,
)

ABOUT = Entry("about.md", "page", "/about/", "About", translations="about")
KOREAN = Entry("ko.md", "page", "/ko/about/", "소개", lang="ko", translations="about")
OTHER = Entry("uses.md", "page", "/uses/", "Uses")


def site(intro: Json) -> SiteConfig:
    return SiteConfig(data={"theme": {"intro": intro}})


@pytest.mark.parametrize("intro", ["/about/", "/about", "/About.html", "/about/#top"])
def test_a_page_is_found_however_its_address_is_written(intro: str) -> None:
    assert pages_of_intro(site(intro), [OTHER, KOREAN, ABOUT]) == (ABOUT, KOREAN)
    assert person_of_intro(site(intro)) is None


@pytest.mark.parametrize("intro", ["author", "/nowhere/", "Words.", "", None, 3, ["/about/"]])
def test_anything_else_is_of_no_page(intro: Json) -> None:
    assert pages_of_intro(site(intro), [ABOUT, OTHER]) == ()


def test_somebody_is_named_by_the_address_of_their_posts() -> None:
    found = person_of_intro(site("/authors/kim/"))
    assert found == Listing("author", "kim")
    assert intro_path_of(site("author")) == intro_path_of(site("https://example.com/")) == ""


@pytest.mark.parametrize("author", ["Hana", {"name": "Hana"}])
def test_what_can_be_shown_is_right(author: Json) -> None:
    for intro in ("author", "/about/", "Words.", "", None):
        assert list(problems_of_intro(intro, author)) == []


@pytest.mark.parametrize(
    ("intro", "author", "told"),
    [
        ({"page": "/about/"}, "Hana", "that is not text"),
        ("author", None, "no author with a name"),
        ("author", {"bio": "Who I am."}, "no author with a name"),
    ],
)
def test_what_cannot_be_shown_is_told(intro: Json, author: Json, told: str) -> None:
    [(message, fix)] = problems_of_intro(intro, author)
    assert told in message
    assert fix
