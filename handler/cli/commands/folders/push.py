"""`push`: a folder goes into the bucket and is published."""

from pathlib import Path

import click

from handler.cli.arguments import TREE, blog_around, stage_argument
from handler.cli.authors.pushing import Wishes, push_tree
from handler.cli.deployments import deployed
from handler.cli.errors import FriendlyCommand


@click.command("push", cls=FriendlyCommand)
@click.argument("path", type=TREE, required=False)
@stage_argument
@click.option("--dry-run", is_flag=True, help="Only say what would be uploaded and deleted.")
@click.option("--delete", is_flag=True, help="Also delete from the bucket what PATH lacks.")
@click.option("--yes", is_flag=True, help="Do not ask before anything.")
@click.option(
    "--delete-many", is_flag=True, help="Let --delete remove more than a quarter of the files."
)
def command(
    path: Path | None, stage: str | None, dry_run: bool, delete: bool, yes: bool, delete_many: bool
) -> None:
    """Upload what differs between PATH and the bucket of STAGE, and publish it.

    Reports on each file: its address, when it is due, or why it was rejected. The exit code is 1
    if a file is rejected, now or since an earlier push, and if you decline what it asks.

    It asks if PATH looks like something else than a blog, such as a folder above the blog.
    With --delete it asks before it deletes, and refuses if PATH lacks posts or configuration that
    the bucket has. Older versions of what it deletes stay in the bucket.
    """
    wishes = Wishes(dry_run=dry_run, delete=delete, yes=yes, many=delete_many)
    if not push_tree((path or _own_blog()).resolve(), deployed(stage), wishes):
        raise SystemExit(1)


def _own_blog() -> Path:
    """The blog that the author is in; the sample is never put online unasked."""
    if found := blog_around(Path.cwd()):
        return found
    raise click.UsageError("This folder is no blog. Name the one to push: coldpress push PATH.")
