"""Pictures of the configuration: where they are, and that none is shown where nothing is."""

import pytest

from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import Json, SiteConfig
from handler.core.site.pictures.site import logo_of, paths_of_pictures, portrait_of

LOGO = "/images/my logo.svg"


def context(*missing: str, **data: Json) -> SiteContext:
    author = data.get("author")
    site = SiteConfig(data=data, author=author if isinstance(author, dict) else {})
    return SiteContext(site, Links(base="/dev"), missing=frozenset(missing))


@pytest.mark.parametrize("logo", ["javascript:alert(1)", "//evil.test/", "data:,x", 7, "", None])
def test_what_is_no_address_of_a_picture_is_left_out(logo: Json) -> None:
    assert logo_of(context(logo=logo)) == ""
    assert portrait_of(context(author={"picture": logo})) == ""


def test_a_picture_has_its_address_in_this_deployment() -> None:
    assert logo_of(context(logo=LOGO)) == "/dev/images/my%20logo.svg"
    assert logo_of(context(logo="https://cdn.test/a.svg")) == "https://cdn.test/a.svg"
    for name in ("picture", "avatar", "image"):
        assert portrait_of(context(author={name: "/me.jpg"})) == "/dev/me.jpg"
    assert portrait_of(context(avatar="me.jpg")) == "/dev/me.jpg"


def test_a_picture_where_nothing_is_is_not_shown() -> None:
    assert logo_of(context(LOGO, logo="images/my%20logo.svg?v=2")) == ""
    assert portrait_of(context("/me.jpg", LOGO, author={"picture": "/me.jpg"})) == ""


def test_the_pictures_of_the_blog_itself_are_known_by_their_paths() -> None:
    site = context(logo="https://a.test/blog/l.svg", author={"avatar": "https://b.test/x"}).site
    site = SiteConfig(url="https://a.test", baseurl="/blog", data=site.data, author=site.author)
    assert paths_of_pictures(site) == {"logo": "/l.svg"}
