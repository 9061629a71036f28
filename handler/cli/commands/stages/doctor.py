"""`doctor`: what is right and wrong with a deployment."""

import click

from handler.cli.arguments import stage_argument
from handler.cli.errors import FriendlyCommand


@click.command("doctor", cls=FriendlyCommand)
@stage_argument
def command(stage: str | None) -> None:
    """Check the deployed blog of STAGE, and say what to do.

    Looks at bucket, trigger, function, tick, role, table, index and address as
    zappa_settings.json names them, and changes nothing. One line a check: ✓ right,
    ✗ wrong, ! doubtful, – not checked. The exit code is 1 if anything is wrong, or if nothing could
    be checked.
    """
    from handler.cli.doctor import report

    if not report(stage):
        raise SystemExit(1)
