"""What a stored body becomes on a page, in a feed and in an export."""

import pytest

from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import SiteConfig
from handler.core.model.languages.translations import words_of
from handler.core.model.media.pictures import Picture
from handler.core.pages.body import body_in_export, body_in_feed, body_on_page
from handler.core.pages.views import FeedItem, PostView
from tests.core.builders import make_entry

LINKS = Links("https://blog.test/dev", "/dev", {}, "/dev")
PICTURES = {"/a.png": Picture("1-" + "a" * 24, 1600, 1200, (480,))}
HTML = '<p><img src="/a.png" alt="A">\n<em>b</em></p><pre>c</pre>'


def context(*, sanitize: bool) -> SiteContext:
    return SiteContext(SiteConfig(data={"sanitize": sanitize}), LINKS)


def everywhere(html: str, *, sanitize: bool) -> list[str]:
    """A body on a page, in a feed and in an export."""
    site, entry = context(sanitize=sanitize), make_entry()
    page = body_on_page(PostView(entry, html, pictures=PICTURES), site, words_of(site.site))
    feed = body_in_feed(FeedItem(entry, html, PICTURES), site)
    return [page.html, feed, body_in_export(html, entry, site)]


@pytest.mark.parametrize("sanitize", [False, True])
def test_pages_have_figures_feeds_have_copies_and_exports_have_neither(sanitize: bool) -> None:
    page, feed, export = everywhere(HTML, sanitize=sanitize)
    assert "<figcaption>b</figcaption>" in page
    assert 'tabindex="0"' in page
    assert 'src="/dev/a.png"' in page
    assert 'src="https://blog.test/dev/a.png"' in feed
    assert "480.webp 480w" in feed
    assert "tabindex" not in feed
    assert "webp" not in export


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<iframe src="https://www.youtube.com/embed/x"></ifr<input>ame><img onerror=alert(1)>',
        '<a href="java\uffffscript:alert(1)">x</a>',
        '<p title="<img src=x onerror=alert(1)>"><em>x</em></p><img onerror=alert(1)>',
    ],
)
def test_the_sanitiser_writes_last_even_what_was_stored_before_it_was_wanted(html: str) -> None:
    for shown in everywhere(html, sanitize=True):
        assert "onerror=alert" not in shown.replace("&lt;img src=x onerror=alert(1)&gt;", "")
        assert '"javascript:' not in shown
        assert "<script" not in shown


def test_no_element_of_a_text_has_an_id_of_the_theme() -> None:
    html = '<h2 id="~content">a</h2><p id="content">b</p>'
    page, feed, _ = everywhere(html, sanitize=False)
    assert page == '<h2>a</h2><p id="content">b</p>'
    assert feed == html
