"""Old, mistyped and moved addresses lead to the one address of a page, once."""

import pytest

from tests.web.blog import Blog
from tests.web.test_pages import SECURITY

CONFIG = "title: Test\npermalink: pretty\n"


@pytest.fixture(scope="module")
def blog() -> Blog:
    blog = Blog(config=CONFIG)
    blog.post("2020-01-02-hello.md", redirect_from="[/old/, /Older.html]", tags="[Big Waves]")
    blog.post("2020-01-05-한글.md")
    blog.put("about.md", "---\ntitle: About\n---\nMe.")
    blog.put("leave.md", "---\nredirect_to: https://example.org/바다?a=1#b\n---\n")
    blog.put("move.md", "---\nredirect_to: /about/\n---\n")
    blog.put("part.md", "---\nredirect_to: /about/?a=1#b\n---\n")
    blog.post("2020-02-02-b.md", redirect_from="[/old/caf%C3%A9/, '/a%20b/']")
    return blog


HELLO = "/2020/01/02/hello/"
NUMBERED = "/2020/03/03/numbered/"
VARIANTS = {
    "/old/": HELLO,
    "/old": HELLO,
    "/OLD/": HELLO,
    "/older.html": HELLO,
    "/2020/01/02/hello": HELLO,
    **{f"/2020/01/02/hello{end}": HELLO for end in ("/amp/", "/feed/", "/embed", "/amp")},
    "/2020/01/02/hello.html": HELLO,
    "/2020/01/02/hello/index.html": HELLO,
    "/2020/01/02/HELLO/": HELLO,
    "/2020/01/02/hello.HTML": HELLO,
    "/2020/01/01/hello/": HELLO,
    "/2020/01/03/hello/": HELLO,
    "/2020/01/03/hello.html": HELLO,
    "/2020/01/05/%ED%95%9C%EA%B8%80": "/2020/01/05/%ED%95%9C%EA%B8%80/",
    "/2020/01/05/%E1%84%92%E1%85%A1%E1%86%AB%E1%84%80%E1%85%B3%E1%86%AF/": (
        "/2020/01/05/%ED%95%9C%EA%B8%80/"
    ),
    "/about": "/about/",
    "/About.html": "/about/",
    "/index.html": "/",
    "/tags": "/tags/",
    "/Tags/": "/tags/",
    "/tags/big-waves": "/tags/big-waves/",
    "/tags/BIG-WAVES/": "/tags/big-waves/",
    "/archive": "/archive/",
    "/2020": "/2020/",
    "/2020/01": "/2020/01/",
    "/atom.xml": "/feed.xml",
    "/rss.xml": "/feed.xml",
    "/feed/": "/feed.xml",
    "/feed/atom/": "/feed.xml",
    "/comments/feed/": "/feed.xml",
    "/tag/big-waves/feed/": "/tags/big-waves/feed.xml",
    "/move/": "/about/",
}


@pytest.mark.parametrize(("path", "location"), VARIANTS.items())
def test_variants_of_an_address_redirect_once_and_for_good(
    blog: Blog, path: str, location: str
) -> None:
    answer = blog.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, location)
    assert blog.get(location).status_code == 200


@pytest.mark.parametrize(("path", "location"), VARIANTS.items())
def test_redirects_stay_under_stage_and_baseurl(path: str, location: str) -> None:
    blog = shared_blog_with_baseurl()
    answer = blog.get(f"/blog{path}", stage="/dev")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/dev/blog{location}")
    assert blog.get(f"/blog{location}", stage="/dev").status_code == 200


_made: list[Blog] = []


def shared_blog_with_baseurl() -> Blog:
    if not _made:
        blog = Blog(config=CONFIG + "baseurl: /blog\n")
        blog.post("2020-01-02-hello.md", redirect_from="[/old/, /Older.html]", tags="[Big Waves]")
        blog.post("2020-01-05-한글.md")
        blog.put("about.md", "---\ntitle: About\n---\nMe.")
        blog.put("move.md", "---\nredirect_to: /about/\n---\n")
        _made.append(blog)
    return _made[0]


def test_what_is_outside_of_baseurl_leads_into_it() -> None:
    blog = shared_blog_with_baseurl()
    found = {path: blog.get(path).headers["Location"] for path in ("/", "/about/", "/blogs/")}
    assert found == {"/": "/blog/", "/about/": "/blog/about/", "/blogs/": "/blog/blogs/"}


