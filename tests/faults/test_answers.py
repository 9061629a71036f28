"""Answers that are cut off, partial or damaged, as the adapters take them."""

import json
from io import BytesIO

import pytest

from handler.aws.bucket import S3Bucket
from handler.aws.table import DynamoTable
from handler.core.model.writes import Key, Put
from handler.services.ports import Unavailable
from tests.contracts.servers import new_client, production_client
from tests.faults import faults
from tests.faults.aws import Answer, Exchange, Fault, FaultyAWS, Rule

pytestmark = pytest.mark.usefixtures("no_pauses")
KEYS = [Key("letter", name) for name in "abc"]


@pytest.fixture(scope="module")
def table(aws: FaultyAWS) -> DynamoTable:
    """A table with three items."""
    table = DynamoTable(lambda: production_client("dynamodb", aws.endpoint), "table")
    for key in KEYS:
        table.write(Put(key, {"name": "한글"}))
    return table


@pytest.fixture(scope="module")
def bucket(aws: FaultyAWS) -> S3Bucket:
    """A bucket with a file."""
    client = new_client("s3", aws.endpoint)
    bucket = S3Bucket(lambda: client, "bucket")
    bucket.put("a", b"content", "text/plain")
    return bucket


def at_first(fault: Fault, calls: int = 1) -> Rule:
    """A fault of the first calls."""
    return lambda call, _: fault if call.number <= calls else None


def one_at_a_time(exchange: Exchange) -> None:
    """The table is so busy that it reads just one of the items asked for."""
    request = json.loads(exchange.sent)
    ((name, asked),) = request["RequestItems"].items()
    first, *others = asked["Keys"]
    exchange.sent = json.dumps({"RequestItems": {name: {**asked, "Keys": [first]}}}).encode()
    answer = json.loads(exchange.forward().body)
    if others:
        answer["UnprocessedKeys"] = {name: {**asked, "Keys": others}}
    exchange.answer_with(json.dumps(answer).encode())


def cut_within_a_letter(exchange: Exchange) -> None:
    """The answer breaks off in the middle of a letter that takes three bytes."""
    text = '{"Responses": {"table": [{"name": {"S": "한'.encode()
    exchange.answer_with(text[:-1])


def damaged(exchange: Exchange) -> None:
    """The body is not the one that the checksum was made of."""
    answer = exchange.forward()
    exchange.answer(Answer(answer.status, answer.headers | _WRONG, answer.body))


_WRONG = {"x-amz-checksum-crc32": "AAAAAA=="}


def stalled(exchange: Exchange) -> None:
    """The head comes, and some of the body, and then nothing more."""
    exchange.answer(exchange.forward(), only=2)
    exchange.time_out(faults.READ_SECONDS[exchange.service])


def cut_error(exchange: Exchange) -> None:
    """An error whose name is cut off."""
    exchange.answer(Answer(400, {"Content-Length": "20"}, b'{"__type": "com.amaz'))


def test_items_that_were_left_out_are_asked_for_again(aws: FaultyAWS, table: DynamoTable) -> None:
    with aws.faults(at_first(one_at_a_time, calls=9)):
        assert table.get(KEYS).keys() == set(KEYS)
    assert len(aws.calls) == 3


def test_items_that_are_left_out_again_and_again_are_unavailable(
    aws: FaultyAWS, table: DynamoTable
) -> None:
    many = [Key("letter", f"{number}") for number in range(9)]
    with aws.faults(at_first(one_at_a_time, calls=9)), pytest.raises(Unavailable):
        table.get(many)


@pytest.mark.parametrize("fault", [faults.half_an_answer, cut_within_a_letter, cut_error])
def test_an_answer_of_the_table_that_is_always_cut_off_is_unavailable(
    aws: FaultyAWS, table: DynamoTable, fault: Fault
) -> None:
    with aws.faults(at_first(fault, calls=9)):
        for read in (lambda: table.get(KEYS), lambda: table.query("letter")):
            with pytest.raises(Unavailable):
                read()


@pytest.mark.parametrize("fault", [faults.half_an_answer, stalled, damaged])
def test_a_file_that_breaks_off_once_is_read_again(
    aws: FaultyAWS, bucket: S3Bucket, fault: Fault
) -> None:
    with aws.faults(at_first(fault)):
        found = bucket.get("a")
    assert found is not None
    assert found.data == b"content"
    assert len(aws.calls) == 2


def test_a_download_that_breaks_off_once_begins_anew(aws: FaultyAWS, bucket: S3Bucket) -> None:
    file = BytesIO()
    with aws.faults(at_first(faults.half_an_answer)):
        assert bucket.download("a", file)
    assert file.getvalue() == b"content"


@pytest.mark.parametrize("fault", [faults.half_an_answer, stalled, damaged])
def test_a_file_that_always_breaks_off_is_unavailable(
    aws: FaultyAWS, bucket: S3Bucket, fault: Fault
) -> None:
    with aws.faults(at_first(fault, calls=9)), pytest.raises(Unavailable):
        bucket.get("a")


def test_a_write_that_was_done_counts_although_its_answer_is_cut_off(
    aws: FaultyAWS, table: DynamoTable
) -> None:
    with aws.faults(at_first(faults.half_an_answer, calls=9)):
        table.write(Put(Key("written"), {"n": 1}))
    assert table.get([Key("written")]) == {Key("written"): {"n": 1}}
