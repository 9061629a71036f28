"""What was pushed last from git, in the bucket itself, as a CI begins with an empty folder."""

import io
import json
from collections.abc import Mapping
from typing import Any

from handler.cli.git.plan import Pushed
from handler.core.model.keys import PRIVATE
from handler.core.model.problems import ColdpressError
from handler.services.ports import Bucket, Conflict

RECORD = f"{PRIVATE}git.json"
_JSON = "application/json"


class Interfered(ColdpressError):
    """Somebody else pushes at the same time."""


class PushRecord:
    """The record of one push, which fails with `Interfered` once another push has written it."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        found = bucket.get(RECORD)
        self._etag = found.info.etag if found else None
        self.pushed = _read(found.data) if found and found.data else Pushed()

    def write(self, pushed: Pushed) -> None:
        """Remember what was pushed, or is about to be."""
        values = {
            "commit": pushed.commit,
            "here": dict(pushed.here),
            "there": dict(pushed.there),
            "coming": dict(pushed.coming),
        }
        file = io.BytesIO(json.dumps(values, sort_keys=True).encode())
        try:
            self._etag = self._bucket.replace(RECORD, file, _JSON, self._etag)
        except Conflict as error:
            raise Interfered(
                "Another push from git goes on, or has just ended. Run this one again after it."
            ) from error


def _read(data: bytes) -> Pushed:
    try:
        values: Mapping[str, Any] = json.loads(data)
        coming = {str(key): tuple(map(str, etags)) for key, etags in values["coming"].items()}
        return Pushed(
            str(values["commit"]), _texts(values["here"]), _texts(values["there"]), coming
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ColdpressError(
            f"{RECORD} in the bucket, which says what was pushed from git, cannot be read. "
            "Delete it: the next push then uploads all that differs, and deletes nothing."
        ) from error


def _texts(values: Mapping[str, str]) -> dict[str, str]:
    return {str(key): str(value) for key, value in values.items()}
