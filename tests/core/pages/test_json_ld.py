"""JSON-LD says what the page is, and nothing in it can end its script element."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.context import Links, SiteContext
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.model.media.pictures import Picture
from handler.core.pages.head import head_of
from handler.core.pages.json_ld import structured_data
from handler.core.pages.views import ErrorView, ListingView, PageView, PostView, TermsView, View
from tests.core.builders import MODIFIED, make_entry

SITE = SiteConfig(
    title="Notes",
    url="https://example.com",
    author={"name": "Mara", "url": "/about/"},
    data={"logo": "/images/logo.png"},
)
CONTEXT = SiteContext(SITE, Links("https://example.com"))
PICTURES = {"/images/a.png": Picture("1-a", 3, 2)}
POST = replace(
    make_entry(title="Flask[1]: Hello", categories=("Web",)),
    description="A greeting",
    image="images/a.png",
    words=120,
    location="San Diego",
    modified=MODIFIED,
    series="Flask",
    part=1,
)
URL = "https://example.com/2017/12/27/hello/"


def described(view: View, context: SiteContext = CONTEXT) -> dict[str, Any]:
    """The objects of a page by their types."""
    found = [json.loads(text) for text in structured_data(context, view, head_of(context, view))]
    assert all(each.pop("@context") == "https://schema.org" for each in found)
    return {each.pop("@type"): each for each in found}


def crumbs(view: View) -> list[tuple[str, str]]:
    items = described(view)["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    return [(item["name"], item["item"].removeprefix("https://example.com")) for item in items]


def test_a_post_is_a_blog_posting() -> None:
    assert described(PostView(POST, "", pictures=PICTURES))["BlogPosting"] == {
        "@id": URL,
        "url": URL,
        "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
        "headline": "Flask[1]: Hello",
        "description": "A greeting",
        "datePublished": "2017-12-27T18:58:38+00:00",
        "dateModified": "2018-01-01T00:00:00+00:00",
        "author": {"@type": "Person", "name": "Mara", "url": "https://example.com/about/"},
        "publisher": {
            "@type": "Organization",
            "name": "Notes",
            "url": "https://example.com/",
            "logo": {"@type": "ImageObject", "url": "https://example.com/images/logo.png"},
        },
        "image": "https://example.com/images/a.png",
        "keywords": ["flask"],
        "articleSection": ["Web"],
        "wordCount": 120,
        "inLanguage": "en",
        "contentLocation": {"@type": "Place", "name": "San Diego"},
        "isPartOf": {"@type": "CreativeWorkSeries", "name": "Flask"},
        "position": 1,
    }


def test_front_matter_says_what_a_page_is_and_where_else_it_is() -> None:
    seo: dict[str, Json] = {"type": "AboutPage", "name": "Mara", "links": ["https://x.test/"]}
    page = described(PageView(Entry("about.md", "page", "/about/", "About", seo=seo), ""))
    assert page["AboutPage"]["name"] == "Mara"
    assert page["AboutPage"]["sameAs"] == ["https://x.test/"]


def test_a_post_of_another_site_is_known_by_its_address_there() -> None:
    post = replace(POST, seo={"canonical": "https://x.test/a/", "author_url": "/kim/"})
    posting = described(PostView(replace(post, authors=("Kim", "Jo")), ""))["BlogPosting"]
    assert posting["url"] == posting["mainEntityOfPage"]["@id"] == "https://x.test/a/"
    assert [person.get("url") for person in posting["author"]] == ["https://example.com/kim/", None]


def test_the_front_page_says_where_to_search() -> None:
    home = described(ListingView("all", "Notes", "", "/", (POST,)))
    assert set(home) == {"WebSite"}
    target = home["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == "https://example.com/search?q={search_term_string}"


def test_breadcrumbs_lead_from_the_front_page_to_each_page() -> None:
    page = Entry("about.md", "page", "/about/", "About")
    assert crumbs(PostView(POST, "", pictures=PICTURES))[1:] == [
        ("Web", "/categories/web/"),
        ("Flask[1]: Hello", "/2017/12/27/hello/"),
    ]
    assert crumbs(PageView(page, "")) == [("Notes", "/"), ("About", "/about/")]
    assert crumbs(TermsView("tag", ())) == [("Notes", "/"), ("Tags", "/tags/")]
    month = ListingView("month", "2017-12", "2017-12", "/2017/12/", (POST,))
    assert [path for _, path in crumbs(month)] == ["/", "/archive/", "/2017/", "/2017/12/"]


def test_an_error_describes_nothing() -> None:
    assert described(ErrorView(404)) == {}


@given(st.text())
def test_nothing_in_it_ends_the_script(title: str) -> None:
    view = PostView(replace(POST, title=title + "</script><!--&\u2028."), "")
    text = "".join(structured_data(CONTEXT, view, head_of(CONTEXT, view)))
    assert not set("<>&\u2028\u2029") & set(text)
    assert described(view)["BlogPosting"]["headline"].endswith("</script><!--&\u2028.")
