"""One AWS for all of these tests, each of which has names of its own in it."""

from collections.abc import Iterator

import pytest

from tests.infrastructure.cloud import Cloud, enforcing_cloud


@pytest.fixture(scope="session")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """An AWS that can check rights."""
    with enforcing_cloud(tmp_path_factory.mktemp("cloud") / "decisions") as found:
        yield found
