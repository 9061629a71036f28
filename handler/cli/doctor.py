"""Printing what is right and wrong with a deployment, and what to do about it."""

from collections import Counter
from collections.abc import Iterable, Iterator

import click

from handler.cli.checkup.catalogue import examine
from handler.cli.checkup.cloud import Cloud
from handler.cli.checkup.findings import Finding, Mark
from handler.cli.infrastructure.stages import read_stage

_SIGNS: dict[Mark, tuple[str, str]] = {
    "right": ("✓", "green"),
    "wrong": ("✗", "red"),
    "doubtful": ("!", "yellow"),
    "unknown": ("–", "cyan"),
}
_WIDTH = 16


def report(name: str | None) -> bool:
    """Print what every check of a stage finds, and say whether any finds something, none wrong."""
    stage = read_stage(name)
    cloud = Cloud(stage)
    account = cloud.deployment.account
    click.echo(f"Looking at {stage.name} in account {account}, {stage.region}.")
    findings = []
    for title, finding in examine(cloud):
        findings.append(finding)
        for line in lines_of(title, finding):
            click.echo(line)
    click.echo(summary(findings))
    marks = {finding.mark for finding in findings[1:]}  # The first is of the settings.
    if marks == {"unknown"}:
        click.echo(
            "AWS has told nothing of it. Check the network and your rights, and run it again."
        )
    elif "right" not in marks:
        click.echo(f"Nothing of it is there yet: `{cloud.deployment.deploy}` makes it.")
    return marks != {"unknown"} and all(finding.mark != "wrong" for finding in findings)


def lines_of(title: str, finding: Finding) -> Iterator[str]:
    """A line that says how it is, and another that says how to mend it."""
    sign, colour = _SIGNS[finding.mark]
    yield f"{click.style(sign, fg=colour)} {title:<{_WIDTH}}{finding.text}"
    if finding.fix:
        yield f"{'':<{_WIDTH + 2}}→ {finding.fix}"


def summary(findings: Iterable[Finding]) -> str:
    """How many checks ended how."""
    counts = Counter(finding.mark for finding in findings)
    words: dict[Mark, str] = {"unknown": "not checked"}
    parts = [f"{counts[mark]} {words.get(mark, mark)}" for mark in _SIGNS if counts[mark]]
    return f"{counts.total()} checks: {', '.join(parts)}."
