"""`deploy`: everything from a checkout to a blog that answers."""

from pathlib import Path

import click

from handler.cli.arguments import TREE, blog_around, stage_argument
from handler.cli.errors import FriendlyCommand


@click.command("deploy", cls=FriendlyCommand)
@stage_argument
@click.option(
    "--content", type=TREE, help="The blog to push; without it the one that you are in, if any."
)
@click.option("--yes", is_flag=True, help="Do not ask before making changes.")
def command(stage: str | None, content: Path | None, yes: bool) -> None:
    """Put the blog of STAGE online, or bring it up to date, in five steps.

    They are: build the package, provision, push, let Zappa deploy, doctor; what is online already
    is updated before the push. Each is shown; after one that failed run this again: what is done
    stays. The exit code is 1 if doctor finds something wrong or a file is rejected.
    """
    from handler.cli.deployment.deploying import deploy

    found = content or blog_around(Path.cwd())
    if not deploy(stage, found.resolve() if found else None, yes=yes):
        raise SystemExit(1)
