"""`init`: the names of one's own deployment."""

from collections.abc import Callable

import click

from handler.cli.errors import FriendlyCommand
from handler.cli.infrastructure import initial, names
from handler.cli.infrastructure.initializing import former, initialize
from handler.cli.infrastructure.stages import regions


def _reading(read: Callable[[str], str]) -> Callable[[click.Context, click.Parameter, str], str]:
    """What reads an option of click's; `read` raises `ValueError` for what cannot be meant."""

    def callback(_context: click.Context, _parameter: click.Parameter, text: str) -> str:
        try:
            return read(text.strip())
        except ValueError as error:
            raise click.BadParameter(f"{text!r} {error}.") from error

    return callback


def _region(name: str) -> str:
    if fault := names.region_fault(name, regions()):
        raise ValueError(fault)
    return name


@click.command("init", cls=FriendlyCommand)
@click.option(
    "--name",
    prompt="Name, of small letters, digits and hyphens",
    default=lambda: former().name or None,
    callback=_reading(initial.name_of),
    help="What the names of your buckets begin with.",
)
@click.option(
    "--region",
    prompt="Region of AWS, for good",
    default=lambda: former().region,
    callback=_reading(_region),
    help="Where the blog runs, such as us-east-1.",
)
@click.option(
    "--domain",
    prompt="Domain, if you have one",
    default=lambda: former().domain,
    callback=_reading(initial.host_of),
    help="The blog's own domain; empty if there is none yet.",
)
def command(name: str, region: str, domain: str) -> None:
    """Write names of your own into zappa_settings.json, before the first deploy.

    Asks for what no option says. Nobody else in the world may have buckets of the same names. The
    region cannot be changed once there is a blog, the domain can. AWS is not asked anything.
    """
    initialize(name, region, domain)
