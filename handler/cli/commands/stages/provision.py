"""`provision`: bucket, table and role of a stage."""

import click

from handler.cli.arguments import stage_argument
from handler.cli.errors import FriendlyCommand


@click.command("provision", cls=FriendlyCommand)
@stage_argument
@click.option("--yes", is_flag=True, help="Do not ask before making changes.")
@click.option(
    "--replace", is_flag=True, help="Allow changes that part the blog from its bucket or table."
)
def command(stage: str | None, yes: bool, replace: bool) -> None:
    """Create or update bucket, table and role of STAGE in zappa_settings.json.

    Shows first what would change, and asks. They are a CloudFormation stack of
    infrastructure.yaml. If the function is there, the bucket is connected with it where that
    differs. The exit code is 1 if you decline.
    """
    from handler.cli.deployment.connecting import connect
    from handler.cli.infrastructure.provisioning import provision
    from handler.cli.infrastructure.stages import read_stage

    found = read_stage(stage)
    provision(found, yes=yes, replace=replace)
    connect(found)
    click.echo(f"Next: `coldpress deploy {found.name}`, which leaves out what is done.")
    click.echo(f"`coldpress doctor {found.name}` checks all of it.")
