"""What the tests of failures share: an AWS whose calls can be made to fail."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.faults.aws import FaultyAWS, connect, faulty_aws


@pytest.fixture(scope="module")
def aws() -> Iterator[FaultyAWS]:
    """An AWS, of which nothing fails yet."""
    with faulty_aws() as running:
        yield running


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients wait until that AWS says that their time is up."""
    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK tries again at once; it would wait up to a second after it was throttled."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))
