"""Templates and styles as they are on disk now, without a new start of the server."""

from collections.abc import Callable

from jinja2 import TemplateSyntaxError

from handler.core.model.problems import Problem
from handler.fingerprints import build_fingerprint
from handler.web.static import forget_files
from handler.wiring import Services

_FIX = "Mend it; until then pages keep the theme as it was."


class Theme:
    """The services of one blog, made anew over the same stores whenever the theme changes."""

    def __init__(self, make: Callable[[], Services]) -> None:
        self._make = make
        self._services = make()

    def services(self) -> Services:
        """The services with the newest theme that is right."""
        return self._services

    def renew(self) -> tuple[Problem, ...]:
        """Take the theme as it is now, unless a template is wrong; then say which."""
        forget_files()
        build_fingerprint.cache_clear()
        fresh = self._make()
        problems = _problems(fresh)
        if not problems:
            self._services = fresh
        return problems


def _problems(services: Services) -> tuple[Problem, ...]:
    problems = []
    for name in services.templates.list_templates(extensions=["html"]):
        try:
            services.templates.get_template(name)
        except TemplateSyntaxError as error:
            place = f"templates/{error.name or name}"
            problems.append(Problem(place, f"{error.message}.", _FIX, error.lineno))
    return tuple(problems)
