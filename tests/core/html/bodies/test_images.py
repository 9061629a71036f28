"""Images in bodies: what is written into their tags, and that nothing else changes."""

from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.html.bodies import images
from handler.core.html.bodies.images import MAXIMUM_LISTED
from handler.core.html.tree import parse, write
from handler.core.model.entries import SiteConfig
from handler.core.model.media.pictures import Picture
from tests.core.html.trees import tree_of

PAGE = "/2026/01/01/hello/"
SITE = SiteConfig(url="https://blog.test")
WIDE = Picture("1-" + "a" * 24, 1600, 1200, (480, 960, 1440, 1600))
SMALL = Picture("1-" + "b" * 24, 300, 200, (300,))
PICTURES = {"/images/wide.jpg": WIDE, "/images/small.png": SMALL}


class Tags(HTMLParser):
    """The start tags and the text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(reversed(attrs))))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def dressed(html: str, pictures: Mapping[str, Picture] = PICTURES) -> str:
    root = parse(html)
    images.add_sizes(root, pictures, PAGE, SITE)
    return write(root)


def images_in(html: str, page: str = PAGE, site: SiteConfig = SITE) -> tuple[str, ...]:
    return images.images_in(parse(html), page, site)


def image(html: str, number: int = 0) -> dict[str, str | None]:
    """The attributes of an image after dressing."""
    return [attributes for tag, attributes in Tags(dressed(html)).tags if tag == "img"][number]


def test_an_image_gets_its_size_copies_and_way_of_loading() -> None:
    folder = f"/_images/{WIDE.id}"
    assert image('<img src="/images/wide.jpg" alt="Sea">') == {
        "src": "/images/wide.jpg",
        "alt": "Sea",
        "width": "1600",
        "height": "1200",
        "srcset": f"{folder}/480.webp 480w, {folder}/960.webp 960w, "
        f"{folder}/1440.webp 1440w, {folder}/1600.webp 1600w",
        "sizes": "(max-width: 44rem) 100vw, 40rem",
        "decoding": "async",
        "fetchpriority": "high",
    }


def test_images_after_the_first_wait_until_they_are_near() -> None:
    html = '<img src="https://x.test/a.png"><img src="/images/small.png"><img src="b.png">'
    loading = [image(html, number).get("loading") for number in range(3)]
    assert loading == [None, "lazy", "lazy"]
    urgency = [image(html, number).get("fetchpriority") for number in range(3)]
    assert urgency == ["high", None, None]


def test_what_the_author_wrote_is_left() -> None:
    written = {"width": "50%", "loading": "eager", "srcset": "/a.png 2x", "decoding": "sync"}
    written |= {"fetchpriority": "low"}
    attributes = "".join(f' {name}="{value}"' for name, value in written.items())
    assert image(f'<img src="/images/wide.jpg"{attributes}>') == {
        "src": "/images/wide.jpg",
        **written,
    }


@pytest.mark.parametrize(
    ("written", "size"),
    [("width=400", ("400", "300")), ("height='300'", ("400", "300")), ("width=0", ("0", None))],
)
def test_a_side_that_the_author_gave_decides_the_other(
    written: str, size: tuple[str, str | None]
) -> None:
    found = image(f"<img src=/images/wide.jpg {written}>")
    assert (found.get("width"), found.get("height")) == size


def test_a_small_image_says_how_small_it_is() -> None:
    assert image('<img src="/images/small.png">')["sizes"] == "(max-width: 300px) 100vw, 300px"
    narrow = image('<img src="/images/wide.jpg" width="200">')
    assert narrow["sizes"] == "(max-width: 200px) 100vw, 200px"


def test_the_original_is_a_candidate_where_no_copy_is_as_large() -> None:
    partly = Picture(WIDE.id, 1600, 1200, (480,))
    html = dressed('<img src="/images/wide.jpg">', {"/images/wide.jpg": partly})
    assert f'srcset="/_images/{WIDE.id}/480.webp 480w, /images/wide.jpg 1600w"' in html


@pytest.mark.parametrize(
    "around",
    [
        "<p>{}</p>",
        "<p>\n{}\n</p>",
        "<figure>{}<figcaption>Sea</figcaption></figure>",
        "<p>{}<em>Sea</em></p>",
        "<p>{}<br>\n<em>Sea</em></p>",
    ],
)
def test_an_image_alone_that_is_larger_than_shown_leads_to_its_original(around: str) -> None:
    html = dressed(around.format('<img alt="Sea" src="/images/wide.jpg">'))
    assert '<a class="original" href="/images/wide.jpg"><img ' in html


@pytest.mark.parametrize(
    "html",
    [
        '<p>Text <img alt="Sea" src="/images/wide.jpg"></p>',
        '<p><a href="/"><img alt="Sea" src="/images/wide.jpg"></a></p>',
        '<p><img alt="" src="/images/wide.jpg"></p>',
        '<p><img alt="Sea" src="/images/small.png"></p>',
        '<p><img alt="Sea" src="/images/unknown.png"></p>',
        '<p><picture><img alt="Sea" src="/images/wide.jpg"></picture></p>',
        '<p><img alt="Sea" usemap="#sea" src="/images/wide.jpg"></p>',
    ],
)
def test_other_images_lead_nowhere(html: str) -> None:
    assert 'class="original"' not in dressed(html)


def test_an_image_of_a_gallery_leads_to_its_original_and_asks_for_a_small_copy() -> None:
    html = dressed('<div data-gallery="4:3"><img alt="Sea" src="/images/wide.jpg"> Text</div>')
    assert '<a class="original" href="/images/wide.jpg"><img ' in html
    assert 'sizes="(max-width: 44rem) 50vw, 20rem"' in html


def test_a_link_around_a_picture_has_a_name_even_if_that_has_none() -> None:
    root = parse('<p><img alt="" src="/images/wide.jpg"></p>')
    images.add_sizes(root, PICTURES, PAGE, SITE, unnamed="Enlarge")
    images.mark_originals(root, "Enlarge")
    link = '<a class="original" href="/images/wide.jpg" aria-label="Enlarge"><img '
    assert link in write(root)


@pytest.mark.parametrize(
    ("link", "is_original"),
    [
        ('<a href="/big.JPG?x=1"><img alt="A" src="/a.jpg"></a>', True),
        ('<a class="b" href="https://x.test/a.webp"> <img src="/a.jpg"> </a>', True),
        ('<a href="/about/"><img alt="A" src="/a.jpg"></a>', False),
        ('<a href="/a.png">Text</a>', False),
        ('<a href="/a.png"><img alt="A" src="/a.jpg"> Text</a>', False),
    ],
)
def test_a_link_to_a_picture_around_another_is_marked(link: str, is_original: bool) -> None:
    root = parse(link)
    images.mark_originals(root, "Enlarge")
    assert (root.css_first("a.original") is not None) == is_original


@pytest.mark.parametrize(
    "html",
    [
        '<!-- <img src="/images/wide.jpg"> -->',
        '<script>"<img src=/images/wide.jpg>"</script>',
        '<textarea><img src="/images/wide.jpg"></textarea>',
        "<pre><code>&lt;img src=&quot;/images/wide.jpg&quot;&gt;</code></pre>",
        '<p title="<img src=/images/wide.jpg>">Text</p>',
        '<img src="/images/wide.jpg',
    ],
)
def test_what_is_no_image_is_left(html: str) -> None:
    assert tree_of(dressed(html)) == tree_of(html)
    assert images_in(html) == ()


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/images/a.png", "/images/a.png"),
        ("a.png", "/2026/01/01/hello/a.png"),
        ("../b/a.JPG", "/2026/01/01/b/a.JPG"),
        ("/images/Blue%20Waves.jpg", "/images/Blue Waves.jpg"),
        ("/images/Blue Waves.jpg", "/images/Blue Waves.jpg"),
        ("/images/%ED%95%9C.png", "/images/한.png"),
        ("/images/a&amp;b.png?v=1#x", "/images/a&b.png"),
        ("https://blog.test/images/a.png", "/images/a.png"),
        ("//blog.test/images/a.png", "/images/a.png"),
        ("https://other.test/images/a.png", None),
        ("/images/a.pdf", None),
        ("data:image/png;base64,AAAA", None),
        ("http://[::1/a.png", None),
        ("/images/a%00.png", None),
        ("", None),
    ],
)
def test_an_address_leads_to_the_file_that_a_browser_would_ask_for(
    address: str, path: str | None
) -> None:
    assert images_in(f'<img src="{address}">') == ((path,) if path else ())


def test_baseurl_is_no_part_of_a_files_path() -> None:
    site = SiteConfig(url="https://blog.test", baseurl="/blog")
    html = '<img src="/blog/images/a.png"><img src="/images/b.png"><img src="c.png">'
    assert images_in(html, "/hello/", site) == ("/images/a.png", "/hello/c.png")


def test_the_pictures_of_a_body_are_listed_once_and_not_without_end() -> None:
    html = "".join(f'<img src="/{number}.png"><img src="/0.png">' for number in range(500))
    listed = images_in(html)
    assert listed == tuple(f"/{number}.png" for number in range(MAXIMUM_LISTED))


def test_a_quote_in_an_address_cannot_leave_its_attribute() -> None:
    pictures = {'/images/"onerror=x.png': WIDE}
    html = """<p><img alt="a" src='/images/"onerror=x.png'></p>"""
    tags = Tags(dressed(html, pictures)).tags
    assert [tag for tag, _ in tags] == ["p", "a", "img"]
    assert all("onerror" not in name for _, attributes in tags for name in attributes)


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<a href=x>", "</a>", "<picture>", "</picture>", "<figure>", "<em>x</em>"),
        *("<!--", "-->", "<script>", "</script>", "<", ">", '"', "'", "&amp;", "word", " ", "\n"),
        '<img src="/images/wide.jpg" alt="Sea">',
        "<img src=/images/small.png/>",
        "<IMG SRC='/images/wide.jpg' width=10 alt=x />",
        '<img alt=">" src="/images/wide.jpg">',
        "<img",
    ]
)
ADDED = {"width", "height", "srcset", "sizes", "decoding", "loading", "fetchpriority"}


@given(st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join))
def test_whatever_the_html_words_and_the_authors_tags_stay(html: str) -> None:
    before, after = Tags(write(parse(html))), Tags(dressed(html))
    assert "".join(after.texts) == "".join(before.texts)
    others = [tag for tag in after.tags if tag[1].get("class") != "original"]
    assert [name for name, _ in others] == [name for name, _ in before.tags]
    for (_, old), (_, new) in zip(before.tags, others, strict=True):
        assert old.items() <= new.items()
        assert new.keys() - old.keys() <= ADDED


@pytest.mark.slow
def test_many_images_deep_in_one_another_take_time_in_proportion() -> None:
    html = "<a>" + "<span>" * 400 + '<img src="/images/wide.jpg">' * 20_000
    assert dressed(html).count('loading="lazy"') == 19_999
