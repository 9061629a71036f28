"""Commenting: what GitHub has of an issue becomes what the pages of its posts show.

refresh request (of a reader, or a webhook) -> ask GitHub, if it may be asked -> store -> invalidate

No reader waits for GitHub: pages show what is stored. Whatever GitHub answers, or if it does not,
they keep the comments they have, but for an issue that is deleted.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import brotli

from handler.core.comments.discussions import (
    FRESH,
    MAXIMUM_WISH,
    PAGE_SIZE,
    WANTED,
    Issue,
    Thread,
    issue_named,
    read_comments,
    refresh_request,
    shows_images,
    thread_to_json,
)
from handler.core.comments.github_answers import back_off, has_next_page, rest_until
from handler.core.index import items
from handler.core.model.addressing.paths import fold
from handler.core.model.entries import SiteConfig
from handler.core.model.writes import Condition, Delete, Item, Key, Put, Update
from handler.services.comments.resting import Rest, Resting
from handler.services.notes import ENOUGH, Notes
from handler.services.peers import Answer, GitHub, Unreachable
from handler.services.ports import Clock, Conflict, Table
from handler.services.records import stored_site

_BATCH = 100
_ASKED_A_ROUND = 20
_ROUND = timedelta(seconds=10)
_TIMEOUT = 3.0
_AT_ONCE = timedelta(seconds=10)
"""A webhook that comes sooner after a look than this is heard by the tick: they come in bursts."""
_LONGEST_BACK_OFF = timedelta(hours=6)
_log = logging.getLogger("coldpress")


@dataclass(frozen=True, slots=True)
class _Look:
    """What is known of an issue before GitHub is asked."""

    issue: Issue
    site: SiteConfig
    stored: Item
    started: datetime

    def has_seen(self, since: int) -> bool:
        """Whether GitHub was asked after this time, in milliseconds."""
        return int(self.stored.get("checked", 0)) > since


class Commenting:
    """Keeps comments of one blog; `build` is the fingerprint of the code that cleans them."""

    def __init__(self, table: Table, clock: Clock, github: GitHub, build: str) -> None:
        self._table = table
        self._clock = clock
        self._github = github
        self._build = build
        self._rest = Rest(table, clock)

    def work(self, deadline: datetime) -> Callable[[], None] | None:
        """Look at the issues whose comments are read, those that waited longest first."""
        rows = self._table.query(WANTED, limit=_BATCH)
        if not rows or self._rest.is_on():
            return None
        return lambda: self._refresh_wanted(rows, deadline)

    def _refresh_wanted(self, rows: Sequence[tuple[str, Item]], deadline: datetime) -> None:
        notes = Notes(self._table, self._clock)
        deadline = min(deadline, self._clock.now() + _ROUND)
        asked = 0
        for name, row in rows:
            if self._clock.now() >= deadline or asked >= _ASKED_A_ROUND:
                return
            try:
                asked += self._fulfil(row, notes)
            except Resting:
                return
            self._table.write(Delete(Key(WANTED, name)))

    def _fulfil(self, row: Item, notes: Notes) -> bool:
        """Look at an issue unless somebody did since; whether GitHub was asked."""
        since = int(row["since"])
        if since < (self._clock.now() - MAXIMUM_WISH).timestamp() * 1000:
            return False
        look = self._prepare(int(row["issue"]))
        if look is None or look.has_seen(since):
            return False
        issue = str(look.issue.number)
        is_deadly = notes.deaths("comments", issue) >= ENOUGH
        with notes.noted("comments", issue):
            if is_deadly:
                self._fail(look, "two ticks ended at what GitHub answered")
            else:
                self._refresh(look)
        return True

    def request_refresh(self, repository: str, number: int) -> bool:
        """GitHub says that something happened to an issue: look now, or let the tick do it.

        Whether any post shows the issue.
        """
        look = self._prepare(number)
        if look is None or look.issue.repository.lower() != repository.lower():
            return False
        if not self._table.query(items.issue_rows(number), limit=1):
            return False
        requested = refresh_request(number, look.started)
        self._table.write(requested)
        recently = int((look.started - _AT_ONCE).timestamp() * 1000)
        if not look.has_seen(recently) and not self._rest.is_on():
            with suppress(Resting):
                self._refresh(look)
                self._table.write(Delete(requested.key))
        return True

    def _prepare(self, number: int) -> _Look | None:
        site = stored_site(self._table)
        issue = issue_named(site, number)
        if issue is None:
            return None
        stored = self._table.get([issue.key]).get(issue.key, {})
        return _Look(issue, site, stored, self._clock.now())

    def _refresh(self, look: _Look) -> None:
        issue, stamp = look.issue, self._stamp(look.site)
        etag = str(look.stored.get("etag", "")) if look.stored.get("stamp") == stamp else ""
        path = f"/repos/{issue.repository}/issues/{issue.number}/comments?per_page={PAGE_SIZE}"
        try:
            answer = self._github.get(path, etag=etag, seconds=_TIMEOUT)
        except Unreachable as error:
            raise self._rest.after_failure(str(error)) from error
        until = rest_until(answer.status, answer.headers, answer.body, self._clock.now())
        if until:
            self._rest.begin(until, "GitHub's rate limit is used up.")
        if until and answer.status not in {200, 304}:
            raise Resting
        self._take(look, answer, stamp)
        if until:
            raise Resting

    def _take(self, look: _Look, answer: Answer, stamp: str) -> None:
        match answer.status:
            case 304:
                self._note(look, {"failures": 0, "due": self._due(FRESH)})
            case 200:
                self._read(look, answer, stamp)
            case 410:
                self._store(look, Thread(), "", stamp)
            case 401:
                raise self._rest.after_failure("GitHub does not accept COLDPRESS_GITHUB_TOKEN.")
            case status if status >= 500:
                raise self._rest.after_failure(f"GitHub answers {status}.")
            case status:
                self._fail(look, f"GitHub answers {status} for it")

    def _read(self, look: _Look, answer: Answer, stamp: str) -> None:
        # Only who reads from GitHub needs it.
        from handler.core.html.sanitizing import clean_comment

        images = shows_images(look.site)
        try:
            thread = read_comments(
                json.loads(answer.body),
                timezone=look.site.timezone,
                images=images,
                clean=partial(clean_comment, images=images),
                more=has_next_page(answer.headers),
            )
        except (ValueError, RecursionError):
            self._fail(look, "GitHub's answer is no list of comments")
            return
        self._store(look, thread, answer.headers.get("etag", ""), stamp)

    def _store(self, look: _Look, thread: Thread, etag: str, stamp: str) -> None:
        """Keep comments, unless somebody looked later, and invalidate pages if they are others."""
        packed = _pack(thread)
        checked = int(look.started.timestamp() * 1000)
        found: Item = {"br": packed, "etag": etag, "stamp": stamp}
        item = {**found, "checked": checked, "failures": 0, "due": self._due(FRESH)}
        newest = Condition("checked", "absent or below", checked)
        try:
            self._table.write(Put(look.issue.key, item, newest))
        except Conflict:
            return
        if look.stored.get("br", _pack(Thread())) != packed:
            self._invalidate(look.issue)

    def _invalidate(self, issue: Issue) -> None:
        """Make the pages that show an issue stale; they would be in a few minutes anyway."""
        rows = self._table.query(items.issue_rows(issue.number), limit=_BATCH)
        for tag in sorted({f"path#{fold(str(row['path']))}" for _, row in rows}):
            self._table.write(Update(items.generation_key(tag), add={"n": 1}))

    def _note(self, look: _Look, changes: Mapping[str, int]) -> None:
        checked = int(look.started.timestamp() * 1000)
        self._table.write(Update(look.issue.key, {"checked": checked, **changes}))

    def _fail(self, look: _Look, what: str) -> None:
        """Leave the issue alone for longer each time; its pages keep the comments they have."""
        failures = int(look.stored.get("failures", 0)) + 1
        wait = back_off(failures, 2 * FRESH, _LONGEST_BACK_OFF)
        self._note(look, {"failures": failures, "due": self._due(wait)})
        _log.warning("comments of %s: %s.", look.issue.address, what)

    def _due(self, wait: timedelta) -> int:
        return int((self._clock.now() + wait).timestamp())

    def _stamp(self, site: SiteConfig) -> str:
        """What decides about stored comments beside GitHub's answer."""
        return f"{self._build} {site.timezone} {shows_images(site)}"


def _pack(thread: Thread) -> bytes:
    packed: bytes = brotli.compress(thread_to_json(thread).encode(), quality=5)
    return packed
