"""A copy of the project that an operator deploys with Zappa, and may change."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cloud.aws.account import Account
from tests.support.lambda_packages import fetch_dependencies

_ROOT = Path(__file__).parents[3]
_SECONDS = 900
_BIN = Path(sys.executable).parent
_UNUSED = ("tests", "docs", "benchmarks")


@dataclass(frozen=True, slots=True)
class Project:
    """A checkout of the project and the account that it is deployed to."""

    folder: Path
    account: Account

    def zappa(self, *arguments: str) -> str:
        """Run Zappa and return what it printed; fail if it failed."""
        return self._run(_BIN / "zappa", *arguments)

    def coldpress(self, *arguments: str, **environment: str) -> str:
        """Run a command of ours and return what it printed; fail if it failed."""
        return self._run(_BIN / "coldpress", *arguments, **environment)

    def python(self, *arguments: str) -> str:
        """Run the project's Python and return what it printed; fail if it failed."""
        return self._run(sys.executable, *arguments)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands in a file exactly once."""
        file = self.folder / path
        text = file.read_text()
        assert text.count(old) == 1, f"{path} has changed; mend this test"
        file.write_text(text.replace(old, new))

    def _run(self, *command: Path | str, **given: str) -> str:
        environment = self.account.environment() | {"VIRTUAL_ENV": str(_BIN.parent)} | given
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout


def copy_project(folder: Path, account: Account) -> Project:
    """The project as it stands, without what no deployment needs.

    Dependencies for Lambda are taken from, and kept in, the checkout's own cache of them.
    """
    for path in committed_files():
        if path.parts[0] in _UNUSED:
            continue
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_ROOT / path, target)
    link_package_cache(folder)
    return Project(folder, account)


def link_package_cache(folder: Path) -> None:
    """Let a copy find what this checkout has fetched for Lambda, and keep it here."""
    (folder / ".package").symlink_to(fetch_dependencies())


def committed_files() -> Iterator[Path]:
    """What is committed, and what could be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        path = Path(name)
        if (_ROOT / path).is_file() and path.parts[0] != ".venv":
            yield path
