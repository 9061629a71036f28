"""What the head of a page says of it."""

from dataclasses import replace

from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import SiteConfig
from handler.core.model.media.pictures import Picture
from handler.core.model.profiles import Profile
from handler.core.pages.cards import SharedImage
from handler.core.pages.head import head_of
from handler.core.pages.views import ListingView, PageView
from tests.core.builders import make_entry

CONTEXT = SiteContext(SiteConfig(title="Notes"), Links("https://example.com"))
LISTING = ListingView("author", "Kim", "kim", "/authors/kim/", (make_entry(),))


def image_of(view: ListingView) -> SharedImage | None:
    """The picture that is shown where others link to a listing."""
    return head_of(CONTEXT, view).image


def test_a_listing_is_shared_with_the_picture_of_the_page_above_it_else_of_its_author() -> None:
    of_author = replace(LISTING, profile=Profile(picture="/kim.png"))
    assert image_of(of_author) == SharedImage("https://example.com/kim.png", "Kim")
    page = replace(make_entry(date=None, path=LISTING.path), image="images/a.png")
    above = PageView(page, "", {"/images/a.png": Picture("1-a", 3, 2)})
    assert image_of(replace(of_author, own=above)) == SharedImage(
        "https://example.com/images/a.png"
    )
    assert image_of(LISTING) is None
