"""`status`: what the index says of every file, and whether authors have a desk."""

import click

from handler.cli.arguments import stage_argument
from handler.cli.deployments import deployed
from handler.cli.errors import FriendlyCommand
from handler.cli.reporting.reports import print_problems, state_line


@click.command("status", cls=FriendlyCommand)
@stage_argument
def command(stage: str | None) -> None:
    """Show how many posts of STAGE are in which state, every problem, and if the desk is on."""
    from handler.cli.reporting.desk import desk_line
    from handler.services.status import overview

    services = deployed(stage).services
    report = overview(services.table)
    for state, count in sorted(report.counts.items()):
        click.echo(f"{count:6} {state}")
    if not report.counts:
        click.echo(
            "There are no posts or pages; `coldpress push` brings them, `coldpress reindex` back."
        )
    for source in report.troubled:
        click.echo(state_line(source.key, source.state))
        print_problems(source.problems)
    if report.pending:
        click.echo(f"Publishes that have not made all their pages stale: {report.pending}.")
    for chore in report.left_out:
        click.echo(f"Done but once an hour, as ticks came to their ends at it: {chore}.")
    click.echo(desk_line(services.access))
