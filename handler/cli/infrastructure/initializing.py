"""Writing one's own names into zappa_settings.json."""

import json
from pathlib import Path

import botocore.session
import click

from handler.cli.infrastructure.initial import Own, former_domain, former_name, initial
from handler.cli.infrastructure.stages import Stage, read_stage, read_stages, settings_path


def former() -> Own:
    """What the settings say by now."""
    stages, stage = read_stages(settings_path()), read_stage()
    return Own(former_name(stages), stage.region, former_domain(stages))


def initialize(name: str, region: str, domain: str) -> None:
    """Write the settings, and say what they name and what comes next."""
    path = settings_path()
    partition = botocore.session.Session().get_partition_for_region(region)
    own = Own(name, region, domain, partition)
    stages = initial(read_stages(path), own)
    path.write_text(f"{json.dumps(stages, indent=4, ensure_ascii=False)}\n", encoding="utf-8")
    _report(path, read_stage(path=path), own)


def _report(path: Path, stage: Stage, own: Own) -> None:
    click.echo(f"{path.absolute()} says now:")
    lines = {
        "content bucket": stage.bucket,
        "table": stage.table,
        "code is uploaded by": stage.deployments,
        "region": stage.region,
        "Python": str(stage.remote["runtime"]).removeprefix("python"),
        "address": f"https://{own.domain}" if own.domain else "that of API Gateway",
    }
    for name, value in lines.items():
        click.echo(f"  {name:<20} {value}")
    if own.domain:
        click.echo("The domain works once it leads there: docs/operator.md, Your own domain.")
    click.echo("Next: `coldpress deploy`, in the folder of your blog.")
