"""Says in plain words what a YAML parser could not read. No IO here."""

import re

import yaml

from handler.core.model.problems import Problem

QUOTES = 'Put the value in quotes, as in title: "…".'
# What the parser says, what it means to an author, and the remedy; the first that fits counts.
_MISTAKES = (
    (
        "mapping values are not allowed",
        "has a colon in a value without quotes, or a line that is indented too far.",
        'Put the value in quotes, as in title: "One: two", or begin where the line above does.',
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

# How a value begins that has to be in quotes as a whole, and what YAML takes it for.
_HALF_QUOTED = (
    (re.compile(r"\[[^\]]*\][^\]]*[^\s\]].*"), "has text after a list in brackets."),
    (re.compile(r"\{[^}]*\}.*\S"), "has text after a mapping in braces."),
    (re.compile(r"'[^']*'.*\S"), "has single quotes around a value that holds one."),
    (
        re.compile(r'"[^"]*".*\S'),
        "has double quotes around a value that holds some, or text after.",
    ),
    (re.compile("[“”„‟«»‘’‚].*"), "has curly quotes, which are letters to YAML, around a value."),
    (
        re.compile(r"[|>]\s+\S.*"),
        "has a value that begins with | or >, which begin a text of lines.",
    ),
    (re.compile(r"[-?]\s.*"), "has a value that begins with a hyphen or question mark."),
)
_ENTRY = re.compile(r"\s*(?:- )?(?P<name>[\w-]+):\s+(?P<value>\S.*?)\s*")
_AROUND = re.compile(r"""(?P<open>["'“”„‟«»‘’‚]).*["'“”„‟«»‘’‚]""")
_LONGEST = 80


def explain(error: yaml.YAMLError, key: str, text: str) -> Problem:
    """A parser's error in words for authors."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(key, "has YAML that cannot be read.", "Remove unusual characters.")
    said = f"{error.context or ''} {error.problem or ''}".strip()
    opened = any(sign in said for sign in ("quoted scalar", "flow", "expected ':'"))
    mark = error.context_mark if opened else error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    if _is_indented_by_tab(text, line):
        return Problem(key, "has a line that is indented by a tab.", "Use spaces.", line)
    entry = _ENTRY.fullmatch(_line(text, line))
    value = entry["value"] if entry else ""
    half = next((message for sign, message in _HALF_QUOTED if sign.fullmatch(value)), "")
    if entry and half:
        return Problem(key, half, _as_quoted(entry["name"], value), line)
    for sign, message, fix in _MISTAKES:
        if sign in said:
            is_value = entry and (fix == QUOTES or ("colon in" in message and ": " in value))
            remedy = _as_quoted(entry["name"], value) if entry and is_value else fix
            return Problem(key, message, remedy, line)
    message = f"has YAML that cannot be read: {said}."
    return Problem(key, message, "Check quotes and indentation.", line)


def _as_quoted(name: str, value: str) -> str:
    """The remedy for a value that has to be in quotes: the line as it ought to be."""
    around = _AROUND.fullmatch(value)
    inner = value[1:-1] if around else value
    if len(inner) > _LONGEST or "\\" in inner:
        return QUOTES
    quote = "'" if '"' in inner and "'" not in inner else '"'
    inner = inner.replace('"', '\\"') if quote == '"' else inner
    return f"Put the value in quotes: {name}: {quote}{inner}{quote}"


def _line(text: str, number: int) -> str:
    return next(iter(text.split("\n")[number - 1 : number]), "")


def _is_indented_by_tab(text: str, line: int) -> bool:
    found = _line(text, line)
    return "\t" in found[: len(found) - len(found.lstrip())]
