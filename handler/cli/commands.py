"""`flask` commands for authors and operators. FLASK_APP names this module."""

from pathlib import Path

import click
from tqdm import tqdm

from handler.cli.errors import FriendlyCommand
from handler.cli.links import with_warnings
from handler.cli.progress import publish_all, reconciled, run
from handler.cli.reports import (
    links_of,
    print_outcome,
    print_problems,
    print_summary,
    state_line,
)
from handler.cli.trees import content_files, etag_of, upload
from handler.core.model.problems import errors_of
from handler.entry import app, services

_WORKERS = 8
_TREE = click.Path(exists=True, file_okay=False, path_type=Path)
_CONTENT = Path("content")


@app.cli.command("serve", cls=FriendlyCommand)
@click.option(
    "--content", type=_TREE, default=_CONTENT, show_default=True, help="A Jekyll source tree."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port of 127.0.0.1 to listen on.",
)
def serve_command(content: Path, port: int) -> None:
    """Serve a blog on this machine, with an embedded S3 and DynamoDB.

    Files that change are published at once, and open pages load anew.
    """
    from handler.cli.local.serving import serve

    serve(content.resolve(), port)


@app.cli.command("check", cls=FriendlyCommand)
@click.argument("path", type=_TREE, default=_CONTENT)
def check_command(path: Path) -> None:
    """Validate the blog in PATH (default: content) without AWS.

    Prints every problem with its file and line. The exit code is 1 if a file would be rejected.
    """
    from handler.cli.checking import check

    outcomes = check(path.resolve())
    for outcome in outcomes:
        print_problems(outcome.problems)
    print_summary(outcomes)
    if any(errors_of(outcome.problems) for outcome in outcomes):
        raise SystemExit(1)


@app.cli.command("render", cls=FriendlyCommand)
@click.argument("source", type=_TREE)
def render_command(source: Path) -> None:
    """Print what Coldpress makes of each post and draft of a Jekyll blog in SOURCE.

    One JSON object a line, for every file in a `_posts` or `_drafts` folder: `path` relative to
    SOURCE, `html` of the body, `title`, `date`, `url`, `categories` and `tags`; a file that
    would be rejected has `path` and `error`. Formulas stay TeX, and nothing is published.
    """
    from handler.cli.rendering import render_posts

    for line in render_posts(source.resolve()):
        click.echo(line)


@app.cli.command("provision", cls=FriendlyCommand)
@click.argument("stage")
@click.option("--yes", is_flag=True, help="Do not ask before making changes.")
@click.option(
    "--replace", is_flag=True, help="Allow changes that part the blog from its bucket or table."
)
def provision_command(stage: str, yes: bool, replace: bool) -> None:
    """Create or update bucket, table and role of STAGE in zappa_settings.json.

    Shows first what would change, and asks. They are a CloudFormation stack of
    infrastructure.yaml. The exit code is 1 if you decline.
    """
    from handler.cli.infrastructure.provisioning import provision
    from handler.cli.infrastructure.stages import read_stage

    provision(read_stage(stage), yes=yes, replace=replace)


@app.cli.command("push", cls=FriendlyCommand)
@click.argument("path", type=_TREE)
@click.option("--delete", is_flag=True, help="Also delete from the bucket what PATH lacks.")
def push_command(path: Path, delete: bool) -> None:
    """Upload what differs between PATH and the bucket, and publish it.

    Reports on each file: its address, when it is due, or why it was rejected. The exit code
    is 1 if a file was rejected.
    """
    from handler.services.uploading import difference

    files = content_files(path.resolve())
    bucket = services().bucket
    changes = difference(bucket, {key: etag_of(file.read_bytes()) for key, file in files.items()})
    gone = changes.surplus if delete else ()
    run("Uploading", changes.changed, lambda key: upload(bucket, key, files[key]), _WORKERS)
    run("Deleting", gone, bucket.delete, _WORKERS)
    _publish([*changes.changed, *gone])
    if changes.surplus and not delete:
        click.echo(f"Only in the bucket: {len(changes.surplus)} (--delete removes them).")


def _publish(keys: list[str]) -> None:
    outcomes = publish_all(keys, services().publisher.publish, _WORKERS)
    outcomes = with_warnings(services(), reconciled(services(), outcomes))
    if not keys:
        click.echo("Nothing to do: the bucket holds the same files.")
        return
    links = links_of(services())
    for outcome in outcomes:
        print_outcome(outcome, links)
    print_summary(outcomes)
    if any(outcome.state == "rejected" for outcome in outcomes):
        raise SystemExit(1)


@app.cli.command("status", cls=FriendlyCommand)
def status_command() -> None:
    """Show how many posts are in which state, and every problem."""
    from handler.services.status import overview

    report = overview(services().table)
    for state, count in sorted(report.counts.items()):
        click.echo(f"{count:6} {state}")
    if not report.counts:
        click.echo("There are no posts or pages; `flask push` brings them, `flask reindex` back.")
    for source in report.troubled:
        click.echo(state_line(source.key, source.state))
        print_problems(source.problems)
    if report.pending:
        click.echo(f"Publishes that have not made all their pages stale: {report.pending}.")
    for chore in report.left_out:
        click.echo(f"Done but once an hour, as ticks came to their ends at it: {chore}.")


@app.cli.command("reindex", cls=FriendlyCommand)
def reindex_command() -> None:
    """Rebuild the table from the bucket, while readers go on reading.

    An interrupted run goes on where it stopped.
    """
    from handler.services.tick.reindexing import Reindexer

    reindexer = Reindexer(services().bucket, services().table, services().publisher)
    with tqdm(total=reindexer.objects(), desc="Reindexing", unit="file", disable=None) as bar:

        def advance(count: int) -> None:
            bar.update(count)

        corrected = reindexer.run(advance)
    click.echo(f"The table holds what the bucket does; stray items corrected: {corrected}.")


@app.cli.command("doctor", cls=FriendlyCommand)
@click.argument("stage", default="production")
def doctor_command(stage: str) -> None:
    """Check the deployed blog of STAGE (default: production), and say what to do.

    Looks at bucket, trigger, function, tick, role, table, index and address as
    zappa_settings.json names them, and changes nothing. One line a check: ✓ right,
    ✗ wrong, ! doubtful, – not checked. The exit code is 1 if anything is wrong.
    """
    from handler.cli.doctor import report

    if not report(stage):
        raise SystemExit(1)


@app.cli.command("purge", cls=FriendlyCommand)
def purge_command() -> None:
    """Make every cached page be rendered again when it is next read."""
    from handler.services.purging import purge

    purge(services().table)
    click.echo("Every cached page is stale now.")
