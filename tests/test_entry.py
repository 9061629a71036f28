"""What Lambda calls, and what it writes."""

import json
import logging
import subprocess
import sys
from types import SimpleNamespace

import pytest

from handler import entry
from handler.aws.metrics import EmbeddedMetrics
from handler.logs import JSONFormatter, request_id

CONTEXT = SimpleNamespace(aws_request_id="abc-123")


def request_event(path: str) -> dict[str, object]:
    """A reader's request."""
    headers = {"User-Agent": "Secret browser", "X-Forwarded-For": "203.0.113.9"}
    context = {"http": {"method": "GET", "sourceIp": "203.0.113.9"}, "stage": "$default"}
    query = "q=private"
    return {"rawPath": path, "rawQueryString": query, "headers": headers, "requestContext": context}


def test_a_request_leaves_one_line_that_does_not_tell_who_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines: list[str] = []
    monkeypatch.setattr(entry, "_metrics", EmbeddedMetrics("coldpress-dev", lines.append))
    for name in ("COLDPRESS_BUCKET", "COLDPRESS_TABLE"):
        monkeypatch.setenv(name, "unused")
    entry.services.cache_clear()
    reply = entry.lambda_handler(request_event("/healthz"), CONTEXT)
    (line,) = lines
    written = json.loads(line)
    assert (reply["statusCode"], written["status"], written["requestId"]) == (200, 200, "abc-123")
    assert not any(secret in line for secret in ("Secret", "203.0.113.9", "private"))


def test_metrics_are_written_as_cloudwatch_reads_them() -> None:
    lines: list[str] = []
    metrics = EmbeddedMetrics("coldpress-dev", lines.append)
    metrics.begin()
    metrics.add("CacheMiss")
    metrics.add("RenderMilliseconds", 12.5)
    metrics.end({"status": 200})
    written = json.loads(lines[0])
    (directive,) = written["_aws"]["CloudWatchMetrics"]
    assert directive["Dimensions"] == [["FunctionName"]]
    assert {m["Name"]: m["Unit"] for m in directive["Metrics"]} == {
        "CacheMiss": "Count",
        "RenderMilliseconds": "Milliseconds",
    }
    assert (written["CacheMiss"], written["FunctionName"]) == ([1], "coldpress-dev")


def test_what_is_added_outside_an_invocation_is_dropped() -> None:
    lines: list[str] = []
    metrics = EmbeddedMetrics("coldpress-dev", lines.append)
    metrics.add("CacheMiss")
    metrics.begin()
    metrics.end({})
    assert "CacheMiss" not in json.loads(lines[0])


def test_log_lines_are_json_with_the_request_and_the_error() -> None:
    request_id.set("abc-123")
    try:
        raise ValueError("wrong")
    except ValueError as error:
        trace = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("coldpress", logging.ERROR, "", 1, "failed: %s", ("x",), trace)
    line = json.loads(JSONFormatter().format(record))
    assert (line["level"], line["message"], line["requestId"]) == ("ERROR", "failed: x", "abc-123")
    assert "ValueError: wrong" in line["stackTrace"]


def test_a_function_without_settings_starts_all_the_same_and_says_which() -> None:
    command = [sys.executable, "-c", "import handler.entry"]
    environment = {"AWS_LAMBDA_FUNCTION_NAME": "function"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "COLDPRESS_BUCKET is not set" in done.stdout + done.stderr
