"""What readers see when something is wrong: nothing of how the blog is made."""

import re
from collections.abc import Iterator

import pytest

from handler.cli.local.embedded.ports import free_port
from tests.cloud.aws.doors import HTTPAPI, Door, FunctionURL, RestAPI
from tests.cloud.aws.function import Function, fleet
from tests.cloud.aws.messages import Answer, Request
from tests.cloud.aws.site import Site
from tests.cloud.deploying.deployment import Deployment

pytestmark = pytest.mark.xdist_group("cloud")

DOORS: list[Door] = [RestAPI(), HTTPAPI("dev"), FunctionURL()]
PATHS = ["/", "/c++/", "/images/two%20words.png", "/feed.xml", "/no/such/page/"]
TELLING = re.compile(
    r"traceback|zappa|boto|moto|flask|werkzeug|jinja|python|\.py\b|dynamodb|lambda_handler"
    r"|errortype|arn:aws|accesskey|invalidclient|coldpress-(content-)?dev",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def code(edges: Deployment) -> Function:
    """The function, unpacked once for all that is wrong with it."""
    return edges.function()


@pytest.fixture(params=["refused", "unreachable"], scope="module")
def broken(request: pytest.FixtureRequest, code: Function) -> Iterator[list[Site]]:
    """The blog behind several doors when AWS refuses or does not answer."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    wrong = {
        "refused": {"AWS_SESSION_TOKEN": "revoked"},
        "unreachable": {"AWS_ENDPOINT_URL": nowhere},
    }
    with fleet(code.given(**wrong[request.param]), 1) as environments:
        yield [Site(door, environments.invoke) for door in DOORS]


def test_an_internal_error_tells_nothing_of_how_the_blog_is_made(broken: list[Site]) -> None:
    for site in broken:
        for path in PATHS:
            answer = site.get(path)
            assert answer.status in {500, 503}
            assert told(answer) == []


def test_an_internal_error_is_a_page_that_nobody_may_keep(broken: list[Site]) -> None:
    for site in broken:
        answer = site.get("/")
        assert answer["content-type"] == "text/html; charset=utf-8"
        assert "no-store" in answer["cache-control"]
        assert "<h1" in answer.text
        assert bool(answer["retry-after"]) == (answer.status == 503)


def test_a_function_whose_import_fails_tells_nothing(code: Function) -> None:
    with fleet(code.given(COLDPRESS_REMEMBERED_SECONDS="soon"), 1) as environments:
        for door in DOORS:
            answer = Site(door, environments.invoke).get("/c++/")
            assert answer.status >= 500
            assert told(answer) == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused_without_a_word_about_tools(
    edges: Deployment, method: str
) -> None:
    for door in DOORS:
        answer = Site(door, edges.invoke).get("/c++/", method)
        assert answer.status in ({200, 405} if method == "OPTIONS" else {405})
        assert told(answer) == []


@pytest.mark.parametrize(
    "path",
    ["/%00", "/%ff%fe/", "/%0d%0aSet-Cookie:x/", "/../../etc/passwd", "//evil.example/", "/%2e%2e/",
     "/%", "/%zz/", "/" + "a" * 8000, "/before/x/y/z/", "/static/../handler/entry.py"],
)  # fmt: skip
def test_a_hostile_path_is_nowhere(edges: Deployment, path: str) -> None:
    for door in DOORS:
        site = Site(door, edges.invoke)
        answer = site.send(Request(door.root.partition("//")[2].partition("/")[1] + path))
        assert answer.status in {301, 302, 400, 404}
        assert not answer["location"].startswith(("//", "https://evil"))
        assert told(answer) == []


def test_a_body_that_is_not_text_is_no_reason_to_fail(edges: Deployment) -> None:
    for door in DOORS:
        path = "/" + door.root.partition("//")[2].partition("/")[2]
        answer = Site(door, edges.invoke).send(Request(path, "", "POST", {}, b"\xff\x00"))
        assert answer.status == 405


def told(answer: Answer) -> list[str]:
    """What an answer tells of its making."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return TELLING.findall(headers + answer.body.decode("utf-8", "replace"))
