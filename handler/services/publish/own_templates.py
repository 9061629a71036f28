"""Templates of a blog's own, before they are published: each is tried with the others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handler.core.jekyll.results import Context, Evaluation
from handler.core.model.addressing.keys import TEMPLATES, is_template, template_name
from handler.core.model.context import Links, NavItem, SiteContext
from handler.core.model.entries import SiteConfig
from handler.core.model.limits import MAXIMUM_TEMPLATES, MOST_TEMPLATES, TEMPLATE_SECONDS
from handler.core.model.problems import Problem
from handler.services.ports import Allowance, Sandbox, Table, Unfinished
from handler.services.records import own_templates

if TYPE_CHECKING:
    from handler.core.pages.own_templates import Fault, Tried

_FIX = "Mend it; until then pages keep what was right."
_FEWER = "Leave out what pages do without."


class OwnTemplates:
    """The templates of one blog."""

    def __init__(self, table: Table, sandbox: Sandbox) -> None:
        self._table = table
        self._sandbox = sandbox

    def tried(
        self, key: str, evaluation: Evaluation, context: Context, allowance: Allowance
    ) -> Evaluation:
        """What a template is worth beside the others that are live; other keys stay as they are.

        One that is rejected is tried again whenever another changes.
        """
        text = evaluation.publication.value if evaluation.publication else None
        if not is_template(key) or not isinstance(text, str):
            return evaluation
        live = own_templates(self._table)
        attempt = _Attempt(key, live, {**live, template_name(key): text}, context.site)
        problems = tuple(self._problems(attempt, allowance))
        if any(problem.severity == "error" for problem in problems):
            return Evaluation("rejected", problems=problems, stamp=evaluation.stamp)
        return replace(evaluation, problems=(*evaluation.problems, *problems))

    def _problems(self, attempt: "_Attempt", allowance: Allowance) -> Iterator[Problem]:
        key, templates = attempt.key, attempt.templates
        if len(templates) > MOST_TEMPLATES:
            yield Problem(key, f"is one template more than {MOST_TEMPLATES}.", _FEWER)
        elif sum(map(len, templates.values())) > MAXIMUM_TEMPLATES:
            message = f"brings all templates to over {MAXIMUM_TEMPLATES:,} characters."
            yield Problem(key, message, _FEWER)
        else:
            yield from self._try(attempt, allowance)

    def _try(self, attempt: "_Attempt", allowance: Allowance) -> Iterator[Problem]:
        # Nothing else that is published needs it.
        from handler.services.computing.tasks import try_template

        given = min(TEMPLATE_SECONDS, allowance.seconds)
        left = Allowance(given)
        context, name = _sample(attempt.site, attempt.templates), template_name(attempt.key)
        try:
            tried = try_template(self._sandbox, left, context, name, attempt.live)
            yield from _told(attempt.key, tried)
        except Unfinished as error:
            yield Problem(attempt.key, f"is not published: it {error}.", "Make it simpler.")
        finally:
            allowance.seconds -= given - left.seconds


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A template that is to be published, with those that are live and those that would be."""

    key: str
    live: Mapping[str, str]
    templates: Mapping[str, str]
    site: SiteConfig


def _sample(site: SiteConfig, templates: Mapping[str, str]) -> SiteContext:
    links = Links(site.url or "https://blog.example", site.baseurl)
    nav = (NavItem("About", "/about/"),)
    return SiteContext(site, links, nav, templates=templates, bylines=True)


def _told(key: str, tried: "Tried") -> Iterator[Problem]:
    yield from (_problem(key, fault) for fault in tried.faults)
    if tried.unused:
        fix = f"Call it {tried.meant}." if tried.meant else "Include it, or call it as ours is."
        message = "is no template of the theme's, and no other includes it."
        yield Problem(key, message, fix, severity="warning")


def _problem(key: str, fault: "Fault") -> Problem:
    if fault.name == template_name(key):
        return Problem(key, f"cannot be rendered: {fault.message}", _FIX, fault.line)
    other = f"{TEMPLATES}{fault.name}, line {fault.line}" if fault.name else "the theme's own"
    return Problem(key, f"does not go together with {other}: {fault.message}", _FIX)
