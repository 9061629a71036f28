"""What an export holds, as plain data, whatever program wrote it. No IO here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from handler.core.model.entries import Json
from handler.core.model.problems import ColdpressError


class Unreadable(ColdpressError):
    """An export that cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote below a post; `parent` is the `name` of the comment it answers."""

    author: str
    html: str
    date: datetime | None = None
    address: str = ""
    name: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A post or page.

    `place` is how messages name it. `html` is what the old blog showed, `markdown` what its author
    wrote, if that was Markdown. `address` is its old path, `base` the one that its relative links
    are seen from; `fields` is more front matter.
    """

    place: str
    kind: Literal["post", "page"]
    title: str
    slug: str
    html: str
    markdown: str | None = None
    date: datetime | None = None
    state: Literal["live", "draft", "private"] = "live"
    address: str = ""
    base: str = ""
    redirects: tuple[str, ...] = ()
    fields: Mapping[str, Json] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """All that is read of an export; `texts` are made one by one as they are asked for.

    `redirects` lead from old paths to new ones, `data` are the files of `_data` by name. `menu`
    are the pages to link to at the top, by title and path; all, if it is None. `addresses` are the
    paths of all texts, which nothing else leads on from.
    """

    texts: Iterable[Text]
    settings: Mapping[str, Json] = field(default_factory=dict)
    permalink: str = ""
    redirects: Iterable[tuple[str, str]] = ()
    data: Mapping[str, dict[str, Json]] = field(default_factory=dict)
    menu: tuple[tuple[str, str], ...] | None = None
    addresses: Iterable[str] = ()
