"""Stored posts and pages with their bodies, as pages, feeds and the search index need them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handler.core.comments.discussions import Discussion, Issue, thread_from_json
from handler.core.index import items
from handler.core.model.entries import Entry
from handler.core.model.media.pictures import Picture, pictures_in
from handler.core.model.profiles import Profile, profile_files, profile_in
from handler.core.model.sources import Body, Source
from handler.core.model.terms import TermKind
from handler.core.model.writes import Item
from handler.core.pages.views import Neighbours
from handler.core.webmentions.mentions import Mentions, mentions_in, mentions_key
from handler.services.blobs import Blobs
from handler.services.ports import Table
from handler.services.records import source_in


@dataclass(frozen=True, slots=True)
class Material:
    """A post or page with its stored body, which may be stale, and what stands beside it."""

    source: Source
    entry: Entry
    body: Body | None
    comments: Discussion | None = None
    neighbours: Neighbours = field(default_factory=Neighbours)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    mentions: Mentions = field(default_factory=Mentions)


class Materials:
    """Reads posts and pages out of the table."""

    def __init__(self, table: Table, blobs: Blobs) -> None:
        self._table = table
        self._blobs = blobs

    def of(
        self,
        owners: Sequence[str],
        issue: Issue | None = None,
        images: Sequence[str] = (),
        mentioned: Sequence[str] = (),
    ) -> list[Material]:
        """The live posts or pages among these keys with their stored bodies, and the pictures.

        Those with a page have what others say of it, be it at one of several paths.
        """
        keys = [place(owner) for owner in owners for place in (items.source_key, items.body_key)]
        places = {path: items.path_key(path) for path in images}
        said = [*map(mentions_key, mentioned)]
        keys += [*places.values(), *([issue.key] if issue else []), *said]
        found = self._table.get(keys)
        mentions = self._mentions([found[key] for key in said if key in found])
        pictures = pictures_in({path: found.get(place, {}) for path, place in places.items()})
        comments = self._discussion(issue, found.get(issue.key)) if issue else None
        sources = [source for owner in owners if (source := source_in(found, owner))]
        return [
            Material(
                source,
                entry,
                self._body(source.key, found.get(items.body_key(source.key))),
                comments=comments,
                pictures=pictures,
                mentions=mentions,
            )
            for source in sources
            if (entry := source.entry)
        ]

    def profile(self, kind: TermKind, slug: str) -> Profile | None:
        """What data tells of a term."""
        keys = list(map(items.body_key, profile_files(kind, slug)))
        found = self._table.get(keys)
        stored = (self._blobs.unpack(found[key]) for key in keys if key in found)
        profiles = (profile_in(text.decode(), slug) for text in stored if text)
        return next(filter(None, profiles), None)

    def pictures(self, paths: Sequence[str]) -> Mapping[str, Picture]:
        """The pictures of the blog at these paths."""
        places = {path: items.path_key(path) for path in paths}
        found = self._table.get([*places.values()]) if places else {}
        return pictures_in({path: found.get(place, {}) for path, place in places.items()})

    def _discussion(self, issue: Issue, item: Item | None) -> Discussion:
        stored = self._blobs.unpack(item) if item else None
        due = int(item["due"]) if item else 0
        if stored is None:
            return Discussion(issue, due=due)
        return Discussion(issue, thread_from_json(stored.decode()), is_known=True, due=due)

    def _mentions(self, stored: Sequence[Item]) -> Mentions:
        texts = filter(None, map(self._blobs.unpack, stored))
        return mentions_in([text.decode() for text in texts])

    def _body(self, key: str, item: Item | None) -> Body | None:
        html = self._blobs.unpack(item) if item else None
        if item is None or html is None:
            return None
        uses = int(item["uses"])
        return Body(
            key,
            html.decode(),
            str(item["version"]),
            str(item["renderer"]),
            bool(uses & 1),
            bool(uses & 2),
            int(item["shared"]),
            int(item["links"]),
        )
