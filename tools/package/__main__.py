"""The command behind `make package`."""

import click

from handler.cli.errors import FriendlyCommand
from tools.package.archive import describe
from tools.package.building import ROOT, build
from tools.package.stages import read_stage


@click.command(cls=FriendlyCommand)
@click.argument("stage", default="production")
def main(stage: str) -> None:
    """Build the zip that `zappa update STAGE` uploads, in the folder `dist`."""
    found = read_stage(stage, ROOT)
    output = ROOT / "dist" / f"{found.function}.zip"
    build(found, output)
    click.echo(describe(output))


if __name__ == "__main__":
    main(prog_name="python -m tools.package")
