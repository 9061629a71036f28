"""Filling the recent part of the search index with what changed, and what it lacks."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Protocol

from handler.core.index import items
from handler.core.model.entries import SiteConfig
from handler.core.model.writes import Item
from handler.core.search.documents import Document, searchable_entry
from handler.services.bodies import Bodies
from handler.services.computing.tasks import read_document
from handler.services.materials import Material, Materials
from handler.services.ports import Allowance, Sandbox, Table, Unavailable, Unfinished
from handler.services.records import config_key, generations_in, site_in
from handler.services.search.parts import PLACE

_TAGS = ("shared", "links")
_BATCH = 50
BATCH_SECONDS = 4.0
"""Seconds, for a batch; a text that takes more is found by its title and excerpt."""
IsEnough = Callable[[], bool]


class Documents(Protocol):
    """What is filled; its `cursor` is the last key that was put in, None once all are."""

    cursor: str | None

    def changing(self) -> AbstractContextManager[object]:
        """Around changes that are to be seen together."""
        ...

    def put(self, document: Document) -> object:
        """Take in a document, in place of the one of its key."""
        ...

    def remove(self, key: str) -> object:
        """Have no document of a key."""
        ...


class Filling:
    """Puts documents of one blog into recent parts."""

    def __init__(
        self, table: Table, materials: Materials, bodies: Bodies, sandbox: Sandbox
    ) -> None:
        self._table = table
        self._materials = materials
        self._bodies = bodies
        self._sandbox = sandbox

    def fill(self, file: Documents, is_enough: IsEnough, *, anew: bool) -> dict[str, Item]:
        """Put in what changed, then what is missing; the rows that are done with.

        What is missing from a new index is everything, so nothing need be put in twice.
        """
        handled: dict[str, Item] = {}
        last = ""
        while rows := self._rows(items.CHANGED, last):
            last = rows[-1][0]
            if not anew:
                rows = [row for row in rows if row[0] != PLACE]
            done = len(rows) if anew else self._put(file, [key for key, _ in rows])
            handled |= dict(rows[:done])
            if is_enough():
                return handled
            if done < len(rows):
                last = rows[done - 1][0]
        while file.cursor is not None and not is_enough():
            self._build_on(file, file.cursor)
        return handled

    def _build_on(self, file: Documents, cursor: str) -> None:
        rows = self._rows(items.MANIFEST, cursor)
        keys = [key for key, item in rows if item["kind"] in {"post", "page"}]
        done = self._put(file, keys)
        last = rows[-1][0] if rows else None
        with file.changing():
            file.cursor = last if done == len(keys) else keys[done - 1]

    def _rows(self, pk: str, after: str) -> list[tuple[str, Item]]:
        return self._table.query(pk, after=after or None, limit=_BATCH)

    def _put(self, file: Documents, keys: Sequence[str]) -> int:
        """Put in what some keys are now; how many of them, as what takes long is a batch."""
        materials = self._materials.of(keys) if keys else []
        live = {each.source.key: each for each in materials if searchable_entry(each.source)}
        found = self._table.get([config_key(), *(items.generation_key(tag) for tag in _TAGS)])
        site, generations = site_in(found), generations_in(found, _TAGS)
        allowance, documents = Allowance(BATCH_SECONDS), dict[str, Document | None]()
        for key in keys:
            if allowance.seconds <= 0:
                break
            material = live.get(key)
            documents[key] = (
                self._document(material, site, generations, allowance) if material else None
            )
        with file.changing():
            for key, document in documents.items():
                if document:
                    file.put(document)
                else:
                    file.remove(key)
        return len(documents)

    def _document(
        self,
        material: Material,
        site: SiteConfig,
        generations: Mapping[str, int],
        allowance: Allowance,
    ) -> Document:
        """What is indexed of a post: its text, or if that cannot be had just its excerpt."""
        entry = material.entry
        # One body that is lost or cannot be read must not keep all others out.
        with suppress(Unavailable, Unfinished):
            body = self._bodies.html(material, generations, site, allowance)
            return read_document(self._sandbox, allowance, entry, body)
        excerpt = entry.excerpt
        return Document(entry, excerpt, excerpt)
