"""The summary of a push in Markdown, as GitHub shows it beside a job. No IO here.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
"""

from collections.abc import Iterator

from handler.cli.authors.deletions import counted
from handler.cli.git.pushing import Report
from handler.core.model.context import Links
from handler.core.model.problems import Problem
from handler.services.ports import Outcome

_ROWS = 100
"""GitHub takes one megabyte."""
_ESCAPES = str.maketrans({each: f"\\{each}" for each in "\\`*_{}[]<>|#~"} | {"\n": " ", "\r": " "})


def summary(report: Report) -> str:
    """What was done, what somebody should look at, and where readers find what is live."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    plan = report.plan
    span = f"{report.before[:12]}..{report.commit[:12]}" if report.before else report.commit[:12]
    yield f"### Coldpress: {span}"
    yield ""
    yield f"{counted(len(plan.changed))} uploaded, {len(plan.gone)} deleted."
    if plan.left:
        what = counted(len(plan.left))
        yield f"Changed in the bucket alone, and left so: {what}. `coldpress pull` brings them."
    yield from _problems(report)
    yield from _table(report)


def _problems(report: Report) -> Iterator[str]:
    ordered = sorted(report.problems, key=lambda problem: problem.severity != "error")
    if ordered:
        yield ""
    yield from (f"- **{each.severity}** {_place(each)}: {_text(each)}" for each in ordered[:_ROWS])
    yield from _more(len(ordered))


def _place(problem: Problem) -> str:
    return _name(f"{problem.key}:{problem.line}" if problem.line else problem.key)


def _text(problem: Problem) -> str:
    return f"{problem.message} {problem.fix}".rstrip().translate(_ESCAPES)


def _table(report: Report) -> Iterator[str]:
    if report.outcomes:
        yield from ("", "| file | state | address |", "|---|---|---|")
    for outcome in report.outcomes[:_ROWS]:
        state = outcome.state or "removed"
        yield f"| {_name(outcome.key)} | {state} | {_address(outcome, report.links)} |"
    yield from _more(len(report.outcomes))


def _address(outcome: Outcome, links: Links) -> str:
    if outcome.due and outcome.state == "scheduled":
        return f"{outcome.due:%Y-%m-%d %H:%M %z}"
    return f"<{links.absolute(outcome.path)}>" if outcome.path and outcome.state == "live" else ""


def _name(text: str) -> str:
    """A name as it is, in Markdown."""
    return text.translate(_ESCAPES)


def _more(count: int) -> Iterator[str]:
    if count > _ROWS:
        yield from ("", f"And {count - _ROWS} more.")
