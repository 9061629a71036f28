"""`coldpress serve` as a process: what it prints, and that it leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from handler.cli.local.embedded.ports import free_port
from tests.cli.conftest import Tree
from tests.cli.local_server import (
    LONG,
    LocalServer,
    coldpress,
    environment,
    is_running,
    local_server,
    wait_until,
)

pytestmark = pytest.mark.slow

FILES = {
    "_config.yml": "title: Test\npermalink: pretty\nbaseurl: /blog\n",
    "_posts/2020-01-01-a.md": "---\n---\n{% post_url 2020-01-02-b %}",
    "_posts/2020-01-02-b.md": "---\n---\nText.",
    "_posts/2020-01-03-bad.md": "---\ntitle: [\n---\n",
}


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("options", [(), ("--aws",)], ids=["memory", "aws"])
def test_it_serves_reports_follows_changes_and_logs_tidily(
    options: tuple[str, ...], tree: Tree, tmp_path: Path
) -> None:
    root = tree(FILES)
    with local_server(root, tmp_path / "log", *options) as server:
        assert [
            status_of(f"{server.url}/blog/{path}") for path in ("", "2020/01/01/a/", "no/")
        ] == [
            200,
            200,
            404,
        ]
        (root / "_posts/2020-01-04-c.md").write_text("---\n---\n[New](/blog/no/).")
        (root / "_posts/2020-01-03-bad.md").unlink()
        wait_until(lambda: "removed" in server.printed() and "04-c.md:3" in server.printed())
        assert status_of(f"{server.url}/blog/2020/01/04/c/") == 200
        lines = without_order(server.printed())
    assert lines[0] == f"Serving {root} at {server.url}/blog/ (Ctrl-C stops)"
    assert lines[1] == f"Write at {server.url}/_coldpress/desk/"
    assert lines[2].startswith("  error: _posts/2020-01-03-bad.md:")
    assert lines[3:] == [
        "Posts and pages: 2 live, 1 rejected.",
        "200 GET /blog/",
        "200 GET /blog/2020/01/01/a/",
        "404 GET /blog/no/",
        "removed   _posts/2020-01-03-bad.md",
        f"live      _posts/2020-01-04-c.md  {server.url}/blog/2020/01/04/c/",
        "  warning: _posts/2020-01-04-c.md:3: links to /blog/no/, where nothing is. "
        "Mend the address, add what it leads to, or name it in redirect_from there.",
        "200 GET /blog/2020/01/04/c/",
    ]


def test_odd_files_keep_the_others_from_nothing(tree: Tree, tmp_path: Path) -> None:
    root = tree(FILES | {"_posts/2020-01-05-\x01.md": "x"})
    (root / "loop").symlink_to(".")
    with local_server(root, tmp_path / "log") as server:
        assert status_of(f"{server.url}/blog/2020/01/01/a/") == 200
        (root / "_posts/2020-01-06-\x7f.md").write_text("x")
        (root / "_posts/2020-01-07-d.md").write_text("---\n---\nText.")
        wait_until(lambda: "07-d.md" in server.printed() and "06-?.md" in server.printed())
        assert status_of(f"{server.url}/blog/2020/01/07/d/") == 200
        printed = server.printed()
    assert "error: _posts/2020-01-05-?.md: has a name with a backslash or control" in printed
    assert "Traceback" not in printed


def test_a_repository_is_served_from_the_folder_that_it_names(tree: Tree, tmp_path: Path) -> None:
    files = {f"src/{key}": text for key, text in FILES.items() if key != "_config.yml"}
    config = FILES["_config.yml"] + "source: src\n"
    root = tree({**files, "_config.yml": config, "src/_recipes/soup.md": "---\n---\nText."})
    with local_server(root, tmp_path / "log") as server:
        assert status_of(f"{server.url}/blog/2020/01/02/b/") == 200
        (root / "src/_posts/2020-01-04-c.md").write_text("---\n---\nText.")
        (root / "_config.yml").write_text(config + "collections: {recipes: {output: true}}\n")
        wait_until(lambda: "_recipes/soup.md" in server.printed() and "04-c" in server.printed())
        assert status_of(f"{server.url}/blog/2020/01/04/c/") == 200
        assert status_of(f"{server.url}/blog/recipes/soup/") == 200


def without_order(printed: str) -> list[str]:
    """The lines; two that were printed for files changed at nearly the same time in one order."""
    return re.sub(r"(live .*-c\.md.*\n.*)\n(removed .*)", r"\2\n\1", printed).splitlines()


def terminate(server: LocalServer) -> None:
    server.process.terminate()


def press_ctrl_c(server: LocalServer) -> None:
    os.killpg(server.process.pid, signal.SIGINT)


def kill(server: LocalServer) -> None:
    server.process.kill()


@pytest.mark.parametrize(
    ("stop", "code"), [(terminate, 0), (press_ctrl_c, 0), (kill, -signal.SIGKILL)]
)
def test_no_process_stays_behind(
    stop: Callable[[LocalServer], None], code: int, tree: Tree, tmp_path: Path
) -> None:
    with local_server(tree({"about.md": "Me."}), tmp_path / "log") as server:
        children = server.children()
        assert children
        stop(server)
        assert server.process.wait(LONG) == code
        wait_until(lambda: not any(map(is_running, children)))
    assert ("Stopped." in server.printed()) == (code == 0)
    assert "Traceback" not in server.printed()


def test_it_can_be_stopped_before_it_serves(tree: Tree, tmp_path: Path) -> None:
    posts = {f"_posts/2020-01-01-{n}.md": "---\n---\nText." for n in range(500)}
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            coldpress("serve", "--content", str(tree(posts)), "--port", str(free_port())),
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment(),
        )
    server = LocalServer(process, "", log)
    wait_until(server.children)
    children = server.children()
    process.terminate()
    assert process.wait(LONG) == 0
    wait_until(lambda: not any(map(is_running, children)))
    assert log.read_text().splitlines()[-1] == "Stopped."
    assert "Traceback" not in log.read_text()


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            coldpress("serve", "--content", str(tmp_path), "--port", port),
            capture_output=True,
            env=environment(),
            check=False,
        )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"Error: Port {port} of 127.0.0.1 cannot be used: Address already in use. "
        "Stop the program that has it, or choose another with --port.\n"
    )


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        coldpress("serve", "--content", str(tmp_path / "none")),
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.returncode == 2
    assert b"none' does not exist." in done.stderr
