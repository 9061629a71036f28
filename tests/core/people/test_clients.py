"""Programs as they name themselves, and where somebody may be sent for them."""

import pytest

from handler.core.people.clients import declared, is_client, is_own, is_redirect, may_be_asked

CLIENT = "https://client.test/app/"


@pytest.mark.parametrize(
    "address",
    [
        CLIENT,
        "https://client.test",
        "https://client.test:8443/?a=b",
        "http://localhost/",
        "http://127.0.0.1:8080/x",
        "http://[::1]:8080/",
    ],
)
def test_a_program_is_on_the_web_or_on_this_machine(address: str) -> None:
    assert is_client(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "client.test", "//client.test/", "/x", "ftp://client.test/", "javascript:alert(1)"),
        *("http://client.test/", "https://a@client.test/", "https://client.test/#x", "https://"),
        *("https://client.test/../x", "https://client.test/./", "https://10.0.0.1/", "https://1/"),
        *("https://[fe80::1]/", "https://0x7f.1/", "https://client.test:x/", "https://[/"),
        *(
            "https://client.test/ x",
            "https://client.test/\n",
            "https://é.test/",
            f"{CLIENT}{'x' * 500}",
        ),
    ],
)
def test_all_else_is_none(address: str) -> None:
    assert not is_client(address)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "evil.test\\.client.test",
            "%65vil.test",
            "client.test%2eevil.test",
            "evil.test;.client.test",
        ),
        *("evil.test\t.client.test", "[::1]client.test", "client.test:", "[::1%25eth0]", '"', "<"),
    ],
)
def test_a_host_that_browsers_read_otherwise_is_none(host: str) -> None:
    assert not is_client(f"https://{host}/")
    assert not is_redirect(f"https://{host}/")


@pytest.mark.parametrize(
    "address",
    ["https://client.test/back?a=b", "http://127.0.0.1:1/", "an-app://back", "com.app:/x"],
)
def test_somebody_may_be_sent_to_the_web_and_to_programs_of_the_device(address: str) -> None:
    assert is_redirect(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "/back", "//client.test/", "http://client.test/", "https://a@client.test/"),
        *("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd"),
        *("vbscript:x", "blob:x", "about:blank", "intent://x", "view-source:x", "an-app://x#y"),
        *("https://client.test/\r\nA: b", "an app://x", "https:client.test", "https:///x"),
    ],
)
def test_nobody_is_sent_elsewhere(address: str) -> None:
    assert not is_redirect(address)


def test_an_origin_is_the_programs_own_to_the_port() -> None:
    assert is_own(CLIENT, "https://CLIENT.test:443/back")
    for other in ("http://client.test/", "https://client.test:8443/", "https://x.client.test/"):
        assert not is_own(CLIENT, other)
    assert not is_own("an-app://x", "an-app://x")


def test_only_usual_places_are_asked() -> None:
    assert may_be_asked(CLIENT)
    for other in ("https://client.test:22/", "http://localhost/", "https://localhost/"):
        assert not may_be_asked(other)


@pytest.mark.parametrize(
    ("links", "kind", "text"),
    [
        ("", "text/html; charset=utf-8", '<LINK REL="x redirect_uri" href=" an-app://back ">'),
        ("", "text/html", '<link href="an-app://back" rel=redirect_uri><link rel=redirect_uri>'),
        ('<an-app://back>; rel="redirect_uri"', "text/plain", ""),
        ("<x>; rel=a, <an-app://back>; rel=redirect_uri", "", ""),
        (
            "",
            "application/json",
            f'{{"client_id": "{CLIENT}", "redirect_uris": ["an-app://back", 1]}}',
        ),
    ],
)
def test_a_program_names_where_it_is(links: str, kind: str, text: str) -> None:
    assert declared(CLIENT, links, kind, text) == {"an-app://back"}


def test_an_address_without_a_host_is_at_the_programs_own() -> None:
    page = '<link rel="redirect_uri" href="../back">'
    assert declared(CLIENT, "", "text/html", page) == {"https://client.test/back"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("application/json", '{"client_id": "https://other.test/", "redirect_uris": ["a://b"]}'),
        ("application/json", "["),
        ("application/json", "[" * 100_000),
        ("application/json", '{"client_id": "https://client.test/app/", "redirect_uris": "a://b"}'),
        ("text/html", '<a rel="redirect_uri" href="a://b">'),
        ("text/html", '<!-- <link rel="redirect_uri" href="a://b"> -->'),
        ("text/html", "<" * 100_000),
    ],
)
def test_what_names_nothing_declares_nothing(kind: str, text: str) -> None:
    assert declared(CLIENT, "", kind, text) == frozenset()
