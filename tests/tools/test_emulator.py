"""The emulator of Lambda: what a function finds there, and what its caller gets."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools.emulator import Emulator, FunctionError

pytestmark = pytest.mark.slow


def make_task(folder: Path, source: str) -> Path:
    """A task folder with a function `answer`."""
    text = f"import os, subprocess, time\n\ndef answer(event, context):\n{source}\n"
    folder.mkdir(exist_ok=True)
    (folder / "task.py").write_text(text)
    (folder / "helper.py").write_text("")
    return folder


def emulator(task: Path, *, timeout_seconds: int = 60, **environment: str) -> Emulator:
    """The function in an emulator."""
    return Emulator(task, "task.answer", environment, timeout_seconds=timeout_seconds)


def test_an_event_is_answered(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    return {'hello': event['name']}")
    with emulator(task) as function:
        assert function.invoke({"name": "안녕 & <b>"}) == {"hello": "안녕 & <b>"}


def test_a_process_keeps_its_memory_between_events(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    return os.getpid()")
    with emulator(task) as function:
        assert function.invoke({}) == function.invoke({})


def test_a_failing_function_raises_what_it_says(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    raise ValueError('no such post')")
    with emulator(task) as function, pytest.raises(FunctionError) as failure:
        function.invoke({})
    assert str(failure.value) == "ValueError: no such post"
    assert failure.value.payload["stackTrace"]


def test_a_process_that_ends_is_a_failure_and_the_next_event_gets_another(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    return os._exit(3) if event.get('end') else 'here'")
    with emulator(task) as function:
        with pytest.raises(FunctionError, match="exit status 3"):
            function.invoke({"end": True})
        assert function.invoke({}) == "here"


def test_a_function_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    time.sleep(60)")
    with (
        emulator(task, timeout_seconds=1) as function,
        pytest.raises(FunctionError, match=r"timed out after 1\.00 seconds"),
    ):
        function.invoke({})


def test_an_answer_over_the_limit_of_lambda_is_a_failure(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    return 'x' * 7_000_000")
    with emulator(task) as function, pytest.raises(FunctionError, match="ResponseSizeTooLarge"):
        function.invoke({})


def test_the_task_folder_is_read_only_and_no_bytecode_is_written(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    import helper\n    open('new', 'w')")
    with emulator(task) as function, pytest.raises(FunctionError, match="PermissionError"):
        function.invoke({})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["helper.py", "task.py"]


def test_the_environment_is_that_of_lambda_and_not_of_the_developer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEVELOPER", "me")
    task = make_task(tmp_path, "    return dict(os.environ)")
    with emulator(task, COLDPRESS_TABLE="blog") as function:
        found = function.invoke({})
    expected = {"COLDPRESS_TABLE": "blog", "_HANDLER": "task.answer", "AWS_REGION": "us-east-1"}
    assert found | expected == found
    assert not found.keys() & {"DEVELOPER", "PYTHONDONTWRITEBYTECODE"}


def test_a_function_imports_only_what_its_folder_holds(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    import flask")
    with emulator(task) as function, pytest.raises(FunctionError, match="No module named 'flask'"):
        function.invoke({})


def test_the_peak_of_memory_is_that_of_the_function(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    return len(bytearray(100_000_000))")
    with emulator(task) as function:
        function.invoke({})
        assert 100_000_000 < function.peak_memory < 150_000_000


def test_logs_are_kept_after_the_end(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    print('published hello.md')")
    with emulator(task) as function:
        function.invoke({})
    assert "\npublished hello.md\n" in function.logs()


def test_several_answer_side_by_side(tmp_path: Path) -> None:
    source = (
        "    open(event['mine'], 'w').close()\n"
        "    while not os.path.exists(event['other']):\n"
        "        time.sleep(0.01)\n"
        "    return os.getpid()"
    )
    task = make_task(tmp_path / "task", source)
    files = [str(tmp_path / name) for name in ("one", "two")]
    with emulator(task) as one, emulator(task) as two, ThreadPoolExecutor() as threads:
        first = threads.submit(one.invoke, {"mine": files[0], "other": files[1]})
        second = threads.submit(two.invoke, {"mine": files[1], "other": files[0]})
        assert first.result() != second.result()


def test_calls_from_several_threads_wait_for_one_another(tmp_path: Path) -> None:
    task = make_task(tmp_path, "    return event['number']")
    with emulator(task) as function, ThreadPoolExecutor(8) as threads:
        answers = threads.map(function.invoke, ({"number": n} for n in range(30)))
        assert list(answers) == list(range(30))


def test_nothing_runs_after_the_end(tmp_path: Path) -> None:
    source = "    return [os.getpid(), subprocess.Popen(['sleep', '60']).pid]"
    with emulator(make_task(tmp_path, source)) as function:
        processes = function.invoke({})
        assert all(map(is_running, processes))
    assert all_end(processes)


def test_nothing_runs_after_the_parent_was_killed(tmp_path: Path) -> None:
    make_task(tmp_path, "    return [os.getpid(), os.getppid()]")
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        processes = json.loads(parent.stdout.readline())
        assert all(map(is_running, processes))
        parent.kill()
    assert all_end(processes)


PARENT = """
import json, pathlib, sys, time
from tools.emulator import Emulator
with Emulator(pathlib.Path(sys.argv[1]), "task.answer", {}) as function:
    print(json.dumps(function.invoke({})), flush=True)
    time.sleep(60)
"""


def all_end(processes: list[int]) -> bool:
    """Whether processes end in the end: the kernel takes its time after a kill."""
    until = time.monotonic() + 300
    while any(map(is_running, processes)) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(map(is_running, processes))


def is_running(process: int) -> bool:
    """Whether a process is there and not just waiting to be forgotten."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):  # It may end while it is read.
        return False
    return state not in "ZX"
