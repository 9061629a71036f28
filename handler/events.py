"""Which events this program has beside readers' requests. No IO here.

Zappa's handler runs what an event names: `raw_command`, `command`, a rule, a notification's id.
Here an event can only say that something happened, never what is to be done about it.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

from handler.core.model.sources import Upload

TICK = "handler.entry.on_tick"
KEEP_WARM = "handler.keep_warm_callback"
MAXIMUM_OUTLINE = 200
_UNVERSIONED = {"", "null"}


def scheduled(event: Any) -> str:
    """The function for whose sake a rule of Zappa's fired; empty for any other event.

    The name of the rule ends in it: `coldpress-dev-handler.entry.on_tick`.
    """
    if not isinstance(event, dict) or event.get("detail-type") != "Scheduled Event":
        return ""
    match event.get("resources"):
        case [str() as rule]:
            return rule.rpartition("/")[2].rpartition("-")[2]
    return ""


def is_test(event: Any) -> bool:
    """Whether S3 only tries if it may send notifications."""
    return (
        isinstance(event, dict)
        and event.get("Service") == "Amazon S3"
        and event.get("Event") == "s3:TestEvent"
    )


def changes(event: Any) -> list[tuple[str, Upload | None] | None]:
    """The key that each record of an event says has changed; None for one that is not S3's.

    With it comes what was uploaded, if that can be told from any other upload.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    """
    return [_change(record) for record in _records(event)]


def _records(event: Any) -> Iterator[Any]:
    records = event.get("Records") if isinstance(event, dict) else None
    yield from records if isinstance(records, list) else ()


def _change(record: Any) -> tuple[str, Upload | None] | None:
    match record:
        case {"eventSource": "aws:s3", "s3": {"object": {"key": str() as key} as changed}}:
            return unquote_plus(key), _upload(changed)
    return None


def _upload(changed: Any) -> Upload | None:
    match changed:
        case {"versionId": str() as version, "eTag": str() as etag} if version not in _UNVERSIONED:
            return Upload(version, etag)
    return None


def outline(event: Any) -> str:
    """What an event is made of, for the log: names that it has, never what it says."""
    if not isinstance(event, dict):
        return type(event).__name__
    return ", ".join(sorted(map(repr, event)))[:MAXIMUM_OUTLINE]
