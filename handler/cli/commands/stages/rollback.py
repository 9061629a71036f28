"""`rollback`: the code before the last deploy."""

import click

from handler.cli.arguments import stage_argument
from handler.cli.errors import FriendlyCommand


@click.command("rollback", cls=FriendlyCommand)
@stage_argument
@click.option(
    "-n",
    "--number",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many versions to go back.",
)
@click.option("--yes", is_flag=True, help="Do not ask before going back.")
def command(stage: str | None, number: int, yes: bool) -> None:
    """Let STAGE run the code of an earlier deploy again; its content stays.

    Variables of zappa_settings.json go back with the code. A rollback is a deploy itself, so that
    another one goes forward again. The exit code is 1 if you decline.
    """
    from handler.cli.deployment.rollback import roll_back
    from handler.cli.infrastructure.stages import read_stage

    roll_back(read_stage(stage), number, yes=yes)
