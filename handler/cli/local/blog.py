"""The blog on this machine: a source tree that is published, and published again as it changes."""

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
from tqdm import tqdm

from handler.cli.links import with_warnings
from handler.cli.local.backlog import Backlog, in_order
from handler.cli.local.notices import Notices
from handler.cli.local.publication import Publication
from handler.cli.progress import reconciled
from handler.cli.reports import links_of, print_outcome, print_problems
from handler.cli.trees import content_files
from handler.core.index import items
from handler.core.model.keys import classify
from handler.core.model.problems import Problem, errors_of
from handler.fingerprints import renderer_fingerprint
from handler.services.contexts import context_in, context_keys
from handler.services.ports import Outcome
from handler.services.records import source_in
from handler.services.status import overview
from handler.services.tick.reconciling import differing
from handler.wiring import Services

_WORKERS = min(4, os.cpu_count() or 1)
_STEP_SECONDS = 1.0
"""How often open pages look whether they changed while much is published."""

_MOVES = 5
"""How many changed addresses are told one by one."""


class LocalBlog:
    """Publishes a source tree, and each change of it; open pages and the terminal are told."""

    def __init__(
        self,
        root: Path,
        services: Callable[[], Services],
        publication: Publication,
        notices: Notices,
    ) -> None:
        self._root = root
        self._current = services
        self._publication = publication
        self._notices = notices
        self._backlog = Backlog([])
        self._outcomes: dict[str, Outcome] = {}
        self._wrong: dict[str, tuple[Problem, ...]] = {}
        self._is_complete = self.is_over = False

    @property
    def _services(self) -> Services:
        return self._current()

    def begin(self) -> None:
        """Publish what is needed for a first look; the rest waits."""
        first, rest = in_order(content_files(self._root))
        self._backlog = Backlog(rest)
        for key in first:
            self._outcomes[key] = self._try(key)

    def look_for(self, path: str) -> None:
        """Publish what may be at a path before all else that waits."""
        for key in self._backlog.take_for(path):
            self._outcomes[key] = self._try(key)

    def complete(self) -> None:
        """Publish what waits; then what takes all of it: links, the search index, a report."""
        outcomes = self._work_off()
        if self.is_over:
            return
        outcomes = reconciled(self._services, outcomes)
        self._services.ticker.tick()
        self._is_complete = True
        self._notices.change()
        self._take_note(outcomes)
        self._report(with_warnings(self._services, outcomes))

    def publish(self, keys: Iterable[str]) -> None:
        """Bring readers up to date with files that changed."""
        changed, rest = in_order(self._below(keys))
        changed += rest
        outcomes = [self._try(key) for key in changed]
        self._tell_moves()
        self._notices.change(forced=any(classify(key) == "asset" for key in changed))
        if self._is_complete:
            if any(classify(key) == "config" for key in changed):
                outcomes += [each for each in self._publish_stale() if each.problems]
            self._services.ticker.tick()
            outcomes = [self._try(each.key) if each.problems else each for each in outcomes]
            self._notices.change()
        self._take_note(outcomes)
        self._print(with_warnings(self._services, outcomes))

    def tick(self) -> None:
        """Publish what falls due, and do what else is done every minute."""
        if not self._is_complete:
            return
        until = items.utc(self._services.clock.now()) + "~"
        due = [
            str(row["key"]) for _, row in self._services.table.query(items.SCHEDULED, before=until)
        ]
        outcomes = [self._try(key) for key in due]
        self._services.ticker.tick()
        if outcomes:
            self._notices.change()
            self._take_note(outcomes)
            self._print(outcomes)

    def note(self, place: str, problems: Sequence[Problem]) -> None:
        """Have open pages show what is wrong at a place, or no longer show it."""
        self._wrong[place] = tuple(problems)
        self._show(alarm=bool(problems))

    def stop(self) -> None:
        """Publish nothing more of what waits."""
        self.is_over = True
        self._backlog.clear()

    def _try(self, key: str) -> Outcome:
        """What became of a file; what fails once is said, and keeps no other waiting."""
        publish = self._publication.follow if self._is_complete else self._publication.publish
        try:
            return publish(key)
        except Exception as error:
            problem = Problem(key, f"was not published: {type(error).__name__}: {error}", "")
            return Outcome(key, "rejected", problems=(problem,))

    def _publish_stale(self) -> list[Outcome]:
        """Publish what another configuration makes another of, the newest first."""
        services = self._services
        found, now = services.table.get(context_keys()), services.clock.now()
        context = context_in(found, now, renderer_fingerprint())
        stale = differing(services.bucket, services.table, context, "", lambda _key: None)
        first, rest = in_order(stale)
        self._backlog = Backlog([*first, *rest])
        outcomes = self._work_off()
        self._tell_moves()
        return outcomes

    def _tell_moves(self) -> None:
        moves = self._publication.take_moves()
        with tqdm.external_write_mode():
            for old, new in moves[:_MOVES]:
                click.echo(f"moved     {old} to {new}; redirect_from leads readers there")
            if len(moves) > _MOVES:
                click.echo(f"moved     {len(moves) - _MOVES} more")

    def _work_off(self) -> list[Outcome]:
        """Publish what waits, side by side, while open pages and the terminal see how far it is."""
        backlog = self._backlog
        threads = [threading.Thread(target=self._work, daemon=True) for _ in range(_WORKERS)]
        for thread in threads:
            thread.start()
        with tqdm(total=backlog.total, desc="Publishing", leave=False, disable=None) as bar:
            while running := [thread for thread in threads if thread.is_alive()]:
                running[0].join(_STEP_SECONDS)
                bar.update(backlog.done - bar.n)
                self._notices.change()
                self._notices.progress(backlog.done, backlog.total)
        outcomes = list(self._outcomes.values())
        self._outcomes.clear()
        return outcomes

    def _work(self) -> None:
        while key := self._backlog.take():
            self._outcomes[key] = self._try(key)

    def _below(self, keys: Iterable[str]) -> set[str]:
        """The keys themselves; in place of a folder all that is, or was, below it."""
        found = set(keys)
        for folder in [key for key in found if key.endswith("/")]:
            found.discard(folder)
            found |= {info.key for info in self._services.bucket.objects(prefix=folder)}
            found |= {key for key in content_files(self._root) if key.startswith(folder)}
        return found

    def _take_note(self, outcomes: Sequence[Outcome]) -> None:
        """Know what is wrong now; what another file's change has mended is not wrong any more."""
        rejected = {
            each.key: errors_of(each.problems) for each in outcomes if each.state == "rejected"
        }
        for each in outcomes:
            self._wrong.pop(each.key, None)
        self._wrong |= rejected
        found = self._services.table.get([items.source_key(key) for key in self._wrong])
        for key in list(self._wrong):
            source = source_in(found, key)
            if source and source.state != "rejected":
                del self._wrong[key]
        self._show(alarm=bool(rejected))

    def _show(self, *, alarm: bool) -> None:
        wrong = [each for problems in self._wrong.values() for each in problems]
        self._notices.show(wrong, alarm=alarm)

    def _print(self, outcomes: Iterable[Outcome]) -> None:
        links = links_of(self._services)
        with tqdm.external_write_mode():
            for outcome in outcomes:
                print_outcome(outcome, links)

    def _report(self, outcomes: Iterable[Outcome]) -> None:
        """Print every problem, and how many files are in which state."""
        counts = overview(self._services.table).counts
        counted = ", ".join(f"{n} {state}" for state, n in sorted(counts.items()))
        for outcome in outcomes:
            print_problems(outcome.problems)
        click.echo(f"Posts and pages: {counted or 'none'}.")
