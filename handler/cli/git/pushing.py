"""Pushing a commit: what it changes goes into the bucket and is published; nothing is asked."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

import click

from handler.cli.authors.deletions import counted
from handler.cli.authors.push_plan import Push, check
from handler.cli.authors.pushing import (
    addresses_of,
    lost_by,
    print_published,
    published,
    still_rejected,
)
from handler.cli.deployments import Deployed
from handler.cli.git.checkout import Checkout, read_checkout
from handler.cli.git.plan import Etags, Plan, Pushed, begun, ended, plan
from handler.cli.git.record import RECORD, PushRecord
from handler.cli.progress import run
from handler.cli.reporting.reports import print_problems
from handler.cli.trees import Tree, content_type_of, etags_of, folder_of, is_content, read_tree
from handler.core.model.addressing.keys import printable
from handler.core.model.context import Links
from handler.core.model.problems import ColdpressError, Problem
from handler.core.model.sources import etag_of
from handler.services.ports import Conflict, Outcome

_WORKERS = 8


class OtherRepository(ColdpressError):
    """A push from another repository than the one before."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted of a push from git: `many` that much may be deleted."""

    dry_run: bool = False
    overwrite: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What a push led from and to, what became of files, and what somebody should look at.

    `links` are readers' addresses of what is live.
    """

    before: str
    commit: str
    folder: str
    plan: Plan
    outcomes: Sequence[Outcome] = ()
    problems: Sequence[Problem] = ()
    links: Links = field(default_factory=Links)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is rejected, nor changed by others as well."""
        return not any(problem.severity == "error" for problem in self.problems)


def push_commit(root: Path, target: Deployed, wishes: Wishes) -> Report:
    """Bring the bucket, and then readers, from the commit that was pushed last to this one."""
    from handler.services.uploading import stored_etags

    checkout = read_checkout(root)
    tree = _committed(root, checkout)
    record = PushRecord(target.services.bucket)
    pushed = _last(record.pushed, checkout)
    stored, here = stored_etags(target.services.bucket), etags_of(tree.paths())
    absent = _absent(tree, checkout)
    staying = _out_of_reach([*tree.unusable, *absent], pushed)
    found = plan(stored, here, pushed, overwrite=wishes.overwrite, unusable=staying)
    push = _push(found, stored, here, tree)
    report = Report(pushed.commit, checkout.commit, _place(tree, checkout), found)
    _print_plan(report, push)
    check(push, root, many=wishes.many)
    if wishes.dry_run:
        return replace(report, problems=_told(found.conflicts, absent))
    known = addresses_of(target, [*push.changed, *push.gone])
    moves = found.moves(stored, here)
    record.write(begun(pushed, here, found))
    uploaded, overtaken = _carry(found, stored, tree, target, checkout.author)
    done = [*uploaded, *(key for key in found.gone if key not in overtaken)]
    target.services.preview_links.follow(moves)
    outcomes = published(done, tree, target)
    staying += [*found.conflicts, *found.left, *overtaken]
    record.write(ended(pushed, checkout.commit, stored, here, uploaded, staying))
    links = print_published(outcomes, tree, target) or Links()
    told = _told([*found.conflicts, *overtaken], absent)
    later = [*_rejected(done, tree, target), *lost_by(known, moves, target)]
    print_problems(later)
    problems = [*(each for outcome in outcomes for each in outcome.problems), *told, *later]
    return replace(report, outcomes=outcomes, problems=problems, links=links)


def _committed(root: Path, checkout: Checkout) -> Tree:
    """The tree without what git does not keep."""
    tree = read_tree(root)
    others = {key: path for key, path in tree.files.items() if not checkout.holds(path)}
    linked = {key for key, path in others.items() if checkout.is_linked(path)}
    files = {key: path for key, path in tree.files.items() if key in linked or key not in others}
    barred = {key: Problem(printable(key), _LINKED, _PLACE) for key in linked}
    return replace(tree, files=files, barred=barred)


def _absent(tree: Tree, checkout: Checkout) -> list[str]:
    """What of the blog is in the commit and not in its folder, by key."""
    above = f"{folder_of(tree.root, tree.site)}/"
    return sorted(p.removeprefix(above) for p in checkout.absent if p.startswith(above))


