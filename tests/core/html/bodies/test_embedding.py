"""Frames and floats, as the theme's stylesheet knows them."""

import pytest

from handler.core.html.bodies.embedding import RATIOS, keep_proportions, set_aside
from handler.core.html.tree import attribute, parse


def ratio(attributes: str) -> str:
    root = parse(f"<iframe {attributes}></iframe>")
    keep_proportions(root)
    frame = root.css_first("iframe")
    assert frame is not None
    return attribute(frame, "data-ratio")


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="560" height="315"', "16:9"),
        ('width="640px" height="480"', "4:3"),
        ('width="300" height="300"', "1:1"),
        ('width="315" height="560"', "9:16"),
        ('width="600" height="400"', "3:2"),
        ('width="600" height="100"', ""),
        ('width="100%" height="400"', ""),
        ('width="0" height="0"', ""),
        ('width="²" height="1"', ""),
        ('src="https://www.youtube-nocookie.com/embed/x"', "16:9"),
        ('src="//player.vimeo.com/video/1" width="100%"', "16:9"),
        ('src="https://w.soundcloud.com/player/" width="100%" height="166"', ""),
        ('src="https://evil.test/?https://www.youtube.com/embed/"', ""),
    ],
)
def test_a_frame_keeps_the_proportions_that_it_says_or_that_films_have(
    attributes: str, expected: str
) -> None:
    assert ratio(attributes) == expected
    assert expected in {"", *RATIOS}


@pytest.mark.parametrize(
    ("html", "side"),
    [
        ('<img align="LEFT">', "left"),
        ('<img style="border: 0; float:right">', "right"),
        ('<img class="photo align-right">', "right"),
        ('<p class="pull-left"><img></p>', "left"),
        ('<div class="float-right"><a href="/"><img></a></div>', "right"),
        ('<img align="middle">', ""),
        ('<img style="background-float: left">', ""),
        ('<img class="bright">', ""),
        ('<p class="right"><img> and words</p>', ""),
        ('<p class="left"><img><img></p>', ""),
    ],
)
def test_a_picture_is_set_aside_where_its_author_says_so(html: str, side: str) -> None:
    root = parse(html)
    set_aside(root)
    assert {attribute(image, "data-float") for image in root.css("img")} == {side}


def test_so_is_a_figure_with_what_it_holds() -> None:
    root = parse('<figure class="align-left"><img><figcaption>x</figcaption></figure>')
    set_aside(root)
    assert [attribute(node, "data-float") for node in root.css("figure, img")] == ["left", ""]
