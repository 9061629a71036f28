"""Going back to the code of an earlier deploy, and to the Python that it was made for."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any
from urllib.request import urlopen

import click

from handler.cli.asking import agreed
from handler.cli.checkup.cloud import Cloud, looking_at
from handler.cli.deployment.zappa import zappa
from handler.cli.infrastructure.stages import Stage
from handler.core.model.problems import ColdpressError

_SECONDS = 60


class NoVersion(ColdpressError):
    """There is no such earlier version."""


def roll_back(stage: Stage, number: int, *, yes: bool) -> None:
    """Run the code of so many deploys before, unless the operator declines."""
    client = Cloud(stage).client("lambda")
    version = _version(client, stage, number)
    runtime = runtime_of(_files(client, stage, version["Version"]))
    at = str(version["LastModified"])[:16].replace("T", " ")
    what = f"version {version['Version']}, of {at} UTC"
    click.echo(f"{stage.function} would run {what}, again.")
    if not yes and not agreed("Go back?"):
        click.echo("Nothing was changed.")
        raise SystemExit(1)
    _run_under(client, stage, runtime)
    zappa("rollback", stage.name, "-n", str(number))
    click.echo(f"It runs {what}. `coldpress rollback {stage.name}` goes forward again.")


def runtime_of(files: Iterable[str]) -> str:
    """The runtime that a package was made for, by the names of its bytecode; empty if none tells.

    What Lambda says of a version does not: Zappa publishes the code before it sets the runtime.
    """
    found = {name[1] for file in files if (name := re.search(r"\.cpython-3(\d+)\.pyc$", file))}
    return f"python3.{found.pop()}" if len(found) == 1 else ""


def _files(client: Any, stage: Stage, version: str) -> list[str]:
    with looking_at(f"function {stage.function}", needs="lambda:GetFunction"):
        found = client.get_function(FunctionName=stage.function, Qualifier=version)
    try:
        with urlopen(found["Code"]["Location"], timeout=_SECONDS) as answer:
            return zipfile.ZipFile(io.BytesIO(answer.read())).namelist()
    except OSError as error:
        raise NoVersion(f"The code of version {version} cannot be fetched: {error}.") from error


def _run_under(client: Any, stage: Stage, runtime: str) -> None:
    """Give the function the runtime that its code is made for; Zappa goes back with the code alone.

    That comes first: where it is refused, nothing is changed.
    """
    current = client.get_function_configuration(FunctionName=stage.function)["Runtime"]
    if runtime and runtime != current:
        client.update_function_configuration(FunctionName=stage.function, Runtime=runtime)
        client.get_waiter("function_updated_v2").wait(FunctionName=stage.function)
        click.echo(f"Its runtime is {runtime} again; it was {current}.")


def _version(client: Any, stage: Stage, number: int) -> dict[str, Any]:
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
