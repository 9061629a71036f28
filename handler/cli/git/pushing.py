"""Pushing a commit: what it changes goes into the bucket and is published; nothing is asked."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

import click

from handler.cli.authors.push_plan import Push, check, counted
from handler.cli.authors.pushing import (
    addresses_of,
    lost_by,
    print_published,
    published,
    still_rejected,
)
from handler.cli.deployment.deployments import Deployed
from handler.cli.git.checkout import Checkout, read_checkout
from handler.cli.git.plan import Etags, Plan, begun, ended, plan
from handler.cli.git.record import PushRecord
from handler.cli.progress import run
from handler.cli.reporting.reports import print_problems
from handler.cli.trees import Tree, content_type_of, etags_of, folder_of, read_tree
from handler.core.model.context import Links
from handler.core.model.problems import Problem
from handler.services.ports import Conflict, Outcome

_WORKERS = 8


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
    stored, here = stored_etags(target.services.bucket), etags_of(tree.paths())
    found = plan(stored, here, record.pushed, overwrite=wishes.overwrite, unusable=tree.unusable)
    push = Push(here.keys(), found.changed, found.gone, len(stored), delete=True)
    report = Report(record.pushed.commit, checkout.commit, _place(tree, checkout), found)
    _print_plan(report, push)
    check(push, root, many=wishes.many)
    if wishes.dry_run:
        return report
    known = addresses_of(target, [*push.changed, *push.gone])
    moves = found.moves(stored, here)
    record.write(begun(record.pushed, here, found))
    uploaded, overtaken = _carry(found, stored, tree, target, checkout.author)
    done = [*uploaded, *(key for key in found.gone if key not in overtaken)]
    target.services.preview_links.follow(moves)
    outcomes = published(done, tree, target)
    theirs = [*found.conflicts, *found.left, *overtaken]
    record.write(ended(record.pushed, checkout.commit, stored, here, uploaded, theirs))
    links = print_published(outcomes, tree, target) or Links()
    conflicts = [*found.conflicts, *overtaken]
    others = [*_others(conflicts, done, tree, target), *lost_by(known, moves, target)]
    print_problems(others)
    problems = [*(each for outcome in outcomes for each in outcome.problems), *others]
    return replace(report, outcomes=outcomes, problems=problems, links=links)


def _committed(root: Path, checkout: Checkout) -> Tree:
    """The tree without what git does not keep."""
    tree = read_tree(root)
    files = {key: path for key, path in tree.files.items() if Path(path) not in checkout.others}
    return replace(tree, files=files)


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
        file = BytesIO(path.read_bytes())
        try:
            return bucket.replace(key, file, content_type_of(path), stored.get(key), author=author)
        except Conflict:
            return ""

    def delete(key: str) -> bool:
        try:
            bucket.delete(key, etag=stored[key])
        except Conflict:
            return False
        return True

    etags = dict(zip(found.changed, run("Uploading", found.changed, upload, _WORKERS), strict=True))
    gone = dict(zip(found.gone, run("Deleting", found.gone, delete, _WORKERS), strict=True))
    overtaken = [key for key, done in {**etags, **gone}.items() if not done]
    return {key: etag for key, etag in etags.items() if etag}, overtaken


def _others(
    conflicts: Sequence[str], done: Sequence[str], tree: Tree, target: Deployed
) -> list[Problem]:
    """Why files stay as they were: others changed them too, or they were rejected before."""
    still = still_rejected(target, set(tree.content) - set(done))
    earlier = [problem for source in still for problem in source.problems]
    return [*(Problem(key, _CONFLICT, _DECIDE) for key in conflicts), *earlier]


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
