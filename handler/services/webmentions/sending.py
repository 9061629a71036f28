"""Telling other pages that the blog mentions them: from the tick, a few at a time.

published -> row -> which pages a text links to (the bucket knows which were told) -> tell them

https://www.w3.org/TR/webmention/#sending-webmentions
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from handler.core.index import items
from handler.core.model.context import Links
from handler.core.model.sources import Publication
from handler.core.model.writes import Condition, Delete, Item, Key
from handler.core.webmentions.attempts import is_passing
from handler.core.webmentions.mentions import sends
from handler.core.webmentions.telling import (
    MAXIMUM_FILE,
    SINCE,
    Link,
    Status,
    Told,
    attempted,
    file_of,
    from_json,
    is_new,
    is_of_web,
    of_version,
    since_from_json,
    since_to_json,
    status_of,
    to_json,
    with_answers,
)
from handler.services.computing.tasks import endpoint_in, mentioned_in
from handler.services.deadlines import Start, within
from handler.services.materials import Material, Materials
from handler.services.peers import OpenWeb
from handler.services.ports import (
    Allowance,
    Bucket,
    Clock,
    Conflict,
    Sandbox,
    Table,
    Unavailable,
    Unfinished,
)
from handler.services.webmentions.files import StoredFile
from handler.services.webmentions.site import SiteOfTick

MOST_TOLD = 10
"""How many pages a tick tells, side by side."""
LARGEST = 1_000_000
"""Bytes that are read of a page to find where it wants to hear of mentions."""
LONGEST = 5.0
"""Seconds in all that a page is waited for, and then its endpoint."""
COMPUTING_SECONDS = 0.5
_TEXTS = 20
_REDIRECTS = 5
_ACCEPTED = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
_log = logging.getLogger("coldpress")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that others may have to be told of: its row, and what readers get of it."""

    key: str
    row: Item
    material: Material | None

    @property
    def publication(self) -> Publication | None:
        """The version that readers get."""
        return self.material.source.publication if self.material else None


