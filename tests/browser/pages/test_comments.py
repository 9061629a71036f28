"""What comments look like: within reach of everybody, in their place, and of no other host."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.axe import faults
from tests.browser.hostile.test_xss import served
from tests.services.comments.blog import CONFIG, CommentedBlog

pytestmark = pytest.mark.xdist_group("pages")

COMMENTS = (
    "<h2>Why</h2><p>See <a href='https://example.com/'>this</a>, <code>x = 1</code>.</p><hr>",
    f"<pre><span class='pl-k'>def</span> f({'argument, ' * 40})</pre><p>{'long' * 99}</p>",
    f"<table><tr>{'<th>Column</th>' * 30}</tr><tr>{'<td>words</td>' * 30}</tr></table>",
    "<blockquote><p>Quoted<blockquote>twice</blockquote></blockquote><ul><li>a<ul><li>b</ul></ul>",
    "<p>한국어 댓글입니다.</p><details><summary>More</summary>مرحبا</details><kbd>Ctrl</kbd>",
    "<p><img src='https://pictures.example/cat.png' alt='A cat' width='2000' height='900'></p>",
)
PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def make_blog(config: str = "") -> CommentedBlog:
    """A blog whose post has comments of many kinds."""
    blog = CommentedBlog(config=CONFIG + config)
    for html in COMMENTS:
        blog.github.comment(7, html, author_association="OWNER", login="a-long-name" * 3)
    blog.read()
    blog.tick()
    return blog


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_comments_are_accessible_stay_in_their_column_and_ask_no_other_host(
    browser: Browser, scheme: Any, width: int
) -> None:
    blog, hosts = make_blog(), set()
    options: Any = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    with served(blog) as url, browser.new_context(**options) as context:
        page = context.new_page()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.goto(url + blog.path)
        assert page.locator(".comment").count() == len(COMMENTS)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert hosts == {urlsplit(url).netloc}


def test_faces_and_images_show_without_a_referrer_if_they_are_wanted(browser: Browser) -> None:
    blog = make_blog("comments: {images: true}\n")
    referrers: dict[str, str | None] = {}

    def answer(route: Route) -> None:
        referrers[urlsplit(route.request.url).netloc] = route.request.headers.get("referer")
        route.fulfill(body=PIXEL, content_type="image/svg+xml")

    with served(blog) as url, browser.new_context() as context:
        page = context.new_page()
        page.route(lambda address: not address.startswith(url), answer)
        page.goto(url + blog.path)
        for image in page.locator(".discussion img").all():
            image.scroll_into_view_if_needed()
            page.wait_for_function("image => image.naturalWidth > 0", arg=image.element_handle())
    assert referrers == {"avatars.githubusercontent.com": None, "pictures.example": None}
