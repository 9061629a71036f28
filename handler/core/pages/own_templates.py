"""Templates of a blog's own in place of the theme's. No IO here: the theme's loader is passed in.

Whoever may write them decides what pages look like, and nothing else: they are rendered in Jinja's
sandbox, in which neither attributes of Python's own can be read nor anything be changed, and by a
process that may be ended (`handler/sandbox`), as time and memory are no matter of that.
https://jinja.palletsprojects.com/en/stable/sandbox/
"""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from handler.core.model.addressing.keys import TEMPLATES
from handler.core.model.context import SiteContext
from handler.core.model.limits import MAXIMUM_PAGE
from handler.core.pages.rendering import make_environment, template_of, variables_of
from handler.core.pages.views import View

OURS = "theme/"
"""What stands before the name of a template of the theme's, for one that goes on from it."""
_Source = tuple[str, str | None, Callable[[], bool] | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a template cannot be rendered: which one (none: the theme's own), where, and what."""

    name: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What is wrong with a template; one that is `unused` no page shows, `meant` is its like."""

    faults: tuple[Fault, ...] = ()
    unused: bool = False
    meant: str = ""


class TooLong(jinja2.TemplateRuntimeError):
    """A page comes to more than anybody reads."""


class _Own(jinja2.BaseLoader):
    """The blog's own templates, whose names in tracebacks are those of their files."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates

    def get_source(self, environment: jinja2.Environment, template: str) -> _Source:  # noqa: ARG002
        """See `BaseLoader.get_source`."""
        if template not in self._templates:
            raise jinja2.TemplateNotFound(template)
        return self._templates[template], TEMPLATES + template, lambda: True


def sandboxed(own: Mapping[str, str], ours: jinja2.BaseLoader) -> jinja2.Environment:
    """An environment in which a blog's own templates go before the theme's."""
    theme = jinja2.PrefixLoader({OURS.rstrip("/"): ours})
    loader = jinja2.ChoiceLoader([_Own(own), theme, ours])
    return make_environment(loader, ImmutableSandboxedEnvironment)


def render_own(
    templates: jinja2.Environment, context: SiteContext, view: View, template: str | None = None
) -> str | Fault:
    """The HTML of a page, or why there is none."""
    try:
        variables = variables_of(context, view)
        return _bounded(templates.get_template(template or template_of(view)), variables)
    except MemoryError:
        raise
    except Exception as error:  # Whatever an author wrote may raise whatever there is.
        return fault_of(error)


def _bounded(template: jinja2.Template, variables: Mapping[str, object]) -> str:
    pieces, size = [], 0
    for piece in template.generate(variables):
        size += len(piece)
        if size > MAXIMUM_PAGE:
            raise TooLong(f"the page has more than {MAXIMUM_PAGE:,} characters")
        pieces.append(piece)
    return "".join(pieces)


def fault_of(error: Exception) -> Fault:
    """Where in a blog's own templates an error lies, and what it says."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        own = (error.filename or "").startswith(TEMPLATES)
        return Fault((error.name or "") if own else "", error.lineno, _ended(error.message or ""))
    frames = traceback.extract_tb(error.__traceback__)
    own_frames = [frame for frame in frames if frame.filename.startswith(TEMPLATES)]
    if not own_frames:
        return Fault("", 0, _words(error))
    last = own_frames[-1]
    return Fault(last.filename.removeprefix(TEMPLATES), last.lineno or 0, _words(error))


def _words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it goes on for ever: it includes or extends itself."
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template {error.name!r}."
    if isinstance(error, jinja2.UndefinedError | SecurityError | TooLong):
        return _ended(str(error))
    return _ended(f"{type(error).__name__}: {error}")


def _ended(words: str) -> str:
    return f"{words[:300].strip().rstrip('.')}."
