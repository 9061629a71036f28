"""Whatever is computed, who asks for it lives on and learns what came of it."""

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from handler.sandbox.child import MAXIMUM_ANSWER
from handler.sandbox.processes import Processes
from handler.services.ports import Allowance, Unfinished

pytestmark = pytest.mark.slow


@pytest.fixture
def processes() -> Iterator[Processes]:
    """One process at a time."""
    made = Processes(1)
    yield made
    made.close()


def run(processes: Processes, task: str, *arguments: object, seconds: float = 20.0) -> Any:
    return processes.run(f"tests.sandbox.tasks:{task}", arguments, Allowance(seconds))


def failure(processes: Processes, task: str, *arguments: object, seconds: float = 20.0) -> str:
    with pytest.raises(Unfinished) as raised:
        run(processes, task, *arguments, seconds=seconds)
    return str(raised.value)


def test_a_task_is_done_in_another_process_that_is_kept_for_the_next(processes: Processes) -> None:
    assert run(processes, "echo", {"a": [1, "가", b"\x00"]}) == {"a": [1, "가", b"\x00"]}
    first = run(processes, "process")
    assert first not in (0, os.getpid())
    assert run(processes, "process") == first


@pytest.mark.parametrize("task", ["spin", "match"])
def test_what_computes_for_ever_is_ended(processes: Processes, task: str) -> None:
    allowance = Allowance(0.2)
    with pytest.raises(Unfinished, match="takes too much computing"):
        processes.run(f"tests.sandbox.tasks:{task}", (), allowance)
    assert allowance.seconds == 0
    assert run(processes, "echo", 1) == 1


def test_nothing_is_begun_once_the_allowance_is_used_up(processes: Processes) -> None:
    assert failure(processes, "echo", 1, seconds=0) == "takes too much computing"


def test_only_computing_counts_and_is_taken_from_the_allowance(processes: Processes) -> None:
    allowance = Allowance(0.3)
    assert processes.run("tests.sandbox.tasks:wait_for_nothing", (), allowance) == "waited"
    assert 0 < allowance.seconds < 0.3


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ("fill", "takes more memory than there is"),
        ("fail", "brings out a fault of Coldpress's: ZeroDivisionError in tasks.py, line"),
        ("dig", "is nested too deeply"),
        ("abort", f"ends the process that renders it (code {-signal.SIGABRT})"),
        ("unanswerable", "brings out a fault of Coldpress's"),
    ],
)
def test_what_fails_is_told_and_the_next_task_is_done(
    processes: Processes, task: str, why: str
) -> None:
    assert failure(processes, task).startswith(why)
    assert run(processes, "echo", 1) == 1


def test_what_comes_to_too_much_is_not_taken(processes: Processes) -> None:
    assert len(run(processes, "make", MAXIMUM_ANSWER // 2)) == MAXIMUM_ANSWER // 2
    assert failure(processes, "make", MAXIMUM_ANSWER) == "comes to more than 40 MB"


def test_a_process_that_has_grown_large_is_replaced(processes: Processes) -> None:
    assert run(processes, "grow") != run(processes, "process")


def test_a_process_that_was_ended_since_its_last_task_is_replaced(processes: Processes) -> None:
    os.kill(run(processes, "process"), signal.SIGKILL)
    assert run(processes, "echo", 1) == 1


def test_what_is_printed_is_no_answer(processes: Processes) -> None:
    assert run(processes, "print_much") == "done"


def test_processes_do_not_know_the_keys_of_who_asks(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("COLDPRESS_GITHUB_TOKEN", "secret")
    assert "secret" not in run(processes, "environment").values()


def test_nothing_that_lies_in_the_current_folder_is_imported(
    processes: Processes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    for name in ("re.py", "pickle.py", "handler.py"):
        (tmp_path / name).write_text("raise SystemExit(3)")
    assert run(processes, "echo", 1) == 1


def test_who_asks_at_the_same_time_gets_answers_of_their_own() -> None:
    processes = Processes(2)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: run(processes, "echo", number), range(50)))
        assert answers == list(range(50))
        assert len(set(pool.map(lambda _: run(processes, "process"), range(20)))) <= 2
    processes.close()


def test_a_fork_has_processes_of_its_own(processes: Processes) -> None:
    before = run(processes, "process")
    reader, writer = os.pipe()
    forked = os.fork()
    if not forked:
        try:
            os.write(writer, str(run(processes, "process") != before).encode())
        finally:
            os._exit(0)
    os.waitpid(forked, 0)
    assert os.read(reader, 10) == b"True"
    assert run(processes, "process") == before
