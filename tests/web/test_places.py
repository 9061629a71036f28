"""Where requests arrived, on each kind of address that AWS gives a function."""

from typing import Any

import pytest

from handler.web.places import Place, place_of

AMAZON = "a1.execute-api.us-east-1.amazonaws.com"
OWN = "blog.example"
FUNCTION = "a1.lambda-url.us-east-1.on.aws"


def rest(path: str, *, whole: str | None, domain: str = AMAZON, **fields: Any) -> dict[str, Any]:
    """An event of a REST API; `whole` is the path of its request context."""
    context = {"stage": "dev", "domainName": domain, "path": whole}
    return {"httpMethod": "GET", "path": path, "requestContext": context, **fields}


def http(raw: str, *, stage: str = "$default", domain: str = AMAZON) -> dict[str, Any]:
    """An event of an HTTP API or a Function URL."""
    context = {"stage": stage, "domainName": domain, "http": {"method": "GET"}}
    return {"version": "2.0", "rawPath": raw, "requestContext": context}


@pytest.mark.parametrize("path", ["/", "/development/", "/devops/", "/dev/", "/c++/"])
def test_a_rest_api_has_the_stage_before_any_path(path: str) -> None:
    assert place_of(rest(path, whole=f"/dev{path}")) == Place(f"https://{AMAZON}", "/dev", path)


@pytest.mark.parametrize("path", ["/", "/dev/", "/development/"])
def test_a_custom_domain_of_a_rest_api_has_no_prefix(path: str) -> None:
    event = rest(path, whole=path, domain=OWN)
    assert place_of(event) == Place("https://blog.example", "", path)


def test_a_base_path_of_a_custom_domain_is_a_prefix() -> None:
    post = {"resource": "/{proxy+}", "pathParameters": {"proxy": "한글/글"}}
    path = "/blog/%ED%95%9C%EA%B8%80/%EA%B8%80"
    place = place_of(rest(path, whole=path, domain=OWN, **post))
    assert (place.prefix, place.path) == ("/blog", "/한글/글")
    percent = {"pathParameters": {"proxy": "a%25b"}}
    place = place_of(rest("/blog/a%2525b", whole="/blog/a%2525b", domain=OWN, **percent))
    assert (place.prefix, place.path) == ("/blog", "/a%25b")
    home = place_of(rest("/blog", whole="/blog", domain=OWN, resource="/"))
    assert (home.prefix, home.path) == ("/blog", "/")


def test_a_reader_cannot_make_up_a_base_path() -> None:
    event = rest("/a//b", whole="/a//b", domain=OWN, pathParameters={"proxy": "a/b"})
    assert place_of(event).prefix == ""


def test_without_a_request_path_the_host_tells() -> None:
    event = rest("/a", whole=None, domain="", headers={"Host": AMAZON})
    assert place_of(event) == Place("", "/dev", "/a")


@pytest.mark.parametrize("stage", ["", "$default"])
@pytest.mark.parametrize("domain", [AMAZON, OWN])
def test_a_reader_cannot_make_up_a_stage_that_has_no_name(stage: str, domain: str) -> None:
    for raw in ("/$default", "/$default/a/", "//a/"):
        place = place_of(http(raw, stage=stage, domain=domain))
        assert (place.prefix, place.path) == ("", raw)


@pytest.mark.parametrize(
    ("raw", "prefix", "path"),
    [("/dev/a", "/dev", "/a"), ("/dev", "/dev", "/"), ("/dev/dev/", "/dev", "/dev/")],
)
def test_an_http_api_has_the_stage_in_its_path(raw: str, prefix: str, path: str) -> None:
    place = place_of(http(raw, stage="dev"))
    assert place == Place(f"https://{AMAZON}", prefix, path)


def test_a_custom_domain_of_an_http_api_may_have_the_stage_in_its_path() -> None:
    event = http("/dev/a", stage="dev", domain=OWN)
    assert place_of(event) == Place("https://blog.example", "", "/a", "/dev/a")


def test_function_urls_keep_escapes() -> None:
    event = http("/100%25/a%20b", domain=FUNCTION)
    assert place_of(event) == Place(f"https://{FUNCTION}", "", "/100%/a b")


def test_escapes_that_may_be_characters_have_two_readings() -> None:
    rest_place = place_of(rest("/100%25/", whole="/dev/100%25/"))
    assert (rest_place.path, rest_place.other_path) == ("/100%/", "/100%25/")
    http_place = place_of(http("/100%25/"))
    assert (http_place.path, http_place.other_path) == ("/100%25/", "/100%/")


@pytest.mark.parametrize("path", ["/100%/", "/a b", "/한글%20"])
def test_what_cannot_be_escaped_has_one_reading(path: str) -> None:
    assert place_of(rest(path, whole=f"/dev{path}")) == Place(f"https://{AMAZON}", "/dev", path)


def test_a_set_prefix_goes_before_what_the_request_tells() -> None:
    assert place_of(rest("/a", whole="/dev/a"), prefix="") == Place(f"https://{AMAZON}", "", "/a")
    assert place_of(http("/blog/a", domain=OWN), prefix="/blog").path == "/a"


def test_a_domain_that_is_none_gives_no_origin() -> None:
    assert place_of(http("/", domain='x"><script>')).origin == ""
