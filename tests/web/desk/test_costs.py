"""What an author's request costs in calls of AWS, and that this does not grow with the blog."""

import gzip
from collections import Counter
from collections.abc import Callable, Sized
from typing import TypeVar

import pytest
from werkzeug.test import TestResponse

from handler.core.index import items
from handler.fingerprints import STATIC
from handler.memory.table import MemoryTable, _Partition
from handler.services.author.browsing import MOST_LOOKED_AT, MOST_SHOWN
from handler.web.app import create_app
from handler.web.desk.deployed import deployed_desk
from handler.web.desk.desk import PREFIX
from tests.services.blog import index_posts
from tests.web.blog import Blog
from tests.web.desk.desk import DeployedBlog

pytestmark = pytest.mark.slow

F = TypeVar("F", bound=Sized)
JSON = {"Accept": "application/json"}
KEY = "_posts/2019-01-01-milk.md"
TEXT = "---\ntitle: Milk\ntags: [a]\ndate: 2019-01-01\n---\nCold.\n"
MOST_CALLS = 12
SESSION = 1
"""Who asks is read from the bucket as well, where one has to sign in."""
SIZES = (100, 100_000)


def make_blog(size: int) -> DeployedBlog:
    """A blog of a size; of many posts most are copies of one in the index."""
    blog = DeployedBlog(config="title: T\npermalink: pretty\n")
    index_posts(blog.table, SIZES[0], months=3)
    grow(blog.table, size - SIZES[0])
    blog.put(KEY, TEXT)
    return blog


def grow(table: MemoryTable, count: int) -> None:
    """Put copies of a post into the manifest and its lists, with a source for each."""
    [source] = table.get([items.source_key("_posts/99.md")]).values()
    numbers = [f"{number:06}" for number in range(count)]
    for pk, partition in table._partitions.items():
        if pk == items.MANIFEST or pk.startswith("list#"):
            name, row = next(iter(partition.items.items()))
            partition.items |= {f"{name}{number}": row for number in numbers}
            partition.order = sorted(partition.items)
    [(first, _)] = table.query(items.MANIFEST, limit=1)
    base = first.removesuffix(numbers[0]) if numbers else first
    for number in numbers:
        key = items.source_key(f"{base}{number}")
        table._partitions.setdefault(key.pk, _Partition()).put(key.sk, dict(source))


@pytest.fixture
def blog() -> DeployedBlog:
    return make_blog(SIZES[0])


def cost(blog: DeployedBlog, work: Callable[[], TestResponse]) -> dict[str, int]:
    """The calls of a request, but for the writes of cache tags that its publish comes to."""
    blog.calls.clear()
    assert work().status_code in (200, 303)
    return {name: count for name, count in blog.calls.items() if name != "table write"}


def save(blog: DeployedBlog, **entered: str) -> dict[str, int]:
    form = blog.form(KEY) | {name.replace("_", "-"): value for name, value in entered.items()}
    return cost(blog, lambda: blog.do("edit", form | {"do": "save"}, JSON))


@pytest.mark.parametrize(
    "entered",
    [
        {"body": "Other.\r\n"},
        {"field_title": "Oat milk"},
        {"field_tags": "b, c"},
        {"field_tags": "b", "field_permalink": "/elsewhere/", "body": "All of it.\r\n"},
    ],
    ids=["text", "title", "tags", "address"],
)
def test_a_save_is_one_write_and_one_publish_in_twelve_calls(
    blog: DeployedBlog, entered: dict[str, str]
) -> None:
    calls = save(blog, **entered)
    assert (calls["bucket put"], calls["table transact"]) == (1, 1)
    assert sum(calls.values()) + SESSION <= MOST_CALLS


def test_whatever_is_done_is_one_write(blog: DeployedBlog) -> None:
    for do in ("unpublish", "publish"):
        form = blog.form(KEY) | {"do": do}
        calls = cost(blog, lambda form=form: blog.do("edit", form))  # type: ignore[misc]
        assert (calls["bucket put"], sum(calls.values()) + SESSION <= MOST_CALLS) == (1, True)