def _out_of_reach(names: Collection[str], pushed: Pushed) -> list[str]:
    """Files of some names, and what was pushed of folders of such names."""
    missing = set(names)
    known = {**pushed.there, **pushed.coming} if missing else ()
    return [*missing, *(key for key in known if not missing.isdisjoint(_folders(key)))]


def _folders(key: str) -> list[str]:
    return [str(folder) for folder in PurePosixPath(key).parents]


def _push(found: Plan, stored: Etags, here: Etags, tree: Tree) -> Push:
    """What is asked for; what Coldpress itself keeps in the bucket does not count."""
    count = sum(is_content(key, tree.site) for key in stored)
    return Push(here.keys(), found.changed, found.gone, count, delete=True)


def _last(pushed: Pushed, checkout: Checkout) -> Pushed:
    """What was pushed last; raises `OtherRepository` if that was not from this repository."""
    before, now = pushed.repository, checkout.repository
    if before and now and before != now:
        raise OtherRepository(
            f"The bucket holds what was pushed from the repository {before}, and this is {now}, "
            f"whose files would take the place of the others. If that is right, delete {RECORD} in "
            "the bucket: the next push then uploads all that differs, and deletes nothing."
        )
    return replace(pushed, repository=now or before)


def _place(tree: Tree, checkout: Checkout) -> str:
    """Where the blog lies in the repository."""
    folder = folder_of(tree.root, tree.site).resolve()
    return Path(os.path.relpath(folder, checkout.top.resolve())).as_posix()


def _carry(
    found: Plan, stored: Etags, tree: Tree, target: Deployed, author: str
) -> tuple[dict[str, str], list[str]]:
    """Upload and delete; gives the ETags of uploads, and what others changed meanwhile."""
    bucket = target.services.bucket

    def upload(key: str) -> str:
        path = tree.path(key)
        data = path.read_bytes()
        kind, before = content_type_of(path), stored.get(key)
        try:
            return bucket.replace(key, BytesIO(data), kind, before, author=author)
        except Conflict:
            # An answer got lost, and AWS was asked again.
            now = bucket.head(key)
            return now.etag if now and now.etag == etag_of(data) else ""

    def delete(key: str) -> bool:
        try:
            bucket.delete(key, etag=stored[key])
        except Conflict:
            return bucket.head(key) is None
        return True

    etags = dict(zip(found.changed, run("Uploading", found.changed, upload, _WORKERS), strict=True))
    gone = dict(zip(found.gone, run("Deleting", found.gone, delete, _WORKERS), strict=True))
    overtaken = [key for key, done in {**etags, **gone}.items() if not done]
    return {key: etag for key, etag in etags.items() if etag}, overtaken


def _told(conflicts: Sequence[str], absent: Sequence[str]) -> list[Problem]:
    """Say why files stay as they were: others changed them too, or they are not here."""
    told = [Problem(key, _CONFLICT, _DECIDE) for key in conflicts]
    for key in absent[:1]:
        more = f" (and {len(absent) - 1} more)" if len(absent) > 1 else ""
        told.append(Problem(printable(key), _ABSENT.format(more=more), _FETCH, severity="warning"))
    print_problems(told)
    return told


def _rejected(done: Sequence[str], tree: Tree, target: Deployed) -> list[Problem]:
    """Why files stay as they were that a push before had rejected."""
    still = still_rejected(target, set(tree.content) - set(done))
    return [problem for source in still for problem in source.problems]


def _print_plan(report: Report, push: Push) -> None:
    before = report.before[:12] or "an empty record"
    click.echo(f"From {before} to {report.commit[:12]}:")
    for line in push.lines():
        click.echo(line)
    for key in report.plan.left:
        click.echo(f"left    {key}")
    click.echo(push.summary())
    if report.plan.left:
        what = counted(len(report.plan.left))
        click.echo(
            f"Changed in the bucket alone, and left so: {what}. `coldpress pull` brings them."
        )


_CONFLICT = "was changed in git, and in the bucket by others; it stays as it is there."
_DECIDE = (
    "Fetch theirs with `coldpress pull` and commit what is right, "
    "or let git's go first with --overwrite."
)
_ABSENT = "is in the commit, but not in this folder{more}; what the bucket has of it stays."
_FETCH = "Fetch it: git sparse-checkout disable, or git submodule update --init."
_LINKED = "is a link to what the commit does not hold."
_PLACE = "Commit the file itself in its place, or delete the link."
