"""An event can say that something happened, and never what is to be run."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from handler import entry
from handler.aws.metrics import EmbeddedMetrics
from handler.web.app import create_app
from tests.services.blog import Blog, post_key, post_text
from tests.support.s3_events import s3_event
from tests.test_entry import request_event

CONTEXT = SimpleNamespace(aws_request_id="abc-123")
TRAP = "trap.spring"
"""A function that leaves a file; so does the import of its module."""
RULE = "arn:aws:events:us-east-1:123456789012:rule/coldpress-dev-"
TASK = {
    "task_path": TRAP,
    "capture_response": False,
    "response_id": None,
    "args": [],
    "kwargs": {},
    "command": "zappa.asynchronous.route_lambda_task",
}
S3_PART = {"bucket": {"arn": "arn:aws:s3:::bucket"}, "object": {}}
RAW = "import trap; trap.spring()"


def rule(function: str, **more: object) -> dict[str, object]:
    """What EventBridge sends for a rule of Zappa's, as its input transformer makes it."""
    return {
        "time": "2026-06-01T12:00:00Z",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "123456789012",
        "region": "us-east-1",
        "detail": {},
        "version": "0",
        "resources": [RULE + function],
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "kwargs": {},
        **more,
    }


def records(**record: object) -> dict[str, object]:
    return {"Records": [record]}


