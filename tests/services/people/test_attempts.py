"""How often strangers may try, and that nobody else waits for them."""

from datetime import timedelta

from handler.services.people.attempts import MAXIMUM_FAILURES, WAIT, Attempts
from tests.services.blog import StoppedClock

MOST, MOST_TOGETHER = MAXIMUM_FAILURES


def fail(attempts: Attempts, *networks: str, times: int = MOST) -> None:
    for _ in range(times):
        attempts.fail(networks)


def test_who_fails_too_often_waits_and_others_do_not() -> None:
    clock = StoppedClock()
    attempts = Attempts(clock)
    fail(attempts, "mallory", "edge", times=MOST - 1)
    assert attempts.wait(("mallory", "edge")) == 0
    fail(attempts, "mallory", "edge", times=1)
    assert attempts.wait(("mallory", "edge")) == WAIT.total_seconds()
    assert attempts.wait(("ada", "edge")) == 0
    clock.pass_by(timedelta(minutes=9))
    assert attempts.wait(("mallory", "edge")) == 60
    for _ in range(2):
        clock.pass_by(timedelta(minutes=1))
        assert attempts.wait(("mallory", "edge")) == 0
    fail(attempts, "mallory", "edge", times=1)
    assert attempts.wait(("mallory", "edge")) == 0


def test_who_says_to_be_another_each_time_is_stopped_by_the_connection() -> None:
    attempts = Attempts(StoppedClock())
    for number in range(MOST_TOGETHER):
        attempts.fail((f"made up {number}", "mallory"))
    assert attempts.wait(("made up again", "mallory")) > 0
    assert attempts.wait(("ada", "home")) == 0


def test_what_is_kept_is_bounded() -> None:
    attempts = Attempts(StoppedClock())
    for number in range(5000):
        attempts.fail((f"visitor {number}",))
    assert len(attempts._failures) <= 2000
