"""A clone of the project as a newcomer has it, and a shell in it that types what is written."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.cloud.deploying.project import committed_files, link_package_cache
from tests.cloud.deploying.typed import ROOT
from tools.set_up import put_program, stamp

_SECONDS = 900
_AUTHOR = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Newcomer"), ("EMAIL", "newcomer@example.org"))
}
_KEPT = ("cd ", "source ", "export ")


def fresh_clone(folder: Path) -> Path:
    """A clone of the project as it stands, set up as `make` does it, without installing anew."""
    origin, clone = folder / "origin", folder / "coldpress"
    for path in committed_files():
        (origin / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, origin / path)
    _git(origin, "init", "--quiet", "--initial-branch=main")
    _git(origin, "add", "--all")
    _git(origin, "commit", "--quiet", "--message", "All of it")
    _git(folder, "clone", "--quiet", str(origin), str(clone))
    _set_up(clone)
    link_package_cache(clone)
    _link_types(clone)
    return clone


def _git(folder: Path, *arguments: str) -> None:
    environment = os.environ | _AUTHOR | {"GIT_CONFIG_GLOBAL": "/dev/null"}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def _set_up(clone: Path) -> None:
    """An environment of the clone's own, with the packages of the one that runs the tests."""
    own, venv = Path(sys.prefix), clone / ".venv"
    (venv / "bin").mkdir(parents=True)
    for path in (own / "bin").iterdir():
        (venv / "bin" / path.name).symlink_to(path)
    (venv / "lib").symlink_to(own / "lib")
    shutil.copy(own / "pyvenv.cfg", venv)
    for name in ("activate", "pip"):
        _rewrite(venv / "bin" / name, own, venv)
    with contextlib.suppress(FileNotFoundError):
        (venv / "bin" / "coldpress").unlink()
    put_program(venv)
    (venv / ".set-up-dev").write_text(stamp("dev"))


def _link_types(clone: Path) -> None:
    """Let a commit's check find what mypy knows here of the same sources, and keep it here."""
    (ROOT / ".mypy_cache").mkdir(exist_ok=True)
    (clone / ".mypy_cache").symlink_to(ROOT / ".mypy_cache")


def _rewrite(path: Path, old: Path, new: Path) -> None:
    """Put another environment's place into a program, where a link to it was."""
    text = path.read_text().replace(str(old.resolve()), str(new)).replace(str(old), str(new))
    path.unlink()
    path.write_text(text)
    path.chmod(0o755)


@dataclass
class Shell:
    """A shell that remembers folder and variables; `environment` is that of who has an account."""

    folder: Path
    environment: dict[str, str]
    told: list[str] = field(default_factory=list)

    def type(self, line: str, answers: str = "") -> tuple[int, str]:
        """The exit code of a line and what it printed."""
        if line.startswith(_KEPT) or line.partition("=")[0].isupper():
            self.told.append(line)
            line = "true"
        done = subprocess.run(
            self._command(line),
            cwd=self.folder,
            env=self._environment(),
            input=answers,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def return_home(self) -> None:
        """Be in the folder of the clone again."""
        self.told = [line for line in self.told if not line.startswith("cd ")]

    def serve(self, line: str, port: int) -> str:
        """What a line serves at a port while it runs, once it does; or what it printed."""
        process = subprocess.Popen(
            self._command(line),
            cwd=self.folder,
            env=self._environment() | {"PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            return _page(process, port)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(_SECONDS)

    def _command(self, line: str) -> list[str]:
        return ["bash", "-c", "\n".join(["set -e", *self.told, line])]

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in self.environment.items() if not k.startswith(("VIRTUAL", "MAKE"))}
        return kept | _AUTHOR | {"GIT_CONFIG_GLOBAL": "/dev/null"}


def _page(process: "subprocess.Popen[bytes]", port: int) -> str:
    until = time.monotonic() + _SECONDS
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError):
            address = f"http://127.0.0.1:{port}/"
            with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
                return str(answer.read().decode())
        time.sleep(0.2)
    return f"It ended: {process.stdout.read().decode() if process.stdout else ''}"
