"""An AWS that is out of reach, overloaded or broken is `Unavailable`, and soon."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from types import SimpleNamespace

import pytest
from botocore.exceptions import ClientError

from handler.aws.bucket import S3Bucket
from handler.aws.table import DynamoTable
from handler.cli.local.embedded.ports import free_port
from handler.core.model.writes import Key, Put
from handler.services.ports import Unavailable
from tests.contracts.broken_aws import BrokenAWS, broken_aws
from tests.contracts.servers import new_client

_NO_ANSWER = {"write", "transact", "put", "replace", "delete", "head"}
_CALLS: dict[str, Callable[[DynamoTable, S3Bucket], object]] = {
    "table.get": lambda table, _: table.get([Key("a")]),
    "table.query": lambda table, _: table.query("a"),
    "table.scan": lambda table, _: list(table.scan()),
    "table.write": lambda table, _: table.write(Put(Key("a"), {})),
    "table.transact": lambda table, _: table.transact([Put(Key("a"), {})]),
    "bucket.get": lambda _, bucket: bucket.get("a"),
    "bucket.download": lambda _, bucket: bucket.download("a", BytesIO()),
    "bucket.head": lambda _, bucket: bucket.head("a"),
    "bucket.read_range": lambda _, bucket: bucket.read_range("a", "v", 0, 9),
    "bucket.objects": lambda _, bucket: bucket.objects(),
    "bucket.versions": lambda _, bucket: bucket.versions("a"),
    "bucket.put": lambda _, bucket: bucket.put("a", b"", "text/css"),
    "bucket.replace": lambda _, bucket: bucket.replace("a", BytesIO(b"b"), "text/css", "e"),
    "bucket.delete": lambda _, bucket: bucket.delete("a"),
}
_READS = [name for name in _CALLS if name.split(".")[1] not in _NO_ANSWER]


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the SDK would pause before it tries again, which it does at once."""
    pauses: list[float] = []
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=pauses.append))
    return pauses


@pytest.fixture(scope="module")
def aws() -> Iterator[BrokenAWS]:
    """An AWS that is broken in the way a test says."""
    with broken_aws() as aws:
        yield aws


def call(name: str, endpoint: str) -> object:
    """Make one call of the table or bucket at an address."""
    table = DynamoTable(lambda: production_client("dynamodb", endpoint), "table")
    return _CALLS[name](table, S3Bucket(lambda: production_client("s3", endpoint), "bucket"))


production_client = cache(new_client)


def dynamo_error(code: str) -> str:
    """An error as DynamoDB says it."""
    return f'{{"__type": "com.amazonaws.dynamodb.v20120810#{code}", "message": "m"}}'


def s3_error(code: str) -> str:
    """An error as S3 says it."""
    return f"<Error><Code>{code}</Code><Message>m</Message></Error>"


_PAGE = "\n<!DOCTYPE html><html><title>Log in</title>"
_PORTALS = [(200, _PAGE, {}), (302, _PAGE, {"Location": "/"}), (307, "", {"Location": "/"})]
_PORTALS += [(403, _PAGE, {}), (404, _PAGE.lower(), {}), (511, _PAGE, {}), (200, "<a/>", {})]
_PORTALS += [(200, "[]", {}), (200, "", {})]


def _is_alike(name: str, status: int, body: str) -> bool:
    """Whether AWS itself answers no more than this: not to a deletion, nor what has no body."""
    if name == "bucket.delete":
        return status == 200 and body != _PAGE
    return name == "bucket.head" and status >= 400


@pytest.mark.parametrize(
    ("name", "portal"),
    [(name, each) for name in _CALLS for each in _PORTALS if not _is_alike(name, *each[:2])],
)
def test_what_answers_in_the_place_of_aws_is_not_believed(
    aws: BrokenAWS, name: str, portal: tuple[int, str, dict[str, str]]
) -> None:
    status, body, headers = portal
    with pytest.raises(Unavailable) as caught:
        call(name, aws.answering(status, body, headers=headers))
    if body == _PAGE and status > 300 and name != "bucket.head":
        assert "such as the log-in page of a network" in str(caught.value)


