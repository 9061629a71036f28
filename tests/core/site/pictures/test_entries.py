"""Pictures that front matter names: shown with their size, and only if they are there."""

from dataclasses import replace

import pytest

from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.media.pictures import Picture
from handler.core.site.pictures.entries import (
    ShownPicture,
    author_picture_of,
    cover_of,
    cover_path,
    named_pictures,
)
from tests.core.builders import make_entry

SITE = SiteConfig(url="https://a.test", baseurl="/blog")
CONTEXT = SiteContext(SITE, Links("https://a.test", "/dev/blog", prefix="/dev"))
SEA = Picture("1-" + "0" * 24, 800, 600, (480, 800))


def shown(image: str, html: str = "", **seo: Json) -> ShownPicture | None:
    post = replace(make_entry(), image=image, seo=seo)
    return cover_of(CONTEXT, post, {"/my sea.jpg": SEA}, html)


@pytest.mark.parametrize(
    "image", ["/my sea.jpg", "my%20sea.jpg", "https://a.test/blog/my%20sea.jpg"]
)
def test_a_cover_of_the_blog_has_its_size_and_copies(image: str) -> None:
    cover = shown(image, image_alt="The sea")
    assert cover is not None
    copies = [f"/dev/_images/{SEA.id}/{width}.webp {width}w" for width in SEA.widths]
    assert (cover.width, cover.height, cover.alt) == (800, 600, "The sea")
    assert cover.copies == ", ".join(copies)
    assert cover.source.endswith("/blog/my%20sea.jpg")


@pytest.mark.parametrize("image", ["/nothing.jpg", "/about/", "", "javascript:x", "/a\0.jpg"])
def test_what_is_not_there_or_no_picture_is_not_shown(image: str) -> None:
    assert shown(image) is None


def test_a_picture_from_elsewhere_is_shown_if_its_size_is_known() -> None:
    address = "https://cdn.test/a.jpg"
    assert shown(address) is None
    assert shown(address, image_width=4, image_height=3) == ShownPicture(address, 4, 3)


@pytest.mark.parametrize("html", ['<img src="/my%20sea.jpg">', '<img src="/my sea.jpg">'])
def test_a_picture_that_the_text_shows_is_no_cover_as_well(html: str) -> None:
    assert shown("/my sea.jpg", html) is None


def test_pictures_of_the_blog_are_looked_up_by_their_paths() -> None:
    post = replace(make_entry(), image="/my sea.jpg", seo={"author_picture": "/me.png"})
    assert named_pictures(post, SITE) == ("/my sea.jpg", "/me.png")
    assert cover_path(post, SITE) == "/my sea.jpg"
    assert author_picture_of(CONTEXT, post, {}) is None
    assert author_picture_of(CONTEXT, make_entry(), {}) is None
    face = author_picture_of(CONTEXT, post, {"/me.png": SEA})
    assert face is not None
    assert face.source == "/dev/blog/me.png"
