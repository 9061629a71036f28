"""What is published first."""

from handler.cli.local.backlog import Backlog, in_order

POSTS = [f"_posts/2020-01-{day:02}-post.md" for day in range(1, 13)]
OTHERS = ["images/a.png", "about.md", "_data/b.yml", "_includes/c.html", "_config.yml"]


def test_what_others_depend_on_goes_first_then_the_newest_posts() -> None:
    first, rest = in_order([*OTHERS, *POSTS])
    assert first == ["_config.yml", "_data/b.yml", "_includes/c.html", *POSTS[:1:-1]]
    assert rest == ["about.md", POSTS[1], POSTS[0], "images/a.png"]


def test_the_authors_front_page_does_not_wait() -> None:
    first, rest = in_order(["about.md", "index.md", "docs/index.html", *POSTS])
    assert (first[0], rest[:2]) == ("index.md", ["about.md", "docs/index.html"])
    assert Backlog(rest).take_for("/") == []


def test_posts_are_in_order_of_their_dates_however_they_are_written_and_drafts_before() -> None:
    posts = ["b/_posts/2020-2-1-new.md", "_posts/2020-01-31-old.md", "_drafts/idea.md"]
    assert in_order(posts)[0] == ["_drafts/idea.md", "b/_posts/2020-2-1-new.md", posts[1]]


def test_each_key_is_taken_once() -> None:
    backlog = Backlog(["a.md", "b.md"])
    assert (backlog.take(), backlog.done, backlog.take(), backlog.take()) == (
        "a.md",
        1,
        "b.md",
        None,
    )


def test_what_a_reader_asks_for_is_taken_before_its_turn() -> None:
    keys = ["a.md", "_posts/2020-01-01-Hello.md", "_drafts/idea.md", "images/Cat.png"]
    backlog = Backlog(keys)
    assert backlog.take_for("/blog/2020/01/01/hello.html") == ["_posts/2020-01-01-Hello.md"]
    assert backlog.take_for("/2020/01/01/hello/") == []
    assert backlog.take_for("/images/cat.png") == ["images/Cat.png"]
    assert backlog.take_for("/idea/") == ["_drafts/idea.md"]
    assert (backlog.take(), backlog.take(), backlog.done) == ("a.md", None, 4)


def test_nothing_waits_any_more_once_it_is_cleared() -> None:
    backlog = Backlog(["a.md"])
    backlog.clear()
    assert (backlog.take(), backlog.take_for("/a/")) == (None, [])
