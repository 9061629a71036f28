"""Says in plain words what a YAML parser could not read. No IO here."""

import yaml

from handler.core.model.problems import Problem

QUOTES = 'Put the value in quotes, as in title: "…".'
# What the parser says, what it means to an author, and the remedy; the first that fits counts.
_MISTAKES = (
    (
        "mapping values are not allowed",
        "has a colon in a value without quotes, or a line that is indented too far.",
        'Put the value in quotes, as in title: "One: two".',
    ),
    (
        "that cannot start any token",
        "has a value that begins with a character special to YAML, such as @, % or `.",
        QUOTES,
    ),
    (
        "scanning an alias",
        "has a value that begins with *.",
        "Put a value that begins with * in quotes.",
    ),
    ("scanning an anchor", "has a value that begins with &.", QUOTES),
    (
        "quoted scalar",
        "has a quotation mark that does not fit.",
        "Close it, or use the other kind around a value that holds one.",
    ),
    (
        "flow",
        "has a bracket or brace that is not closed.",
        "Close it, or put the value in quotes.",
    ),
    ("expected ':'", "has a line without a colon.", "Write each entry as name: value."),
    (
        "block",
        "has a line that does not fit those around it.",
        "Begin the entries of a list or mapping in the same column; quote unusual values.",
    ),
    ("tag", "has a value that begins with !.", QUOTES),
)


def explain(error: yaml.YAMLError, key: str, text: str) -> Problem:
    """A parser's error in words for authors."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(key, "has YAML that cannot be read.", "Remove unusual characters.")
    said = f"{error.context or ''} {error.problem or ''}".strip()
    opened = "quoted scalar" in said or "flow" in said
    mark = error.context_mark if opened else error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    if _is_indented_by_tab(text, line):
        return Problem(key, "has a line that is indented by a tab.", "Use spaces.", line)
    for sign, message, fix in _MISTAKES:
        if sign in said:
            return Problem(key, message, fix, line)
    message = f"has YAML that cannot be read: {said}."
    return Problem(key, message, "Check quotes and indentation.", line)


def _is_indented_by_tab(text: str, line: int) -> bool:
    found = text.split("\n")[line - 1 : line]
    return bool(found) and "\t" in found[0][: len(found[0]) - len(found[0].lstrip())]
