"""The blog on this machine: a source tree that is published, and published again as it changes."""

from collections.abc import Callable, Iterable
from pathlib import Path

from handler.cli.local.backlog import Backlog, in_order
from handler.cli.local.crew import work_off
from handler.cli.local.notices import Notices
from handler.cli.local.publication import Publication
from handler.cli.local.telling import Telling
from handler.cli.progress import reconciled
from handler.cli.reporting.links import with_warnings
from handler.cli.trees import (
    folder_of,
    is_content,
    is_passed_over,
    overlooked_among,
    read_tree,
    site_of,
)
from handler.core.index import items
from handler.core.model.addressing.keys import classify, key_problem
from handler.core.model.periods import utc
from handler.core.model.problems import Problem
from handler.fingerprints import renderer_fingerprint
from handler.services.contexts import context_in, context_keys
from handler.services.ports import Outcome
from handler.services.records import CONFIG
from handler.services.tick.reconciling import differing
from handler.wiring import Services

_MANY = 10
"""Of more changed files than these, one sees how far they are."""


class LocalBlog:
    """Publishes a source tree, and each change of it; open pages and the terminal are told."""

    def __init__(
        self,
        root: Path,
        services: Callable[[], Services],
        publication: Publication,
        notices: Notices,
        in_background: Callable[[Callable[[], object]], object] = lambda work: work(),
    ) -> None:
        self._root = root
        self._current = services
        self._publication = publication
        self._notices = notices
        self.telling = Telling(services, notices)
        self._backlog = Backlog([])
        self._early: list[Outcome] = []
        self._in_background = in_background
        self._configurations = 0
        self._is_complete = self.is_over = False

    @property
    def _services(self) -> Services:
        return self._current()

    def begin(self) -> None:
        """Publish what is needed for a first look; the rest waits."""
        tree = read_tree(self._root)
        first, rest = in_order(tree.content, tree.kinds.__getitem__)
        self._backlog = Backlog(rest)
        self._early += [self._publish(key) for key in first]

    def look_for(self, path: str) -> None:
        """Publish what may be at a path before all else that waits."""
        self._early += [self._follow(key) for key in self._backlog.take_for(path)]

    def complete(self) -> None:
        """Publish what waits; then what takes all of it: links, the search index, a report."""
        rest = work_off(self._backlog, self._publish, self._notices)
        if self.is_over:
            return
        outcomes = reconciled(self._services, [*self._early, *rest])
        self._early.clear()
        self._services.ticker.tick()
        self._is_complete = True
        self._notices.change()
        self.telling.take_note(outcomes)
        tree = read_tree(self._root)
        told = [*tree.refused(), *with_warnings(self._services, outcomes)]
        found = (problem for outcome in told for problem in outcome.problems)
        self.telling.report([*tree.surprises(), *found])

    def publish(self, keys: Iterable[str]) -> None:
        """Bring readers up to date with files that changed."""
        keys = [*keys]
        self.telling.hint(overlooked_among(self._root, keys))
        changed = [key for part in in_order(self._below(keys)) for key in part]
        if not changed:
            return
        outcomes = self._follow_all(changed, side_by_side=self._is_complete)
        kinds = {classify(key) for key in changed}
        self._notices.change(forced="asset" in kinds)
        self._configurations += "config" in kinds
        if self._is_complete and "config" in kinds:
            self._is_complete = False
            self._in_background(self._publish_stale)
        if self._is_complete:
            self._services.ticker.tick()
            outcomes = [self._publish(each.key) if each.problems else each for each in outcomes]
            self._notices.change()
        self.telling.take_note(outcomes)
        self.telling.outcomes(with_warnings(self._services, outcomes))

    def publish_now(self, keys: Iterable[str]) -> list[Outcome]:
        """Bring readers up to date with files before anybody goes on.

        What follows from it, and telling of it, is left to whoever watches the folder.
        """
        outcomes = [self._follow(key) for key in keys]
        self._notices.change()
        return outcomes

    def tick(self) -> None:
        """Publish what falls due, and do what else is done every minute."""
        if not self._is_complete:
            return
        until = utc(self._services.clock.now()) + "~"
        rows = self._services.table.query(items.SCHEDULED, before=until)
        outcomes = [self._publish(str(row["key"])) for _, row in rows]
        self._services.ticker.tick()
        if outcomes:
            self._notices.change()
            self.telling.take_note(outcomes)
            self.telling.outcomes(outcomes)

    def stop(self) -> None:
        """Publish nothing more of what waits."""
        self.is_over = True
        self._backlog.clear()

    def _publish(self, key: str) -> Outcome:
        return _tried(self._publication.publish, key)

    def _follow(self, key: str) -> Outcome:
        return _tried(self._publication.follow, key)

    def _publish_stale(self) -> None:
        """Publish what another configuration makes another of, before any tick would."""
        known, outcomes = -1, list[Outcome]()
        try:
            while known != self._configurations:
                known = self._configurations
                outcomes = self._follow_all(self._stale(), side_by_side=True)
        finally:
            self._is_complete = not self.is_over
        self._notices.change()
        self.telling.take_note(outcomes)
        self.telling.outcomes([each for each in outcomes if each.problems])

    def _follow_all(self, keys: list[str], *, side_by_side: bool) -> list[Outcome]:
        """Publish files that readers may know, and tell which addresses changed."""
        if side_by_side and len(keys) > _MANY:
            self._backlog = Backlog(keys)
            outcomes = work_off(self._backlog, self._follow, self._notices, self._tell_moves)
            outcomes += self._early
            self._early.clear()
        else:
            outcomes = [self._follow(key) for key in keys]
        self._tell_moves()
        return outcomes

    def _tell_moves(self) -> None:
        self.telling.moves(self._publication.moves.take())

    def _stale(self) -> list[str]:
        """What another configuration makes another of, the newest first."""
        services = self._services
        found, now = services.table.get(context_keys()), services.clock.now()
        context = context_in(found, now, renderer_fingerprint())
        stale = differing(services.bucket, services.table, context, "", lambda _key: None)
        return [key for part in in_order(stale) for key in part]

    def _below(self, keys: Iterable[str]) -> set[str]:
        """The keys themselves; in place of a folder all that is, or was, below it."""
        found, site = set(keys), site_of(self._root)
        folders = tuple(key for key in found if key.endswith("/"))
        if folders or CONFIG in found:
            tree = read_tree(self._root)
            found |= {key for key in tree.files if key.startswith(folders)}
            if CONFIG in found:  # Which may make content of what was none.
                found |= {key for key in tree.content if tree.kinds[key] == "special"}
        for folder in folders:
            found.discard(folder)
            if not key_problem(folder):
                found |= {info.key for info in self._services.bucket.objects(prefix=folder)}
        top = folder_of(self._root, site)
        return {key for key in found if is_content(key, site) and not is_passed_over(top, key)}


def _tried(publish: Callable[[str], Outcome], key: str) -> Outcome:
    """What became of a file; what fails once is said, and keeps no other waiting."""
    try:
        return publish(key)
    except Exception as error:
        problem = Problem(key, f"was not published: {type(error).__name__}: {error}", "")
        return Outcome(key, "rejected", problems=(problem,))
