"""Beginnings of files that were meant as front matter, but are none to Jekyll. No IO here."""

import re

_YAML = "Jekyll's front matter is YAML, name: value lines between two lines of three hyphens."
_HUGO = f"{_YAML} `coldpress import hugo` reads whole sites of Hugo."
_ENTRY = r"\s*+[A-Za-z][\w -]{0,40}+:(?:\s|$)"
_OPENINGS = (
    (re.compile(r"\+\+\+[^\S\n]*\n"), "begins with +++, as front matter in TOML does", _HUGO),
    (re.compile(r";;;[^\S\n]*\n"), "begins with ;;;, as front matter in JSON does", _YAML),
    (re.compile(r"\{\s*\n\s*\"\w+\"\s*:"), "begins with {, as front matter in JSON does", _YAML),
    (
        re.compile(rf"[^\S\n]+---[^\S\n]*\n{_ENTRY}"),
        "has spaces before its first three hyphens",
        "Delete them.",
    ),
    (
        re.compile(rf"\s*---[^\S\n]*\n{_ENTRY}"),
        "has front matter that does not begin on the first line",
        "Remove what is above it.",
    ),
    (
        re.compile(
            rf"(?:-{{2}}|-{{4,}}|[-\u2010-\u2015\u2212]{{1,3}}|[*_=~]{{3,}})[^\S\n]*\n{_ENTRY}"
        ),
        "begins with a line that is not quite three hyphens",
        "Write --- there, and after the last entry.",
    ),
    (
        re.compile(
            r"(?:title|date|author|authors|tags|category|categories|slug|layout|summary|status"
            r"|permalink|published|draft|description):[^\S\n]*\S[^\n]*\n",
            re.IGNORECASE,
        ),
        "begins with an entry such as title: without a line of three hyphens above it",
        "Write --- above its entries, and below them; a whole site of Pelican's is read by "
        "`coldpress import pelican`.",
    ),
)

_ENTRIES = re.compile(
    r"---[^\S\n]*\n[A-Za-z][\w -]{0,40}+:(?:[^\S\n][^\n]*)?\n"
    r"(?:(?:[\w-]++:|[^\S\n]|-[^\S\n]|#)[^\n]*\n)*+(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)"
)


def begins_with_entries(body: str) -> bool:
    """Whether a body begins with front matter, as that of a file that was pasted whole does."""
    return bool(_ENTRIES.match(body))


def lookalike(text: str) -> tuple[str, str] | None:
    """What is wrong with the beginning of a text, and the remedy, if it was meant otherwise."""
    found = (each[1:] for each in _OPENINGS if each[0].match(text))
    return next(found, None)
