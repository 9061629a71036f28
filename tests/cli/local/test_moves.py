"""Where pages went."""

from handler.cli.local.moves import Moves


def test_an_address_that_stays_leads_nowhere() -> None:
    moves = Moves()
    moves.change("e", "/a/", "/A")
    assert (moves.leads("/a/"), moves.take()) == ("", [])


def test_a_page_is_followed_over_several_addresses_and_back() -> None:
    moves = Moves()
    moves.change("e", "/a/", "/b/")
    moves.change("e", "/b/", "/c/")
    assert (moves.leads("/a.html"), moves.leads("/b/"), moves.leads("/c/")) == ("/c/", "/c/", "")
    moves.change("e", "/c/", "/a/")
    assert (moves.leads("/b/"), moves.leads("/a/")) == ("/a/", "")
    assert moves.take() == [("/a/", "/b/"), ("/b/", "/c/"), ("/c/", "/a/")]
    assert moves.take() == []


def test_a_text_that_goes_and_comes_under_another_name_moved_whichever_is_seen_first() -> None:
    moves = Moves()
    moves.change("one", "/a/", "")
    moves.change("two", "", "/d/")
    moves.change("two", "/c/", "")
    moves.change("one", "", "/b/")
    assert (moves.leads("/a/"), moves.leads("/c/")) == ("/b/", "/d/")


def test_another_baseurl_stands_before_every_path() -> None:
    moves = Moves()
    moves.rebase("/b", "")
    assert (moves.leads("/b/x/"), moves.leads("/x/")) == ("/x/", "")
    moves = Moves()
    moves.rebase("/b", "/c")
    moves.change("e", "/c/x/", "/c/y/")
    assert (moves.leads("/c/b/x/"), moves.leads("/c/b/z/"), moves.leads("/c/z/")) == (
        "/c/y/",
        "/c/z/",
        "",
    )
    moves = Moves()
    moves.rebase("", "/c")
    assert moves.leads("/c/x/") == ""
