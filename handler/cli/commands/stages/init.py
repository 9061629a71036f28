"""`init`: the names of one's own deployment."""

import click

from handler.cli.errors import FriendlyCommand
from handler.cli.infrastructure import initial, names
from handler.cli.infrastructure.initializing import former, initialize
from handler.cli.infrastructure.stages import regions


def _name(context: click.Context, parameter: click.Parameter, text: str) -> str:  # noqa: ARG001 - click's signature
    if fault := initial.name_fault(text.strip()):
        raise click.BadParameter(f"{text!r} {fault}.")
    return text.strip()


def _region(context: click.Context, parameter: click.Parameter, text: str) -> str:  # noqa: ARG001 - click's signature
    if fault := names.region_fault(text.strip(), regions()):
        raise click.BadParameter(f"{text!r} {fault}.")
    return text.strip()


def _domain(context: click.Context, parameter: click.Parameter, text: str) -> str:  # noqa: ARG001 - click's signature
    try:
        return initial.host_of(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} {error}.") from error


@click.command("init", cls=FriendlyCommand)
@click.option(
    "--name",
    prompt="Name, of small letters, digits and hyphens",
    default=lambda: former().name or None,
    callback=_name,
    help="What the names of your buckets begin with.",
)
@click.option(
    "--region",
    prompt="Region of AWS, for good",
    default=lambda: former().region,
    callback=_region,
    help="Where the blog runs, such as us-east-1.",
)
@click.option(
    "--domain",
    prompt="Domain, if you have one",
    default=lambda: former().domain,
    callback=_domain,
    help="The blog's own domain; empty if there is none yet.",
)
def command(name: str, region: str, domain: str) -> None:
    """Write names of your own into zappa_settings.json, before the first deploy.

    Asks for what no option says. Nobody else in the world may have buckets of the same names. The
    region cannot be changed once there is a blog, the domain can. AWS is not asked anything.
    """
    initialize(name, region, domain)
