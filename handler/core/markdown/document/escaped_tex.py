"""TeX as authors write it where kramdown takes backslashes from it, and MathJax reads the rest."""

from __future__ import annotations

import re

# A mark that kramdown takes the backslash from, though TeX does not need it, or a second backslash.
_TAKEN = r"\\([|_*`+.\"'~-])"
_DOUBLED = re.compile(rf"\\\\(\\\\|[A-Za-z]|[^\s\w\\])|{_TAKEN}", re.ASCII)
_IN_ROWS = re.compile(rf"\\\\(\\\\|[{{}}()|_*#%$&])|{_TAKEN}")


def unescaped(tex: str) -> str:
    """TeX without the backslashes that kramdown would take from it, and authors therefore write.

    What TeX has no other word for, such as `\\{` and the end of a row in a matrix, stays.
    """
    doubled = _IN_ROWS if "\\begin" in tex else _DOUBLED
    return doubled.sub(_single, tex)


def _single(match: re.Match[str]) -> str:
    return match[2] or ("\\\\" if match[1] == "\\\\" else f"\\{match[1]}")
