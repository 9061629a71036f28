"""The clock and the threads of production: whoever waits for a call can leave it behind."""

import ast
import inspect
import re
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

import pytest

import handler.wiring
from handler.author_services import AuthorServices
from handler.machine import SystemClock
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.mention_services import MentionServices
from handler.services.deadlines import within
from handler.services.ports import Unavailable
from handler.shared import Shared
from handler.wiring import Services
from tests.services.blog import BASE, SETTINGS

T = TypeVar("T")
_LONG = 300
BUILT = (Shared, AuthorServices, MentionServices, Services)


class HastyClock(SystemClock):
    """A clock of which nobody waits long, for what never comes anyway."""

    def wait(self, seconds: float, future: Future[T]) -> T:
        """See `Clock.wait`."""
        return super().wait(min(seconds, 0.05), future)


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """What calls wait for that would not end before the test does."""
    over = threading.Event()
    yield over
    over.set()


def make_services(over: threading.Event) -> Services:
    """Services of which neither table nor bucket answers."""

    def hang(_call: str) -> None:
        over.wait()

    table, bucket = MemoryTable(hang), MemoryBucket(hang)
    return Services(SETTINGS, bucket=bucket, table=table, clock=HastyClock())


def test_a_call_whose_time_is_up_is_left_behind(over: threading.Event) -> None:
    services = make_services(over)
    started = services.start(over.wait)
    with pytest.raises(Unavailable):
        within(1, started, services.clock)
    assert not started.done()
    over.set()
    assert within(_LONG, started, SystemClock())


def test_readers_have_their_answer_though_no_call_ever_ends(over: threading.Event) -> None:
    reader = make_services(over).reader
    for path in ("/", "/2026/01/01/a/", "/search/"):
        with pytest.raises(Unavailable):
            reader.respond(path, BASE)


def test_readers_wait_longer_where_a_deployment_says_so() -> None:
    settings = replace(SETTINGS, deadline_factor=2)
    services = Services(settings, bucket=MemoryBucket(), table=MemoryTable())
    assert (services.limits.table, services.limits.total) == (5, 9)


def test_calls_that_are_made_together_are_under_way_together(over: threading.Event) -> None:
    meeting = threading.Barrier(3)
    calls = [lambda: meeting.wait(_LONG)] * 3
    assert sorted(map(str, make_services(over).together(calls))) == ["0", "1", "2"]


def test_the_head_of_the_module_says_what_depends_on_what() -> None:
    built = [each for built in BUILT for each in methods(built)]
    used = {each.name.lstrip("_"): used_by(each) for each in built}
    lines = re.findall(r"^    (\w+) +(\w.*)$", str(handler.wiring.__doc__), re.M)
    assert {name: set(needs.split()) for name, needs in lines} == {
        name: needs for name, needs in used.items() if needs
    }


def methods(built: type) -> list[ast.FunctionDef]:
    """What builds each service of a class."""
    (tree,) = ast.parse(inspect.getsource(built)).body
    assert isinstance(tree, ast.ClassDef)
    functions = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    return [each for each in functions if each.name != "__init__"]


def used_by(function: ast.FunctionDef) -> set[str]:
    """The other services and ports that one is built of, beside settings and threads."""
    names = {
        each.attr.lstrip("_")
        for each in ast.walk(function)
        if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name)
    }
    return (names & set(dir_of_services())) - {function.name.lstrip("_"), "start", "together"}


def dir_of_services() -> list[str]:
    """The names of all services and of the ports they are given."""
    ports = ["bucket", "table", "clock", "metrics"]
    names = [name for each in BUILT for name in vars(each)]
    return [name.lstrip("_") for name in names if not name.startswith("__")] + ports
