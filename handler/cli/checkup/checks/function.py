"""Checks of the Lambda function. No IO here."""

import math

from handler.cli.checkup.deployment import Deployment
from handler.cli.checkup.facts import Function, Objects, Package
from handler.cli.checkup.findings import Finding, NotChecked, doubtful, right, wrong
from handler.cli.infrastructure.runtimes import REMEDY, SUPPORTED_UNTIL, runtime_fault
from handler.services.search.parts import PARTS, PLACE

_LEAST_SECONDS = 45  # The tick compares bucket and index for up to 40 s at a time.
_LEAST_MEMORY = 256
_WORK = 150
"""Megabytes that a tick needs to fold a part of the search index."""
_MOST_DISK = 10_240
_VARIABLES = ("COLDPRESS_BUCKET", "COLDPRESS_TABLE")


def missing(deployment: Deployment) -> Finding:
    """There is no function."""
    return wrong(f"There is no function {deployment.stage.function}.", deployment.deploy)


def state(function: Function, deployment: Deployment) -> Finding:
    """The function can be called."""
    name = deployment.stage.function
    if function.state not in {"Active", "Inactive"}:  # Lambda wakes an inactive one by itself.
        text = f"{name} is {function.state}: {function.state_reason or 'no reason given'}"
        return wrong(text, deployment.update)
    if function.update == "Failed":
        text = f"The last update failed: {function.update_reason or 'no reason given'}"
        return wrong(text, deployment.update)
    if function.update == "InProgress":
        return doubtful("An update is under way.", "Run this again in a minute.")
    return right(f"{name} is active, and its last update succeeded.")


def handler(function: Function, deployment: Deployment) -> Finding:
    """Lambda calls the entry that the settings name, under the same Python, which lasts."""
    if fault := runtime_fault(deployment.runtime or function.runtime):
        return doubtful(f"{fault}.", f"{REMEDY}, then {deployment.update}")
    wanted = {"handler": deployment.handler, "runtime": deployment.runtime or function.runtime}
    found = {"handler": function.handler, "runtime": function.runtime}
    if found == wanted:
        until = f"{SUPPORTED_UNTIL[function.runtime]:%Y-%m-%d}"
        return right(f"{function.handler} runs under {function.runtime}, supported until {until}.")
    text = ", ".join(
        f"the {name} is {found[name]}, but the settings say {wanted[name]}"
        for name in wanted
        if found[name] != wanted[name]
    )
    return wrong(f"{text[0].upper()}{text[1:]}.", deployment.update)


def capacity(function: Function, deployment: Deployment) -> Finding:
    """Time and memory suffice, and are as the settings say."""
    has = f"{function.memory} MB and {function.seconds} s"
    least = [
        f'"{name}": {value}'
        for name, value, enough in (
            ("timeout_seconds", 60, function.seconds >= _LEAST_SECONDS),
            ("memory_size", 1769, function.memory >= _LEAST_MEMORY),
        )
        if not enough
    ]
    if least:
        fix = f"Set {', '.join(least)} in zappa_settings.json, then {deployment.update}"
        return wrong(f"The function has only {has}.", fix)
    wanted = f"{deployment.memory} MB and {deployment.seconds} s"
    if has != wanted:
        return doubtful(f"It has {has}, but the settings say {wanted}.", deployment.update)
    return right(f"It has {has}.")


def disk(function: Function, objects: Objects, deployment: Deployment) -> Finding:
    """The disk takes the search index, which each process copies, and a tick's work on it."""
    size = sum(objects[key].size for key in objects if key.startswith((PLACE, PARTS)))
    has = f"{function.disk} MB for a search index of {round(size / 1e6)} MB"
    if size / 1e6 + _WORK <= function.disk:
        return right(f"It has {has}.")
    room = min(512 * math.ceil((1.25 * size / 1e6 + _WORK) / 512), _MOST_DISK)
    fix = f'Set "ephemeral_storage": {{"Size": {room}}} in zappa_settings.json'
    return wrong(f"It has only {has}.", f"{fix}, then {deployment.update}")


def role(function: Function, deployment: Deployment) -> Finding:
    """The function runs with the role that the settings name."""
    found, wanted = function.role.rpartition("/")[2], deployment.stage.role_name
    if found == wanted:
        return right(f"It runs with the role {found}.")
    text = f"It runs with the role {found}, but the settings say {wanted}."
    return wrong(text, deployment.update)


def build(function: Function, package: Package | None, deployment: Deployment) -> Finding:
    """The deployed code is the package that was built here, and that is this checkout's."""
    if package is None:
        stage = deployment.stage.name
        raise NotChecked(f"`make package STAGE={stage}` builds what it is compared with")
    if function.sha256 != package.sha256:
        return doubtful(f"The deployed code is not {package.name}.", deployment.update)
    if package.differing:
        text = f"The deployed code is not this checkout's: {_some(package.differing)} changed."
        return doubtful(text, deployment.update)
    return right(f"The deployed code is {package.name}, and this checkout's.")


def _some(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def variables(function: Function, package: Package | None, deployment: Deployment) -> Finding:
    """The deployed code works on the bucket and table of the settings.

    Zappa packs `environment_variables` into the code, where they override Lambda's own, so they
    can be seen only if the deployed code is the package that was built here.
    """
    wanted = dict(zip(_VARIABLES, (deployment.stage.bucket, deployment.stage.table), strict=True))
    packed = package.variables if package and package.sha256 == function.sha256 else {}
    seen = {**function.variables, **packed}
    differing = [name for name in _VARIABLES if seen.get(name, wanted[name]) != wanted[name]]
    if differing:
        text = ", ".join(f"{name} is {seen[name]}, not {wanted[name]}" for name in differing)
        return wrong(f"{text}, where it is deployed.", deployment.update)
    if not packed and not set(_VARIABLES) <= function.variables.keys():
        raise NotChecked("it is inside the deployed code, and no package built here equals that")
    return right(f"It works on {wanted['COLDPRESS_BUCKET']} and {wanted['COLDPRESS_TABLE']}.")