class Sending:
    """Tells others of the links of one blog.

    `url` is the origin that the deployment sets; `kept` how long a CDN may show an older page.
    """

    def __init__(
        self,
        bucket: Bucket,
        table: Table,
        clock: Clock,
        site: SiteOfTick,
        materials: Materials,
        web: OpenWeb,
        sandbox: Sandbox,
        start: Start,
        url: str,
        kept: timedelta,
    ) -> None:
        self._bucket = bucket
        self._table = table
        self._clock = clock
        self._site = site
        self._materials = materials
        self._web = web
        self._sandbox = sandbox
        self._start = start
        self._url = url
        self._kept = kept

    def work(self, deadline: datetime) -> Callable[[], None] | None:
        """Tell others of texts that are new or changed."""
        site = self._site.at(deadline)
        links = Links(self._url or site.url, site.baseurl)
        if not sends(site) or not is_of_web(links.url):
            return None
        rows = self._table.query(items.LINKING, limit=_TEXTS)
        return (lambda: self._tell_all(rows, links, deadline)) if rows else None

    def _tell_all(self, rows: Sequence[tuple[str, Item]], links: Links, deadline: datetime) -> None:
        since, left = self._since(), MOST_TOLD
        until = min(deadline, self._clock.now() + timedelta(seconds=2 * LONGEST + 2))
        for key, row in rows:
            if self._clock.now() >= until or left <= 0:
                return
            found = self._materials.of([key])
            text = _Text(key, row, found[0] if found else None)
            if not self._is_early(text):
                left -= self._tell(text, links, since, left, until)

    def _is_early(self, text: _Text) -> bool:
        """Whether others might still be shown an older page by a CDN, or its body was lost."""
        publication = text.publication
        if text.material and text.material.body is None:
            return True
        return bool(publication and self._clock.now() < publication.modified + self._kept)

    def _tell(self, text: _Text, links: Links, since: datetime, most: int, until: datetime) -> int:
        """Tell pages of what a text says of them, and say how many were asked."""
        now = int(self._clock.now().timestamp())
        file = StoredFile(
            self._bucket, self._clock, file_of(text.key), MAXIMUM_FILE, from_json, to_json
        )
        known = self._due(file.read(), text, links, since)
        chosen = known.waiting(now, most)
        if chosen:
            try:
                file.change(lambda stored: self._claimed(stored, known, chosen, now))
            except _Taken:
                return 0
            answers = self._answers(known.source, chosen, until)
            known, _ = file.change(lambda stored: with_answers(stored, known.version, answers))
        if known.is_done:
            unchanged = Condition("revision", "equals", text.row["revision"])
            try:
                self._table.write(Delete(Key(items.LINKING, text.key), unchanged))
            except Conflict:
                _log.info("%s was published again meanwhile", text.key)
        return len(chosen)

    def _due(self, known: Told, text: _Text, links: Links, since: datetime) -> Told:
        """What is to be told of a text as readers get it now."""
        publication = text.publication
        if text.material is None or publication is None:
            return of_version(known, known.source, "", ())
        entry = text.material.entry
        edited = bool(text.row["edited"])
        is_first = known == Told()
        if is_first and not is_new(entry.date, publication.modified, since, edited=edited):
            return known
        address, version = links.absolute(entry.path), publication.etag
        if (known.source, known.version) == (address, version):
            return known
        targets = self._targets(text.material, address)
        return known if targets is None else of_version(known, address, version, targets)

    def _targets(self, material: Material, address: str) -> Sequence[str] | None:
        """The pages of others to which a text leads; None if that cannot be told."""
        if material.body is None or material.entry.redirect_to:
            return ()
        try:
            allowance = Allowance(COMPUTING_SECONDS)
            return mentioned_in(self._sandbox, allowance, material.body.html, address)
        except Unfinished as error:
            _log.warning("links of %s are told to nobody: %s", material.source.key, error)
            return None

    def _claimed(self, stored: Told, known: Told, links: Sequence[Link], now: int) -> Told:
        """What is stored before anybody is told; raises `_Taken` if another tick is at it."""
        if stored.version == known.version and not {*links} <= {*stored.links}:
            raise _Taken
        return attempted(known, links, now)

    def _answers(self, source: str, links: Sequence[Link], until: datetime) -> dict[str, Status]:
        asked = [
            (each.target, self._start(partial(self._answer, source, each.target))) for each in links
        ]
        answers: dict[str, Status] = {}
        for target, future in asked:
            try:
                left = (until - self._clock.now()).total_seconds()
                answers[target] = within(left, future, self._clock)
            except Unavailable:
                answers[target] = "waiting"
        return answers

    def _answer(self, source: str, target: str) -> Status:
        """What became of telling one page."""
        bounds = {"most": LARGEST, "seconds": LONGEST, "redirects": _REDIRECTS}
        page = self._web.get(target, accept=_ACCEPTED, **bounds)  # type: ignore[arg-type]
        if page is None or is_passing(page.status):
            return "waiting"
        try:
            endpoint = endpoint_in(self._sandbox, Allowance(COMPUTING_SECONDS), page)
        except Unfinished:
            endpoint = ""
        if not endpoint:
            return "silent"
        form = {"source": source, "target": target}
        return status_of(self._web.post(endpoint, form, seconds=LONGEST))

    def _since(self) -> datetime:
        """Since when the blog tells others: from the first text that it may tell of."""
        stores = (self._bucket, self._clock, SINCE, MAXIMUM_FILE)
        file = StoredFile(*stores, since_from_json, since_to_json)
        now = int(self._clock.now().timestamp())
        return datetime.fromtimestamp(file.change(lambda known: known or now)[0], UTC)


class _Taken(Exception):
    """Another tick tells the same pages."""
