"""Which tests begin first."""

import re
from pathlib import Path

from tests.support.scheduling import LONGEST, next_of

TESTS = Path(__file__).parents[1]
_GROUP = re.compile(r'xdist_group\("([^"]+)"\)')


def test_what_lasts_longest_comes_first_whatever_else_waits() -> None:
    waiting = ["tests/core/test_a.py", "typed", "tests/faults/test_b.py", "cloud"]
    assert next_of(waiting) == "cloud"
    assert next_of(waiting[:3]) == "typed"
    assert next_of([waiting[2], waiting[0]]) == waiting[2]
    assert next_of(waiting[:1]) is None


def test_each_is_a_group_a_module_or_a_folder() -> None:
    groups = {each for path in TESTS.rglob("*.py") for each in _GROUP.findall(path.read_text())}
    assert [it for it in LONGEST if it not in groups and not (TESTS.parent / it).exists()] == []
