"""The files that stand for addresses, and what happens where two want one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.cli.exporting.names import Claims, files_of, stubs_of, unfit

PATHS = st.lists(st.sampled_from("aAbé/."), max_size=8).map(lambda parts: "/" + "".join(parts))


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("/", ("index.html",)),
        ("/about/", ("about/index.html",)),
        ("/about", ("about/index.html", "about.html")),
        ("/v1.2", ("v1.2/index.html", "v1.2.html")),
        ("/2017/12/27/hello.html", ("2017/12/27/hello.html",)),
        ("/before/20171227T185838Z/hello.html", ("before/20171227T185838Z/hello.html",)),
        ("/한글/", ("한글/index.html",)),
    ],
)
def test_a_page_has_a_file_for_each_kind_of_server(path: str, files: tuple[str, ...]) -> None:
    assert files_of(path, is_page=True) == files


def test_what_is_no_page_has_its_own_name() -> None:
    assert files_of("/LICENSE", is_page=False) == ("LICENSE",)
    assert files_of("/feed.xml", is_page=False) == ("feed.xml",)


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("/old/", ("old/index.html",)),
        ("/old.html", ("old.html",)),
        ("/old", ("old/index.html",)),
        ("/old.php", ()),
        ("/feed.xml", ()),
        ("/?p=12", ()),
    ],
)
def test_a_stub_is_only_where_servers_take_it_for_a_page(path: str, files: tuple[str, ...]) -> None:
    assert stubs_of(path) == files


@pytest.mark.parametrize("file", ["", "../x", "a//b", "a/./b", "a\0b", "글" * 86])
def test_some_names_no_file_can_have(file: str) -> None:
    assert unfit(file)
    assert Claims().claim("/x", (file,)) == ()


def test_who_comes_first_has_a_file() -> None:
    claims = Claims()
    assert claims.claim("/a", ("a",)) == ("a",)
    assert claims.claim("/b", ("a",)) == ()
    assert claims.claim("/a/b", ("a/b",)) == ()
    assert claims.claim("/c/", ("c/index.html",)) == ("c/index.html",)
    assert claims.claim("/c", ("c",)) == ()
    assert claims.problems == [
        "a is left out: it would also be that of /a.",
        "a/b is left out: it would lie in a, which is a file.",
        "c is left out: it would have the name of a folder.",
    ]


def test_names_that_differ_by_case_are_told_and_kept_where_they_can_be() -> None:
    claims = Claims()
    assert claims.claim("/A.png", ("A.png",)) + claims.claim("/a.png", ("a.png",)) == (
        "A.png",
        "a.png",
    )
    assert "a.png differs from A.png by case alone" in claims.problems[0]
    there = Claims(ignores_case=True)
    assert there.claim("/A.png", ("A.png",)) == ("A.png",)
    assert there.claim("/a.png", ("a.png",), quietly=True) == ()
    assert there.problems == []


@given(st.lists(st.tuples(PATHS, st.booleans()), max_size=12), st.booleans())
def test_all_files_of_a_copy_can_be_on_one_disk(
    paths: list[tuple[str, bool]], ignores_case: bool
) -> None:
    claims = Claims(ignores_case)
    for path, is_page in paths:
        claims.claim(path, files_of(path, is_page=is_page))
    files = set(claims.owners)
    folders = {file[:at] for file in files for at, char in enumerate(file) if char == "/"}
    assert not files & folders
    if ignores_case:
        assert len({file.casefold() for file in files}) == len(files)
        assert not {file.casefold() for file in files} & {each.casefold() for each in folders}