def measured(blog: DeployedBlog) -> dict[str, int]:
    """How many calls requests take."""
    form = blog.form(KEY)
    works: dict[str, Callable[[], TestResponse]] = {
        "list": blog.see,
        "open": lambda: blog.see("edit", key=KEY),
        "check": lambda: blog.do("check", form, JSON),
        "new": lambda: blog.do("new", {"title": "New", "kind": "post"}),
        "save": lambda: blog.do("edit", form | {"do": "save", "body": "Other."}, JSON),
    }
    return {name: sum(cost(blog, work).values()) for name, work in works.items()}


def test_it_costs_the_same_in_a_blog_of_any_size() -> None:
    few, many = map(make_blog, SIZES)
    costs = measured(few)
    assert costs == measured(many)
    assert max(costs.values()) + SESSION <= MOST_CALLS
    assert len(many.table.query(items.MANIFEST, limit=200_000)) > SIZES[1]


@pytest.mark.parametrize("words", ["milk", "nothing is like this"])
def test_a_search_goes_through_as_many_rows_in_a_blog_of_any_size(words: str) -> None:
    blog = make_blog(SIZES[1])
    read: list[int] = []
    query, get = blog.table.query, blog.table.get
    blog.table.query = lambda *a, **k: noted(read, query(*a, **k))  # type: ignore[method-assign]
    blog.table.get = lambda *a, **k: noted(read, get(*a, **k))  # type: ignore[method-assign]
    searched = cost(blog, lambda: blog.see("", q=words))
    assert sum(searched.values()) + SESSION <= 7
    assert sum(read) <= 2 * MOST_LOOKED_AT + MOST_SHOWN + 10


def noted(read: list[int], found: F) -> F:
    """What was found, with how much that is."""
    read.append(len(found))
    return found


def test_opening_the_editor_takes_less_than_150_kb(blog: DeployedBlog) -> None:
    sent = [blog.see("edit", key=KEY).data, blog.see().data]
    sent += [path.read_bytes() for path in (STATIC / "desk").iterdir()]
    assert sum(len(gzip.compress(each)) for each in sent) <= 60_000


def test_a_long_text_is_sent_compressed_and_a_short_one_with_its_token_is_not(
    blog: DeployedBlog,
) -> None:
    blog.put(KEY, TEXT.replace("Cold.", "차다. " * 100_000))
    client = blog.app.test_client()
    own = {"Host": blog.host, "Accept-Encoding": "gzip, br"}
    query = {"key": KEY}
    long = client.get("/_coldpress/desk/edit", query_string=query, headers=own)
    assert (long.headers["Content-Encoding"], len(long.data) < 50_000) == ("gzip", True)
    short = client.get("/_coldpress/desk/", headers=own)
    assert "Content-Encoding" not in short.headers


@pytest.mark.parametrize("page", ["", "edit", "sign-in", "files/desk.css", "nothing"])
def test_while_it_is_off_it_is_an_unknown_address_at_one_look_more(page: str) -> None:
    blog = Blog()
    blog.app = create_app(lambda: blog.services, lambda: deployed_desk(blog.services))
    answers, calls = [], []
    for path in ("/_coldpress/nothing/", f"{PREFIX}{page}"):
        blog.calls.clear()
        answers.append(blog.get(path))
        calls.append(Counter(blog.calls))
    unknown, off = answers
    for answer in answers:
        del answer.headers["Date"]
    assert (off.status_code, off.headers.to_wsgi_list()) == (404, unknown.headers.to_wsgi_list())
    assert calls[1] - calls[0] == {"bucket get": 1}
    assert blog.get(PREFIX, method="POST").status_code == 405


MOVES = {
    "publish a draft": ("_drafts/milk.md", {"do": "publish"}, 15),
    "rename a draft": ("_drafts/milk.md", {"do": "rename", "name": "_drafts/oat.md"}, 13),
    "rename a post": (KEY, {"do": "rename", "name": KEY.replace("milk", "oat")}, 19),
}


@pytest.mark.parametrize("what", MOVES)
def test_a_text_that_moves_is_written_and_removed_once(what: str) -> None:
    key, entered, most = MOVES[what]
    costs = []
    for size in (SIZES[0], 1_000):
        blog = make_blog(size)
        blog.put("_drafts/milk.md", TEXT.replace("2019-01", "2019-02"))
        form = blog.form(key) | entered
        costs.append(cost(blog, lambda form=form, blog=blog: blog.do("edit", form)))  # type: ignore[misc]
    few, many = costs
    assert few == many
    assert (few["bucket put"], few["bucket delete"]) == (1, 1)
    assert sum(few.values()) + SESSION <= most
