"""Importing within a folder of the test."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.importing.arrivals import Arrival, write

Arrive = Callable[..., Arrival]


@pytest.fixture
def arrive(run: Run, tmp_path: Path) -> Arrive:
    """Writes an export's files, imports them, and gives what came of it."""

    def imported(
        kind: str, files: Mapping[str, str | bytes], *options: str, source: str = ""
    ) -> Arrival:
        folder = write(tmp_path / "export", files)
        arrival = Arrival(run, kind, folder / source, tmp_path / "blog")
        result = arrival.again(*options)
        assert result.exit_code == 0, result.output
        return arrival

    return imported
