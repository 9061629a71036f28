"""What the configuration puts around every page."""

import pytest

from handler.core.model.context import Links, NavItem, SiteContext
from handler.core.model.entries import Json, SiteConfig
from handler.core.site.navigation import (
    Author,
    accounts_of,
    author_of,
    links_of,
    navigation_of,
    problems_of,
)

ABOUT = NavItem("About", "/about/")


def site(**data: Json) -> SiteConfig:
    return SiteConfig(data=data)


def test_navigation_is_what_the_configuration_lists() -> None:
    nav: Json = [{"title": "Talks", "url": "/talks/"}, {"title": "Shop", "url": "https://s.test/"}]
    shown = navigation_of(SiteContext(site(nav=nav), Links(), (ABOUT,)))
    assert shown == (NavItem("Talks", "/talks/"), NavItem("Shop", "https://s.test/"))


@pytest.mark.parametrize("nav", [None, [], "About", {"title": "About"}, [7], [{"url": "/x/"}]])
def test_without_a_list_navigation_is_made_of_the_pages(nav: Json) -> None:
    assert navigation_of(SiteContext(site(nav=nav), Links(), (ABOUT,))) == (ABOUT,)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.test/", "data:,x", "about us", 7, ""]
)
def test_links_lead_to_paths_the_web_or_mail_only(url: Json) -> None:
    assert links_of(site(links=[{"title": "X", "url": url}])) == ()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/about/#team", "/about/#team"),
        ("/search?q=x", "/search?q=x"),
        ("about/", "/about/"),
        ("#team", "/#team"),
        ("/my page/", "/my%20page/"),
        ("/my%20page/", "/my%20page/"),
        ("/바다/", "/%EB%B0%94%EB%8B%A4/"),
        ("https://s.test/a b?c=%C3%A9#d", "https://s.test/a%20b?c=%C3%A9#d"),
        ("mailto:me@blog.test", "mailto:me@blog.test"),
        ("mailto:me@blog.test?subject=a b", "mailto:me@blog.test?subject=a%20b"),
        ("tel:+49 30 1", "tel:+49%2030%201"),
        ("files/my logo.png?v=2", "/files/my%20logo.png?v=2"),
    ],
)
def test_a_url_is_an_address_and_no_path(url: str, address: str) -> None:
    assert links_of(site(links=[{"title": "X", "url": url}])) == (NavItem("X", address),)


def test_accounts_are_named_as_minima_names_them() -> None:
    mastodon: Json = [{"username": "hana", "instance": "https://coast.test"}, {"username": "x"}]
    shown = accounts_of(site(github_username="hana", twitter_username="@hr", mastodon=mastodon))
    assert [account.address for account in shown] == [
        "https://github.com/hana",
        "https://twitter.com/hr",
        "https://coast.test/@hana",
    ]


@pytest.mark.parametrize("name", ["a/b", "a b", '"><script>', "", None, ["a"]])
def test_a_name_that_cannot_be_one_leads_nowhere(name: Json) -> None:
    assert accounts_of(site(github_username=name)) == ()


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        (
            {"name": "Hana", "url": "/about/", "email": "h@x.test"},
            Author("Hana", "/about/", "h@x.test"),
        ),
        ({"name": "Hana", "url": "javascript:1", "email": "no"}, Author("Hana")),
        ({"name": " "}, None),
        ({}, None),
    ],
)
def test_the_author_is_named_if_there_is_one(author: dict[str, Json], shown: Author | None) -> None:
    assert author_of(SiteConfig(author=author)) == shown


RIGHT: dict[str, Json] = {
    "nav": [{"title": "About", "url": "/about/"}],
    "links": [{"title": 2017, "url": "https://old.test/"}],
    "logo": "/images/logo.svg",
    "author": {"name": "Hana", "url": "/about/"},
    "github_username": "hana",
    "mastodon": [{"username": "hana", "instance": "coast.test"}],
    "words": {"Archive": "Attic"},
    "theme": {"accent": "#456112"},
}


@pytest.mark.parametrize("data", [{}, RIGHT, dict.fromkeys(RIGHT)])
def test_nobody_is_told_of_what_is_right_or_empty(data: dict[str, Json]) -> None:
    assert list(problems_of(data)) == []


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("nav", "About", "has nav that is not a list; it is left out."),
        ("nav", [{"url": "/x/"}], "has an entry 1 in nav that is left out: {'url': '/x/'}."),
        (
            "nav",
            [{"title": "Me", "url": "about.md#x"}],
            "has an entry 1 in nav that leads to a file: /about.md#x.",
        ),
        ("links", {"a": "b"}, "has links that is not a list; it is left out."),
        ("logo", "data:,a", "has a logo that is no address: 'data:,a'; it is left out."),
        ("author", {"name": "A", "url": "x y"}, "has a url of author that is no address: 'x y'"),
        ("author", {"email": "a@b.test"}, "has an author without a name; nobody is named."),
        ("x_username", "a/b", "has x_username, which is no name: 'a/b'; it is left out."),
        ("mastodon", ["hana"], "has an entry 1 in mastodon that is left out: 'hana'."),
        ("words", ["Attic"], "has words that are not a mapping; they are ignored."),
        ("words", {"Done": True}, "has words for 'Done' that are not text: True."),
        ("theme", {"accent": "green"}, "has an accent in theme that is not a colour"),
    ],
)
def test_authors_are_told_once_of_what_cannot_be_shown(
    name: str, value: Json, message: str
) -> None:
    [(setting, told, fix)] = problems_of(RIGHT | {name: value})
    assert setting == name
    assert told.startswith(message)
    assert fix.endswith(".")
