"""Why there is no local server."""

from handler.core.model.problems import ColdpressError


class LocalError(ColdpressError):
    """The local server cannot run on this machine as it is."""
