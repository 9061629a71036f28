"""What readers get while the table, the bucket, or both are out of order."""

import pytest

from handler.services.read.cache.page_cache import Page
from tests.faults import faults
from tests.faults.aws import Fault, FaultyAWS
from tests.faults.blog import (
    ASSET,
    BOTH,
    BUCKET,
    POST,
    REMEMBERED,
    TABLE,
    UNREAD,
    FaultyBlog,
    get,
    of_service,
    outcome,
)
from tests.services.blog import BASE, post_key, post_text

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_pauses")]
KINDS = [faults.error, faults.throttled, faults.cut, faults.silent, faults.half_an_answer]
EVERYWHERE = pytest.mark.parametrize("down", [TABLE, BUCKET, BOTH], ids="+".join)


@pytest.fixture(scope="module")
def blog(aws: FaultyAWS) -> FaultyBlog:
    """A blog."""
    return FaultyBlog(aws)


@EVERYWHERE
@pytest.mark.parametrize("fault", KINDS)
def test_pages_that_a_process_never_read(
    blog: FaultyBlog, fault: Fault, down: tuple[str, ...]
) -> None:
    blog.reconnect()
    blog.touch("site")
    with blog.aws.faults(of_service(*down, fault=fault)):
        found = {path: outcome(get(blog.process(), path)) for path in UNREAD[down]}
    assert found == UNREAD[down]


@EVERYWHERE
@pytest.mark.parametrize("fault", KINDS)
def test_pages_that_a_process_remembers(
    blog: FaultyBlog, fault: Fault, down: tuple[str, ...]
) -> None:
    blog.reconnect()
    process = blog.process()
    for path in REMEMBERED:
        get(process, path)
    blog.touch("site")
    with blog.aws.faults(of_service(*down, fault=fault)):
        found = {path: outcome(get(process, path)) for path in REMEMBERED}
    assert found == REMEMBERED


def test_a_table_that_only_takes_no_writes_costs_readers_nothing(blog: FaultyBlog) -> None:
    blog.touch("shared")
    writing = {"UpdateItem", "PutItem", "TransactWriteItems"}
    with blog.aws.faults(lambda call, _: faults.throttled if call.operation in writing else None):
        assert outcome(get(blog.process(), POST)) == "served"
    assert {call.operation for call in blog.aws.calls} >= {"UpdateItem", "PutItem"}


def test_the_table_is_asked_again_as_soon_as_it_answers(blog: FaultyBlog) -> None:
    process = blog.process()
    with blog.aws.faults(of_service(*TABLE, fault=faults.cut)):
        assert outcome(get(process, POST)) == "from the bucket"
    blog.put(post_key("2026-01-02-b"), post_text("New"))
    blog.sound.publisher.publish(post_key("2026-01-02-b"))
    reply = process.reader.respond(POST, BASE)
    assert isinstance(reply, Page)
    assert "New" in reply.text()


def test_a_post_from_the_bucket_costs_three_calls(blog: FaultyBlog) -> None:
    with blog.aws.faults(of_service(*TABLE, fault=faults.error)):
        get(blog.process(), "/2026/01/01/a/")
    operations = [call.operation for call in blog.aws.calls]
    assert operations == ["BatchGetItem", "GetObject", "ListObjectsV2", "GetObject"]


@pytest.mark.parametrize(
    ("down", "code", "status"),
    [
        (TABLE, "ResourceNotFoundException", 400),
        (TABLE, "AccessDeniedException", 400),
        (BUCKET, "AccessDenied", 403),
        (BUCKET, "NoSuchBucket", 404),
    ],
)
def test_a_refusal_is_a_plain_500_and_the_log_says_what_to_do(
    blog: FaultyBlog,
    down: tuple[str, ...],
    code: str,
    status: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with blog.aws.faults(of_service(*down, fault=faults.refused(code, status))):
        answer = get(blog.process(), ASSET)
    assert (answer.status_code, answer.text.strip()) == (500, "error 500")
    assert code in caplog.text
    assert "Compare COLDPRESS_BUCKET and COLDPRESS_TABLE" in caplog.text


@pytest.mark.parametrize("down", [TABLE, BUCKET], ids="+".join)
def test_credentials_that_expired_are_an_outage(
    blog: FaultyBlog, down: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    code = "ExpiredTokenException" if down == TABLE else "ExpiredToken"
    with blog.aws.faults(of_service(*down, fault=faults.refused(code))):
        assert outcome(get(blog.process(), ASSET)) == "503"
    assert f"{code}, new credentials are needed" in caplog.text
