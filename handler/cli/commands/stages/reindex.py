"""`reindex`: the table made anew from the bucket."""

import click
from tqdm import tqdm

from handler.cli.arguments import stage_argument
from handler.cli.deployments import deployed
from handler.cli.errors import FriendlyCommand
from handler.cli.progress import reconcile


@click.command("reindex", cls=FriendlyCommand)
@stage_argument
def command(stage: str | None) -> None:
    """Rebuild the table of STAGE from the bucket, while readers go on reading.

    An interrupted run goes on where it stopped.
    """
    from handler.services.tick.reindexing import Reindexer

    services = deployed(stage).services
    reindexer = Reindexer(services.bucket, services.table, services.publisher)
    with tqdm(total=reindexer.objects(), desc="Reindexing", unit="file", disable=None) as bar:

        def advance(count: int) -> None:
            bar.update(count)

        corrected = reindexer.run(advance)
    services.mention_store.compare(thorough=True)
    reconcile(services)
    click.echo(f"The table holds what the bucket does; stray items corrected: {corrected}.")
