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
from typing import TYPE_CHECKING, Any

from handler.aws.metrics import EmbeddedMetrics
from handler.core.model.sources import Upload
from handler.events import KEEP_WARM, TICK, changes, is_test, outline, scheduled
from handler.logs import log_as_json, request_id
from handler.settings import read_settings
from handler.web.app import create_app
from handler.web.gateway import NoRequest, answer, is_request
from handler.wiring import Services

if TYPE_CHECKING:
    from handler.web.desk.desk import Desk

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


def _prepare() -> None:
    """Connect while Lambda imports: it gives more of a processor to that than to any event.

    What fails here fails for the first reader as well, who is told.
    """
    try:
        services().reader.prepare()
    except Exception:
        _log.exception("preparing for readers failed")


def desk() -> "Desk":
    """The author's desk, for one request."""
    from handler.web.desk.deployed import deployed_desk

    return deployed_desk(services())


app = create_app(services, desk)
if _FUNCTION:
    log_as_json()
    _prepare()


def lambda_handler(event: Any, context: Any) -> Any:
    """What Lambda calls: answers requests, publishes, ticks, and refuses all other events.

    Zappa's own handler would run the code that an event holds or names.
    """
    request_id.set(str(getattr(context, "aws_request_id", "")))
    if is_request(event):
        try:
            return _answer(event)
        except NoRequest:
            return _refuse(event)
        finally:
            _collect_garbage()
    _collect_garbage()
    return _handle(event, context)


def _handle(event: Any, context: Any) -> None:
    function = scheduled(event)
    if function == TICK:
        on_tick(event, context)
    elif any(changes(event)):
        on_content_change(event, context)
    elif function != KEEP_WARM and not is_test(event):
        _refuse(event)


def _refuse(event: Any) -> None:
    """Raises nothing, as Lambda would send the event twice more."""
    _log.warning("refused an event that is not the blog's; it has %s", outline(event))


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


def on_content_change(event: Any, context: Any) -> None:  # noqa: ARG001 - Lambda's signature
    """Publish every key that an S3 notification names, unless that upload is published already.

    All records are tried before a failure is raised, so that Lambda runs the event again.
    """
    failures: list[Exception] = []
    found = changes(event)
    if None in found:
        _refuse(event)
    for key, upload in dict.fromkeys(change for change in found if change is not None):
        try:
            _publish(key, upload)
        except Exception as error:
            _log.exception("publishing %s failed", key)
            failures.append(error)
    if failures:
        raise RuntimeError(f"{len(failures)} keys were not published") from failures[0]


def _publish(key: str, upload: Upload | None) -> None:
    started = time.perf_counter()
    _metrics.begin()
    outcome = services().publisher.publish(key, upload=upload)
    _metrics.add("PublishMilliseconds", _milliseconds_since(started))
    if outcome.state == "rejected":
        _metrics.add("Rejected")
    _metrics.end({"requestId": request_id.get(), "key": key, "state": outcome.state})
    _log.info("published %s: %s", key, outcome.state)


def on_tick(event: Any, context: Any) -> None:  # noqa: ARG001 - Lambda's signature
    """Do what no event brings about: due posts, interrupted publishes, lost events.

    A failure is logged and counted, not raised: Lambda would run this tick twice more, beside the
    next ones, which try the same again anyway.
    """
    started = time.perf_counter()
    _metrics.begin()
    try:
        services().ticker.tick()
        _metrics.add("TickMilliseconds", _milliseconds_since(started))
    except Exception:
        _log.exception("the tick failed")
        _metrics.add("TickFailed")
    _metrics.end({"requestId": request_id.get()})
