"""Sets up .venv: `python tools/set_up.py serve` for a blog on this machine, `dev` for all there is.

`make` runs it before whatever needs .venv. It is quick if there is nothing to do, says what it
does, and takes another Python if the one that runs it is too old: so it is written for any. With
`core` it sets up another environment, beside .venv, for the tests of the core.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.pythons import NoPython, find, version_of

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "serve": ("requirements.txt", "requirements-serve.txt"),
    "dev": (
        *("requirements.txt", "requirements-serve.txt"),
        *("requirements-core.txt", "requirements-dev.txt"),
    ),
    "core": ("requirements.txt", "requirements-serve.txt", "requirements-core.txt"),
}
ENVIRONMENTS = {"serve": ".venv", "dev": ".venv", "core": ".venv/core"}
LOCK = "requirements.lock"
SIZES = {"serve": "about 180 MB", "dev": "about 900 MB", "core": "about 180 MB"}


def main(kind: str) -> None:
    """Set up for a kind of use, unless somebody interrupts."""
    try:
        set_up(kind)
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same again goes on from here.")


def set_up(kind: str) -> None:
    """Make an environment hold what a kind of use needs, with this Python if it was asked for."""
    venv = ROOT / ENVIRONMENTS[kind]
    found = version_of(venv / "bin" / "python") if runs_here(venv) else ()
    named = sys.version_info[:2] if os.environ.get("PYTHON") else ()
    if not is_supported(found) or (is_supported(named) and named != found[:2]):
        make_environment(venv, found)
    if not is_done(venv, kind):
        install(venv, kind)
    if kind != "core":
        put_program(venv)


def put_program(venv: Path) -> None:
    """Have the program `coldpress` in an environment as it is in this checkout."""
    source, target = ROOT / "tools" / "coldpress", venv / "bin" / "coldpress"
    if not target.is_file() or target.read_bytes() != source.read_bytes():
        shutil.copy(str(source), str(target))


def runs_here(venv: Path) -> bool:
    """Whether an environment's programs look for it where it is; not if it was moved or copied."""
    try:
        return str(venv.resolve()).encode() in (venv / "bin" / "pip").read_bytes()
    except OSError:
        return False


def is_supported(version: "tuple[int, ...]") -> bool:
    """Whether Coldpress runs on a version of Python."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def stamp(kind: str) -> str:
    """What changes with the requirements of a kind of use."""
    files = [ROOT / name for name in (*FILES[kind], LOCK)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def is_done(venv: Path, kind: str) -> bool:
    """Whether an environment holds what a kind of use needs; that for development holds all."""
    stamps = [venv / f".set-up-{each}" for each in ("dev", kind)]
    kinds = zip(("dev", kind), stamps)  # noqa: B905 - older Pythons know no strict=
    return any(path.is_file() and path.read_text() == stamp(each) for each, path in kinds)


def make_environment(venv: Path, found: "tuple[int, ...]") -> None:
    """Make an environment anew, with a Python that Coldpress runs on."""
    python, name = supported_python(), os.path.relpath(str(venv), str(ROOT))
    if venv.exists() or venv.is_symlink():
        what = "is of Python %d.%d" % found[:2] if found else "does not run here"
        print(f"{name} {what}; it is made anew.", flush=True)
        remove(venv)
    print(f"Making {name} with {python}.", flush=True)
    done = subprocess.run([python, "-m", "venv", str(venv)], stdout=subprocess.DEVNULL)
    if done.returncode:
        shutil.rmtree(venv, ignore_errors=True)
        sys.exit(f"Python made no {name}. On Debian and Ubuntu: sudo apt install python3-venv")


def remove(venv: Path) -> None:
    """Take an environment away; of one that is elsewhere, only the link to it."""
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    else:
        shutil.rmtree(venv)


def supported_python() -> str:
    """A Python that Coldpress runs on: this one, or one of another name; ends if there is none."""
    if is_supported(sys.version_info[:2]):
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        with contextlib.suppress(NoPython):
            return find(f"3.{minor}")
    own = ".".join(str(part) for part in sys.version_info[:3])
    wanted = "%d.%d to %d.%d" % (*OLDEST, *NEWEST)
    which = f"{sys.executable} is {own}. Name another: PYTHON=python3.12"
    sys.exit(f"Coldpress needs Python {wanted}; {which}")


def install(venv: Path, kind: str) -> None:
    """Install what a kind of use needs, and say what goes on."""
    where, size = ENVIRONMENTS[kind], SIZES[kind]
    print(f"Installing {FILES[kind][-1]} into {where}, {size}, once:", flush=True)
    started = time.time()
    command = [str(venv / "bin" / "python"), "-m", "pip", "install", "--no-input"]
    command += ["--disable-pip-version-check", "-r", FILES[kind][-1], "-c", LOCK]
    environment = dict(os.environ, PYTHONWARNINGS="ignore")
    with subprocess.Popen(
        command, cwd=str(ROOT), env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as pip:
        failed = _follow(pip)
    if failed:
        sys.exit("That did not work. Mend what it says, and run make again.")
    (venv / f".set-up-{kind}").write_text(stamp(kind))
    print(f"Installed in {time.time() - started:.0f} s.", flush=True)


def _follow(pip: "subprocess.Popen[bytes]") -> bool:
    """Say the names of packages as they come, and all that was said if it came to nothing."""
    lines = []
    for raw in pip.stdout or ():
        lines.append(raw.decode("utf-8", "replace").rstrip())
        if lines[-1].startswith("Collecting "):
            print(f"  {lines[-1].split()[1]}", flush=True)
        elif lines[-1].startswith("Installing collected"):
            print("  ... all fetched, now unpacking", flush=True)
    if pip.wait():
        print("\n".join(lines))
    return bool(pip.returncode)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "serve")
