"""The content bucket in S3. https://docs.aws.amazon.com/AmazonS3/latest/API/"""

from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import Any, BinaryIO
from urllib.parse import quote, unquote

from botocore.exceptions import ClientError

from handler.aws.clients import Connected
from handler.aws.errors import BROKEN, code_of, unavailable
from handler.core.model.media.types import media_type_of
from handler.core.model.sources import ObjectInfo
from handler.core.model.writes import Key
from handler.services.ports import Conflict, PostForm, StoredObject, Unavailable

_ABSENT = {"404", "NoSuchKey", "NoSuchVersion", "MethodNotAllowed", "405"}
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
_OVERTAKEN = {"412", "PreconditionFailed", "409", "ConditionalRequestConflict"}
_ATTEMPTS = 2
_PIECE = 1 << 20
_VERSIONS = 100
_UNVERSIONED = "null"  # What S3 calls the version of an object from before versioning.
# What can be no version of anything.
_NO_VERSION = {"InvalidArgument", "InvalidRequest", "BadRequest", "400"}
_AUTHOR = "author"  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
_UNTYPED = {"", "binary/octet-stream", "application/octet-stream"}


class S3Bucket(Connected):
    """A `Bucket` over an S3 client, which `connect` makes when it is first needed."""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        """See `Bucket.get`."""
        found = self._download(key, version, limit)
        return StoredObject(_info(key, found[0]), found[1]) if found else None

    def head(self, key: str, *, version: str = "") -> ObjectInfo | None:
        """See `Bucket.head`."""
        answer = self._call("head_object", key, version)
        return _info(key, answer) if answer else None

    def read_range(self, key: str, version: str, start: int, stop: int) -> bytes | None:
        """See `Bucket.read_range`."""
        found = self._download(key, version, None, Range=f"bytes={start}-{stop - 1}")
        return found[1] if found else None

    def download(self, key: str, file: BinaryIO) -> ObjectInfo | None:
        """See `Bucket.download`."""
        for _ in range(_ATTEMPTS):
            answer = self._call("get_object", key, "")
            if answer is None:
                return None
            file.seek(0)
            file.truncate()
            with suppress(*BROKEN), closing(answer["Body"]) as body:
                file.writelines(body.iter_chunks(_PIECE))
                return _info(key, answer)
        raise Unavailable("bucket: an answer was cut off")

    def _download(
        self, key: str, version: str, limit: int | None, **arguments: str
    ) -> tuple[Any, bytes | None] | None:
        """An answer and its body, unless that is too long.

        botocore has done its part when a body begins, so one that breaks off is asked for again.
        """
        for _ in range(_ATTEMPTS):
            answer = self._call("get_object", key, version, **arguments)
            if answer is None:
                return None
            too_long = limit is not None and int(answer["ContentLength"]) > limit
            with suppress(*BROKEN), closing(answer["Body"]) as body:
                return answer, None if too_long else bytes(body.read())
        raise Unavailable("bucket: an answer was cut off")

    def _call(self, operation: str, key: str, version: str, **arguments: str) -> Any:
        named = {"VersionId": version} if version else {}
        try:
            with unavailable("bucket"):
                return getattr(self._client, operation)(
                    Bucket=self._name, Key=key, **named, **arguments
                )
        except ClientError as error:
            if code_of(error) in (_ABSENT | _NO_VERSION if version else _ABSENT):
                return None
            raise

    def objects(self, *, after: str = "", prefix: str = "", limit: int = 1000) -> list[ObjectInfo]:
        """See `Bucket.objects`."""
        with unavailable("bucket"):
            answer = self._client.list_objects_v2(
                Bucket=self._name, StartAfter=after, Prefix=prefix, MaxKeys=limit
            )
        return [_listed(raw) for raw in answer.get("Contents", [])]

    def versions(self, key: str) -> tuple[list[ObjectInfo], bool]:
        """See `Bucket.versions`."""
        answer = self._list_versions(key)
        deletions = [m["VersionId"] for m in answer.get("DeleteMarkers", []) if m["Key"] == key]
        found = [_listed(raw) for raw in answer.get("Versions", []) if raw["Key"] == key]
        if found and deletions:
            older = self._older_versions(key, deletions[0])
            found = [info for info in found if info.version not in older]
        return found, bool(deletions) or not _is_cut_off(answer, key)

    def history(self, key: str, *, after: str = "") -> tuple[list[ObjectInfo], bool]:
        """See `Bucket.history`."""
        place = {"KeyMarker": key, "VersionIdMarker": after} if after else {}
        try:
            answer = self._list_versions(key, **place)
        except ClientError as error:
            if after and code_of(error) in _NO_VERSION:
                return [], True
            raise
        found = [_listed(raw) for raw in answer.get("Versions", []) if raw["Key"] == key]
        deletions = [_listed(raw) for raw in answer.get("DeleteMarkers", []) if raw["Key"] == key]
        for deletion in reversed(deletions):
            found.insert(self._place(deletion, found), deletion)
        return found, not _is_cut_off(answer, key)

    def _place(self, deletion: ObjectInfo, found: Sequence[ObjectInfo]) -> int:
        """Where a deletion belongs among what is newer and older than it."""
        if all(info.modified != deletion.modified for info in found):
            return sum(info.modified > deletion.modified for info in found)
        older = self._older_versions(deletion.key, deletion.version)
        places = (place for place, info in enumerate(found) if info.version in older)
        return next(places, len(found))

    def _older_versions(self, key: str, version: str) -> set[str]:
        """What the listing has after a version.

        Deletions come in a list of their own, and two changes may be of the same second.
        """
        answer = self._list_versions(key, KeyMarker=key, VersionIdMarker=version)
        return {raw["VersionId"] for raw in answer.get("Versions", []) if raw["Key"] == key}

    def _list_versions(self, key: str, **after: str) -> Any:
        with unavailable("bucket"):
            return self._client.list_object_versions(
                Bucket=self._name, Prefix=key, MaxKeys=_VERSIONS, **after
            )

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """See `Bucket.put`."""
        with unavailable("bucket"):
            self._client.put_object(Bucket=self._name, Key=key, Body=data, ContentType=content_type)

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        """See `Bucket.replace`."""
        condition = {"IfNoneMatch": "*"} if etag is None else {"IfMatch": f'"{etag}"'}
        named = {"Metadata": {_AUTHOR: quote(author, safe=" ")}} if author else {}
        try:
            with unavailable("bucket"):
                answer = self._client.put_object(
                    Bucket=self._name,
                    Key=key,
                    Body=file,
                    ContentType=content_type,
                    **condition,
                    **named,
                )
        except ClientError as error:
            if code_of(error) in _OVERTAKEN | _ABSENT:
                raise Conflict([Key(key)]) from error
            raise
        return str(answer["ETag"]).strip('"')

    def delete(self, key: str, *, etag: str = "") -> None:
        """See `Bucket.delete`."""
        # https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
        condition = {"IfMatch": f'"{etag}"'} if etag else {}
        try:
            with unavailable("bucket"):
                self._client.delete_object(Bucket=self._name, Key=key, **condition)
        except ClientError as error:
            if etag and code_of(error) in _OVERTAKEN | _ABSENT:
                raise Conflict([Key(key)]) from error
            raise

    def presigned_post(self, key: str, media_type: str, most: int, seconds: int) -> PostForm:
        """See `Bucket.presigned_post`."""
        # https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
        made = self._client.generate_presigned_post(
            self._name,
            key,
            Fields={"Content-Type": media_type},
            Conditions=[{"Content-Type": media_type}, ["content-length-range", 1, most]],
            ExpiresIn=seconds,
        )
        return PostForm(made["url"].rstrip("/") + "/", dict(made["fields"]))

    def presigned_url(self, key: str, version: str, seconds: int) -> str:
        """See `Bucket.presigned_url`."""
        named = {"VersionId": version} if version else {}
        return str(
            self._client.generate_presigned_url(
                "get_object",
                Params={"Bucket": self._name, "Key": key, **named},
                ExpiresIn=seconds,
            )
        )


def _info(key: str, answer: Any) -> ObjectInfo:
    stated = answer.get("ContentType", "")
    return ObjectInfo(
        key,
        answer["ETag"].strip('"'),
        answer.get("VersionId", _UNVERSIONED),
        _whole_seconds(answer["LastModified"]),
        int(answer["ContentLength"]),
        media_type_of(key) if stated in _UNTYPED else stated,
        unquote(answer.get("Metadata", {}).get(_AUTHOR, "")),
    )


def _is_cut_off(answer: Any, key: str) -> bool:
    """Whether there are more versions of a key.

    It sorts before all keys that begin with it, so what was cut off may be theirs alone.
    """
    return bool(answer.get("IsTruncated", False)) and answer.get("NextKeyMarker") == key


def _listed(raw: Any) -> ObjectInfo:
    return ObjectInfo(
        raw["Key"],
        raw.get("ETag", "").strip('"'),
        raw.get("VersionId", ""),
        _whole_seconds(raw["LastModified"]),
        int(raw.get("Size", 0)),
    )


def _whole_seconds(date: datetime) -> datetime:
    """Headers carry whole seconds and listings milliseconds; the two must compare equal."""
    return date.astimezone(UTC).replace(microsecond=0)
