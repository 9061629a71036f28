"""Whether AWS has answered at all: the log-in page of a network may come in its place.

botocore reads whatever it is sent, and finds an empty bucket in a page of HTML.
"""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import HTTPClientError

_HTML = (b"<!doctype html", b"<html")
_ROOTS = {
    "CopyObject": b"<CopyObjectResult",
    "DeleteObjects": b"<DeleteResult",
    "ListObjectVersions": b"<ListVersionsResult",
    "ListObjectsV2": b"<ListBucketResult",
}
"""How S3's answers begin, of which botocore takes any other for an empty one.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
"""
_TAGGED = {"GetObject", "HeadObject", "PutObject"}
"""What S3 answers with an ETag."""
_ELSEWHERE = {301, 302, 303, 307, 308}
_LOG_IN = 511
_BEGINNING = 1000


class NotFromAWS(HTTPClientError):  # type: ignore[misc]
    """Something else has answered in the place of AWS."""

    fmt = "Something else has answered, such as the log-in page of a network"


def must_be_from_aws(operation_model: Any, response_dict: Any, **_: object) -> None:
    """Raise `NotFromAWS` for an answer that no service gives, before botocore reads it.

    For the event ``before-parse``; 5xx are left to be tried again, but for 511, by which a network
    says that one has to log in (RFC 6585).
    """
    status, body = response_dict["status_code"], response_dict["body"]
    text = body.lstrip() if isinstance(body, bytes) else b""
    if (status < 500 or status == _LOG_IN) and text[:20].lower().startswith(_HTML):
        raise NotFromAWS
    if status < 300 and not _is_told(operation_model, response_dict["headers"], text):
        raise NotFromAWS
    if status in _ELSEWHERE and not _names_a_region(response_dict["headers"], text):
        raise NotFromAWS


def _is_told(operation: Any, headers: Mapping[str, str], text: bytes) -> bool:
    """Whether an answer without an error is of this operation's kind."""
    protocol = operation.service_model.resolved_protocol
    if operation.name in _TAGGED and operation.service_model.service_name == "s3":
        return "etag" in headers
    if operation.has_streaming_output:
        return True
    if protocol == "query":
        return f"<{operation.name}Response".encode() in text[:_BEGINNING]
    if protocol in {"json", "rest-json"}:
        is_void = protocol != "json" or not operation.output_shape
        return text.startswith(b"{") or (is_void and not text)
    return _ROOTS.get(operation.name, b"") in text[:_BEGINNING]


def _names_a_region(headers: Mapping[str, str], text: bytes) -> bool:
    """Whether S3 leads to where a bucket is."""
    return "x-amz-bucket-region" in headers or text.startswith(b"<")
