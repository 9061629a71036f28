"""A stage of zappa_settings.json: the one place where the names of a deployment stand."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import botocore.session
from slugify import slugify

from handler.cli.infrastructure import names
from handler.core.model.problems import ColdpressError

SETTINGS = Path("zappa_settings.json")
REPOSITORY = Path(__file__).parents[3]
DEFAULT_STAGE = "production"


class StageError(ColdpressError):
    """A stage of zappa_settings.json is missing, or says too little to go on."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage is called and made of; `remote` is all of its settings.

    `function` is the Lambda function, `deployments` the bucket for Zappa's uploads, and `stack`
    the CloudFormation stack of infrastructure.yaml. Zappa keeps a stack of its own, named like
    the function, and would take ours for it if both had one name. `folder` is where the settings
    stand.
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
    folder: Path = Path()

    @property
    def has_api(self) -> bool:
        """Whether API Gateway stands before the function, as it does unless that is turned off."""
        return bool(self.remote.get("apigateway_enabled", True))

    @property
    def variables(self) -> Mapping[str, str]:
        """What the stage sets in the environment of its function."""
        given: Mapping[str, str] = self.remote["environment_variables"]
        return given


def settings_path() -> Path:
    """The settings in the current folder, else those of this repository."""
    return SETTINGS if SETTINGS.exists() else REPOSITORY / SETTINGS


def read_stage(name: str | None = None, path: Path | None = None) -> Stage:
    """The stage of that name, else `production`.

    Raises `StageError` naming what is missing or is no name for AWS, and where.
    """
    path = path or settings_path()
    stage = _stage(name or DEFAULT_STAGE, path)
    for place, value, fault in _faults(stage):
        if fault:
            raise StageError(f"{path}: stage {stage.name!r}: {place} {value!r} {fault}.")
    return stage


def _stage(name: str, path: Path) -> Stage:
    settings = _with_extended(name, read_stages(path), path)
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
        folder=path.parent,
    )


def _faults(stage: Stage) -> Iterator[tuple[str, object, str]]:
    project = str(stage.remote["project_name"])
    yield "its name", stage.name, names.stage_fault(stage.name)
    yield "project_name", project, names.function_fault(stage.function)
    yield "aws_region", stage.region, names.region_fault(stage.region, regions())
    yield "COLDPRESS_BUCKET", stage.bucket, names.bucket_fault(stage.bucket)
    yield "s3_bucket", stage.deployments, names.bucket_fault(stage.deployments)
    yield "COLDPRESS_TABLE", stage.table, names.table_fault(stage.table)
    yield "role_name", stage.role_name, names.role_fault(stage.role_name)
    yield from _faults_of_form(stage.remote)


def _faults_of_form(settings: Mapping[str, Any]) -> Iterator[tuple[str, object, str]]:
    for name in ("memory_size", "timeout_seconds"):
        value = settings.get(name, 1)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        yield name, value, "" if is_number else "has to be a whole number"
    events = settings.get("events", [])
    is_list = isinstance(events, list) and all(isinstance(each, dict) for each in events)
    yield "events", events, "" if is_list else "has to be a list of objects"
    for name, value in settings["environment_variables"].items():
        yield name, value, "" if isinstance(value, str) else "has to be a text, in quotes"


@cache
def regions() -> Collection[str]:
    """Where functions can run, as far as botocore knows."""
    session = botocore.session.Session()
    partitions = session.get_available_partitions()
    found = (session.get_available_regions("lambda", each) for each in partitions)
    return frozenset(region for group in found for region in group)


def read_stages(path: Path) -> Mapping[str, Any]:
    """All stages; raises `StageError` if the file is not what it should be."""
    try:
        stages = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        advice = "Run this in the folder of the repository."
        raise StageError(f"{path} does not exist. {advice}") from error
    except json.JSONDecodeError as error:
        raise StageError(f"{path} is not JSON: {error}. {_advice(error)}".rstrip()) from error
    except (OSError, ValueError) as error:
        raise StageError(f"{path} cannot be read: {error}.") from error
    if not isinstance(stages, dict):
        raise StageError(f"{path} is not a JSON object of stages.")
    return stages


def _advice(error: json.JSONDecodeError) -> str:
    """What is mostly meant by JSON's complaints."""
    before = error.doc[: error.pos].rstrip()
    if before == error.doc.rstrip():
        return "Is a brace missing at its end?"
    if error.msg.startswith("Expecting property name"):
        return "Is there a comma too much before it?" if before.endswith(",") else ""
    if error.msg.startswith("Expecting ',' delimiter"):
        return f"Is there a comma missing at the end of line {before.count(chr(10)) + 1}?"
    return ""


def _with_extended(
    name: str, stages: Mapping[str, Any], path: Path, seen: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The settings of a stage over those of the stage that it extends, merged as Zappa does."""
    if name in seen:
        raise StageError(f"{path}: the stages {', '.join(seen)} extend each other in a circle.")
    if not isinstance(name, str) or not isinstance(stages.get(name), dict):
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
