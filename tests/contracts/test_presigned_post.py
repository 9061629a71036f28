"""What browsers may put into a bucket with a form that the blog has signed, and nothing else."""

import http.client
import uuid
from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest

from handler.aws.bucket import S3Bucket
from handler.services.ports import PostForm
from tests.contracts.servers import client, make_bucket

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("seaweed")]
KEY, MOST = ".coldpress/desk/uploads/0123", 1000
ORIGIN = "https://blog.test"


@pytest.fixture
def bucket(seaweed: str) -> S3Bucket:
    """An empty bucket."""
    return make_bucket(seaweed)


def post(form: PostForm, data: bytes = b"data", **changed: str) -> int:
    """What is answered to a form with a file, of which some fields may be others."""
    boundary = uuid.uuid4().hex
    fields = {**form.fields, **{name.replace("_", "-"): value for name, value in changed.items()}}
    parts = [_part(boundary, name, value.encode()) for name, value in fields.items()]
    parts.append(_part(boundary, 'file"; filename="a.png', data))
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return send("POST", form.address, body, f"multipart/form-data; boundary={boundary}").status


def _part(boundary: str, name: str, data: bytes) -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n"


def send(
    method: str, address: str, body: bytes, content_type: str, headers: Mapping[str, str] = {}
) -> http.client.HTTPResponse:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port)
    named = {"Host": parts.netloc, "Content-Type": content_type, **headers}
    connection.request(method, parts.path or "/", body, named)
    return connection.getresponse()


def form_of(bucket: S3Bucket, seconds: int = 60) -> PostForm:
    return bucket.presigned_post(KEY, "image/png", MOST, seconds)


def test_a_file_of_the_type_and_size_is_stored_at_the_key(bucket: S3Bucket) -> None:
    assert post(form_of(bucket), b"0" * MOST) == 204
    found = bucket.get(KEY)
    assert found is not None
    assert (found.data, found.info.content_type) == (b"0" * MOST, "image/png")


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        (b"0" * (MOST + 1), {}),
        (b"", {}),
        (b"data", {"key": "_posts/2026-01-01-a.md"}),
        (b"data", {"key": KEY + "4"}),
        (b"data", {"Content_Type": "text/html"}),
        (b"data", {"x_amz_signature": "0" * 64}),
    ],
    ids=["large", "empty", "post", "other key", "html", "forged"],
)
def test_nothing_else_is_stored(bucket: S3Bucket, data: bytes, changed: dict[str, str]) -> None:
    assert post(form_of(bucket), data, **changed) in (400, 403)
    assert bucket.objects() == []


def test_a_form_is_good_for_a_while_only(bucket: S3Bucket) -> None:
    assert post(form_of(bucket, seconds=-1)) in (400, 403)
    assert bucket.objects() == []


def test_a_browser_may_send_it_from_the_desk_and_from_nowhere_else(
    seaweed: str, bucket: S3Bucket
) -> None:
    rule = {"AllowedMethods": ["POST"], "AllowedOrigins": [ORIGIN], "MaxAgeSeconds": 3600}
    client("s3", seaweed).put_bucket_cors(
        Bucket=bucket._name, CORSConfiguration={"CORSRules": [rule]}
    )
    address = form_of(bucket).address
    for origin in (ORIGIN, "https://evil.test"):
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        answer = send("OPTIONS", address, b"", "", asked)
        allowed = answer.headers.get("Access-Control-Allow-Origin") == ORIGIN
        assert (origin, allowed) == (origin, origin == ORIGIN)
