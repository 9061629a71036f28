"""An index of several parts answers as one file would that was made at once."""

from pathlib import Path
from random import Random

import apsw
import pytest

from handler.core.pages.views import SearchView
from handler.services.search import index_reader, part_reader
from handler.services.search.folding import Sizes
from tests.services.blog import Blog, post_key
from tests.services.search.blog import index, indexed_keys, keep_in_parts, search, stored_parts

WORDS = ["tide", "tides", "moon", "moor", "heron", "herons", "water", "바다", "달빛", "바다달빛"]
NAMES = [f"2026-01-{day:02}-p{day}" for day in range(1, 9)]
QUERIES = [
    *(
        "tide",
        "moon water",
        "moon OR",
        '"tide moon"',
        "her",
        "tag:red",
        "tag:red moon",
        "year:2026",
    ),
    *("바다", "달", "mooon", "herron", "watre tide", "nothing", "tide heron moon water", "word"),
]
SIZES = [Sizes(300, 1), Sizes(700, 1), Sizes(700, 100_000), Sizes(1500, 1)]
Post = dict[str, str]


@pytest.mark.parametrize("seed", range(24))
def test_after_any_history_what_is_found_is_what_one_new_file_finds(seed: int) -> None:
    chance = Random(seed)
    blog, now = Blog(), dict[str, Post]()
    keep_in_parts(blog, chance.choice(SIZES))
    for _ in range(chance.randint(10, 40)):
        name = chance.choice(NAMES)
        now[name] = change(blog, name, chance)
        if chance.random() < 0.7:
            index(blog)
        if chance.random() < 0.2:
            search(blog, "tide")
    index(blog)
    assert answers(blog) == answers(at_once(now))


def change(blog: Blog, name: str, chance: Random) -> Post:
    """Upload a post or, if it is empty, delete it."""
    if chance.random() < 0.2:
        blog.delete(post_key(name))
        return {}
    text = " ".join(chance.choices(WORDS, k=chance.randint(1, 12)))
    post = {
        "title": " ".join(chance.choices(WORDS, k=2)),
        "body": chance.choice([text, f"{text}\n\n    {text}"]),
        "tags": chance.choice(["[red]", "[blue, red]", "[]"]),
        "published": chance.choice(["true", "true", "true", "false"]),
    }
    blog.post(name, **post)
    return post


def at_once(posts: dict[str, Post]) -> Blog:
    """A blog of these posts whose index was made in one go."""
    blog = Blog()
    for name, post in posts.items():
        if post:
            blog.post(name, **post)
    index(blog)
    return blog


def answers(blog: Blog) -> list[object]:
    """What readers get to see, query by query."""
    return [answer(search(blog, typed)) for typed in QUERIES]


def answer(view: SearchView) -> object:
    """What a reader gets to see."""
    results = [(each.entry.key, each.title, each.snippet) for each in view.results]
    return view.query, results, view.count, view.suggestion, view.is_widened, view.state
