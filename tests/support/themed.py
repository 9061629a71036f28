"""Services with the theme's own templates, which every test process compiles once."""

from functools import cache, cached_property

from jinja2 import Environment

from handler.settings import Settings
from handler.wiring import Services


@cache
def templates() -> Environment:
    """The theme's templates. To compile them takes longer than most tests."""
    return Services(Settings("bucket", "table")).templates


class ThemedServices(Services):
    """Services of a process that began by compiling no template."""

    @cached_property
    def templates(self) -> Environment:
        """See `Services.templates`."""
        return templates()
