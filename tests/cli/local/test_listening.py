"""Telling open pages of changes."""

from collections.abc import Iterable, Iterator
from typing import Any

from werkzeug.test import create_environ, run_wsgi_app

from handler.cli.local.listening import Changes

CHANGED = b"data: changed\n\n"
HELLO = b": hello\n\n"


def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [])
    return [b"a page"]


def listen(changes: Changes, query: str = "") -> Iterator[bytes]:
    environ = create_environ("/_coldpress/changes", query_string=query)
    body, status, headers = run_wsgi_app(changes, environ)
    assert (status, headers["Content-Type"]) == ("200 OK", "text/event-stream")
    return iter(body)


def test_everything_else_is_the_applications() -> None:
    assert run_wsgi_app(Changes(answer), create_environ("/"))[1] == "200 OK"


def test_each_open_page_hears_of_each_change() -> None:
    changes = Changes(answer)
    pages = [listen(changes), listen(changes)]
    assert [next(page) for page in pages] == [HELLO, HELLO]
    changes.invalidate()
    changes.invalidate()
    assert [[next(page), next(page)] for page in pages] == [[CHANGED, CHANGED]] * 2


def test_a_change_while_a_page_was_loading_is_not_lost() -> None:
    changes = Changes(answer)
    changes.invalidate()
    assert next(listen(changes, "age=60000")) == CHANGED


def test_a_change_before_a_page_was_loaded_is_none_for_it() -> None:
    changes = Changes(answer)
    changes.invalidate()
    assert next(listen(changes, "age=0")) == HELLO
    assert next(listen(changes, "age=nonsense")) == HELLO


def test_a_page_that_is_closed_is_forgotten() -> None:
    changes = Changes(answer)
    page = listen(changes)
    next(page)
    page.close()  # type: ignore[attr-defined]
    assert not changes._listeners
