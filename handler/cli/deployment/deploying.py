"""The steps from a checkout to a blog that answers, each of which may be done again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from handler.cli import doctor
from handler.cli.asking import agreed
from handler.cli.authors.pushing import Wishes, push_tree
from handler.cli.checkup import gathering
from handler.cli.checkup.cloud import Cloud
from handler.cli.checkup.findings import Absent, NotChecked
from handler.cli.deployment.connecting import connect
from handler.cli.deployment.zappa import Failed, package, zappa
from handler.cli.deployments import deployed
from handler.cli.infrastructure.initial import is_samples
from handler.cli.infrastructure.provisioning import provision
from handler.cli.infrastructure.stages import SETTINGS, Stage, read_stage
from handler.fingerprints import ROOT

_NAMES = "A bucket of that name is somebody's by now, so type `coldpress init` first."


@dataclass(frozen=True, slots=True)
class Step:
    """A step and what it does; `run` says whether all is well, and raises if it cannot go on."""

    title: str
    run: Callable[[], bool]


def deploy(name: str | None, content: Path | None, *, yes: bool) -> bool:
    """Do all steps, and say whether all is well after them."""
    stage = read_stage(name)
    if stage.folder.resolve() != ROOT:
        raise Failed(
            f"{SETTINGS} of this folder is not what the package is made with: that is {ROOT}'s."
        )
    if is_samples(stage.bucket):
        click.echo(f"Nobody has chosen names yet: {stage.bucket} is the sample's. {_NAMES}")
    steps = _steps(stage, content, yes=yes)
    click.echo(f"Deploying {stage.name} in {stage.region}:")
    for number, step in enumerate(steps, 1):
        click.echo(f"  {number}. {step.title}")
    if not yes and not agreed("Go on?", default=True):
        click.echo("Nothing was changed.")
        raise SystemExit(1)
    done = [_done(number, step, len(steps), stage) for number, step in enumerate(steps, 1)]
    return all(done)


def _done(number: int, step: Step, count: int, stage: Stage) -> bool:
    click.secho(f"\n{number}/{count} {step.title}", bold=True)
    try:
        return step.run()
    except BaseException:
        again = f"`coldpress deploy {stage.name}` goes on from here; what is done stays."
        click.echo(f"Stopped at step {number} of {count}. {again}", err=True)
        raise


def _steps(stage: Stage, content: Path | None, *, yes: bool) -> list[Step]:
    def provisioned() -> bool:
        provision(stage, {}, yes=yes, replace=False)
        connect(stage)
        return True

    if content:
        pushed = Step(f"Push {content}", lambda: _pushed(stage, content, yes=yes))
    else:
        pushed = Step("Push nothing: this folder is no blog, and no --content is named", _nothing)
    uploaded = Step("Upload the code with Zappa", lambda: _uploaded(stage))
    # A new account's few functions would all be publishing what the push has published, and
    # readers would wait. What runs already shall not publish by other code than its own.
    is_new = not _exists(gathering.function, Cloud(stage))
    return [
        Step("Build the package that Lambda runs", lambda: _packaged(stage)),
        Step("Make bucket, table and role, or bring them up to date", provisioned),
        *((pushed, uploaded) if is_new else (uploaded, pushed)),
        Step("Look whether all is well", lambda: doctor.report(stage.name)),
    ]


def _nothing() -> bool:
    click.echo("`coldpress push PATH` brings a blog.")
    return True


def _packaged(stage: Stage) -> bool:
    package(stage.name)
    return True


def _pushed(stage: Stage, content: Path, *, yes: bool) -> bool:
    return push_tree(content, deployed(stage.name), Wishes(yes=yes))


def _uploaded(stage: Stage) -> bool:
    cloud = Cloud(stage)
    if not _exists(gathering.function, cloud):
        zappa("deploy", stage.name)
    elif not stage.has_api or _exists(gathering.endpoint, cloud):
        zappa("update", stage.name)
    else:
        click.echo("The function is there without its API, so a deploy was cut off: once more.")
        cloud.client("lambda").delete_function(FunctionName=stage.function)
        zappa("deploy", stage.name)
    return True


def _exists(gather: Callable[[Cloud], object], cloud: Cloud) -> bool:
    """Whether something is there, as far as can be seen."""
    try:
        gather(cloud)
    except Absent:
        return False
    except NotChecked:
        return True
    return True
