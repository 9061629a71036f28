"""`pull`: the bucket as a folder."""

from pathlib import Path

import click

from handler.cli.arguments import blog_around, stage_argument
from handler.cli.deployments import deployed
from handler.cli.errors import FriendlyCommand


@click.command("pull", cls=FriendlyCommand)
@click.argument("path", type=click.Path(file_okay=False, path_type=Path), required=False)
@stage_argument
@click.option("--dry-run", is_flag=True, help="Only say what would be fetched and deleted.")
@click.option("--delete", is_flag=True, help="Also delete here what is no longer in the bucket.")
@click.option("--overwrite", is_flag=True, help="Also fetch what was changed or deleted here.")
@click.option("--yes", is_flag=True, help="Do not ask before anything.")
@click.option(
    "--delete-many", is_flag=True, help="Let --delete remove more than a quarter of the files."
)
def command(
    path: Path | None,
    stage: str | None,
    dry_run: bool,
    delete: bool,
    overwrite: bool,
    yes: bool,
    delete_many: bool,
) -> None:
    """Fetch what differs between the bucket of STAGE and PATH, which need not exist yet.

    What was changed here is left as it is, and named if it was changed in the bucket as well; the
    exit code is 1 then. From then on `coldpress push` asks before it overwrites what others have
    changed in the bucket since; a file in .coldpress/ remembers what was fetched.

    It asks before it fills a folder that is no blog. With --delete it asks before it deletes, and
    refuses if the bucket lacks posts or configuration that PATH has.
    """
    from handler.cli.authors.pulling import Wishes, pull_tree

    wishes = Wishes(dry_run=dry_run, delete=delete, overwrite=overwrite, yes=yes, many=delete_many)
    if not pull_tree((path or _own_blog()).absolute(), deployed(stage), wishes):
        raise SystemExit(1)


def _own_blog() -> Path:
    if found := blog_around(Path.cwd()):
        return found
    raise click.UsageError("This folder is no blog. Name the one to fill: coldpress pull PATH.")
