"""What was pushed last from git, in the bucket itself, as a CI begins with an empty folder."""

import io
import json
from collections.abc import Mapping
from typing import Any

from handler.cli.git.plan import Pushed
from handler.core.model.addressing.keys import PRIVATE
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
            "repository": pushed.repository,
        }
        data = json.dumps(values, sort_keys=True).encode()
        try:
            self._etag = self._bucket.replace(RECORD, io.BytesIO(data), _JSON, self._etag)
        except Conflict as error:
            self._etag = self._written(data, error)

    def _written(self, data: bytes, error: Conflict) -> str:
        """The ETag of what is written already: an answer that got lost looks like a conflict."""
        found = self._bucket.get(RECORD)
        if found is None or found.data != data:
            raise Interfered(
                "Another push from git goes on, or has just ended. Run this one again after it."
            ) from error
        return found.info.etag


def _read(data: bytes) -> Pushed:
    try:
        values: Mapping[str, Any] = json.loads(data)
        coming = {str(key): tuple(map(str, etags)) for key, etags in values["coming"].items()}
        here, there = _texts(values["here"]), _texts(values["there"])
        if not here.keys() <= there.keys():
            raise KeyError("there")
        repository = str(values.get("repository", ""))
        return Pushed(str(values["commit"]), here, there, coming, repository)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ColdpressError(
            f"{RECORD} in the bucket, which says what was pushed from git, cannot be read. "
            "Delete it: the next push then uploads all that differs, and deletes nothing."
        ) from error


def _texts(values: Mapping[str, str]) -> dict[str, str]:
    return {str(key): str(value) for key, value in values.items()}