@pytest.mark.parametrize("name", _CALLS)
def test_a_failing_service_is_unavailable(aws: BrokenAWS, name: str) -> None:
    body = s3_error("InternalError") if "bucket" in name else dynamo_error("InternalServerError")
    with pytest.raises(Unavailable):
        call(name, aws.answering(500, body))


@pytest.mark.parametrize("name", ["table.get", "bucket.get", "bucket.objects"])
def test_a_gateway_that_answers_in_html_is_unavailable(aws: BrokenAWS, name: str) -> None:
    with pytest.raises(Unavailable):
        call(name, aws.answering(502, "<html><br>Bad gateway</html>"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("table.get", "ProvisionedThroughputExceededException"),
        ("table.query", "ThrottlingException"),
        ("table.write", "RequestLimitExceeded"),
        ("table.transact", "ThrottlingException"),
    ],
)
def test_a_throttled_table_is_unavailable(aws: BrokenAWS, name: str, code: str) -> None:
    with pytest.raises(Unavailable):
        call(name, aws.answering(400, dynamo_error(code)))


@pytest.mark.parametrize("reason", ["ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_transaction_cancelled_for_load_is_unavailable(aws: BrokenAWS, reason: str) -> None:
    cancelled = dynamo_error("TransactionCanceledException")
    body = cancelled[:-1] + f', "CancellationReasons": [{{"Code": "{reason}"}}]}}'
    with pytest.raises(Unavailable):
        call("table.transact", aws.answering(400, body))


@pytest.mark.parametrize(
    ("name", "code"), [("bucket.get", "SlowDown"), ("bucket.put", "ServiceUnavailable")]
)
def test_a_throttled_bucket_is_unavailable(aws: BrokenAWS, name: str, code: str) -> None:
    with pytest.raises(Unavailable):
        call(name, aws.answering(503, s3_error(code)))


@pytest.mark.parametrize("name", _READS)
def test_a_connection_that_breaks_in_the_middle_is_unavailable(aws: BrokenAWS, name: str) -> None:
    with pytest.raises(Unavailable):
        call(name, aws.answering(200, '{"Responses": {"table": [', missing_bytes=9))


@pytest.mark.parametrize("name", ["bucket.get", "table.get"])
def test_nobody_listening_is_unavailable_at_once(name: str, pauses: list[float]) -> None:
    with pytest.raises(Unavailable):
        call(name, f"http://127.0.0.1:{free_port()}")
    assert sum(pauses) < 4


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bucket.get", "table.get"])
def test_a_service_that_does_not_answer_is_unavailable_before_api_gateway_gives_up(
    name: str, pauses: list[float]
) -> None:
    service = "s3" if "bucket" in name else "dynamodb"
    with socket.create_server(("127.0.0.1", 0)) as mute:
        endpoint = f"http://127.0.0.1:{mute.getsockname()[1]}"
        started = time.monotonic()
        with pytest.raises(Unavailable):
            call(name, endpoint)
        waited = time.monotonic() - started
        attempts = count_connections(mute)
    config = production_client(service, endpoint).meta.config
    assert waited > 2
    assert attempts == 2
    assert attempts * (config.connect_timeout + config.read_timeout) + sum(pauses) < 29


def count_connections(listener: socket.socket) -> int:
    """How many connections wait to be accepted."""
    listener.setblocking(False)
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            listener.accept()[0].close()
            count += 1
    return count


@pytest.mark.parametrize("name", ["bucket.get", "bucket.put"])
def test_a_bucket_that_refuses_is_not_unavailable(aws: BrokenAWS, name: str) -> None:
    with pytest.raises(ClientError):
        call(name, aws.answering(403, s3_error("AccessDenied")))


@pytest.mark.parametrize("name", ["table.get", "table.write", "table.transact"])
def test_a_table_that_refuses_is_not_unavailable(aws: BrokenAWS, name: str) -> None:
    with pytest.raises(ClientError):
        call(name, aws.answering(400, dynamo_error("AccessDeniedException")))
