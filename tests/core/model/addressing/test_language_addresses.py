"""Pages of a language have addresses in its folder, and only languages in use have any."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.addressing.addresses import (
    Address,
    Content,
    Cursor,
    Feed,
    Jump,
    Listing,
    Search,
    parse,
    path_of,
)
from handler.core.model.addressing.language_addresses import language_of, parse_in

USED = ("en", "ko", "pt-BR")
CURSOR = Cursor("before", datetime(2017, 12, 27, 18, 58, 38, tzinfo=UTC), "/ko/hello/")
STAMPED = "before/20171227T185838Z/ko/hello/"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/ko/", Listing("lang", "ko")),
        ("/pt-BR/", Listing("lang", "pt-BR")),
        (f"/ko/{STAMPED}", Listing("lang", "ko", CURSOR)),
        ("/ko/archive/", Listing("archive", "ko")),
        (f"/ko/archive/{STAMPED}", Listing("archive", "ko", CURSOR)),
        ("/ko/archive/2017/", Jump("archive", "ko", "2017")),
        ("/ko/feed.xml", Feed("lang", "ko", "atom")),
        ("/ko/feed.json", Feed("lang", "ko", "json")),
        ("/ko/search", Search("ko")),
    ],
)
def test_a_page_of_a_language_has_one_path(path: str, address: Address) -> None:
    assert parse_in(path, USED) == address
    assert path_of(address) == path
    assert language_of(address) in USED
    assert parse_in(path, ()) == parse(path) == Content(path)


@pytest.mark.parametrize(
    "path",
    [
        *("/ko", "/KO/", "/fr/", "/pt-br/", "/ko/tags/", "/ko/tags/x/", "/ko/2017/", "/ko/ko/"),
        *("/ko/archive", "/ko/archive/archive/", "/ko/archive/2017/12/", "/ko/archive/feed.xml"),
        *("/ko/search/", "/ko/robots.txt", "/ko/sitemap.xml", "/ko/2020/01/01/hello/", "//ko/"),
    ],
)
def test_all_else_in_the_folder_of_a_language_is_content(path: str) -> None:
    assert parse_in(path, USED) == Content(path)


PARTS = st.sampled_from(
    ["ko/", "en/", "archive/", "tags/", "before/", "20171227T185838Z/", "2017/", "feed.xml", "x/"]
)


@given(st.lists(PARTS, max_size=7).map("".join))
def test_what_names_a_page_is_written_as_the_blog_writes_it(path: str) -> None:
    address = parse_in(f"/{path}", USED)
    assert path_of(address) == f"/{path}"
    if not path.startswith(("ko/", "en/")):
        assert address == parse(f"/{path}")
