"""A source tree on disk: what goes into the bucket first."""

from handler.cli.trees import newest_first

POSTS = [f"_posts/2020-{month:02}-01-a.md" for month in range(1, 13)]
OLD = [f"notes/_posts/2019-{month:02}-01-a.md" for month in range(1, 13)]


def test_what_the_first_page_shows_comes_first() -> None:
    keys = ["_config.yml", "_data/a.yml", "a.png", "about.md", *POSTS, *OLD]
    first, left = newest_first(keys)
    assert first[:4] == ["_config.yml", "_data/a.yml", "about.md", POSTS[-1]]
    assert len([key for key in first if "_posts" in key]) == 20
    assert left == ["a.png", *reversed(OLD[:4])]


def test_nothing_is_left_of_a_small_blog() -> None:
    keys = ["_config.yml", "about.md", *POSTS]
    first, left = newest_first(keys)
    assert (sorted(first), left) == (sorted(keys), [])


def test_pages_that_are_many_do_not_keep_the_first_page_waiting() -> None:
    first, left = newest_first([f"docs/{number}.md" for number in range(80)])
    assert (len(first), len(left)) == (50, 30)
