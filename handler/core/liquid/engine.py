"""Renders a text with python-liquid, which takes a while to import: load this when needed.

No IO here.
"""

from collections.abc import Mapping
from functools import lru_cache, partial

from liquid import Environment
from liquid.template import BoundTemplate

from handler.core.liquid.filters import FILTERS
from handler.core.liquid.limits import Budget, LimitReached
from handler.core.liquid.results import Form, LiquidResult, Resources
from handler.core.liquid.runtime.context import Journal, Rendering
from handler.core.liquid.runtime.locations import warn
from handler.core.liquid.runtime.nodes import Text
from handler.core.liquid.runtime.site import Site
from handler.core.liquid.template import Template, compile_template
from handler.core.liquid.values.times import ruby_times
from handler.core.model.entries import Json

_JEKYLL: Mapping[str, Json] = {"environment": "production", "version": "4.4.1"}
_LIMIT_FIX = "Make its loops shorter, or put less on one page."


class _Environment(Environment):
    context_depth_limit = 1_000
    logical_parentheses = True

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:  # noqa: ARG002
        self.filters.update(FILTERS)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return _Environment()


def run(
    source: str,
    page: Mapping[str, Json],
    site: Mapping[str, Json],
    resources: Resources,
    form: Form,
) -> LiquidResult:
    """Render a text; see `handler.core.liquid.render`."""
    env, journal = _environment(), Journal()
    template = compile_template(env, source, strict=form.strict)
    rendering = Rendering(
        BoundTemplate(env, []),
        variables={
            "page": ruby_times(page, site.get("timezone")),
            "site": Site(site, resources, journal),
            "jekyll": _JEKYLL,
        },
        resources=resources,
        form=form,
        budget=Budget(source),
        journal=journal,
        compile_text=partial(compile_template, env),
    )
    text = _render(rendering, template)
    warnings = tuple(sorted(journal.warnings, key=lambda warning: warning.line))
    return LiquidResult(
        text, warnings, frozenset(journal.needs), frozenset(journal.uses), journal.kept
    )


def _render(rendering: Rendering, template: Template) -> str:
    rendering.assigned |= template.assigned
    parts: list[str] = []
    for node, place in zip(template.nodes, template.places, strict=True):
        if isinstance(node, Text):
            parts.append(node.text)
            continue
        buffer = rendering.get_buffer()
        try:
            node.render(rendering, buffer)
        except LimitReached as limit:
            rendering.journal.kept = True
            warn(rendering, place, f"stays as written: too much ({limit}).", _LIMIT_FIX)
            parts.append(place.written)
        else:
            parts.append(buffer.getvalue())
    return "".join(parts)
