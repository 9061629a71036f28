"""The clients of AWS that commands have."""

from typing import Any

import pytest

from handler.cli.infrastructure.clients import services_of
from handler.core.model.writes import Key
from handler.settings import Settings
from handler.wiring import Services
from tests.contracts.servers import environment
from tests.faults import aws
from tests.faults.aws import FaultyAWS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cli")]
KEY = Key("post", "hello")
POST = "_posts/2026-01-01-hello.md"


class Waits(list[float]):
    """For how long clients at most waited for each answer, in seconds."""

    def connect(self, *arguments: Any, **named: Any) -> "NotingSocket":
        """As urllib3's `create_connection`."""
        made = NotingSocket(fileno=aws.connect(*arguments, **named).detach())
        made.waits = self
        return made


class NotingSocket(aws.PatientSocket):
    """A client's socket that notes when its time would be up."""

    waits: Waits

    def recv_into(self, *arguments: Any, **named: Any) -> int:
        """Note it, and wait."""
        self.waits.append(self.gettimeout() or 0)
        return super().recv_into(*arguments, **named)


def waits_of(services: Services) -> Waits:
    """What is waited for a file and an item."""
    waits = Waits()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("urllib3.util.connection.create_connection", waits.connect)
        found = services.bucket.get(POST)
        assert services.table.get([KEY]) == {}
    assert found
    assert found.data == b"Hello"
    return waits


def test_they_wait_for_answers_that_no_reader_waits_for(stores: FaultyAWS) -> None:
    stores.bucket.put(POST, b"Hello", "text/markdown")
    settings = Settings("bucket", "table")
    with environment(stores.endpoint):
        assert set(waits_of(Services(settings))) == {1, 2}
        assert set(waits_of(services_of(settings))) == {20}
