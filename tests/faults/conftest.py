"""What the tests of failures share: an emulated AWS, and a proxy before it."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.faults.proxy import FaultProxy, connect, fault_proxy


@pytest.fixture(scope="session")
def proxy(moto: str) -> Iterator[FaultProxy]:
    """A proxy before the embedded AWS."""
    with fault_proxy(moto) as running:
        yield running


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients wait until the proxy says that their time is up."""
    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK tries again at once; it would wait up to a second after it was throttled."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))
