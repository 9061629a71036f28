"""Going back to the code of an earlier deploy."""

from typing import Any

import click

from handler.cli.asking import agreed
from handler.cli.checkup.cloud import Cloud, looking_at
from handler.cli.deployment.zappa import zappa
from handler.cli.infrastructure.stages import Stage
from handler.core.model.problems import ColdpressError


class NoVersion(ColdpressError):
    """There is no such earlier version."""


def roll_back(stage: Stage, number: int, *, yes: bool) -> None:
    """Run the code of so many deploys before, unless the operator declines."""
    version = _version(stage, number)
    at = str(version["LastModified"])[:16].replace("T", " ")
    what = f"version {version['Version']}, of {at} UTC"
    click.echo(f"{stage.function} would run {what}, again.")
    if not yes and not agreed("Go back?"):
        click.echo("Nothing was changed.")
        raise SystemExit(1)
    zappa("rollback", stage.name, "-n", str(number))
    click.echo(f"It runs {what}. `coldpress rollback {stage.name}` goes forward again.")


def _version(stage: Stage, number: int) -> dict[str, Any]:
    client = Cloud(stage).client("lambda")
    paginator = client.get_paginator("list_versions_by_function")
    with looking_at(f"function {stage.function}", needs="lambda:ListVersionsByFunction"):
        pages = list(paginator.paginate(FunctionName=stage.function))
    found = [each for page in pages for each in page["Versions"] if each["Version"] != "$LATEST"]
    ordered = sorted(found, key=lambda each: int(each["Version"]))
    if not ordered:
        raise NoVersion(f"It is not online: `coldpress deploy {stage.name}` puts it there.")
    if len(ordered) <= number:
        kept = f"{len(ordered)} version{'s' * (len(ordered) != 1)}"
        raise NoVersion(f"{stage.function} has {kept}, so it cannot go back by {number}.")
    return dict(ordered[-1 - number])
