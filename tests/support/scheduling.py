"""Which tests one worker runs, one after the other: those of a group, or else of a module."""

import pytest
from xdist.scheduler import LoadGroupScheduling

LONGEST = (
    *("cloud", "browser", "pages", "typed", "life", "cli"),
    *("tests/faults/", "tests/tools/test_check_html.py", "package", "deployer"),
)
"""How groups and modules begin that take a minute or more: begun late, one would end alone."""


class ByModule(LoadGroupScheduling):  # type: ignore[misc]
    """What a module shares among its tests is made by one worker, not by each.

    Its long tests may be groups of their own. Those that last longest come first, then those of
    the most tests.
    """

    def _split_scope(self, nodeid: str) -> str:
        scope: str = super()._split_scope(nodeid)
        return scope.partition("::")[0] if scope == nodeid else scope

    def _assign_work_unit(self, node: object) -> None:
        if longest := next_of(list(self.workqueue)):
            self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)


def next_of(scopes: list[str]) -> str | None:
    """Which one comes next because it lasts long, if one does."""
    return next((it for name in LONGEST for it in scopes if it.startswith(name)), None)


def make_scheduler(config: pytest.Config, log: object) -> ByModule | None:
    """This scheduling, where tests are run by group."""
    return ByModule(config, log) if config.getoption("dist") == "loadgroup" else None