def test_a_redirect_has_the_basic_headers_and_is_kept_for_seconds(blog: Blog) -> None:
    answer = blog.get("/old/")
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=10"
    assert SECURITY.items() <= dict(answer.headers).items()
    assert answer.data == b""


def test_a_file_may_lead_to_another_site(blog: Blog) -> None:
    answer = blog.get("/leave/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "https://example.org/%EB%B0%94%EB%8B%A4?a=1#b"


def test_a_file_may_lead_to_a_part_of_a_page(blog: Blog) -> None:
    assert blog.get("/part/").headers["Location"] == "/about/?a=1#b"


@pytest.mark.parametrize("path", ["/old/caf%C3%A9/", "/a%20b/"])
def test_old_addresses_with_escapes_lead_on(blog: Blog, path: str) -> None:
    assert blog.get(path).headers["Location"] == "/2020/02/02/b/"


def test_head_is_redirected_as_well(blog: Blog) -> None:
    assert blog.get("/old/", "HEAD").headers["Location"] == HELLO


def test_a_page_of_a_listing_that_has_gone_leads_to_its_front_for_now(blog: Blog) -> None:
    answer = blog.get("/tags/big-waves/before/20190101T000000Z/gone/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/tags/big-waves/")


def test_a_day_is_only_looked_for_next_door(blog: Blog) -> None:
    for path in ("/2020/01/04/hello/", "/2020/13/45/hello/", "/0001/01/01/hello/"):
        assert blog.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "//evil.example/",
        "///evil.example/..",
        "/%5Cevil.example",
        "/%2Fevil.example/",
        "//evil.example/2020/01/02/hello",
        "/%09/evil.example",
        "/https://evil.example/",
        "/.evil.example",
        "/@evil.example",
        "//evil.example/blog/",
        "/blog//evil.example",
        "/old//evil.example",
    ],
)
@pytest.mark.parametrize("baseurl", [False, True])
@pytest.mark.parametrize("stage", ["", "/dev"])
def test_no_request_is_redirected_to_another_host(
    blog: Blog, path: str, baseurl: bool, stage: str
) -> None:
    served = shared_blog_with_baseurl() if baseurl else blog
    answer = served.get(path, stage=stage, Host="evil.example", X_Forwarded_Host="evil.example")
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\", "/%5C"))


def test_a_path_may_begin_as_the_blog_does() -> None:
    """A category may be called as `baseurl` is."""
    blog = Blog(config="baseurl: /blog\npermalink: pretty\n")
    blog.put("_posts/2020-01-02-a.md", "---\ntitle: A\ncategory: blog\nredirect_from: /a/\n---\nA.")
    blog.put("blog/about.md", "---\ntitle: About\n---\nMe.")
    own = "/blog/blog/2020/01/02/a/"
    page = blog.get(own)
    assert f'rel="canonical" href="https://blog.test{own}"' in page.get_data(as_text=True)
    assert '<a href="/blog/blog/about/">About</a>' in page.get_data(as_text=True)
    for path in ("/blog/a/", "/blog/blog/2020/01/02/a", "/blog/blog/2020/01/03/a/"):
        assert blog.get(path).headers["Location"] == own


def test_an_address_that_names_a_post_by_number_leads_to_it_and_is_kept_by_nobody() -> None:
    blog = Blog(config=CONFIG)
    blog.post("2020-03-03-numbered.md", redirect_from="['/?p=12', '/sub/?p=13']")
    for path, query in (("/", "p=12"), ("/sub/", "p=13")):
        answer = blog.get(path, query=query)
        told = answer.status_code, answer.headers["Location"], answer.headers["Cache-Control"]
        assert told == (301, NUMBERED, "private, no-store")


@pytest.mark.parametrize("query", ["p=99", "p=12&x=1", "q=12", "p=", "p=1%32", "p=99999999999"])
def test_an_address_with_another_number_is_the_page_that_it_is_without(query: str) -> None:
    blog = Blog(config=CONFIG)
    blog.post("2020-03-03-numbered.md", redirect_from="/?p=12")
    assert blog.get("/", query=query).data == blog.get("/").data
