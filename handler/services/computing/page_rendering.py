"""Rendering pages: with the theme's templates here, with a blog's own where that may be ended."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from handler.core.model.context import SiteContext
from handler.core.model.limits import READING_SECONDS
from handler.core.pages.rendering import render_page, template_of
from handler.core.pages.views import ErrorView, SearchView, View
from handler.services.ports import Allowance, Clock, Metrics, Sandbox, Unfinished

if TYPE_CHECKING:
    import jinja2

PAUSE = timedelta(minutes=1)
_log = logging.getLogger("coldpress")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page. One that `is_passing` lacks the blog's own templates, as those failed."""

    text: str
    is_passing: bool = False


class PageRenderer:
    """Renders the pages of one blog; without templates of its own it costs nothing more."""

    def __init__(
        self,
        templates: "Callable[[], jinja2.Environment]",
        sandbox: Callable[[], Sandbox],
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        self._templates = templates
        self._sandbox = sandbox
        self._clock = clock
        self._metrics = metrics
        self._resting: dict[str, datetime] = {}

    def render(self, context: SiteContext, view: View, template: str | None = None) -> Rendered:
        """A page, or a part of it."""
        if not context.templates:
            return Rendered(render_page(self._templates(), context, view, template))
        text = None if self._rests(view) else self._own(context, view, template)
        if text is not None:
            return Rendered(text)
        plain = replace(context, templates={})
        return Rendered(render_page(self._templates(), plain, view, template), is_passing=True)

    def _own(self, context: SiteContext, view: View, template: str | None) -> str | None:
        # Most blogs have no templates of their own.
        from handler.services.computing.tasks import render_page as in_sandbox

        allowance = Allowance(READING_SECONDS)
        try:
            page = in_sandbox(self._sandbox(), allowance, context, view, template)
        except Unfinished as error:
            self._failed(view, str(error))
            return None
        if isinstance(page, str):
            return page
        self._failed(view, f"{page.name}:{page.line}: {page.message}")
        return None

    def _failed(self, view: View, why: str) -> None:
        self._metrics.add("TemplateFailed")
        _log.warning("the blog's own %s failed: %s", template_of(view), why)
        if _is_never_stored(view):
            self._resting[template_of(view)] = self._clock.now() + PAUSE

    def _rests(self, view: View) -> bool:
        """Whether a page of which each reader would have to wait for the same failure."""
        until = self._resting.get(template_of(view)) if _is_never_stored(view) else None
        return until is not None and self._clock.now() < until


def _is_never_stored(view: View) -> bool:
    return isinstance(view, ErrorView | SearchView)
