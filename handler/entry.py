"""What zappa_settings.json points at: the application, content changes, the tick."""

import logging
from functools import cache
from typing import Any
from urllib.parse import unquote_plus

from handler.settings import read_settings
from handler.web.app import create_app
from handler.wiring import Services

_log = logging.getLogger("coldpress")


@cache
def services() -> Services:
    """The services of this process."""
    return Services(read_settings())


app = create_app(services)


def on_content_change(event: Any, context: Any) -> None:  # noqa: ARG001 - Zappa's signature
    """Publish every key that an S3 notification names.

    All records are tried before a failure is raised, so that Lambda runs the event again.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    """
    failures: list[Exception] = []
    for key in dict.fromkeys(unquote_plus(r["s3"]["object"]["key"]) for r in event["Records"]):
        try:
            outcome = services().publisher.publish(key)
        except Exception as error:
            _log.exception("publishing %s failed", key)
            failures.append(error)
        else:
            _log.info("published %s: %s", key, outcome.state)
    if failures:
        raise RuntimeError(f"{len(failures)} keys were not published") from failures[0]


def on_tick(event: Any, context: Any) -> None:  # noqa: ARG001 - Zappa's signature
    """Do what no event brings about: due posts, interrupted publishes, lost events.

    Zappa takes a TypeError for a wrong signature and calls again, so none may leave.
    """
    try:
        services().ticker.tick()
    except TypeError as error:
        raise RuntimeError("the tick failed") from error
