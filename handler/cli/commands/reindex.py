"""`reindex`: the table made anew from the bucket."""

import click
from tqdm import tqdm

from handler.cli.errors import FriendlyCommand
from handler.entry import services


@click.command("reindex", cls=FriendlyCommand)
def command() -> None:
    """Rebuild the table from the bucket, while readers go on reading.

    An interrupted run goes on where it stopped.
    """
    from handler.services.tick.reindexing import Reindexer

    reindexer = Reindexer(services().bucket, services().table, services().publisher)
    with tqdm(total=reindexer.objects(), desc="Reindexing", unit="file", disable=None) as bar:

        def advance(count: int) -> None:
            bar.update(count)

        corrected = reindexer.run(advance)
    click.echo(f"The table holds what the bucket does; stray items corrected: {corrected}.")
