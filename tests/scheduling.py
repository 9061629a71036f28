"""Which tests one worker runs, one after the other: those of a group, or else of a module."""

import pytest
from xdist.scheduler import LoadGroupScheduling


class ByModule(LoadGroupScheduling):  # type: ignore[misc]
    """What a module shares among its tests is made by one worker, not by each.

    Its long tests may be groups of their own; groups of the most tests come first.
    """

    def _split_scope(self, nodeid: str) -> str:
        scope: str = super()._split_scope(nodeid)
        return scope.partition("::")[0] if scope == nodeid else scope


def make_scheduler(config: pytest.Config, log: object) -> ByModule | None:
    """This scheduling, where tests are run by group."""
    return ByModule(config, log) if config.getoption("dist") == "loadgroup" else None
