"""`theme` in `_config.yml`: what it names is shown, and what it cannot mean is told."""

import pytest

from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import Json, SiteConfig
from handler.core.site.pictures.site import site_cover_of
from handler.core.site.theme.own_files import favicon_of, style_of
from handler.core.site.theme.settings import files_of, footer_of, home_of, problems_of
from handler.core.site.theme.words import Words

LINKS = Links(base="/dev")


def site(**theme: Json) -> SiteConfig:
    return SiteConfig(data={"theme": theme})


def told(**theme: Json) -> list[str]:
    return [message for message, _ in problems_of(theme, "")]


def test_a_footer_is_text_with_links_and_leads_nowhere_else() -> None:
    footer = "© Hana, [CC BY](https://cc.test/by), [me](/about/), [x](javascript:alert)"
    assert footer_of(site(footer=footer), LINKS) == (
        Words("© Hana, "),
        Words("CC BY", "https://cc.test/by"),
        Words(", "),
        Words("me", "/dev/about/"),
        Words(", "),
        Words("x"),
    )


@pytest.mark.parametrize("footer", [None, "", " ", 7, ["a"]])
def test_what_is_no_text_is_no_footer(footer: Json) -> None:
    assert footer_of(site(footer=footer), LINKS) == ()


def test_files_are_named_by_their_addresses_in_the_blog() -> None:
    theme: dict[str, Json] = {
        "favicon": "/i/icon.svg",
        "css": "/assets/mine.css",
        "cover": "/images/cover.jpg",
        "intro": "/about/",
        "font": {"regular": "/a.woff2", "bold": "/b.woff2"},
    }
    assert told(**theme) == []
    assert (favicon_of(site(**theme)), style_of(site(**theme))) == (theme["favicon"], theme["css"])
    assert site_cover_of(SiteContext(site(**theme), LINKS)) == "/dev/images/cover.jpg"
    assert [path for _, path in files_of(site(**theme))] == [
        *("/i/icon.svg", "/assets/mine.css", "/images/cover.jpg", "/about/"),
        *("/a.woff2", "/b.woff2"),
    ]


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        (
            {"font": "Comic Sans"},
            "has a font in theme that is no font: 'Comic Sans'; it is ignored.",
        ),
        ({"width": 70}, "has a width in theme that is unknown: '70'."),
        ({"home": "tiles"}, "has a home in theme that is unknown: 'tiles'."),
        ({"favicon": "icon"}, "has a favicon in theme that is no address: 'icon'."),
        ({"css": f"/{'a' * 999}.css"}, "has a css in theme that is no address: '/aaaaaaaaa"),
        ({"css": "https://cdn.test/a.css"}, "has a css in theme that is no address: 'https://cdn"),
        ({"cover": "javascript:x"}, "has a cover in theme that is no address: 'javascript:x'."),
        ({"footer": ["a"]}, "has a footer in theme that is not text; it is left out."),
        ({"paper": "white"}, "has a paper in theme that is not a colour; it is ignored."),
    ],
)
def test_what_means_nothing_is_told_and_ignored(theme: dict[str, Json], message: str) -> None:
    [found] = told(**theme)
    assert found.startswith(message)
    assert home_of(site(**theme)) == "list"


def test_a_theme_of_jekylls_is_no_mistake_here() -> None:
    assert list(problems_of("minima", "")) == []
