"""Liquid as Jekyll's posts use it, which loses no word: what is unknown stays as written.

Includes, posts and data are looked up by the caller (`Need`, `Resources`). The folders, each of
which may import those after it: tags → filters → runtime → parsing, values.
May import: core/html, core/markdown, core/model.
Never comes in: IO, and front matter or configuration but as values.
"""

from collections.abc import Mapping

from handler.core.liquid.results import (
    Form,
    LiquidResult,
    LiquidWarning,
    Need,
    NeedKind,
    Resources,
)
from handler.core.model.entries import Json

__all__ = ["Form", "LiquidResult", "LiquidWarning", "Need", "NeedKind", "Resources", "render"]

_NOTHING = Resources()
_MARKDOWN = Form()


def render(
    source: str,
    *,
    page: Mapping[str, Json],
    site: Mapping[str, Json],
    resources: Resources = _NOTHING,
    form: Form = _MARKDOWN,
) -> LiquidResult:
    """Evaluate the Liquid in a text; while the result has needs, call again with them met."""
    if "{{" not in source and "{%" not in source:
        return LiquidResult(source)
    # python-liquid costs 0.2 s to import, and most posts hold no Liquid.
    from handler.core.liquid.engine import run

    return run(source, page, site, resources, form)
