"""The clients of AWS that commands have."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from handler.cli.infrastructure.clients import services_of
from handler.core.model.writes import Key
from handler.settings import Settings
from tests.contracts.servers import environment
from tests.faults.aws import Call, Exchange, Fault, FaultyAWS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cli")]
KEY = Key("post", "hello")
POST = "_posts/2026-01-01-hello.md"


def answer_late(exchange: Exchange) -> None:
    time.sleep(2.5)
    exchange.answer(exchange.forward())


def every_answer_is_late(_call: Call, attempt: int) -> Fault | None:
    assert attempt == 1
    return answer_late


def test_they_wait_for_answers_that_no_reader_waits_for(stores: FaultyAWS) -> None:
    stores.bucket.put(POST, b"Hello", "text/markdown")
    with environment(stores.endpoint), stores.faults(every_answer_is_late):
        services = services_of(Settings("bucket", "table"))
        with ThreadPoolExecutor() as pool:
            file = pool.submit(services.bucket.get, POST)
            items = pool.submit(services.table.get, [KEY])
        found = file.result()
        assert found
        assert found.data == b"Hello"
        assert items.result() == {}
        assert len(stores.calls) == 2
