"""Galleries: which images stand in one, in which shape, and with what below them."""

import pytest

from handler.core.html.bodies.galleries import mark_galleries
from handler.core.html.tree import attribute, parse, write
from handler.core.model.media.pictures import Picture

WIDE, TALL, BADGE = (Picture("1-a", *size) for size in ((1500, 1000), (600, 1000), (90, 20)))
PICTURES = {"/w.jpg": WIDE, "/t.jpg": TALL, "/b.png": BADGE}
ONE, TWO = '<img src="/w.jpg" alt="One">', '<img src="/w.jpg" alt="Two">'
UPRIGHT, LINKED = '<img src="/t.jpg" alt="Up">', f'<a href="/x/">{ONE}</a>'


def shown(html: str) -> str:
    root = parse(html)
    mark_galleries(root, lambda image: PICTURES.get(attribute(image, "src")))
    return write(root)


@pytest.mark.parametrize(
    ("html", "gallery"),
    [
        (f"<p>{ONE} {TWO}</p>", f'<div data-gallery="3:2">{ONE} {TWO}</div>'),
        (f"<p>{ONE}<br>\n{LINKED}</p>", f'<div data-gallery="3:2">{ONE}\n{LINKED}</div>'),
        (f"<p>{ONE}{UPRIGHT}</p>", f'<div data-gallery="1:1">{ONE}{UPRIGHT}</div>'),
        (f"<p>{UPRIGHT}{UPRIGHT}</p>", f'<div data-gallery="2:3">{UPRIGHT}{UPRIGHT}</div>'),
        (
            f"<p>{ONE}{TWO}\n<em>Both</em></p>",
            f'<figure data-gallery="3:2">{ONE}{TWO}\n<figcaption>Both</figcaption></figure>',
        ),
        (
            f"<figure>{ONE}{TWO}<figcaption>Both</figcaption></figure>",
            f'<figure data-gallery="3:2">{ONE}{TWO}<figcaption>Both</figcaption></figure>',
        ),
        (
            '<p class="gallery"><img src="https://x.test/a"></p>',
            '<div class="gallery" data-gallery="4:3"><img src="https://x.test/a"></div>',
        ),
        (
            '<ul class="gallery"><li><img src="/w.jpg" title="A &amp; B"></li></ul>',
            '<ul class="gallery" data-gallery="3:2"><li><figure><img src="/w.jpg">'
            "<figcaption>A &amp; B</figcaption></figure></li></ul>",
        ),
        (
            f'<div class="gallery"><figure>{ONE}<figcaption>Own</figcaption></figure></div>',
            f'<div class="gallery" data-gallery="3:2"><figure>{ONE}'
            "<figcaption>Own</figcaption></figure></div>",
        ),
    ],
)
def test_images_in_a_row_are_a_gallery(html: str, gallery: str) -> None:
    assert shown(html) == gallery


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{ONE}</p>",
        f"<p>{ONE} and {TWO}</p>",
        f"<p>{ONE}<em>Its caption</em></p>",
        '<p><img src="/b.png"> <img src="/b.png"></p>',
        '<p><img src="/w.jpg"> <img src="https://x.test/badge.svg"></p>',
        f'<p><img src="/w.jpg" width="200"> {TWO}</p>',
        f'<p>{ONE} <img src="/w.jpg" class="dark"></p>',
        f'<p class="lead">{ONE} {TWO}</p>',
        f"<p><a href='/'>{ONE} words</a> {TWO}</p>",
        f"<p><a href='/'>{ONE}{TWO}</a></p>",
        f"<figure>{ONE}<figcaption>{TWO}</figcaption></figure>",
        '<p class="gallery">None</p>',
    ],
)
def test_other_images_stay_as_they_are(html: str) -> None:
    assert "data-gallery" not in shown(html)


def test_each_image_of_galleries_in_one_another_is_looked_at_once() -> None:
    looked_at: list[str] = []
    root = parse('<div class="gallery">' * 300 + '<img src="/w.jpg">' * 50)
    mark_galleries(root, lambda image: looked_at.append(attribute(image, "src")))
    assert len(looked_at) == 50
    assert write(root).count("data-gallery") == 1


def test_lines_of_a_caption_stay_apart() -> None:
    caption = "<figcaption>One line<br>and another</figcaption>"
    assert caption in shown(f'<figure class="gallery">{ONE}<br>{TWO}{caption}</figure>')
    assert caption in shown(f"<figure>{ONE}<br>{TWO}{caption}</figure>")
