"""`flask` commands for authors and operators. FLASK_APP names this module."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
from tqdm import tqdm

from handler.cli.reports import print_problems, state_line
from handler.cli.trees import content_files, etag_of, upload
from handler.core.problems import errors_of
from handler.entry import app, services
from handler.services.publishing import Outcome

_WORKERS = 8
_TREE = click.Path(exists=True, file_okay=False, path_type=Path)


@app.cli.command("serve")
@click.option("--content", type=_TREE, default=Path("content"), help="A Jekyll source tree.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve_command(content: Path, port: int) -> None:
    """Serve a blog on this machine, with an embedded S3 and DynamoDB.

    Files that change are published at once, and open pages load anew.
    """
    from handler.cli.serve import serve

    serve(content.resolve(), port)


@app.cli.command("check")
@click.argument("path", type=_TREE, default=Path("content"))
def check_command(path: Path) -> None:
    """Validate a blog without AWS; exit code 1 if a file would be rejected."""
    from handler.cli.checking import check

    outcomes = check(path.resolve())
    for outcome in outcomes:
        print_problems(outcome.problems)
    _summarise(outcomes)
    if any(errors_of(outcome.problems) for outcome in outcomes):
        raise SystemExit(1)


@app.cli.command("push")
@click.argument("path", type=_TREE)
@click.option("--delete", is_flag=True, help="Also delete from the bucket what PATH lacks.")
def push_command(path: Path, delete: bool) -> None:
    """Upload what differs from the bucket, publish it, and report on each post."""
    from handler.services.uploading import difference

    files = content_files(path.resolve())
    bucket = services().bucket
    changes = difference(bucket, {key: etag_of(file.read_bytes()) for key, file in files.items()})
    with (
        tqdm(changes.changed, desc="Uploading", unit="file", disable=None) as bar,
        ThreadPoolExecutor(_WORKERS) as pool,
    ):
        for _ in pool.map(lambda key: upload(bucket, key, files[key]), changes.changed):
            bar.update()
    gone = changes.surplus if delete else ()
    for key in gone:
        bucket.delete(key)
    outcomes = _publish([*changes.changed, *gone])
    for outcome in outcomes:
        _report(outcome)
    _summarise(outcomes)
    if changes.surplus and not delete:
        click.echo(f"{len(changes.surplus)} files are only in the bucket; --delete removes them.")


def _publish(keys: list[str]) -> list[Outcome]:
    with (
        tqdm(total=len(keys), desc="Publishing", unit="file", disable=None) as bar,
        ThreadPoolExecutor(_WORKERS) as pool,
    ):
        outcomes = []
        for outcome in pool.map(services().publisher.publish, keys):
            outcomes.append(outcome)
            bar.update()
    return outcomes


def _report(outcome: Outcome) -> None:
    detail = outcome.path and services().settings.url + outcome.path
    if outcome.due:
        detail = f"{outcome.due:%Y-%m-%d %H:%M %z}"
    click.echo(state_line(outcome.key, outcome.state, detail))
    print_problems(outcome.problems)


def _summarise(outcomes: list[Outcome]) -> None:
    states = [outcome.state or "removed" for outcome in outcomes]
    counts = ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))
    warned = sum(1 for outcome in outcomes if outcome.problems)
    click.echo(f"{len(states)} files: {counts or 'nothing to do'}; {warned} with problems.")


@app.cli.command("status")
def status_command() -> None:
    """Show how many posts are in which state, and every problem."""
    from handler.services.status import overview

    report = overview(services().table)
    for state, count in sorted(report.counts.items()):
        click.echo(f"{count:6} {state}")
    for source in report.troubled:
        click.echo(state_line(source.key, source.state))
        print_problems(source.problems)
    if report.pending:
        click.echo(f"{report.pending} publishes are being announced.")


@app.cli.command("reindex")
def reindex_command() -> None:
    """Rebuild the table from the bucket; an interrupted run goes on where it stopped."""
    from handler.services.reindexing import Reindexer

    reindexer = Reindexer(services().bucket, services().table, services().publisher)
    with tqdm(total=reindexer.objects(), desc="Reindexing", unit="file", disable=None) as bar:
        corrected = reindexer.run(bar.update)
    click.echo(f"The table holds what the bucket does; {corrected} stray items were corrected.")


@app.cli.command("purge")
def purge_command() -> None:
    """Make every cached page be rendered again when it is next read."""
    from handler.services.purging import purge

    purge(services().table)
    click.echo("Every cached page is stale now.")
