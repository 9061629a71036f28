"""Problems as annotations of GitHub Actions. No IO here.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterable

from handler.core.model.problems import Problem

_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def annotations(problems: Iterable[Problem], folder: str) -> list[str]:
    """A line a problem, errors first: GitHub shows ten of a kind.

    `folder` is where the blog lies in the repository.
    """
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")
    return [_annotation(problem, folder) for problem in ordered]


def _annotation(problem: Problem, folder: str) -> str:
    path = problem.key if folder in ("", ".") else f"{folder.rstrip('/')}/{problem.key}"
    place = f"file={path.translate(_IN_PROPERTIES)}"
    place += f",line={problem.line}" if problem.line else ""
    text = f"{problem.message} {problem.fix}".rstrip()
    return f"::{problem.severity} {place}::{text.translate(_IN_MESSAGES)}"
