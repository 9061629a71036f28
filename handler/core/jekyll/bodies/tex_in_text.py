"""Whether `$…$` and the like are formulas in a text, as themes have MathJax or KaTeX read them.

No IO here.
"""

import re
from collections.abc import Mapping

from handler.core.jekyll.documents import Document
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.problems import Problem
from handler.core.site.config_json import MATH_SETTINGS

_FIX = "Write math: true in _config.yml, or in this file's front matter, to have them read."
_ELSEWHERE = re.compile(
    r"<(pre|code|script|style|math|textarea)\b(?:(?!<\1\b).)*?</\1\s*>|<[^<>]*>", re.S
)
# TeX with a command, an index or a power between two dollars that stand close to it.
_LOOKS_LIKE_TEX = re.compile(
    r"\$(?![\s$])(?=[^$\n]{0,200}?(?:\\[A-Za-z]{2}|[\w)}][_^][\w{\\]))[^$\n]{1,400}(?<!\s)\$(?![\d$])"
    r"|\\\((?=[^()\n]{0,200}(?:\\[A-Za-z]{2}|[_^=]))[^\n]{1,400}?\\\)"
)


def reads_tex(document: Document, site: SiteConfig) -> bool:
    """Whether front matter, its defaults or the configuration say so; the nearest counts."""
    return _says(document.front_matter) or (
        _says(document.front_matter) is None and bool(_says(site.data))
    )


def _says(values: Mapping[str, Json]) -> bool | None:
    """What the settings of a place say; None if there are none."""
    found = [_is_on(values[name]) for name in MATH_SETTINGS if values.get(name) is not None]
    return any(found) if found else None


def _is_on(value: Json) -> bool:
    """Whether a value turns formulas on: true, the name of a script, or a mapping with `enable`."""
    if isinstance(value, dict):
        return value.get("enable") is not False
    return str(value).strip().lower() not in {"", "false", "no", "off", "none", "0"}


def unread_formulas(document: Document, html: str) -> tuple[Problem, ...]:
    """A warning about a text with what looks like TeX between dollars, if nobody reads it."""
    if "$" not in html and "\\(" not in html:
        return ()
    found = _LOOKS_LIKE_TEX.search(_ELSEWHERE.sub("\n", html))
    if found is None:
        return ()
    line = _line_of(document, found[0])
    message = "has what looks like formulas between $ or \\\\( and \\\\), which stay text."
    return (Problem(document.key, message, _FIX, line, "warning"),)


def _line_of(document: Document, tex: str) -> int:
    at = document.body.find(tex[:20])
    return document.body_line + document.body.count("\n", 0, at) if at >= 0 else 0
