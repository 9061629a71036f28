"""`push-commit`: what git has committed goes into the bucket, as a CI does it."""

from pathlib import Path

import click

from handler.cli.arguments import TREE, stage_argument
from handler.cli.deployments import deployed
from handler.cli.errors import FriendlyCommand


@click.command("push-commit", cls=FriendlyCommand)
@click.argument("path", type=TREE, default=".")
@stage_argument
@click.option("--dry-run", is_flag=True, help="Only say what would be uploaded and deleted.")
@click.option("--overwrite", is_flag=True, help="Let git's files go before what others changed.")
@click.option("--delete-many", is_flag=True, help="Delete even more than a quarter of the files.")
@click.option("--annotate", is_flag=True, help="Print problems as annotations of GitHub Actions.")
@click.option(
    "--summary",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Append a summary in Markdown to this file.",
)
def command(
    path: Path,
    stage: str | None,
    dry_run: bool,
    overwrite: bool,
    delete_many: bool,
    annotate: bool,
    summary: Path | None,
) -> None:
    """Push what the git checkout in PATH has committed to STAGE, and ask nothing: for a CI.

    The bucket remembers which commit was pushed last. What changed since is uploaded, what was
    deleted in git is deleted; files that git never had, such as posts of the desk, stay. A file
    that others have changed in the bucket as well stays as it is there, and is told. No history is
    needed: a shallow clone, a forced push and a first push do. The exit code is 1 if a file is
    rejected or was changed by others.
    """
    from handler.cli.git.pushing import Wishes, push_commit
    from handler.cli.git.summary import summary as summarized
    from handler.cli.reporting.annotations import annotations
    from handler.cli.reporting.silence import no_commands

    wishes = Wishes(dry_run=dry_run, overwrite=overwrite, many=delete_many)
    with no_commands(wanted=annotate):
        report = push_commit(path.resolve(), deployed(stage), wishes)
    for line in annotations(report.problems, report.folder) if annotate else ():
        click.echo(line)
    if summary:
        with summary.open("a", encoding="utf-8") as file:
            file.write(summarized(report))
    if not report.is_complete:
        raise SystemExit(1)
