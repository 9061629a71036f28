"""What readers get when one call of AWS fails. `test_outages.py` is about whole services."""

from dataclasses import dataclass

import pytest

from tests.faults import faults
from tests.faults.aws import Fault, FaultyAWS
from tests.faults.blog import ASSET, LISTING, POST, FaultyBlog, at_call, get, outcome

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_pauses")]


@dataclass(frozen=True)
class Flow:
    """What a new process reads, once the pages with a tag are stale."""

    path: str
    stale: str
    outcomes: list[str]


FLOWS = {
    "a stored post": Flow(POST, "", ["BatchGetItem: from the bucket"]),
    "a post whose body is stale": Flow(
        POST,
        "shared",
        [
            "BatchGetItem: from the bucket",  # The page and its generations,
            "BatchGetItem: from the bucket",  # the configuration,
            "Query: from the bucket",  # the navigation,
            "BatchGetItem: from the bucket",  # the post and its body,
            "Query: from the bucket",  # the post before
            "Query: from the bucket",  # and the one after it,
            "Query: from the bucket",  # others with its tag,
            "UpdateItem: served",  # the lease,
            "BatchGetItem: from the bucket",  # the configuration,
            "GetObject: from the bucket",  # the post's file,
            "BatchGetItem: from the bucket",  # what it includes,
            "PutItem: served",  # storing the body,
            "PutItem: served",  # and the page.
        ],
    ),
    "a listing": Flow(
        LISTING,
        "site",
        [
            "BatchGetItem: 503",  # The page and its generations,
            "BatchGetItem: 503",  # the configuration,
            "Query: 503",  # the navigation,
            "Query: 503",  # the posts,
            "Query: 503",  # the tag's label,
            "Query: 503",  # its first post, for the years,
            "PutItem: served",  # and storing the page.
        ],
    ),
    "a file": Flow(ASSET, "", ["BatchGetItem: 503", "GetObject: 503"]),
}
KINDS = [faults.error, faults.throttled, faults.cut, faults.answer_late]


@pytest.fixture(scope="module")
def blog(aws: FaultyAWS) -> FaultyBlog:
    """A blog whose pages are all stored."""
    blog = FaultyBlog(aws)
    for flow in FLOWS.values():
        get(blog.sound, flow.path)
    return blog


def outcomes(blog: FaultyBlog, flow: Flow, fault: Fault, *, attempts: int) -> list[str]:
    """What a reader gets if the first call fails, the second one, and so on."""
    found: list[str] = []
    blog.reconnect()
    while True:
        if flow.stale:
            blog.touch(flow.stale)
        number = len(found) + 1
        with blog.aws.faults(at_call(number, fault, attempts=attempts)):
            got = outcome(get(blog.process(), flow.path))
        if len(blog.aws.calls) < number:
            return found
        found.append(f"{blog.aws.calls[number - 1].operation}: {got}")


@pytest.mark.parametrize("fault", KINDS)
@pytest.mark.parametrize("name", FLOWS)
def test_a_call_that_fails_both_times_has_this_outcome(
    blog: FaultyBlog, name: str, fault: Fault
) -> None:
    assert outcomes(blog, FLOWS[name], fault, attempts=2) == FLOWS[name].outcomes


@pytest.mark.parametrize("fault", [*KINDS, faults.half_an_answer])
@pytest.mark.parametrize("name", FLOWS)
def test_a_call_that_fails_once_costs_readers_nothing(
    blog: FaultyBlog, name: str, fault: Fault
) -> None:
    found = outcomes(blog, FLOWS[name], fault, attempts=1)
    assert len(found) >= len(FLOWS[name].outcomes)
    assert {each.partition(": ")[2] for each in found} == {"served"}
