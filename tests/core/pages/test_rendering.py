"""Pages: what each kind shows, what it tells machines, and that nothing hostile gets through."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import cast
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import FileSystemLoader

from handler.core.markdown import to_html
from handler.core.model.context import Links, NavItem, SiteContext
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.model.media.pictures import Picture
from handler.core.pages.head import issue_of
from handler.core.pages.rendering import make_environment, render_page
from handler.core.pages.views import (
    ErrorView,
    ListingView,
    PageView,
    PostView,
    TermCount,
    TermsView,
    View,
)
from handler.core.site.theme.styles import styles_of

TEMPLATES = make_environment(FileSystemLoader(Path(__file__).parents[3] / "templates"))
SITE = SiteConfig(
    title="Notes",
    description="About servers",
    data={"github": {"repository": "mara/notes"}},
)
LINKS = Links("https://example.com/dev", "/dev", {"blog.css": "blog.1a2b.css"}, "/dev")
CONTEXT = SiteContext(SITE, LINKS, (NavItem("About", "/about/"),))
HOSTILE = "\"'><script>alert(1)</script>&amp;"


def make_post(path: str = "/2017/12/27/hello/", **fields: object) -> Entry:
    defaults = {
        "title": "Hello",
        "date": datetime(2017, 12, 27, 23, 30, tzinfo=timezone(timedelta(hours=-7))),
    }
    return Entry(key=path, kind="post", path=path, **{**defaults, **fields})  # type: ignore[arg-type]


def make_listing(**fields: object) -> ListingView:
    defaults = {
        "kind": "all",
        "label": "",
        "term": "",
        "path": "/",
        "entries": (make_post(excerpt="Hi there."),),
    }
    return ListingView(**{**defaults, **fields})  # type: ignore[arg-type]


ABOUT = PageView(Entry("about.md", "page", "/about/", "About"), "<p>Me.</p>")
TAGS = TermsView("tag", (TermCount("c++", "C++", 2, "/tags/c++/"),))
ARCHIVE = TermsView(
    "year",
    (TermCount("2017", "2017", 3, "/2017/"),),
    (TermCount("2017-12", "2017-12", 3, "/2017/12/"), TermCount("2016-01", "", 1, "/2016/01/")),
)
EVERY_KIND: dict[str, View] = {
    "a post": PostView(make_post(tags=("C++",)), "<p>Hi</p>", make_post("/a/"), make_post("/b/")),
    "a page": ABOUT,
    "home": make_listing(older="/before/x"),
    "an empty home": make_listing(entries=()),
    "a tag": make_listing(kind="tag", label="C++", term="c++", path="/tags/c++/", newer="/tags/"),
    "a month": make_listing(kind="month", label="2017-12", term="2017-12", path="/2017/12/"),
    "tags": TAGS,
    "categories": TermsView("category", ()),
    "the archive": ARCHIVE,
    "404": ErrorView(404),
    "500": ErrorView(500),
    "503": ErrorView(503),
    "418": ErrorView(418),
}


def parse(html: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return cast(Element, parser.parse(html))


def show(view: View, context: SiteContext = CONTEXT) -> Element:
    return parse(render_page(TEMPLATES, context, view))


def find(page: Element, path: str) -> Element:
    found = page.find(f".//{path}")
    assert found is not None, path
    return found


def texts(page: Element, path: str) -> list[str]:
    return [" ".join("".join(part.itertext()).split()) for part in page.iterfind(f".//{path}")]


def programs(page: Element) -> list[Element]:
    """Scripts that run; those with data for machines do not."""
    return [part for part in page.iter("script") if part.get("type") != "application/ld+json"]


def hrefs(page: Element, path: str) -> list[str | None]:
    return [part.get("href") for part in page.iterfind(f".//{path}")]


@pytest.mark.parametrize("view", EVERY_KIND.values(), ids=EVERY_KIND)
@pytest.mark.parametrize(
    "context", [CONTEXT, SiteContext(SiteConfig(), Links())], ids=["set", "empty"]
)
def test_every_page_is_valid_html_with_one_heading_and_navigation(
    view: View, context: SiteContext
) -> None:
    page = show(view, context)
    assert len(texts(page, "h1")) == 1
    assert {nav.get("aria-label") for nav in page.iter("nav")} >= {"Site", "More"}
    assert find(page, "main").get("id") == "~content"
    assert hrefs(page, "a[@class='skip-link']") == ["#~content"]


@pytest.mark.parametrize("view", EVERY_KIND.values(), ids=EVERY_KIND)
def test_no_page_has_inline_script_or_style(view: View) -> None:
    page = show(view)
    assert not list(page.iter("style"))
    assert all(script.get("src") and not script.text for script in programs(page))
    names = {name for part in page.iter() for name in part.attrib}
    assert not {name for name in names if name == "style" or str(name).startswith("on")}


def test_a_post_shows_its_date_in_its_own_offset() -> None:
    time = find(show(PostView(make_post(), "")), "time[@class='dt-published']")
    assert (time.text, time.get("datetime")) == ("27 December 2017", "2017-12-27T23:30:00-07:00")


def test_a_post_shows_where_and_what_it_is_about() -> None:
    post = make_post(location="Sóller", categories=("Oil",), tags=("C++", "C#"), words=1100)
    page = show(PostView(post, ""))
    assert texts(page, "bdi[@class='p-location']") == ["Sóller"]
    assert texts(page, "ul[@class='post-meta']/li")[-1] == "5 min read"
    assert hrefs(page, "a[@class='p-category']") == [
        "/dev/categories/oil/",
        "/dev/tags/c++/",
        "/dev/tags/c%23/",
    ]


@pytest.mark.parametrize(
    ("modified", "shown"),
    [
        (datetime(2018, 1, 4, tzinfo=UTC), ["4 January 2018"]),
        (datetime(2017, 12, 27, 23, 59, tzinfo=timezone(timedelta(hours=-7))), []),
        (None, []),
    ],
)
def test_an_update_shows_if_it_came_on_a_later_day(
    modified: datetime | None, shown: list[str]
) -> None:
    page = show(PostView(make_post(modified=modified), ""))
    assert texts(page, "time[@class='dt-updated']") == shown


def test_a_post_links_to_its_neighbours() -> None:
    page = show(PostView(make_post(), "", make_post("/a/", title="A"), make_post("/b/", title="B")))
    assert texts(page, "nav[@class='neighbours']/a") == ["Newer B", "Older A"]
    assert hrefs(page, "link[@rel='prev']") == hrefs(page, "a[@rel='prev']") == ["/dev/a/"]
    assert hrefs(page, "link[@rel='next']") == hrefs(page, "a[@rel='next']") == ["/dev/b/"]


def test_a_post_links_to_the_issue_that_takes_its_comments() -> None:
    page = show(PostView(make_post(comment_issue_id=7), ""))
    assert hrefs(page, "li[@class='comments']/a") == ["https://github.com/mara/notes/issues/7"]


@pytest.mark.parametrize("repository", [None, 7, "", "mara", "javascript:alert(1)//x/y", "a/b/c"])
def test_without_a_repository_there_are_no_comments(repository: str | int | None) -> None:
    site = SiteConfig(data={"github": {"repository": repository}})
    assert issue_of(site, make_post(comment_issue_id=7)) == ""


def test_the_body_is_html_and_its_root_relative_addresses_get_the_base() -> None:
    body = '<p id="b"><a href="/about/">me</a> <a href="next">next</a></p>'
    assert hrefs(show(PostView(make_post(), body)), "p[@id='b']/a") == ["/dev/about/", "next"]


def test_a_post_tells_machines_what_it_is() -> None:
    post = make_post(description="A greeting", image="/a b.png", tags=("C++",))
    page = show(PostView(post, "", pictures={"/a b.png": Picture("1-a", 3, 2)}))
    url = "https://example.com/dev/2017/12/27/hello/"
    assert find(page, "title").text == "Hello · Notes"
    assert hrefs(page, "link[@rel='canonical']") == [url]
    assert {meta.get("property"): meta.get("content") for meta in page.iter("meta")} == {
        None: find(page, "meta[last()]").get("content"),
        "og:title": "Hello",
        "og:type": "article",
        "og:url": url,
        "og:site_name": "Notes",
        "og:locale": "en_US",
        "og:description": "A greeting",
        "og:image": "https://example.com/dev/a%20b.png",
        "article:published_time": "2017-12-27T23:30:00-07:00",
        "article:tag": "C++",
    }


def test_pages_announce_the_feeds() -> None:
    tag = make_listing(kind="tag", label="C++", term="c++", path="/tags/c++/")
    assert hrefs(show(tag), "link[@rel='alternate']") == [
        "/dev/feed.xml",
        "/dev/feed.json",
        "/dev/tags/c++/feed.xml",
    ]


@pytest.mark.parametrize(
    ("lang", "page_lang", "way"), [("ar", "ar", "rtl"), ("ko", "ko", "ltr"), ("", "en", "ltr")]
)
def test_an_article_is_in_its_own_language(lang: str, page_lang: str, way: str) -> None:
    page = show(PostView(make_post(lang=lang), ""))
    article = find(page, "article")
    assert (page.get("lang"), page.get("dir")) == (page_lang, "ltr")
    assert (article.get("lang"), article.get("dir")) == (page_lang, way)
    assert find(page, "header").get("lang") == "en"


def test_a_listing_shows_title_date_and_summary() -> None:
    described = make_post("/b/", title="B", description="Said", excerpt="Not said")
    page = show(make_listing(entries=(make_post(excerpt="Hi."), described)))
    assert texts(page, "article") == ["Hello 27 December 2017 Hi.", "B 27 December 2017 Said"]


def test_a_listing_links_to_its_older_and_newer_pages() -> None:
    page = show(make_listing(older="/before/ä", newer="/", is_first=False))
    assert texts(page, "nav[@class='pagination']/a") == ["Newer posts", "Older posts"]
    assert hrefs(page, "nav[@class='pagination']/a") == ["/dev/", "/dev/before/%C3%A4"]
    assert hrefs(page, "link[@rel='next']") == ["/dev/before/%C3%A4"]


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({}, "Notes"),
        ({"is_first": False}, "Older posts"),
        ({"kind": "tag", "label": "C++"}, "C++"),
        ({"kind": "tag", "label": "C++", "is_first": False}, "C++ older posts"),
        ({"kind": "year", "label": "2017", "term": "2017"}, "2017"),
        ({"kind": "month", "label": "2017-12", "term": "2017-12"}, "December 2017"),
    ],
)
def test_a_listing_is_headed_by_what_it_lists(fields: dict[str, object], heading: str) -> None:
    assert texts(show(make_listing(**fields)), "h1") == [heading]


def test_an_index_shows_terms_with_their_counts() -> None:
    page = show(TAGS)
    assert texts(page, "ul[@class='terms']/li") == ["C++ 2"]
    assert hrefs(page, "ul[@class='terms']/li/a") == ["/dev/tags/c++/"]


def test_the_archive_shows_the_months_of_each_year() -> None:
    page = show(ARCHIVE)
    assert texts(page, "section/h2") == ["2017 3"]
    assert texts(page, "section/div/ul/li") == ["December 3"]


def test_no_heading_and_no_attribute_list_makes_an_id_of_the_theme() -> None:
    headings = "## Content\n\n## Series\n\n## ~content\n\n## One {#~series}\n{: #~content}\n"
    written = re.findall(r'id="([^"]*)"', to_html(headings).html)
    themed = [
        name
        for file in (Path(__file__).parents[3] / "templates").rglob("*.html")
        if "desk" not in file.parts  # Which shows no text as HTML, but in a frame of its own.
        for name in re.findall(r'\sid="([^"]*)"', file.read_text())
    ]
    assert {"content", "series"} <= set(written)
    assert not [name for name in written if name.startswith("~")]
    assert "~content" in themed
    assert [name for name in themed if not name.startswith("~")] == []


def test_the_navigation_marks_the_page_it_is_on() -> None:
    assert texts(show(ABOUT), "nav/ul/li/a[@aria-current='page']") == ["About"]


def test_a_page_has_what_the_configuration_puts_around_it() -> None:
    site = SiteConfig(
        author={"name": "Mara", "url": "/about/"},
        data={
            "logo": "/logo.svg",
            "nav": [{"title": "Talks", "url": "/talks/"}],
            "links": [{"title": "Code", "url": "https://code.test/"}],
            "github_username": "mara",
            "theme": {"accent": "#7a3b9c"},
        },
    )
    page = show(ABOUT, SiteContext(site, LINKS, CONTEXT.nav))
    assert find(page, "img[@class='logo']").get("src") == "/dev/logo.svg"
    assert texts(page, "nav[@class='site-nav']/ul/li")[0] == "Talks"
    assert hrefs(page, "a[@rel='author']") == ["/dev/about/"]
    assert hrefs(page, "footer/nav/ul/li/a")[:2] == [
        "https://code.test/",
        "https://github.com/mara",
    ]
    own = styles_of(site)
    assert own
    assert hrefs(page, "link[@rel='stylesheet']")[1] == f"/dev/static/{own.file}"


def test_a_choice_of_colours_holds_before_anything_is_painted() -> None:
    head = find(show(ABOUT), "head")
    [first, *_] = programs(head)
    order = list(head)
    assert order.index(first) < order.index(find(head, "link[@rel='stylesheet']"))
    assert not {"defer", "async", "type"} & first.attrib.keys()


def test_a_long_text_has_its_contents_beside_it() -> None:
    body = "".join(f'<h2 id="s{n}">Part {n} &amp; more</h2>' for n in range(3))
    page = show(PostView(make_post(words=900), body))
    assert hrefs(page, "nav[@class='contents']//a") == ["#s0", "#s1", "#s2"]
    assert texts(page, "nav[@class='contents']//a")[0] == "Part 0 & more"
    assert show(PostView(make_post(words=90), body)).find(".//nav[@class='contents']") is None


def test_words_around_a_post_are_in_its_language_and_the_rest_in_the_sites() -> None:
    page = show(PostView(make_post(words=440, lang="ko"), ""))
    assert texts(page, "ul[@class='post-meta']/li")[-1] == "읽는 데 2분"
    assert texts(page, "a[@class='skip-link']") == ["본문으로 건너뛰기"]
    assert "Archive" in texts(page, "footer/nav/ul/li")


def test_a_site_may_speak_its_own_language() -> None:
    words: dict[str, Json] = {"Archive": "보관함", "{} min read": "{}분", "Tags": 7}
    site = SiteConfig(lang="ko", data={"words": words})
    page = show(PostView(make_post(words=440), ""), SiteContext(site, LINKS))
    assert texts(page, "nav/ul/li/a")[:2] == ["보관함", "태그"]
    assert texts(page, "ul[@class='post-meta']/li")[-1] == "2분"
    assert texts(show(ARCHIVE, SiteContext(site, LINKS)), "h1") == ["보관함"]


def test_error_pages_are_not_indexed() -> None:
    page = show(ErrorView(404))
    assert find(page, "meta[@name='robots']").get("content") == "noindex"
    assert not hrefs(page, "link[@rel='canonical']")


def test_static_files_have_their_fingerprinted_names() -> None:
    assert hrefs(show(ABOUT), "link[@rel='stylesheet']") == ["/dev/static/blog.1a2b.css"]


def test_only_the_local_server_reloads_pages() -> None:
    live = find(show(ABOUT, SiteContext(SITE, LINKS, live_reload=True)), "script[@data-changes]")
    assert live.get("data-changes") == "/dev/_coldpress/changes"
    assert show(ABOUT).find(".//script[@data-changes]") is None


@pytest.mark.slow
@given(st.text(min_size=1, max_size=40) | st.just(HOSTILE))
def test_whatever_authors_write_is_text(text: str) -> None:
    post = make_post(
        title=text,
        location=text,
        tags=(text,),
        categories=(text,),
        authors=(text,),
        description=text,
        lang="en",
        image=text,
    )
    context = SiteContext(SiteConfig(title=text, description=text), LINKS, (NavItem(text, "/x/"),))
    html = render_page(TEMPLATES, context, PostView(post, "", post, post))
    page = html5lib.parse(html, namespaceHTMLElements=False)
    plain = html5lib.parse(
        render_page(TEMPLATES, CONTEXT, PostView(make_post(title="x"), "")),
        namespaceHTMLElements=False,
    )
    scripts = [script.get("src") for script in page.iter("script")]
    assert scripts == [script.get("src") for script in plain.iter("script")]
    assert len(page.findall(".//main/article/div")) == 2
