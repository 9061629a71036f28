"""What `check` finds as JSON, for editors and other programs. No IO here."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from handler.core.model.problems import Problem
from handler.services.ports import Outcome


def json_report(problems: Iterable[Problem], outcomes: Sequence[Outcome]) -> str:
    """The problems, and how many files are in which state."""
    states = Counter(outcome.state or "removed" for outcome in outcomes)
    found = [
        {
            "file": problem.key,
            "line": problem.line or None,
            "severity": problem.severity,
            "message": problem.message,
            "fix": problem.fix,
        }
        for problem in problems
    ]
    report = {"problems": found, "states": dict(sorted(states.items()))}
    return json.dumps(report, ensure_ascii=False, indent=2)
