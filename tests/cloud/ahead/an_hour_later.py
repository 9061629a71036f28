"""The handler of a deployed function on whose clock it is an hour later. Lambda alone imports it.

It is in a folder of its own, all of which the function could import.
"""

from datetime import datetime, timedelta
from typing import Any

from handler.machine import SystemClock

_now = SystemClock.now


def _later(clock: SystemClock) -> datetime:
    return _now(clock) + timedelta(hours=1)


_clock: Any = SystemClock
_clock.now = _later

from handler.entry import lambda_handler  # noqa: E402

__all__ = ["lambda_handler"]