FOREIGN: dict[str, Any] = {
    "raw command": {"raw_command": RAW},
    "command": {"command": TRAP},
    "asynchronous task": TASK,
    "management command": {"manage": "shell -c 'import trap'"},
    "rule": rule(TRAP),
    "rule with a name": rule(f"nightly-{TRAP}"),
    "rule for two": rule("handler.entry.on_tick") | {"resources": [RULE + TRAP, RULE + TRAP]},
    "rule of nothing": rule("x") | {"resources": []},
    "rule of no text": rule("x") | {"resources": [{"rule": TRAP}]},
    "pattern rule": {"source": "aws.events", "detail-type": "Object Created", "resources": [TRAP]},
    "notification id": records(s3={**S3_PART, "configurationId": f"id:{TRAP}"}),
    "notification of nobody": records(s3={**S3_PART, "configurationId": "coldpress-dev"}),
    "SNS": records(EventSource="aws:sns", Sns={"Message": json.dumps(TASK), "TopicArn": TRAP}),
    "SQS": records(eventSource="aws:sqs", eventSourceARN=TRAP, body=json.dumps(TASK)),
    "DynamoDB": records(eventSource="aws:dynamodb", dynamodb={}, eventSourceARN=TRAP),
    "Kinesis": records(eventSource="aws:kinesis", kinesis={}, eventSourceARN=TRAP),
    "no records": {"Records": []},
    "records that are none": {"Records": TRAP},
    "Lex": {"bot": {"name": "b"}, "currentIntent": {"name": "i"}, "invocationSource": TRAP},
    "authorizer": {"type": "TOKEN", "methodArn": TRAP, "authorizationToken": "t"},
    "Cognito": {"triggerSource": "PreSignUp_SignUp", "request": {}, "response": {}},
    "log subscription": {"awslogs": {"data": "H4sIAAAAAAAA"}},
    "WebSocket": {"requestContext": {"eventType": "CONNECT", "routeKey": TRAP, "domainName": "d"}},
    "request without a method": {"requestContext": {"http": {"path": "/"}}, "rawPath": "/"},
    "request whose method is none": {"httpMethod": {"raw_command": RAW}, "path": "/"},
    "request with headers that are none": {"httpMethod": "GET", "headers": TRAP},
    "request with lists of headers": {"httpMethod": "GET", "multiValueHeaders": {"a": [1]}},
    "request whose body is none": {"httpMethod": "GET", "body": {"raw_command": RAW}},
    "request whose body is no text": {"httpMethod": "GET", "body": "\ud800"},
    "request whose query is none": {"httpMethod": "GET", "queryStringParameters": [TRAP]},
    "list": [{"raw_command": RAW}],
    "text": RAW,
    "nothing": None,
    "empty": {},
    "empty rule": {"detail-type": "Scheduled Event"},
}


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file that appears once anything that an event names is imported or run."""
    sprung = tmp_path / "sprung"
    code = f"open({str(sprung)!r}, 'w').close()\n"
    (tmp_path / "trap.py").write_text(f"{code}def spring(*_):\n    {code}")
    monkeypatch.syspath_prepend(tmp_path)
    yield sprung
    assert not sprung.exists()


@pytest.fixture
def blog(monkeypatch: pytest.MonkeyPatch) -> Blog:
    """A blog that events reach."""
    blog = Blog()
    monkeypatch.setattr(entry, "services", lambda: blog.services)
    monkeypatch.setattr(entry, "app", create_app(lambda: blog.services))
    return blog


def test_the_trap_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trap.py").write_text("def spring(): raise ZeroDivisionError\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ZeroDivisionError):
        exec(RAW)


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_event_of_the_blogs_is_refused_with_one_line(
    name: str, trap: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(entry, "services", lambda: pytest.fail("the event was taken for one"))
    with caplog.at_level(logging.INFO):
        assert entry.lambda_handler(FOREIGN[name], CONTEXT) is None
    (line,) = caplog.messages
    assert line.startswith("refused an event that is not the blog's")
    assert "trap" not in line


HIDDEN = {"raw_command": RAW, "manage": "shell", **TASK, "bot": {"name": TRAP}, "type": "TOKEN"}


def test_a_request_runs_nothing_that_is_hidden_in_it(trap: Path, blog: Blog) -> None:
    event = {**HIDDEN, **FOREIGN["SNS"], **rule(TRAP), **request_event("/healthz")}
    assert entry.lambda_handler(event, CONTEXT)["body"] == "ok\n"


def test_a_notification_runs_nothing_that_is_hidden_in_it(trap: Path, blog: Blog) -> None:
    key = blog.put(post_key("2026-01-01-a"), post_text("A"))
    event = {**HIDDEN, **s3_event("bucket", key, name="ObjectCreated:Put")}
    event["Records"][0] |= HIDDEN
    event["Records"][0]["s3"]["configurationId"] = f"id:{TRAP}"
    assert entry.lambda_handler(event, CONTEXT) is None
    assert blog.titles("/") == ["A"]


@pytest.mark.parametrize("name", ["SNS", "SQS", "notification id"])
def test_of_mixed_records_those_of_the_bucket_are_published_and_others_refused(
    name: str, trap: Path, blog: Blog, caplog: pytest.LogCaptureFixture
) -> None:
    keys = [blog.put(post_key(f"2026-01-0{n}-a"), post_text(f"A{n}")) for n in (1, 2)]
    event = s3_event("bucket", *keys, name="ObjectCreated:Put")
    event["Records"][1:1] = FOREIGN[name]["Records"]
    entry.lambda_handler(event, CONTEXT)
    assert blog.titles("/") == ["A2", "A1"]
    assert [line for line in caplog.messages if line.startswith("refused")] == [
        "refused an event that is not the blog's; it has 'Records'"
    ]


@pytest.mark.parametrize("name", ["", "1-", "nightly-", "2-nightly-"])
def test_the_tick_runs_nothing_that_is_hidden_in_it(name: str, trap: Path, blog: Blog) -> None:
    blog.put(post_key("2026-01-01-a"), post_text("A"))
    event = rule(f"{name}handler.entry.on_tick", **HIDDEN, **FOREIGN["SNS"])
    entry.lambda_handler(event, CONTEXT)
    assert blog.titles("/") == ["A"]


def test_a_tick_that_fails_is_told_and_counted_but_not_run_again_by_lambda(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lines: list[str] = []
    monkeypatch.setattr(entry, "_metrics", EmbeddedMetrics("coldpress-dev", lines.append))
    ticker = SimpleNamespace(tick=lambda: len(7))  # type: ignore[arg-type]
    monkeypatch.setattr(entry, "services", lambda: SimpleNamespace(ticker=ticker))
    assert entry.lambda_handler(rule("handler.entry.on_tick"), CONTEXT) is None
    (record,) = caplog.records
    assert (record.levelname, record.message) == ("ERROR", "the tick failed")
    assert record.exc_info is not None
    (line,) = lines
    assert json.loads(line)["TickFailed"] == [1]
    assert "TickMilliseconds" not in line


@pytest.mark.parametrize(
    "event",
    [
        rule("zappa-keep-warm-handler.keep_warm_callback", **HIDDEN),
        {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "bucket", **HIDDEN},
    ],
    ids=["keep warm", "test of S3"],
)
def test_what_needs_nothing_done_is_no_cause_for_alarm(
    event: object,
    trap: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(entry, "services", lambda: pytest.fail("there is nothing to do"))
    assert entry.lambda_handler(event, CONTEXT) is None
    assert caplog.messages == []


def test_a_line_about_a_foreign_event_stays_short(caplog: pytest.LogCaptureFixture) -> None:
    entry.lambda_handler({"x" * 5000 + "\n": 1, **{str(n): n for n in range(999)}}, CONTEXT)
    (line,) = caplog.messages
    assert len(line) < 300
    assert "\n" not in line
