"""The gateways of these tests refuse what AWS refuses, so that no bad answer passes for good."""

import gzip
from typing import Any

import pytest

from tests.cloud.aws.answers import MAXIMUM_ANSWER, Form
from tests.cloud.aws.doors import HTTPAPI, Door, FunctionURL, RestAPI
from tests.cloud.aws.messages import Answer, Request

DOORS: list[Door] = [RestAPI(), HTTPAPI(), FunctionURL()]
GOOD: dict[str, Any] = {"statusCode": 200, "headers": {"A": "b"}, "body": "text"}
BAD: dict[str, Any] = {
    "nothing": None,
    "no status": {"body": "text"},
    "status as text": GOOD | {"statusCode": "200"},
    "header as number": GOOD | {"headers": {"Content-Length": 4}},
    "header of two lines": GOOD | {"headers": {"A": "b\r\nc"}},
    "header outside of Latin-1": GOOD | {"headers": {"A": "안녕"}},
    "body as object": GOOD | {"body": {"a": 1}},
    "body that is not Base64": GOOD | {"body": "안녕", "isBase64Encoded": True},
    "too much": GOOD | {"body": "a" * MAXIMUM_ANSWER},
    "failure": {"errorMessage": "no", "errorType": "KeyError"},
}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: type(door).__name__)
@pytest.mark.parametrize("given", BAD.values(), ids=BAD)
def test_a_bad_answer_costs_the_reader_an_error(door: Door, given: Any) -> None:
    assert door.answer(Request("/"), given).status in {500, 502}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: type(door).__name__)
def test_a_good_answer_arrives(door: Door) -> None:
    headers = (("a", "b"), ("content-length", "4"))
    assert door.answer(Request("/"), GOOD) == Answer(200, headers, b"text")


def test_a_rest_api_sends_base64_as_it_is_unless_it_takes_everything_for_binary() -> None:
    given = GOOD | {"body": "/w==", "isBase64Encoded": True}
    request = Request("/", headers={"Accept": "image/png,*/*"})
    assert RestAPI().answer(request, given).body == b"\xff"
    assert RestAPI(form=Form(())).answer(request, given).body == b"/w=="


def test_a_rest_api_that_compresses_does_so_to_a_part_of_a_file_too() -> None:
    request = Request("/", headers={"Accept-Encoding": "gzip"})
    answer = RestAPI(form=Form(compresses_from=0)).answer(request, GOOD | {"statusCode": 206})
    assert gzip.decompress(answer.body) == b"text"
    assert answer["content-encoding"] == "gzip"
