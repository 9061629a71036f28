"""The desk on an author's machine: who may come in, and that it writes into the folder."""

import re
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from handler.cli.local.application import DESK, LocalApplication
from handler.cli.local.blog import LocalBlog
from handler.cli.local.desk import LocalDesk
from handler.cli.local.notices import Notices
from handler.cli.local.publication import Publication
from handler.cli.local.stores import memory_stores
from handler.settings import Settings
from handler.web.app import create_app
from handler.wiring import Services
from tests.web.desk.desk import form_in

PORT = 8000
KEY = "_posts/2020-01-01-a.md"
TEXT = "---\ntitle: A\n---\nText.\n"


class Here:
    """A blog in a folder with its desk, as `serve` puts them together."""

    def __init__(self, root: Path) -> None:
        stores, notices = memory_stores(), Notices()
        services = Services(
            Settings("local", "local", f"http://127.0.0.1:{PORT}", 0),
            bucket=stores.bucket,
            table=stores.table,
        )
        publication = Publication(root, root, lambda: services, stores.hold)
        blog = LocalBlog(root, lambda: services, publication, notices)
        desk = LocalDesk(root, PORT, lambda: services, blog)
        self.app = LocalApplication(create_app(lambda: services, desk).wsgi_app, notices)
        blog.begin()

    def get(self, path: str, host: str = f"127.0.0.1:{PORT}") -> TestResponse:
        return Client(self.app).get(path, headers={"Host": host})

    def post(
        self, page: str, form: dict[str, str], host: str = f"localhost:{PORT}"
    ) -> TestResponse:
        headers = {"Host": host, "Origin": f"http://{host}"}
        return Client(self.app).post(DESK + page, data=form, headers=headers)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "blog"
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: Here\npermalink: pretty\n")
    (root / KEY).write_text(TEXT)
    return root


def test_everybody_on_this_machine_may_come_in(root: Path) -> None:
    here = Here(root)
    for host in (f"127.0.0.1:{PORT}", f"localhost:{PORT}"):
        answer = here.get(DESK, host)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("host", ["evil.test", f"evil.test:{PORT}", "127.0.0.1", "127.0.0.1:80"])
def test_a_name_that_was_given_to_this_machine_does_not_lead_in(root: Path, host: str) -> None:
    here = Here(root)
    form = form_in(here.get(f"{DESK}edit?key={KEY}").text)
    assert here.get(DESK, host).status_code == 404
    assert here.post("edit", form | {"do": "delete"}, host).status_code == 405
    assert (root / KEY).read_text() == TEXT


def test_what_is_saved_is_in_the_folder_and_on_the_blog_at_once(root: Path) -> None:
    here = Here(root)
    form = form_in(here.get(f"{DESK}edit?key={KEY}").text)
    assert here.post("edit", form | {"body": "New.\r\n"}).status_code == 303
    assert (root / KEY).read_text() == TEXT.replace("Text.", "New.")
    assert "New." in here.get("/2020/01/01/a/").text


def test_a_file_that_was_changed_on_disk_is_not_written_over(root: Path) -> None:
    here = Here(root)
    form = form_in(here.get(f"{DESK}edit?key={KEY}").text)
    (root / KEY).write_text(TEXT + "Mine.\n")
    answer = here.post("edit", form | {"body": "Text.\r\n\r\nDesk.\r\n"})
    assert (answer.status_code, "Mine." in answer.text) == (409, True)
    assert (root / KEY).read_text() == TEXT + "Mine.\n"


def test_no_link_leads_out_of_the_folder(root: Path) -> None:
    secret = root.parent / "secret.md"
    secret.write_text("---\ntitle: Secret\n---\nHidden words.\n")
    (root / "link.md").symlink_to(secret)
    here = Here(root)
    answer = here.get(f"{DESK}edit?key=link.md")
    assert answer.status_code == 422
    assert "Hidden words" not in answer.text
    form = form_in(here.get(f"{DESK}edit?key={KEY}").text)
    for do in ("save", "delete", "publish"):
        here.post("edit", form | {"key": "link.md", "do": do})
    here.post("edit", form | {"do": "rename", "name": "link.md"})
    here.post("restore", form | {"key": "link.md"})
    assert "Hidden words" in secret.read_text()


def test_each_start_has_its_own_token(root: Path) -> None:
    tokens = [re.findall(r'"token" value="([\w-]+)"', Here(root).get(DESK).text)[0] for _ in "ab"]
    assert tokens[0] != tokens[1]
    assert min(map(len, tokens)) > 40
