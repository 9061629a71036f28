"""Whatever happens to uploads, events and processes, readers and index come out right."""

import pytest

from tests.simulation.blocks import block_of
from tests.simulation.sequence import Sequence

_BLOCKS = range(20)


@pytest.mark.parametrize("block", [block_of(block, "simulation") for block in _BLOCKS])
def test_random_sequences_converge_and_never_show_a_stale_or_half_published_page(
    block: int,
) -> None:
    for seed in range(block * 25, (block + 1) * 25):
        try:
            Sequence(seed).run()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
