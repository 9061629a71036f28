"""`provision`: bucket, table and role of a stage."""

import re

import click

from handler.cli.arguments import stage_argument
from handler.cli.errors import FriendlyCommand

_REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")


def _repository(
    context: click.Context,  # noqa: ARG001 - click's signature
    parameter: click.Parameter,  # noqa: ARG001
    text: str | None,
) -> str | None:
    if text is None or text == "none" or _REPOSITORY.fullmatch(text):
        return text
    raise click.BadParameter(f"{text!r} is no repository. Write it as OWNER/NAME.")


@click.command("provision", cls=FriendlyCommand)
@stage_argument
@click.option("--yes", is_flag=True, help="Do not ask before making changes.")
@click.option(
    "--replace", is_flag=True, help="Allow changes that part the blog from its bucket or table."
)
@click.option(
    "--github",
    metavar="OWNER/NAME",
    callback=_repository,
    help="Make a role with which workflows of this repository push; none takes it away.",
)
@click.option("--branch", default="main", show_default=True, help="The branch that is the blog.")
def command(stage: str | None, yes: bool, replace: bool, github: str | None, branch: str) -> None:
    """Create or update bucket, table and role of STAGE in zappa_settings.json.

    Shows first what would change, and asks. They are a CloudFormation stack of
    infrastructure.yaml. If the function is there, the bucket is connected with it where that
    differs. With --github the stack has one more role, for coldpress push-commit in a workflow of
    that branch. The exit code is 1 if you decline.
    """
    from handler.cli.deployment.connecting import connect
    from handler.cli.infrastructure.provisioning import provision
    from handler.cli.infrastructure.stacks import repository_parameters
    from handler.cli.infrastructure.stages import read_stage

    found = read_stage(stage)
    repository = "" if github == "none" else github
    given = {} if repository is None else repository_parameters(repository, branch)
    provision(found, given, yes=yes, replace=replace)
    connect(found)
    click.echo(f"Next: `coldpress deploy {found.name}`, which leaves out what is done.")
    click.echo(f"`coldpress doctor {found.name}` checks all of it.")
