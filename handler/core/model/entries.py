"""The plain data that the core works on. No IO here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""What JSON can hold: front matter and configuration are reduced to it before they are stored."""


def mapping(value: Json) -> dict[str, Json]:
    """A value that is a mapping; an empty one for any other."""
    return value if isinstance(value, dict) else {}


def positive(value: Json) -> int:
    """A whole number above 0; 0 for any other value, so for `true`, which Python takes for 1.

    So it is for one of more than 18 digits: DynamoDB takes 38 at most.
    """
    return value if isinstance(value, int) and value is not True and 0 < value < 10**18 else 0


Kind = Literal[
    "config",
    "data",
    "include",
    "template",
    "post",
    "draft",
    "page",
    "asset",
    "special",
    "ignored",
]
"""What a key of the content bucket is, by its name alone.

A `special` file lies in a folder such as `_recipes`: the configuration tells whether it is content.
"""

State = Literal["live", "scheduled", "draft", "hidden", "rejected"]


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """`_config.yml` as Coldpress understands it; `data` is the whole file for Liquid's `site.*`.

    Neither `url` nor `baseurl` ends with a slash; `baseurl` is empty or begins with one.
    """

    title: str = "A Coldpress blog"
    description: str = ""
    url: str = ""
    baseurl: str = ""
    lang: str = "en"
    timezone: str = ""
    permalink: str = "date"
    future: bool = False
    excerpt_separator: str = "\n\n"
    paginate: int = 10
    author: Mapping[str, Json] = field(default_factory=dict)
    defaults: tuple[Mapping[str, Json], ...] = ()
    collections: Mapping[str, Json] = field(default_factory=dict)
    kramdown: Mapping[str, Json] = field(default_factory=dict)
    data: Mapping[str, Json] = field(default_factory=dict)

    @property
    def names_language(self) -> bool:
        """Whether the file says in which language the blog is."""
        names = ("lang", "locale", "default_lang")
        return any(self.data.get(name) not in (None, "") for name in names)

    def under(self, name: str) -> dict[str, Json]:
        """The settings under a name of the file: `twitter: {card: …}`."""
        return mapping(self.data.get(name))


@dataclass(frozen=True, slots=True)
class Entry:
    """A post or page as listings, feeds and templates need it, without its body.

    `path` is the canonical path, unescaped, without `baseurl`: `/flask/2017/12/27/hello/`.
    `date` carries the offset it is shown in; pages have none. `excerpt` is plain text.
    `media_type` is that of a template which is no page of HTML, and so has no page around it.
    `script_lang` is the language that its script tells, for a site that names none.
    `part` is its number in the `series`; one that is `pinned` stands at the top of the home page;
    `author_slugs` are the slugs of its `authors` where their names do not tell them;
    `alternates` are addresses by language; `translations` names what says the same in several, and
    `listed_lang` is that among whose posts it stands; `seo` is what
    `core/jekyll/front_matter/seo.py` reads for `<head>` alone. No reader sees a `preview` yet. A
    post that `is_note` has no title; where it has to be called something, it is by its first words.
    """

    key: str
    kind: Literal["post", "page"]
    path: str
    title: str
    date: datetime | None = None
    modified: datetime | None = None
    location: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    authors: tuple[str, ...] = ()
    image: str = ""
    description: str = ""
    excerpt: str = ""
    words: int = 0
    comment_issue_id: int | None = None
    redirect_from: tuple[str, ...] = ()
    redirect_to: str = ""
    layout: str = ""
    in_sitemap: bool = True
    in_navigation: bool = False
    series: str = ""
    part: int = 0
    alternates: Mapping[str, str] = field(default_factory=dict)
    seo: Mapping[str, Json] = field(default_factory=dict)
    media_type: str = ""
    script_lang: str = ""
    preview: Literal["", "draft", "scheduled"] = ""
    pinned: bool = False
    listed_lang: str = ""
    translations: str = ""
    is_note: bool = False
    author_slugs: tuple[str, ...] = ()
