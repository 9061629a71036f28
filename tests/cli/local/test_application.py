"""What the local server puts around the blog."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse, create_environ, run_wsgi_app

from handler.cli.local.application import LocalApplication, file_address
from handler.cli.local.notices import Notices
from handler.memory.disk import FileOnDisk

PAGE = [("Content-Type", "text/html"), ("Cache-Control", "max-age=60"), ("ETag", 'W/"abc"')]
FILE = [("Content-Type", "image/png"), ("Cache-Control", "public, max-age=300")]
THEME = [("Content-Type", "text/css"), ("Cache-Control", "public, immutable")]


def app_with(headers: list[tuple[str, str]], status: str = "200 OK") -> Any:
    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start(status, headers)
        return [b"text"]

    return answer


def get(app: LocalApplication, path: str = "/", **named: Any) -> TestResponse:
    return Client(app).get(path, **named)


def stream(app: LocalApplication) -> Iterator[Any]:
    """What a page is told, beat by beat."""
    chunks, _, headers = run_wsgi_app(app, create_environ("/_coldpress/changes"))
    assert headers["Content-Type"] == "text/event-stream"
    for chunk in chunks:
        if chunk.startswith(b"data: "):
            yield json.loads(chunk.removeprefix(b"data: "))


@pytest.mark.parametrize(
    ("headers", "kept"),
    [(PAGE, "no-store"), (FILE, "no-cache"), (THEME, "public, immutable")],
)
def test_a_browser_keeps_nothing_but_what_never_changes(
    headers: list[tuple[str, str]], kept: str
) -> None:
    assert get(LocalApplication(app_with(headers), Notices())).headers["Cache-Control"] == kept


def test_a_page_learns_what_it_is_and_as_of_which_change() -> None:
    notices = Notices()
    notices.change()
    answer = get(LocalApplication(app_with(PAGE), notices))
    assert answer.headers["Server-Timing"] == 'page;desc="Wabc", version;desc="1"'


def test_a_page_that_is_missing_is_known_by_its_status() -> None:
    missing = app_with([("Content-Type", "text/html")], "404 NOT FOUND")
    answer = get(LocalApplication(missing, Notices()))
    assert answer.headers["Server-Timing"] == 'page;desc="404", version;desc="0"'


def test_a_page_whose_template_is_wrong_follows_too() -> None:
    broken = app_with([("Content-Type", "text/html"), ("Content-Length", "4")], "500 ERROR")
    answer = get(LocalApplication(broken, Notices()))
    assert answer.status_code == 500
    assert answer.text.startswith("text<script ")
    assert "/static/reload." in answer.text
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_only_who_finds_nothing_is_led_to_where_a_page_went() -> None:
    missing, there = app_with([], "404 NOT FOUND"), app_with([])
    answer = get(
        LocalApplication(missing, Notices(), lead=lambda path: {"/old/": "/é/"}.get(path, "")),
        "/old/",
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/%C3%A9/")
    assert get(LocalApplication(there, Notices(), lead=lambda _: "/new/")).status_code == 200


def test_it_hears_of_a_path_before_it_is_answered() -> None:
    asked: list[str] = []
    get(LocalApplication(app_with([]), Notices(), before=asked.append), "/caf%C3%A9/")
    assert asked == ["/café/"]


def test_whoever_listens_is_told_each_change() -> None:
    notices = Notices()
    app = LocalApplication(app_with([]), notices)
    pages = [stream(app), stream(app)]
    assert [next(page)["version"] for page in pages] == [0, 0]
    notices.change()
    assert [next(page)["version"] for page in pages] == [1, 1]
    assert get(app, "/_coldpress/notice").json == json.loads(notices.newest.text())


def test_a_large_file_is_had_in_parts_until_it_is_another(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"0123456789")
    file = FileOnDisk.of(film)
    app = LocalApplication(app_with([]), Notices(), lambda _key, _version: file)
    address = file_address("a b/film.mp4", "v1")
    assert address == "/_coldpress/files/a%20b/film.mp4?version=v1"
    part = get(app, address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.data, part.headers["Content-Type"]) == (
        206,
        b"234",
        "video/mp4",
    )
    assert "sandbox" in part.headers["Content-Security-Policy"]
    film.write_bytes(b"another")
    assert get(app, address).status_code == 404
    film.unlink()
    assert get(app, address).status_code == 404
    assert get(LocalApplication(app_with([]), Notices()), address).status_code == 404
