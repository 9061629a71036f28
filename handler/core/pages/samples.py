"""Made-up pages of every kind, with which templates of a blog's own are tried. No IO here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from handler.core.comments.discussions import Comment, Discussion, Issue, Thread
from handler.core.model.context import NavItem
from handler.core.model.entries import Entry
from handler.core.model.profiles import Profile
from handler.core.model.series import Part
from handler.core.pages.views import (
    ErrorView,
    ListingView,
    PageView,
    PostView,
    SearchResult,
    SearchView,
    Segment,
    TermCount,
    TermsView,
    View,
)
from handler.core.webmentions.mentions import KINDS, Mention, Mentions

_DATE = datetime(2017, 12, 27, 18, 58, 38, tzinfo=UTC)
_TEXT = "<h2 id='one'>One</h2><p>Words.</p>" * 4
_POST = Entry(
    "_posts/2017-12-27-hello.md",
    "post",
    "/2017/12/27/hello/",
    "Hello",
    _DATE,
    modified=_DATE.replace(year=2018),
    location="San Diego",
    categories=("Python",),
    tags=("Flask", "AWS"),
    authors=("Hana",),
    image="/images/cat.png",
    description="What it is about.",
    excerpt="How it begins.",
    words=700,
    comment_issue_id=1,
    series="Flask",
    part=1,
    alternates={"ko": "/ko/hello/"},
    seo={"image_alt": "A cat", "author_url": "/about/"},
)
_BARE = Entry("_posts/2018-01-01-bare.md", "post", "/2018/01/01/bare/", "", _DATE)
_ABOUT = Entry("about.md", "page", "/about/", "About", words=300, in_navigation=True)
_COMMENT = Comment(
    1,
    "https://github.com/x#1",
    "hana",
    "https://github.com/hana",
    "",
    "",
    _DATE,
    True,
    "Hi",
)
_COMMENTS = Discussion(Issue("https://github.com", "a/b", 1), Thread((_COMMENT,)), is_known=True)
_REPLY = Mention(
    "https://ada.test/1", "https://blog.test/", "/", "reply", "Ada", _DATE, "", "Re", "Hi", True
)
_SAID = Mentions((_REPLY,), *((replace(_REPLY, kind=each),) for each in KINDS[1:]))
_COUNT = TermCount("flask", "Flask", 3, "/tags/flask/")
_YEAR = TermCount("2017", "2017", 3, "/2017/")
_MONTH = TermCount("2017-12", "2017-12", 3, "/2017/12/")


def samples() -> Iterator[View]:
    """Pages with all that they can have, and with as little."""
    parts = (Part(_POST.path, "Hello", "", 1), Part("/two/", "Two", "ko", 2))
    yield PostView(_POST, _TEXT, _BARE, _BARE, _COMMENTS, parts, (_BARE,), mentions=_SAID)
    yield PostView(_BARE, "<p>Words.</p>")
    yield PageView(_ABOUT, _TEXT, mentions=_SAID)
    profile = Profile(
        "<p>Who.</p>", "Who.", "Hana", "/about/", "", (NavItem("X", "https://x.com"),)
    )
    home = ListingView("all", "Blog", "", "/", (_POST, _BARE), "/before/x/")
    yield home
    yield replace(home, profile=profile)
    yield replace(home, entries=(), older=None, own=PageView(_ABOUT, "<p>Words.</p>"))
    yield ListingView("tag", "Flask", "flask", "/tags/flask/", (_POST,), "/b/", "/a/")
    yield ListingView("author", "Hana", "hana", "/authors/hana/", (_POST,), profile=profile)
    yield ListingView("tag", "AWS", "aws", "/tags/aws/", (_POST,), own=PageView(_ABOUT, _TEXT))
    yield ListingView("month", "2017-12", "2017-12", "/2017/12/", (_POST,))
    yield TermsView("tag", (_COUNT,))
    yield TermsView("author", (_COUNT,))
    yield TermsView("year", (_YEAR,), (_MONTH,))
    yield SearchView()
    found = SearchResult(_POST, (Segment("Hello", is_match=True),), (Segment("How"),))
    yield SearchView("hello", (found,), 30, number=2, pages=3, suggestion="hallo")
    yield ErrorView(404)
