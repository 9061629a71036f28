"""Templates of a blog's own: tried before they are published, and rendered where they may end.

The functions are for processes that compute; what publishes and what renders pages asks for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

import jinja2

from handler.core.model.context import SiteContext
from handler.core.model.languages.misspellings import meant
from handler.core.pages.own_templates import Fault, Tried, fault_of, render_own, sandboxed
from handler.core.pages.rendering import template_of
from handler.core.pages.samples import samples
from handler.core.pages.views import View
from handler.fingerprints import TEMPLATES, static_files


def render(context: SiteContext, view: View, template: str | None) -> str | Fault:
    """A page as the blog's own templates have it, or why they have none."""
    return render_own(_environment(tuple(context.templates.items())), context, view, template)


def try_out(context: SiteContext, name: str, live: Mapping[str, str]) -> Tried:
    """What is wrong with a template among those of a context.

    Where those that are `live` were at fault already, it is not to blame.
    """
    found = dict(_faults(context))
    if found and not any(fault.name == name for fault in found.values()):
        known = dict(_faults(replace(context, templates=live)))
        found = {page: fault for page, fault in found.items() if page not in known}
    faults = tuple(dict.fromkeys([*_unread(context, name), *found.values()]))
    return Tried(faults, _is_unused(context, name), meant(name, names_of_ours()))


def _is_unused(context: SiteContext, name: str) -> bool:
    named = (f'"{name}"', f"'{name}'")
    is_named = any(word in text for text in context.templates.values() for word in named)
    return not is_named and name not in names_of_ours()


def _unread(context: SiteContext, name: str) -> Iterator[Fault]:
    """What no sample page shows may be wrong in itself."""
    try:
        _environment(tuple(context.templates.items())).get_template(name)
    except jinja2.TemplateSyntaxError as error:
        yield fault_of(error)


def _faults(context: SiteContext) -> Iterator[tuple[str, Fault]]:
    links = replace(context.links, static_files=static_files())
    for number, view in enumerate(samples()):
        page = render(replace(context, links=links), view, None)
        if isinstance(page, Fault):
            yield f"{template_of(view)} {number}", page


@lru_cache(4)
def _environment(own: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    return sandboxed(dict(own), ours())


def ours() -> jinja2.BaseLoader:
    """What loads the theme's templates: as sources, which the sandbox compiles its own way."""
    return jinja2.FileSystemLoader(TEMPLATES)


@lru_cache(1)
def names_of_ours() -> tuple[str, ...]:
    """The templates of the theme, which a blog may have its own of."""
    names = ours().list_templates()
    return tuple(name for name in names if not name.startswith("desk/"))
