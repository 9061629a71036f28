"""Exporting again: after nothing changed, after something did, and after it was stopped."""

from pathlib import Path

import pytest

from handler.cli.exporting.asking import Answer, Asker
from handler.cli.exporting.exporting import export
from handler.cli.exporting.source import Site, site_in, site_of
from handler.wiring import Services
from tests.cli.conftest import Run
from tests.cli.exporting.conftest import FILES, copied, live, written

pytestmark = pytest.mark.slow

POST = "---\ntitle: {0}\ntags: [tea]\n---\nText of {0}."


def bytes_in(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def asked_for(monkeypatch: pytest.MonkeyPatch, stop_at: int = -1) -> list[int]:
    """The statuses of what is asked for from now on; somebody stops it at one of them."""
    asked, ask = list[int](), Asker.ask

    def listen(asker: Asker, path: str) -> Answer:
        if len(asked) == stop_at:
            raise KeyboardInterrupt
        answer = ask(asker, path)
        asked.append(answer.status)
        return answer

    monkeypatch.setattr(Asker, "ask", listen)
    return asked


def test_where_nothing_changed_nothing_is_rendered_or_written(
    odd: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = bytes_in(copied(odd, tmp_path).root)
    asked = asked_for(monkeypatch)
    assert bytes_in(copied(odd, tmp_path).root) == first
    assert 200 not in asked
    assert " 0 written" in capsys.readouterr().out.splitlines()[-2]


@pytest.fixture(scope="module")
def clean(odd: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a copy holds that nobody stopped."""
    return bytes_in(copied(odd, tmp_path_factory.mktemp("clean")).root)


@pytest.mark.parametrize("stop_at", [0, 1, 13, 50, 80])
def test_what_was_stopped_and_goes_on_equals_what_was_not(
    odd: Site,
    clean: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop_at: int,
) -> None:
    with monkeypatch.context() as patch:
        asked_for(patch, stop_at)
        with pytest.raises(SystemExit, match="130"):
            copied(odd, tmp_path / "stopped")
    before = bytes_in(tmp_path / "stopped")
    copied(odd, tmp_path / "stopped")
    assert bytes_in(tmp_path / "stopped") == clean
    whole = {name: data for name, data in before.items() if not name.startswith(".coldpress-")}
    assert whole.items() <= clean.items()


def test_a_change_of_the_blog_is_one_of_the_copy(run: Run, tmp_path: Path) -> None:
    days = {f"_posts/2020-01-0{n}-p{n}.md": POST.format(f"P{n}") for n in range(1, 5)}
    blog = written(tmp_path / "blog", {"_config.yml": "permalink: pretty\n", **days})
    site = blog / "_site"
    first = run("export", site, "--content", blog)
    assert first.exit_code == 0
    assert "feeds and sitemaps lack a host" in first.output
    (blog / "_posts/2020-01-01-p1.md").unlink()
    (blog / "_posts/2020-01-04-p4.md").write_text(POST.format("Renamed"))
    (site / "mine.txt").write_text("mine")
    again = run("export", site, "--content", blog)
    assert again.exit_code == 0
    assert "deleted, as they are no part of it any more" in again.output
    assert not (site / "2020/01/01").exists()
    assert "Renamed" in (site / "2020/01/04/p4/index.html").read_text()
    assert (site / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("place", [".", "..", "copy", "images/copy"])
def test_a_copy_that_would_hold_the_blog_or_be_a_part_of_it_is_refused(
    run: Run, tmp_path: Path, place: str
) -> None:
    blog = written(tmp_path / "around/blog", {"_posts/2020-01-01-a.md": POST.format("A")})
    before = bytes_in(tmp_path)
    result = run("export", blog / place, "--content", blog)
    assert result.exit_code == 2
    assert "Name a folder outside" in result.output
    assert bytes_in(tmp_path) == before


def test_a_stage_and_a_folder_at_once_are_refused(run: Run, tmp_path: Path) -> None:
    result = run("export", tmp_path / "x", "production", "--content", tmp_path)
    assert result.exit_code == 2
    assert "Name a STAGE or --content, not both." in result.output


def test_a_deployed_blog_is_exported_as_its_readers_have_it_and_not_changed(
    deployment: Services, tmp_path: Path
) -> None:
    for key, data in FILES.items():
        body = data if isinstance(data, bytes) else data.encode()
        deployment.bucket.put(key, body, "image/jpeg" if key.endswith(".jpg") else "text/plain")
        deployment.publisher.publish(key)
    deployment.bucket.put("_posts/2020-01-02-two.md", b"---\ntitle: [\n---\n", "text/plain")
    assert deployment.publisher.publish("_posts/2020-01-02-two.md").state == "rejected"
    before = sorted(map(repr, deployment.table.scan()))
    keys = [info.key for info in deployment.bucket.objects()]
    export(tmp_path / "site", lambda: site_of(deployment), None, None)
    assert sorted(map(repr, deployment.table.scan())) == before
    assert [info.key for info in deployment.bucket.objects()] == keys
    page = (tmp_path / "site/2020/01/01/one/index.html").read_text()
    assert 'href="https://blog.test/2020/01/01/one/"' in page
    assert page.count("/_images/") > 1
    assert (tmp_path / "site/2020/01/02/two/index.html").is_file()
    expected = live(site_of(deployment)).get("/archive/").text
    assert "Two" in expected
    assert "Two" in (tmp_path / "site/archive/index.html").read_text()


def test_a_folder_published_again_is_the_same_site(tmp_path: Path) -> None:
    blog = written(tmp_path / "blog", {"_posts/2020-01-01-a.md": POST.format("A")})
    one, two = copied(site_in(blog), tmp_path / "one"), copied(site_in(blog), tmp_path / "two")
    assert bytes_in(one.root) == bytes_in(two.root)
