"""An import can be run again and again, stopped, and given anything."""

import importlib
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from handler.cli.importing.fetching import Fetcher
from handler.cli.importing.kinds import NAMES
from handler.cli.importing.media import Media
from handler.cli.importing.sources import Source
from handler.fingerprints import ROOT
from tests.cli.conftest import Run
from tests.cli.importing.conftest import Arrive
from tests.cli.importing.wxr import item, wxr
from tests.support.picture_files import drawing

POST, OTHER = "_posts/2020-01-02-a.md", "_posts/2020-01-02-b.md"


def export(body: str, *more: str) -> str:
    return wxr(item(1, "A", body), *more)


def test_a_second_run_writes_nothing(arrive: Arrive) -> None:
    arrival = arrive("wordpress", {"a.xml": export("One.")})
    before = {key: arrival.root.joinpath(key).stat().st_mtime_ns for key in arrival.files()}
    assert "Files: 2 as before." in arrival.again().output
    assert {key: arrival.root.joinpath(key).stat().st_mtime_ns for key in before} == before


def test_what_changed_in_the_source_changes_and_what_left_it_goes(arrive: Arrive) -> None:
    arrival = arrive("wordpress", {"a.xml": export("One.", item(2, "B", "Two."))})
    (arrival.source / "a.xml").write_text(export("Another.", item(3, "C", "Three.")))
    assert "Files: 2 written, 1 as before, 1 removed." in arrival.again().output
    assert "Another." in arrival.text(POST)
    assert OTHER not in arrival.files()


def test_what_the_author_changed_is_kept_and_told_if_the_source_changed_too(arrive: Arrive) -> None:
    arrival = arrive("wordpress", {"a.xml": export("One.", item(2, "B", "Two."))})
    for key in (POST, OTHER):
        (arrival.root / key).write_text("---\ntitle: Mine\n---\n")
    (arrival.source / "a.xml").write_text(export("Another.", item(2, "B", "Two.")))
    for _ in range(2):
        told = arrival.again().output
        assert f"You changed these, and the source did as well; yours are kept:\n  {POST}\n" in told
        assert OTHER not in told
        assert arrival.text(POST) == arrival.text(OTHER) == "---\ntitle: Mine\n---\n"


def test_what_the_author_deleted_stays_deleted(arrive: Arrive) -> None:
    arrival = arrive("wordpress", {"a.xml": export("One.", item(2, "B", "Two."))})
    (arrival.root / POST).unlink()
    for _ in range(2):
        assert f"You deleted these; they are left so:\n  {POST}\n" in arrival.again().output
    assert POST not in arrival.files()


def test_what_the_author_changed_outlives_its_source(arrive: Arrive) -> None:
    arrival = arrive("wordpress", {"a.xml": export("One.", item(2, "B", "Two."))})
    (arrival.root / OTHER).write_text("Mine.")
    (arrival.source / "a.xml").write_text(export("One."))
    assert f"but you changed them; they are kept:\n  {OTHER}\n" in arrival.again().output
    assert arrival.text(OTHER) == "Mine."


def test_a_file_that_was_there_before_is_never_overwritten(arrive: Arrive, tmp_path: Path) -> None:
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog/_config.yml").write_text("title: My own\n")
    arrival = arrive("wordpress", {"a.xml": export("One.")})
    assert arrival.text("_config.yml") == "title: My own\n"


def test_what_an_import_remembers_is_no_part_of_the_blog(arrive: Arrive) -> None:
    arrival = arrive("wordpress", {"a.xml": export("One.")})
    keys = {each.key for each in arrival.online().outcomes}
    assert json.loads(arrival.text(".coldpress/imported.json")).keys() == keys
    assert not [*arrival.root.rglob("*.importing")]


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes_and_deletes_nothing(
    arrive: Arrive,
) -> None:
    arrival = arrive("wordpress", {"a.xml": export("One.", item(2, "B", "Two."))})
    xml = arrival.source / "a.xml"
    xml.write_text(xml.read_text().replace("One.", "New.").partition("Two.")[0])
    result = arrival.again()
    assert result.exit_code == 1
    assert result.output.count("is broken at line") == 1
    assert "New." in arrival.text(POST)
    assert "Two." in arrival.text(OTHER)


def test_two_encodings_in_one_file_are_told_and_read(arrive: Arrive) -> None:
    raw = export("Caf\xe9 and \xfcber \x0b").encode().replace("é".encode(), b"\xe9")
    arrival = arrive("wordpress", {"a.xml": raw})
    assert "Café and über" in arrival.text(POST)
    assert arrival.again().output.count("is not all in one encoding") == 1


_BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<rss><channel><title>&b;</title></channel></rss>"""


@pytest.mark.parametrize(
    ("kind", "name", "content", "told"),
    [
        ("wordpress", "a.xml", _BOMB, "declares entities"),
        ("wordpress", "a.xml", "<rss>" + "<a>" * 300 + "</a>" * 300 + "</rss>", "too deeply"),
        ("wordpress", "a.xml", "no XML", "is no XML"),
        ("wordpress", "a.xml", "<html><body>Sign in</body></html>", "is no export of WordPress"),
        ("wordpress", "a.txt", "", "holds no file named *.xml"),
        ("ghost", "a.json", '{"db": [', "is no whole JSON file"),
        ("ghost", "a.json", "{}", "is no export of Ghost"),
        ("blogger", "a.xml", "<feed></feed>", "is no backup of Blogger"),
        ("medium", "a.txt", "", "is no export of Medium"),
        ("substack", "a.txt", "", "has no posts.csv"),
        ("hugo", "a.txt", "", "has no folder content"),
        ("markdown", "a.txt", "", "holds no file of Markdown"),
        ("eleventy", "a.txt", "", "is no site of Eleventy"),
    ],
)
def test_what_is_no_export_gets_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, kind: str, name: str, content: str, told: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(content)
    result = run("import", kind, tmp_path / "in", tmp_path / "out")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert told in result.output
    assert not (tmp_path / "out").exists()


def test_source_and_destination_do_not_lie_in_one_another(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(export("One."))
    for source, dest in ((tmp_path / "a.xml", tmp_path), (tmp_path, tmp_path / "blog")):
        result = run("import", "wordpress", source, dest)
        assert (result.exit_code, "lie in one another" in result.output) == (2, True)


def test_names_lead_to_no_other_folder(arrive: Arrive) -> None:
    bad = item(1, "A", '<img src="/wp-content/uploads/../../../etc/passwd">', slug="../../x")
    arrival = arrive("wordpress", {"a.xml": wxr(bad), "wp-content/uploads/a.txt": "x"})
    assert arrival.files() == {"_config.yml", "_posts/2020-01-02-x.md"}


@contextmanager
def site(answers: dict[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """A server of files on this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            data = answers.get(self.path)
            self.send_response(200 if data is not None else 404)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.slow
def test_pictures_are_fetched_once_and_only_if_it_is_asked_for(arrive: Arrive) -> None:
    with site({"/wp-content/uploads/a.png": drawing(30, 20)}) as (url, asked):
        body = f'<p><img src="{url}/wp-content/uploads/a.png"><img src="{url}/none.png"></p>'
        xml = export(body).replace("https://old.test", url)
        arrival = arrive("wordpress", {"a.xml": xml})
        assert asked == []
        assert "2 pictures or files of the old blog not in the export" in arrival.again().output
        assert sorted(_told(arrival.again("--fetch").output)) == [f"{url}/none.png: answers 404"]
        assert f"![](/wp-content/uploads/a.png)![]({url}/none.png)" in arrival.text(POST)
        arrival.again("--fetch")
        assert sorted(asked) == ["/none.png", "/none.png", "/wp-content/uploads/a.png"]
    assert arrival.root.joinpath("wp-content/uploads/a.png").read_bytes() == drawing(30, 20)


def _told(output: str) -> list[str]:
    lines = (line.strip().removeprefix("warning: ") for line in output.splitlines())
    return [line.partition(";")[0] for line in lines if "answers" in line]


@pytest.mark.slow
def test_what_is_too_large_or_a_page_is_not_kept(tmp_path: Path) -> None:
    with site({"/large.png": b"x" * 2_000, "/page": b"<html>", "/picture": drawing(9, 9)}) as (
        url,
        _,
    ):
        source = Source(tmp_path, Media())
        wanted = {f"{url}/{name}": f"images/{name}" for name in ("large.png", "page", "picture")}
        got = Fetcher(tmp_path, source, largest=1_000).fetch(wanted)
    assert [*got.values()] == ["", "", "images/picture.png"]
    told = {each.message.partition(";")[0] for each in source.problems}
    assert told == {"has more than 1,000 bytes", "answers a page in place of a file"}
    assert {path.name for path in (tmp_path / "images").iterdir()} == {"picture.png"}


def test_two_texts_with_one_address_and_one_with_the_blogs_own_get_others(arrive: Arrive) -> None:
    link = "https://old.test/same/"
    pages = (
        item(1, "A", "a", link=link),
        item(2, "B", "b", link=link),
        item(3, "Tags", "t", kind="page", link="https://old.test/tags/"),
        item(4, "C", "c", link="https://old.test/v1.2/c.html"),
        item(5, "D", "d", link="https://old.test/v1.2/c.html"),
    )
    arrival = arrive("wordpress", {"a.xml": wxr(*pages)})
    online = arrival.online()
    addresses = ("/same/", "/same-2/", "/pages/tags/", "/v1.2/c.html", "/v1.2/c-2.html")
    assert [online.get(each).status_code for each in addresses] == [200] * 5
    assert arrival.again().output.count("where something else is") == 3


def test_an_import_that_is_stopped_goes_on_where_it_was(
    arrive: Arrive, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival = arrive("wordpress", {"a.xml": export("One.")})
    (arrival.source / "a.xml").write_text(export("Another.", item(2, "B", "Two.")))
    with monkeypatch.context() as patch:
        patch.setattr("handler.cli.importing.running.print_report", _stop)
        patch.setattr("handler.cli.importing.writing.TreeWriter.clear", _stop)
        arrival.again()
    assert "Another." in arrival.text(POST)
    assert "Files: 3 as before." in arrival.again().output


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_links_that_lead_out_of_the_source_are_left_out(arrive: Arrive, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Secret.")
    (tmp_path / "export").mkdir()
    (tmp_path / "export/leak.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "export/leak.png").symlink_to(tmp_path / "secret.md")
    arrival = arrive("markdown", {"a.md": "![](leak.png) ![](../secret.md) [x](leak.md)"})
    assert arrival.files() == {"_config.yml", "_pages/a.md"}
    assert "is a link to something elsewhere; it is left out." in arrival.again().output


def test_what_is_not_installed_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mdit_py_plugins.footnote", None)
    shown_by = "handler.cli.importing.texts.commonmark._parser"
    monkeypatch.setattr(
        shown_by, importlib.import_module(shown_by.rpartition(".")[0])._parser.__wrapped__
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.md").write_text("Text.")
    result = run("import", "markdown", tmp_path / "in", tmp_path / "out")
    assert (result.exit_code, "`make setup`" in result.output) == (2, True)


def test_every_kind_has_its_row_in_the_guide() -> None:
    guide = (ROOT / "docs/import.md").read_text()
    assert [name for name in NAMES if f"\n| `{name}` |" not in guide] == []
