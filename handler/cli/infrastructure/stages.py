"""A stage of zappa_settings.json: the one place where the names of a deployment stand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slugify import slugify

from handler.core.model.problems import ColdpressError

SETTINGS = Path("zappa_settings.json")


class StageError(ColdpressError):
    """A stage of zappa_settings.json is missing, or says too little to go on."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage is called and made of; `remote` is all of its settings.

    `function` is the Lambda function, `deployments` the bucket for Zappa's uploads, and `stack`
    the CloudFormation stack of infrastructure.yaml. Zappa keeps a stack of its own, named like
    the function, and would take ours for it if both had one name.
    """

    name: str
    region: str
    bucket: str
    table: str
    role_name: str
    function: str
    stack: str
    deployments: str
    profile_name: str | None
    remote: Mapping[str, Any]


def read_stage(name: str, path: Path = SETTINGS) -> Stage:
    """The stage of that name; raises `StageError` naming what is missing, and where."""
    settings = _with_extended(name, _read(path), path)
    function = slugify(f"{_required(settings, 'project_name', name, path)}-{name}")
    return Stage(
        name=name,
        region=_required(settings, "aws_region", name, path),
        bucket=_required(settings, "environment_variables.COLDPRESS_BUCKET", name, path),
        table=_required(settings, "environment_variables.COLDPRESS_TABLE", name, path),
        role_name=_required(settings, "role_name", name, path),
        function=function,
        stack=f"{function}-infrastructure",
        deployments=_required(settings, "s3_bucket", name, path),
        profile_name=settings.get("profile_name"),
        remote=settings,
    )


def _read(path: Path) -> Mapping[str, Any]:
    try:
        stages = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        advice = "Run this in the folder of the repository."
        raise StageError(f"{path} does not exist. {advice}") from error
    except ValueError as error:
        raise StageError(f"{path} is not JSON: {error}.") from error
    if not isinstance(stages, dict):
        raise StageError(f"{path} is not a JSON object of stages.")
    return stages


def _with_extended(
    name: str, stages: Mapping[str, Any], path: Path, seen: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The settings of a stage over those of the stage that it extends, merged as Zappa does."""
    if name in seen:
        raise StageError(f"{path}: the stages {', '.join(seen)} extend each other in a circle.")
    if not isinstance(stages.get(name), dict):
        known = ", ".join(sorted(stages)) or "none"
        raise StageError(f"{path} has no stage {name!r}. There are: {known}.")
    own: dict[str, Any] = stages[name]
    if base := own.get("extends"):
        return _with_extended(base, stages, path, (*seen, name)) | own
    return own


def _required(settings: Mapping[str, Any], place: str, stage: str, path: Path) -> str:
    """A text that the settings must have; a dot leads into an object."""
    value: Any = settings
    for part in place.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, str) and value:
        return value
    raise StageError(f"{path}: stage {stage!r} has no {place}. Set it to a name.")
