"""What `init` makes of zappa_settings.json: the names of one's own deployment. No IO here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slugify import slugify

from handler.cli.infrastructure import names
from handler.cli.infrastructure.runtimes import RUNTIME, SUPPORTED_UNTIL

Stages = Mapping[str, Any]
_CONTENT = re.compile(r"(.+)-content-\w+")
_SAMPLE = "coldpress"
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Own:
    """What the operator chooses; `name` begins the names of buckets, `domain` may be empty.

    `partition` is what the addresses of things in the region begin with.
    """

    name: str
    region: str
    domain: str
    partition: str = "aws"


def name_of(name: str) -> str:
    """A name that buckets may begin with; raises `ValueError`, with what would be right."""
    if fault := names.bucket_fault(f"{name}-content-production") if name else "is empty":
        slug = slugify(name)
        raise ValueError(f"{fault}{f'; {slug} would do' if slug and slug != name else ''}")
    return name


def host_of(domain: str) -> str:
    """A domain without what people paste around it; raises `ValueError`."""
    host = domain.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    if host and not _HOST.fullmatch(host):
        raise ValueError("is no domain such as blog.example.org, without a path")
    return host


def former_name(stages: Stages) -> str:
    """The name in use; empty if it is still the sample's."""
    found = _CONTENT.fullmatch(_variables(stages).get("COLDPRESS_BUCKET", ""))
    return "" if found is None or found[1] == _SAMPLE else found[1]


def is_samples(bucket: str) -> bool:
    """Whether a content bucket has a name that the sample's settings came with."""
    found = _CONTENT.fullmatch(bucket)
    return found is not None and found[1] == _SAMPLE


def former_domain(stages: Stages) -> str:
    """The domain in use, if any."""
    return str(_variables(stages).get("COLDPRESS_URL", "")).removeprefix("https://")


def _variables(stages: Stages) -> Mapping[str, str]:
    found: Mapping[str, str] = stages.get("production", {}).get("environment_variables", {})
    return found


def initial(stages: Stages, own: Own) -> dict[str, Any]:
    """The stages under names of one's own, on a runtime that lasts; what else they say stays."""
    renamed: dict[str, Any] = {
        name: _renamed(stage, _new_names(name, stage, own), own.partition)
        for name, stage in stages.items()
    }
    production = renamed["production"]
    production["aws_region"] = own.region
    if production.get("runtime") not in SUPPORTED_UNTIL:
        production["runtime"] = RUNTIME
    variables = {**production["environment_variables"]}
    variables.pop("COLDPRESS_URL", None)
    if own.domain:
        variables["COLDPRESS_URL"] = f"https://{own.domain}"
    production["environment_variables"] = variables
    return renamed


def _new_names(name: str, stage: Mapping[str, Any], own: Own) -> Mapping[str, str]:
    """The new name of each bucket of a stage by its former one."""
    bucket = stage.get("environment_variables", {}).get("COLDPRESS_BUCKET")
    content = {bucket: f"{own.name}-content-{name.replace('_', '-').lower()}"} if bucket else {}
    uploads = stage.get("s3_bucket")
    return content | ({uploads: f"{own.name}-deployments"} if uploads else {})


def _renamed(value: Any, changed: Mapping[str, str], partition: str) -> Any:
    """Settings with buckets renamed, wherever their names or ARNs stand."""
    if isinstance(value, dict):
        return {name: _renamed(each, changed, partition) for name, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, changed, partition) for each in value]
    if not isinstance(value, str):
        return value
    if found := re.fullmatch(r"arn:aws[\w-]*:s3:::(.+)", value):
        return f"arn:{partition}:s3:::{changed.get(found[1], found[1])}"
    return changed.get(value, value)
