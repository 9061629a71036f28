"""A theme that changes while it is served."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import handler.fingerprints
import handler.shared
import handler.web.static
from handler.cli.local.theme import Theme
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.read.cache.page_cache import Page
from handler.web.app import create_app
from handler.web.static import forget_files
from handler.wiring import Services
from tests.services.blog import BASE, SETTINGS

ROOT = handler.fingerprints.ROOT


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a theme of its own."""
    for name in ("templates", "static", "locale"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "handler/core").mkdir(parents=True)
    handler.fingerprints.renderer_fingerprint()  # Of the code, which stays where it is.
    monkeypatch.setattr(handler.fingerprints, "ROOT", tmp_path)
    monkeypatch.setattr(handler.fingerprints, "LOCALE", tmp_path / "locale")
    for module in (handler.fingerprints, handler.shared):
        monkeypatch.setattr(module, "TEMPLATES", tmp_path / "templates")
    for module in (handler.fingerprints, handler.web.static):
        monkeypatch.setattr(module, "STATIC", tmp_path / "static")
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    forget_files()
    handler.fingerprints.build_fingerprint.cache_clear()


def make_theme() -> Theme:
    bucket, table = MemoryBucket(), MemoryTable()
    return Theme(lambda: Services(SETTINGS, bucket=bucket, table=table))


def home(theme: Theme) -> str:
    reply = theme.services().reader.respond("/", BASE)
    assert isinstance(reply, Page)
    return reply.text()


def test_a_template_that_changes_shows_at_once(files: Path) -> None:
    theme = make_theme()
    assert "A new foot" not in home(theme)
    (files / "templates/partials/footer.html").write_text("A new foot")
    assert theme.renew() == ()
    assert "A new foot" in home(theme)


def test_a_style_that_changes_has_another_address_with_the_new_text(files: Path) -> None:
    theme = make_theme()
    (files / "static/blog.css").write_text("p { color: red }")
    theme.renew()
    name = handler.fingerprints.static_files()["blog.css"]
    assert name in home(theme)
    answer = create_app(theme.services).test_client().get(f"/static/{name}")
    assert answer.text == "p { color: red }"


def test_a_template_that_is_wrong_is_told_with_its_line_and_not_taken(files: Path) -> None:
    theme = make_theme()
    shown = home(theme)
    (files / "templates/post.html").write_text("\n{% if %}")
    (problem,) = theme.renew()
    assert (problem.key, problem.line) == ("templates/post.html", 2)
    assert home(theme) == shown
