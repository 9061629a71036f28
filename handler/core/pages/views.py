"""What each page shows, as plain data: the contract between reading and the templates.

No IO here. Templates receive one of these as `view` and a `SiteContext` as `context`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from handler.core.comments.discussions import Discussion
from handler.core.model.addressing.addresses import Format, ListKind
from handler.core.model.entries import Entry
from handler.core.model.media.pictures import Picture
from handler.core.model.profiles import Profile
from handler.core.model.series import Part
from handler.core.pages.guides import Guide
from handler.core.webmentions.mentions import Mentions

Pictures = Mapping[str, Picture]
"""Those of the blog that a body shows, by path."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a post's page leads to."""

    older: Entry | None = None
    newer: Entry | None = None
    parts: tuple[Part, ...] = ()
    related: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class PostView:
    """A post with its neighbours in time, the parts of its series, and related posts."""

    entry: Entry
    html: str
    older: Entry | None = None
    newer: Entry | None = None
    comments: Discussion | None = None
    parts: tuple[Part, ...] = ()
    related: tuple[Entry, ...] = ()
    pictures: Pictures = field(default_factory=dict)
    mentions: Mentions = field(default_factory=Mentions)


@dataclass(frozen=True, slots=True)
class PageView:
    """A page such as About."""

    entry: Entry
    html: str
    pictures: Pictures = field(default_factory=dict)
    mentions: Mentions = field(default_factory=Mentions)


@dataclass(frozen=True, slots=True)
class ListingView:
    """A page of a listing; `label` is the tag, category, language, year or month (`2017-12`).

    `older` and `newer` are paths of the neighbouring pages of this listing; `path` its own.
    It may show `pictures` of the blog if it `has_covers`, be they there or not.
    `own` is the author's page there; if it `lists_posts`, no other list follows. A tag, category or
    author has `count` posts, leads to pages that begin with those of `years` if it has several
    pages, and may have a `profile`.
    """

    kind: ListKind
    label: str
    term: str
    path: str
    entries: tuple[Entry, ...]
    older: str | None = None
    newer: str | None = None
    is_first: bool = True
    own: PageView | None = None
    lists_posts: bool = False
    pictures: Pictures = field(default_factory=dict)
    has_covers: bool = False
    count: int = 0
    years: tuple[str, ...] = ()
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term with the number of its live posts and the path of its listing."""

    slug: str
    label: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class TermsView:
    """All terms of a kind, alphabetical; for `year`, years newest first and `months` likewise.

    `entries` are the newest posts, whose titles the archive shows.
    """

    kind: Literal["tag", "category", "author", "year"]
    terms: tuple[TermCount, ...]
    months: tuple[TermCount, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorView:
    """A page of the site's own for 404, 500 and 503; where nothing is, a `guide` leads on."""

    status: int
    problems: tuple[str, ...] = ()
    guide: Guide | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text, and whether it is what was searched for."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """An entry that was found, and where in its title and text the words stand."""

    entry: Entry
    title: tuple[Segment, ...]
    snippet: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """Search results, page `number` of `pages`.

    `count` is how many there are; if `has_more`, there are more that no page shows.
    `is_widened`: they lack some of the words. `suggestion` is what may have been meant. `state`:
    `partial` while the index is being built, `slow` if the query was too much for it, `copied`
    where a script has to find them.
    """

    query: str = ""
    results: tuple[SearchResult, ...] = ()
    count: int = 0
    has_more: bool = False
    number: int = 1
    pages: int = 0
    suggestion: str = ""
    is_widened: bool = False
    state: Literal["ready", "partial", "slow", "unavailable", "copied"] = "ready"
    guide: Guide | None = None


View = PostView | PageView | ListingView | TermsView | ErrorView | SearchView


@dataclass(frozen=True, slots=True)
class FeedItem:
    """A post in a feed, with its full content."""

    entry: Entry
    html: str
    pictures: Pictures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed of a listing, whose path is `home`; `description` is what is told of that alone."""

    format: Format
    kind: ListKind
    label: str
    path: str
    home: str
    items: tuple[FeedItem, ...]
    updated: datetime | None
    description: str = ""


@dataclass(frozen=True, slots=True)
class SitemapURL:
    """A URL of the sitemap: its path and when it last changed.

    Of a text in several languages, its own, what names all that say the same, and the addresses
    that its author gives of others; of a home page all of them.
    """

    path: str
    modified: datetime | None = None
    lang: str = ""
    translations: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)
    is_home: bool = False
