"""What S3 answers to the requests that `S3Bucket` makes, of a bucket in memory.

https://docs.aws.amazon.com/AmazonS3/latest/API/
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.utils import format_datetime
from io import BytesIO
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from handler.core.model.sources import ObjectInfo
from handler.memory.bucket import MemoryBucket
from handler.services.ports import Conflict

Response = tuple[int, dict[str, str], bytes]
_OPERATIONS = {
    "GET": "GetObject",
    "HEAD": "HeadObject",
    "PUT": "PutObject",
    "DELETE": "DeleteObject",
}


@dataclass(frozen=True)
class Request:
    """A request as a server has it; the names of headers are of any case."""

    method: str
    target: str
    headers: Message
    body: bytes

    @property
    def key(self) -> str:
        """Which object it is about, behind the bucket's name."""
        return unquote(urlsplit(self.target).path).partition("/")[2].partition("/")[2]

    @property
    def query(self) -> dict[str, str]:
        """What is asked in the address."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def operation(self) -> str:
        """What S3 calls this."""
        query = self.query
        if "list-type" in query:
            return "ListObjectsV2"
        return "ListObjectVersions" if "versions" in query else _OPERATIONS[self.method]


def respond(bucket: MemoryBucket, request: Request) -> Response:
    """A status, headers, and a body."""
    try:
        return _RESPONSES[request.operation](bucket, request)
    except Conflict:
        return error(412, "PreconditionFailed")


def error(status: int, code: str) -> Response:
    """A refusal or failure as S3 writes it."""
    body = f"<Error><Code>{code}</Code><Message>This is a test.</Message></Error>"
    return status, {}, body.encode()


def _get(bucket: MemoryBucket, request: Request) -> Response:
    found = bucket.get(request.key, version=request.query.get("versionId", ""))
    if found is None or found.data is None:
        return error(404, "NoSuchVersion" if "versionId" in request.query else "NoSuchKey")
    info = found.info
    headers = {
        "ETag": f'"{info.etag}"',
        "Content-Type": info.content_type,
        "Last-Modified": format_datetime(info.modified, usegmt=True),
        "x-amz-version-id": info.version,
        **({"x-amz-meta-author": quote(info.author, safe=" ")} if info.author else {}),
    }
    if wanted := re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("Range", "")):
        return 206, headers, found.data[int(wanted[1]) : int(wanted[2]) + 1]
    return 200, headers, found.data


def _put(bucket: MemoryBucket, request: Request) -> Response:
    headers, key = request.headers, request.key
    content_type = headers.get("Content-Type", "binary/octet-stream")
    author = unquote(headers.get("x-amz-meta-author", ""))
    if "If-Match" in headers or "If-None-Match" in headers:
        expected = headers["If-Match"].strip('"') if "If-Match" in headers else None
        bucket.replace(key, BytesIO(request.body), content_type, expected, author=author)
    else:
        bucket.put(key, request.body, content_type)
    info = bucket.head(key)
    assert info
    return 200, {"ETag": f'"{info.etag}"', "x-amz-version-id": info.version}, b""


def _delete(bucket: MemoryBucket, request: Request) -> Response:
    bucket.delete(request.key, etag=request.headers.get("If-Match", "").strip('"'))
    return 204, {}, b""


def _list(bucket: MemoryBucket, request: Request) -> Response:
    query = request.query
    after, prefix = query.get("start-after", ""), query.get("prefix", "")
    found = bucket.objects(after=after, prefix=prefix, limit=int(query["max-keys"]))
    return _listing("ListBucketResult", (_row("Contents", info) for info in found))


def _list_versions(bucket: MemoryBucket, request: Request) -> Response:
    """Those of one key alone, although S3 would go on with other keys that begin with it."""
    key = request.query["prefix"]
    found, is_whole = bucket.history(key, after=request.query.get("version-id-marker", ""))
    rows = [_row("Version" if info.etag else "DeleteMarker", info) for info in found]
    if not is_whole:
        rows.append(f"<IsTruncated>true</IsTruncated><NextKeyMarker>{quote(key)}</NextKeyMarker>")
    return _listing("ListVersionsResult", rows)


def _row(name: str, info: ObjectInfo) -> str:
    return (
        f"<{name}><Key>{quote(info.key)}</Key><VersionId>{info.version}</VersionId>"
        f"<LastModified>{info.modified.isoformat()}</LastModified>"
        f"<ETag>&quot;{info.etag}&quot;</ETag><Size>{info.size}</Size></{name}>"
    )


def _listing(name: str, rows: Iterable[str]) -> Response:
    text = f"<{name}><EncodingType>url</EncodingType>{''.join(rows)}</{name}>"
    return 200, {"Content-Type": "application/xml"}, text.encode()


_RESPONSES = {
    "GetObject": _get,
    "HeadObject": _get,
    "PutObject": _put,
    "DeleteObject": _delete,
    "ListObjectsV2": _list,
    "ListObjectVersions": _list_versions,
}
