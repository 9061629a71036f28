"""What zappa_settings.json points at: the application, content changes, the tick, the handler."""

import gc
import os

_FUNCTION = os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "")
if _FUNCTION:
    gc.disable()  # Until the first event is done: collecting among imports finds nothing.

import logging
import time
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote_plus

from handler.aws.metrics import EmbeddedMetrics
from handler.logs import log_as_json, request_id
from handler.settings import read_settings
from handler.web.app import create_app
from handler.web.gateway import answer, is_request
from handler.wiring import Services

_log = logging.getLogger("coldpress")
_metrics = EmbeddedMetrics(_FUNCTION, print if _FUNCTION else lambda _line: None)


@cache
def services() -> Services:
    """The services of this process."""
    return Services(read_settings({**os.environ, **_packaged_variables()}), metrics=_metrics)


def _packaged_variables() -> Mapping[str, str]:
    """`environment_variables` of zappa_settings.json, which Zappa writes into the package."""
    try:
        import zappa_settings
    except ModuleNotFoundError:
        return {}
    variables: Mapping[str, str] = zappa_settings.ENVIRONMENT_VARIABLES
    return variables


app = create_app(services)
if _FUNCTION:
    log_as_json()


def lambda_handler(event: Any, context: Any) -> Any:
    """What Lambda calls: readers' requests are answered here, all else is Zappa's.

    Zappa is imported only then, as no reader should wait for it.
    """
    request_id.set(str(getattr(context, "aws_request_id", "")))
    if is_request(event):
        reply = _answer(event)
        _collect_garbage()
        return reply
    _collect_garbage()
    from zappa.handler import lambda_handler as zappa_handler

    return zappa_handler(event, context)


def _collect_garbage() -> None:
    """From now on; what was imported so far is never looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _answer(event: Mapping[str, Any]) -> dict[str, Any]:
    started = time.perf_counter()
    _metrics.begin()
    reply = answer(app, event)
    _metrics.add("RequestMilliseconds", _milliseconds_since(started))
    _metrics.end({"requestId": request_id.get(), "status": reply["statusCode"]})
    return reply


def _milliseconds_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def on_content_change(event: Any, context: Any) -> None:  # noqa: ARG001 - Zappa's signature
    """Publish every key that an S3 notification names.

    All records are tried before a failure is raised, so that Lambda runs the event again.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    """
    failures: list[Exception] = []
    for key in dict.fromkeys(unquote_plus(r["s3"]["object"]["key"]) for r in event["Records"]):
        try:
            _publish(key)
        except Exception as error:
            _log.exception("publishing %s failed", key)
            failures.append(error)
    if failures:
        raise RuntimeError(f"{len(failures)} keys were not published") from failures[0]


def _publish(key: str) -> None:
    started = time.perf_counter()
    _metrics.begin()
    outcome = services().publisher.publish(key)
    _metrics.add("PublishMilliseconds", _milliseconds_since(started))
    if outcome.state == "rejected":
        _metrics.add("Rejected")
    _metrics.end({"requestId": request_id.get(), "key": key, "state": outcome.state})
    _log.info("published %s: %s", key, outcome.state)


def on_tick(event: Any, context: Any) -> None:  # noqa: ARG001 - Zappa's signature
    """Do what no event brings about: due posts, interrupted publishes, lost events.

    Zappa takes a TypeError for a wrong signature and calls again, so none may leave.
    """
    started = time.perf_counter()
    _metrics.begin()
    try:
        services().ticker.tick()
    except TypeError as error:
        raise RuntimeError("the tick failed") from error
    _metrics.add("TickMilliseconds", _milliseconds_since(started))
    _metrics.end({"requestId": request_id.get()})
