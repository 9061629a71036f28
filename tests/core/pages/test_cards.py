"""The picture that networks show with a link to a page."""

from dataclasses import replace

from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.model.media.pictures import Picture
from handler.core.pages.cards import SharedImage, shared_image
from tests.core.builders import make_entry

POST = make_entry(title="Hello")
CONTEXT = SiteContext(
    SiteConfig(title="Notes"), Links("https://x.test/dev", "/dev/blog", prefix="/dev")
)


def test_a_post_without_a_picture_is_shared_with_its_card() -> None:
    image = shared_image(CONTEXT, POST, {})
    assert image is not None
    assert image.address.startswith("https://x.test/dev/_cards/")
    assert (image.alt, image.width, image.height) == ("Hello", 1200, 630)
    assert shared_image(CONTEXT, Entry("about.md", "page", "/about/", "About"), {}) is None


def test_a_picture_is_shared_with_what_its_author_says_of_it() -> None:
    seo: dict[str, Json] = {"image_alt": "An A", "image_width": 30, "image_height": 20}
    post = replace(POST, image="images/a b.png", seo=seo)
    address = "https://x.test/dev/blog/images/a%20b.png"
    known = {"/images/a b.png": Picture("1-a", 3, 2)}
    assert shared_image(CONTEXT, post, known) == SharedImage(address, "An A", 30, 20)


def test_a_picture_that_is_not_there_gives_way_to_the_card() -> None:
    card = shared_image(CONTEXT, POST, {})
    assert shared_image(CONTEXT, replace(POST, image="/images/none.png"), {}) == card
    elsewhere = shared_image(CONTEXT, replace(POST, image="https://y.test/a.png"), {})
    assert elsewhere
    assert elsewhere.address == "https://y.test/a.png"
    page = Entry("about.md", "page", "/about/", "About", image="/images/none.png")
    assert shared_image(CONTEXT, page, {}) is None
