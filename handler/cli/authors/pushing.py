"""Pushing a tree: saying what would be done, asking, uploading, publishing, reporting."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from handler.cli.asking import agreed
from handler.cli.authors.deletions import counted
from handler.cli.authors.pull_plan import overtaken, updated
from handler.cli.authors.pull_record import read_record, write_record
from handler.cli.authors.push_plan import Push, check
from handler.cli.deployments import Deployed
from handler.cli.progress import publish_all, reconciled, run
from handler.cli.reporting.digest import grouped
from handler.cli.reporting.links import with_warnings
from handler.cli.reporting.reports import (
    print_groups,
    print_outcome,
    print_places,
    print_problems,
    print_summary,
    state_line,
)
from handler.cli.trees import Tree, etags_of, read_tree, upload
from handler.core.model.context import Links
from handler.core.model.preview_links import moves_among
from handler.core.model.problems import Problem
from handler.core.model.sources import Source
from handler.services.ports import Outcome

_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the author wants of a push: `yes` that nothing is asked, `many` much deleted."""

    dry_run: bool = False
    delete: bool = False
    yes: bool = False
    many: bool = False


def push_tree(root: Path, target: Deployed, wishes: Wishes) -> bool:
    """Bring the bucket, and then readers, up to date with a tree; whether no file is rejected."""
    tree = read_tree(root)
    push = _planned(tree, target, delete=wishes.delete)
    if wishes.dry_run:
        _print(push)
    check(push, root, many=wishes.many)
    if wishes.dry_run:
        print_groups(grouped(tree.surprises()))
        return True
    if not wishes.yes and not all(map(agreed, _questions(push, tree))):
        click.echo("Nothing was changed.")
        raise SystemExit(1)
    known = addresses_of(target, [*push.changed, *push.gone])
    moves = moves_among(push.gone, push.changed)
    _carry(push, tree, target)
    target.services.preview_links.follow(moves)
    _remember(push, tree, target)
    outcomes = published([*push.changed, *push.gone], tree, target)
    print_published(outcomes, tree, target)
    print_problems(lost_by(known, moves, target))
    still = still_rejected(target, set(tree.content) - set(push.changed))
    _print_rejected(still)
    if push.surplus and not wishes.delete:
        click.echo(f"Only in the bucket: {len(push.surplus)} (--delete removes them).")
    return not still and all(outcome.state != "rejected" for outcome in outcomes)


def _planned(tree: Tree, target: Deployed, *, delete: bool) -> Push:
    from handler.services.uploading import difference

    etags = etags_of(tree.paths())
    found = difference(target.services.bucket, etags, tree.site)
    base = read_record(tree.root, target.services.settings.bucket)
    touched = [*found.changed, *(found.surplus if delete else ())]
    others = overtaken(touched, found.stored, base) if base is not None else ()
    count = len(found.stored)
    return Push(etags.keys(), found.changed, found.surplus, count, delete, others)


def _questions(push: Push, tree: Tree) -> Iterator[str]:
    """What is asked before anything is done."""
    mistake = tree.mistaken() if push.changed else ""
    if mistake:
        yield f"{tree.root} {mistake}. Upload {counted(len(push.changed))} all the same?"
    if push.overtaken:
        yield push.warning()
    if push.gone:
        yield push.question()


def _print(push: Push) -> None:
    for line in push.lines():
        click.echo(line)
    click.echo(push.summary())


def _carry(push: Push, tree: Tree, target: Deployed) -> None:
    if target.stage and (push.changed or push.gone):
        click.echo(f"Into {target.services.settings.bucket} in {target.stage.region}:")
    print_groups(grouped(tree.surprises()))
    bucket = target.services.bucket
    run("Uploading", push.changed, lambda key: upload(bucket, key, tree.path(key)), _WORKERS)
    run("Deleting", push.gone, bucket.delete, _WORKERS)


def _remember(push: Push, tree: Tree, target: Deployed) -> None:
    """Remember what the bucket holds now, in a folder that was pulled from it once."""
    from handler.services.uploading import stored_etags

    name = target.services.settings.bucket
    base = read_record(tree.root, name)
    if base is not None and (push.changed or push.gone):
        here = etags_of({key: tree.path(key) for key in push.changed})
        stored = stored_etags(target.services.bucket)
        write_record(tree.root, name, updated(base, stored, here, [*push.changed, *push.gone]))


def published(keys: Sequence[str], tree: Tree, target: Deployed) -> list[Outcome]:
    """What became of files once they were published, and of those that could not be uploaded."""
    services = target.services
    outcomes = publish_all(keys, services.publisher.publish, _WORKERS)
    return [*tree.refused(), *with_warnings(services, reconciled(services, outcomes))]


def print_published(outcomes: Sequence[Outcome], tree: Tree, target: Deployed) -> Links | None:
    """Say what became of each file, and how many there are of a kind.

    Gives how readers' addresses begin if there was anything to tell.
    """
    if not outcomes:
        why = "the bucket holds the same files" if tree.content else f"{tree.root} holds no content"
        click.echo(f"Nothing to do: {why}.")
        return None
    address = target.address()
    links = target.links(address)
    for outcome in outcomes:
        print_outcome(outcome, links)
    print_summary(outcomes)
    print_places(outcomes, tree.site)
    if target.stage and address is None:
        click.echo(f"Not online yet: `coldpress deploy {target.stage.name}`.")
    return links


def addresses_of(target: Deployed, keys: Collection[str]) -> dict[str, str]:
    """The addresses at which readers find files."""
    from handler.services.author.addresses import addresses

    return addresses(target.services.table, keys)


def lost_by(known: Mapping[str, str], moves: Mapping[str, str], target: Deployed) -> list[Problem]:
    """Which addresses readers may know and find nothing at any more, and what helps.

    `known` are files' addresses before, `moves` the files that took the place of others.
    """
    from handler.core.authoring.addresses import lost_addresses
    from handler.services.author.addresses import found_among

    now = addresses_of(target, {*known, *moves.values()} if known else ())
    changed = [path for key, path in known.items() if now.get(key) != path]
    found = found_among(target.services.table, changed)
    return list(lost_addresses(known, now, moves, found))


def _print_rejected(found: Sequence[Source]) -> None:
    """Say what earlier uploads left rejected, if anything."""
    if found:
        click.echo(f"Still rejected, since an earlier upload: {len(found)}.")
    for source in found:
        click.echo(state_line(source.key, source.state))
        print_problems(source.problems)


def still_rejected(target: Deployed, keys: Collection[str]) -> list[Source]:
    """Those of some files that an earlier upload left rejected."""
    from handler.services.status import overview

    troubled = overview(target.services.table).troubled
    return [each for each in troubled if each.state == "rejected" and each.key in keys]
