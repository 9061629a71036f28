"""An index of several parts answers as one file would that was made at once."""

from pathlib import Path
from random import Random

import pytest

from handler.core.pages.views import SearchView
from handler.core.search.ranking import rank
from handler.services.search import index_reader
from handler.services.search.folding import Sizes
from handler.services.search.part_reader import OLDEST, PartReader
from handler.services.search.parts import PLACE
from tests.services.blog import Blog, post_key
from tests.services.search.blog import index, keep_in_parts, search, stored, titles

pytestmark = pytest.mark.slow

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


EXPRESSIONS = [
    ('"tide"', ['"tide"']),
    ('"tide" AND "moon"', ['"tide"', '"moon"']),
    ('("he" OR "he" *) OR "water"', ['"he"', '"he" *', '"water"']),
    ('{title labels} : ("tide" OR "moon")', ['{title labels} : "tide"', '{title labels} : "moon"']),
]


@pytest.mark.parametrize(("matching", "phrases"), EXPRESSIONS)
def test_the_scores_of_one_file_are_those_of_sqlite(
    tmp_path: Path, matching: str, phrases: list[str]
) -> None:
    chance, blog = Random(1), Blog()
    for day in range(1, 29):
        change(blog, f"2026-02-{day:02}-p", chance)
    index(blog)
    part = PartReader(stored(blog.bucket, PLACE, tmp_path / "index"), blog.clock, 60)
    ranking = rank(part.corpus, [part.count(phrase) for phrase in phrases])
    scores = {each.number: each.score for each in part.scored(matching, (), OLDEST, ranking)}
    sql = "SELECT rowid, bm25(words, 10.0, 6.0, 1.0, 0.5) FROM words WHERE words MATCH ?"
    assert scores == pytest.approx(dict(part._db.execute(sql, (matching,))))
    assert scores


@pytest.mark.parametrize("sizes", SIZES)
def test_of_too_many_matches_the_newest_are_ranked_wherever_they_lie(
    monkeypatch: pytest.MonkeyPatch, sizes: Sizes
) -> None:
    monkeypatch.setattr(index_reader, "MAXIMUM_MATCHES", 3)
    blog, chance = Blog(), Random(2)
    keep_in_parts(blog, sizes)
    for name in [*chance.sample(NAMES, len(NAMES)), NAMES[1], NAMES[6]]:
        blog.post(name, name, "tide")
        index(blog)
    assert titles(blog, "tide") == NAMES[:-4:-1]
    assert search(blog, "tide").count == 3
