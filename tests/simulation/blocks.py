"""Blocks of sequences, for workers to share."""

from typing import Any

import pytest


def block_of(block: int, kind: str) -> Any:
    """A block that any worker may run; only the first is quick."""
    marks = [pytest.mark.xdist_group(f"{kind}-{block}")]
    return pytest.param(block, marks=[*marks, *([pytest.mark.slow] if block else [])])
