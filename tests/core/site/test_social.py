"""What jekyll-seo-tag tells networks and search consoles."""

from dataclasses import replace

import pytest

from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import Json, SiteConfig
from handler.core.site.social import (
    creator_of,
    facebook_of,
    name_of,
    open_graph_locale,
    profiles_of,
    twitter_card_of,
    twitter_of,
    verifications_of,
)
from tests.core.builders import make_entry

POST = make_entry(title="Hello")
CONTEXT = SiteContext(
    SiteConfig(title="Notes"), Links("https://x.test/dev", "/dev/blog", prefix="/dev")
)


@pytest.mark.parametrize(
    ("lang", "locale"),
    [("en", "en_US"), ("en-GB", "en_GB"), ("ko", "ko_KR"), ("zh-Hant-TW", "zh_TW"), ("xx", "")],
)
def test_a_language_has_a_territory(lang: str, locale: str) -> None:
    assert open_graph_locale(lang) == locale


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"twitter": {"username": "@mara"}}, "@mara"),
        ({"twitter_username": "mara"}, "@mara"),
        ({"twitter": {"username": "not a name"}}, ""),
        ({}, ""),
    ],
)
def test_the_account_of_a_site(data: dict[str, Json], name: str) -> None:
    assert twitter_of(SiteConfig(data=data)) == name


def test_search_consoles_find_their_proof() -> None:
    data: dict[str, Json] = {"webmaster_verifications": {"google": "g", "bing": 12, "other": "x"}}
    assert verifications_of(SiteConfig(data=data)) == (
        ("google-site-verification", "g"),
        ("msvalidate.01", "12"),
    )
    alone = SiteConfig(data={"google_site_verification": "g"})
    assert verifications_of(alone) == (("google-site-verification", "g"),)


def test_facebook_knows_the_site() -> None:
    site = SiteConfig(data={"facebook": {"app_id": 1234, "publisher": "me", "admins": ""}})
    assert facebook_of(site) == (("fb:app_id", "1234"), ("article:publisher", "me"))


def test_a_site_has_a_name_and_profiles_elsewhere() -> None:
    social: Json = {"name": "Mara", "links": ["https://x.test/mara", "javascript:a", 7]}
    site = SiteConfig(title="Notes", data={"social": social})
    assert (name_of(site), profiles_of(site)) == ("Mara", ("https://x.test/mara",))
    site = SiteConfig(title="Notes", data={"github_username": "mara"})
    assert (name_of(site), profiles_of(site)) == ("Notes", ("https://github.com/mara",))


def test_a_link_on_twitter_names_who_wrote_it_and_no_other() -> None:
    site = SiteConfig(author={"name": "Mara", "twitter": "mara"})
    guest = replace(POST, authors=("Kim",))
    assert creator_of(site, POST) == creator_of(site, None) == "@mara"
    assert creator_of(site, guest) == ""
    assert creator_of(site, replace(guest, seo={"creator": "@kim"})) == "@kim"


def test_a_link_on_twitter_is_large_if_it_has_a_picture_and_nobody_says_otherwise() -> None:
    small = SiteConfig(data={"twitter": {"card": "summary"}})
    assert twitter_card_of(SiteConfig(), POST, has_image=True) == "summary_large_image"
    assert twitter_card_of(SiteConfig(), POST, has_image=False) == "summary"
    assert twitter_card_of(small, POST, has_image=True) == "summary"
    own = replace(POST, seo={"card": "summary_large_image"})
    assert twitter_card_of(small, own, has_image=True) == "summary_large_image"
