"""What a process remembers of pages is bounded."""

from handler.core.model.writes import Key
from handler.services.read.cache.memory_cache import PageMemory
from handler.services.read.cache.page_cache import make_page
from tests.services.blog import NOW

A, B, C = (Key("page", name) for name in "abc")
PAGE = make_page("Text.", "text/html")


def test_those_that_were_asked_for_longest_ago_are_forgotten_first() -> None:
    memory = PageMemory(maximum_bytes=1_300)
    for place in (A, B):
        memory.put(place, PAGE, NOW)
    assert memory.get(A)
    memory.put(C, PAGE, NOW)
    assert [place for place in (A, B, C) if memory.get(place)] == [A, C]


def test_one_page_is_remembered_however_large() -> None:
    memory = PageMemory(maximum_bytes=1)
    memory.put(A, PAGE, NOW)
    assert memory.get(A)
