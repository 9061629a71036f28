"""Looking through the files of a blog: what is found, in which order, and at what cost."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from handler.core.index.items import MANIFEST, source_key
from handler.core.model.writes import Item, Key, Put
from handler.memory.table import MemoryTable
from handler.services.author.browsing import MOST_SHOWN, SHELVES, Browsing, Look
from tests.web.blog import Blog


@pytest.fixture
def blog() -> Blog:
    blog = Blog()
    blog.post("2026-01-02-tea.md", title="On tea")
    blog.post("old/2020-01-01-milk.md", title="우유")
    blog.put("travel/_posts/2023-05-05-seoul.md", "---\ntitle: Seoul\n---\nText.\n")
    blog.put("_posts/2099-01-01-later.md", "---\ntitle: Later\n---\nText.\n")
    blog.put("_posts/2024-01-01-broken.md", "---\ntitle: [Broken\n---\nText.\n")
    blog.put("_drafts/a-new-idea.md", "---\ntitle: New\n---\nText.\n")
    blog.put("about.md", "---\ntitle: About\n---\nText.\n")
    blog.put("images/a.png", b"\x89PNG", "image/png")
    return blog


def keys(look: Look) -> list[str]:
    return [each.key.rpartition("/")[2] for each in look.files]


def test_posts_are_found_in_every_folder_the_newest_first(blog: Blog) -> None:
    look = blog.services.browsing.look("posts")
    assert keys(look) == [
        "2099-01-01-later.md",
        "2026-01-02-tea.md",
        "2024-01-01-broken.md",
        "2023-05-05-seoul.md",
        "2020-01-01-milk.md",
    ]
    assert look.onward == ""
    states = [each.state for each in look.files]
    assert states == ["scheduled", "live", "rejected", "live", "live"]


def test_each_shelf_has_its_kinds(blog: Blog) -> None:
    browsing = blog.services.browsing
    assert keys(browsing.look("drafts")) == ["a-new-idea.md"]
    assert keys(browsing.look("pages")) == ["about.md"]
    assert sorted(keys(browsing.look("files"))) == ["_config.yml", "a.png"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("TEA", ["2026-01-02-tea.md"]),
        ("on tea", ["2026-01-02-tea.md"]),
        ("우유", ["2020-01-01-milk.md"]),
        ("milk", ["2020-01-01-milk.md"]),
        ("coffee", []),
    ],
)
def test_words_are_looked_for_in_titles_and_names(blog: Blog, words: str, found: list[str]) -> None:
    assert keys(blog.services.browsing.look("posts", words)) == found


def test_a_state_may_be_asked_for(blog: Blog) -> None:
    assert keys(blog.services.browsing.look("posts", state="rejected")) == ["2024-01-01-broken.md"]


def test_what_is_not_live_has_its_title_or_is_called_by_its_name(blog: Blog) -> None:
    blog.put("_drafts/unnamed-yet.md", "Text.\n")
    blog.put("hidden.md", "---\ntitle: Secret\npublished: false\n---\nText.\n")
    titles = [
        [each.title for each in blog.services.browsing.look(shelf).files] for shelf in SHELVES
    ]
    assert titles[0] == ["Later", "On tea", "Broken", "Seoul", "우유"]
    assert titles[1:3] == [["Unnamed Yet", "New"], ["Secret", "About"]]


def test_a_draft_is_found_by_its_title_and_by_its_name(blog: Blog) -> None:
    blog.put("_drafts/a-new-idea.md", "---\ntitle: 차 한 잔\n---\nText.\n")
    for words in ("한 잔", "idea"):
        assert keys(blog.services.browsing.look("drafts", words)) == ["a-new-idea.md"]


def test_another_title_of_a_draft_makes_no_page_stale(blog: Blog) -> None:
    before = {key: dict(item) for key, item in blog.table.scan()}
    blog.put("_drafts/a-new-idea.md", "---\ntitle: Newer\n---\nText.\n")
    changed = [key for key, item in blog.table.scan() if before.get(key) != item]
    own = "_drafts/a-new-idea.md"
    assert sorted(changed) == [Key(MANIFEST, own), source_key(own)]


def table_of(count: int, calls: Counter[str]) -> MemoryTable:
    """The rows of a blog of so many posts in two folders."""
    table = MemoryTable(lambda call: calls.update([call]))
    now = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    row: Item = {"modified": now, "state": "live", "kind": "post", "problems": 0}
    for number in range(count):
        folder = "_posts" if number % 2 else "a/_posts"
        key = (
            f"{folder}/{2000 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}-p.md"
        )
        table.write(Put(Key(MANIFEST, key), row))
    calls.clear()
    return table


@pytest.mark.parametrize("words", ["", "2001-03", "nowhere"])
def test_whoever_goes_on_sees_every_file_once(words: str) -> None:
    browsing = Browsing(table_of(2_500, Counter()))
    seen: list[str] = []
    onward = ""
    for _ in range(200):
        look = browsing.look("posts", words, onward=onward)
        assert len(look.files) <= MOST_SHOWN
        seen += [each.key for each in look.files]
        if not (onward := look.onward):
            break
    expected = {"": 2_500, "2001-03": 28, "nowhere": 0}[words]
    assert (len(seen), len(set(seen)), onward) == (expected, expected, "")


@pytest.mark.parametrize("words", ["", "nowhere"])
def test_a_look_costs_the_same_in_a_blog_of_any_size(words: str) -> None:
    costs = []
    for count in (2_000, 6_000):
        calls: Counter[str] = Counter()
        Browsing(table_of(count, calls)).look("posts", words)
        costs.append(calls)
    assert costs[0] == costs[1]
    assert costs[0].total() <= 12


@pytest.mark.parametrize("onward", ["x", "0", "2abc", "0" + "a" * 5000, "0\ud800"])
def test_a_place_that_nobody_told_is_the_beginning_or_nowhere(blog: Blog, onward: str) -> None:
    assert len(blog.services.browsing.look("posts", onward=onward).files) <= MOST_SHOWN
