"""Ctrl-C while many requests are under way."""

import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click
import pytest

from handler.cli.asking import agreed
from handler.cli.interrupting import INTERRUPTED, side_by_side
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from tests.cli.conftest import Tree
from tests.cli.local_server import LONG, coldpress, environment
from tests.contracts.servers import variables
from tests.faults.aws import Call, Exchange, Fault, FaultyAWS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cli")]
OWN = {"COLDPRESS_BUCKET": "bucket", "COLDPRESS_TABLE": "table"}
AT_ONCE = 8
FILES = {f"_posts/2026-01-{day:02}-a.md": "Hello." for day in range(1, 25)}


class Silence:
    """A bucket that takes files, and says nothing until it is told to."""

    def __init__(self) -> None:
        self.uploads = threading.Semaphore(0)
        self.is_over = threading.Event()

    def rule(self, call: Call, _attempt: int) -> Fault | None:
        return self._wait if call.operation == "PutObject" else None

    def _wait(self, exchange: Exchange) -> None:
        self.uploads.release()
        self.is_over.wait(LONG)
        exchange.cut()


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Programs that are started now listen to Ctrl-C, though this one may be in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@contextmanager
def silent(stores: FaultyAWS) -> Iterator[Silence]:
    stores.bucket, stores.table = MemoryBucket(), MemoryTable()
    silence = Silence()
    with stores.faults(silence.rule):
        try:
            yield silence
        finally:
            silence.is_over.set()


@pytest.mark.usefixtures("ctrl_c")
def test_a_push_ends_at_once_though_aws_is_silent(stores: FaultyAWS, tree: Tree) -> None:
    told = environment(**variables(stores.endpoint), **OWN)
    command = coldpress("push", "--yes", str(tree(FILES)))
    with silent(stores) as silence:
        pushing = subprocess.Popen(command, env=told, stderr=subprocess.PIPE)
        for _ in range(AT_ONCE):
            assert silence.uploads.acquire(timeout=LONG)
        pushing.send_signal(signal.SIGINT)
        _, said = pushing.communicate(timeout=LONG)
        attempts = [call.operation for call in stores.calls].count("PutObject")
        assert not silence.uploads.acquire(blocking=False)
    assert (pushing.returncode, said.splitlines()[-1]) == (INTERRUPTED, b"Aborted!")
    assert attempts == AT_ONCE


@pytest.mark.usefixtures("ctrl_c")
def test_what_is_still_being_loaded_ends_without_a_word() -> None:
    told = environment(PYTHONVERBOSE="1")
    with subprocess.Popen(coldpress("check"), env=told, stderr=subprocess.PIPE) as loading:
        assert loading.stderr
        for line in loading.stderr:
            if line.startswith(b"import 'handler.cli.interrupting'"):
                break
        loading.send_signal(signal.SIGINT)
        said = loading.stderr.read()
    assert loading.returncode in {-signal.SIGINT, INTERRUPTED}
    assert b"Traceback" not in said


def test_who_interrupts_a_question_has_not_answered_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.termui.visible_prompt_func", interrupted)
    with pytest.raises(click.Abort):
        agreed("Go on?")


def test_what_fails_otherwise_is_waited_for() -> None:
    done: list[int] = []
    let_go = threading.Event()

    def work(number: int) -> None:
        let_go.wait(LONG)
        done.append(number)

    def fail() -> None:
        with side_by_side(2) as pool:
            for number in range(5):
                pool.submit(work, number)
            let_go.set()
            raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        fail()
    assert sorted(done) == [0, 1, 2, 3, 4]
