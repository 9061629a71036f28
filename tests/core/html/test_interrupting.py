"""What computes too long is interrupted, be it in one call of a regular expression."""

import re
import signal
import threading
import time
from contextlib import suppress

import pytest

from handler.core.html.interrupting import OutOfTime, time_limit

ENDLESS = re.compile(r"(a|a)*b")


def test_a_regular_expression_without_end_is_interrupted() -> None:
    started = time.thread_time()
    with pytest.raises(OutOfTime), time_limit(0.1):
        ENDLESS.match("a" * 200)
    assert time.thread_time() - started >= 0.1


def test_what_is_done_in_time_is_left_alone_and_so_is_what_follows() -> None:
    handler = signal.getsignal(signal.SIGVTALRM)
    with time_limit(0.05):
        pass
    started = time.thread_time()
    while time.thread_time() - started < 0.1:
        pass
    assert signal.getsignal(signal.SIGVTALRM) == handler


def test_what_other_threads_compute_is_not_counted() -> None:
    stop = threading.Event()

    def compute() -> None:
        while not stop.is_set():
            pass

    other = threading.Thread(target=compute)
    other.start()
    try:
        with time_limit(0.2):
            started = time.process_time()
            while time.process_time() - started < 0.25:
                time.sleep(0.001)
    finally:
        stop.set()
        other.join()


def match_again_and_again() -> None:
    while True:
        with suppress(Exception):
            ENDLESS.match("a" * 200)


def test_no_failure_that_is_caught_on_the_way_hides_it() -> None:
    with pytest.raises(OutOfTime), time_limit(0.05):
        match_again_and_again()


def test_outside_of_the_main_thread_nothing_is_interrupted() -> None:
    done: list[str] = []

    def work() -> None:
        with time_limit(0.01):
            started = time.thread_time()
            while time.thread_time() - started < 0.05:
                pass
        done.append("all")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["all"]
