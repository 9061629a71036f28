"""The function's log in CloudWatch."""

from collections.abc import Iterator
from datetime import UTC, datetime

from botocore.exceptions import ClientError
from botocore.session import Session

from handler.aws.errors import code_of, unavailable
from handler.cli.infrastructure import clients
from handler.cli.infrastructure.stages import Stage
from handler.core.model.problems import ColdpressError
from handler.services.ports import Unavailable

_SERIOUS = '{ $.level = "WARNING" || $.level = "ERROR" || $.level = "CRITICAL" }'


class NoLog(ColdpressError):
    """There is no log of a stage."""


def lines(stage: Stage, since: datetime, *, only_errors: bool) -> Iterator[str]:
    """What was written since a time, each with its own time in UTC."""
    client = clients.client("logs", stage.region, Session(profile=stage.profile_name))
    request = {
        "logGroupName": f"/aws/lambda/{stage.function}",
        "startTime": int(since.timestamp() * 1000),
        **({"filterPattern": _SERIOUS} if only_errors else {}),
    }
    try:
        with unavailable("CloudWatch"):
            for page in client.get_paginator("filter_log_events").paginate(**request):
                if "events" not in page:
                    raise Unavailable("CloudWatch: an answer was cut off")
                yield from (_line(event) for event in page["events"])
    except ClientError as error:
        if code_of(error) != "ResourceNotFoundException":
            raise
        advice = f"`coldpress deploy {stage.name}` puts it online."
        raise NoLog(
            f"{stage.function} has not written anything, if it is there. {advice}"
        ) from error


def _line(event: dict[str, object]) -> str:
    at = datetime.fromtimestamp(float(str(event["timestamp"])) / 1000, UTC)
    return f"{at:%Y-%m-%d %H:%M:%S}  {str(event['message']).rstrip()}"
