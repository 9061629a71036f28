import pytest

from handler.core.people.origins import origin_of


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTPS://Example.ORG/blog", "https://example.org"),
        ("https://example.org:443/", "https://example.org"),
        ("https://example.org:8443/", "https://example.org:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://user:secret@example.org/", "https://example.org"),
        ("https://한글.kr", "https://xn--bj0bj06e.kr"),
        ("ftp://example.org", ""),
        ("https://", ""),
        ("https://example.org:x", ""),
        ("https://" + "a" * 64 + ".org", ""),
        ("//example.org", ""),
        ("", ""),
    ],
)
def test_an_origin_is_as_browsers_name_it(address: str, origin: str) -> None:
    assert origin_of(address) == origin
