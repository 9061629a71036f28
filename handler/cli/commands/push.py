"""`push`: a folder goes into the bucket and is published."""

from pathlib import Path

import click

from handler.cli.arguments import TREE
from handler.cli.errors import FriendlyCommand
from handler.cli.links import with_warnings
from handler.cli.progress import publish_all, reconciled, run
from handler.cli.reports import links_of, print_outcome, print_summary
from handler.cli.trees import content_files, etag_of, site_of, unusable_files, upload
from handler.entry import services
from handler.services.ports import Outcome

_WORKERS = 8


@click.command("push", cls=FriendlyCommand)
@click.argument("path", type=TREE)
@click.option("--delete", is_flag=True, help="Also delete from the bucket what PATH lacks.")
def command(path: Path, delete: bool) -> None:
    """Upload what differs between PATH and the bucket, and publish it.

    Reports on each file: its address, when it is due, or why it was rejected. The exit code
    is 1 if a file was rejected.
    """
    from handler.services.uploading import difference

    path = path.resolve()
    files = content_files(path)
    bucket = services().bucket
    etags = {key: etag_of(file.read_bytes()) for key, file in files.items()}
    changes = difference(bucket, etags, site_of(path))
    gone = changes.surplus if delete else ()
    run("Uploading", changes.changed, lambda key: upload(bucket, key, files[key]), _WORKERS)
    run("Deleting", gone, bucket.delete, _WORKERS)
    _publish([*changes.changed, *gone], unusable_files(path))
    if changes.surplus and not delete:
        click.echo(f"Only in the bucket: {len(changes.surplus)} (--delete removes them).")


def _publish(keys: list[str], unusable: list[Outcome]) -> None:
    outcomes = publish_all(keys, services().publisher.publish, _WORKERS)
    outcomes = [*unusable, *with_warnings(services(), reconciled(services(), outcomes))]
    if not outcomes:
        click.echo("Nothing to do: the bucket holds the same files.")
        return
    links = links_of(services())
    for outcome in outcomes:
        print_outcome(outcome, links)
    print_summary(outcomes)
    if any(outcome.state == "rejected" for outcome in outcomes):
        raise SystemExit(1)
