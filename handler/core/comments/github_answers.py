"""What an answer of GitHub's API means for when to ask again. No IO here.

https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

_UNEXPLAINED = timedelta(minutes=1)
_LONGEST = timedelta(hours=2)
"""However far a header looks ahead: limits are by the hour."""


def rest_until(
    status: int, headers: Mapping[str, str], body: bytes, now: datetime
) -> datetime | None:
    """Until when GitHub wants to be left alone, if it does."""
    wait = _seconds(headers.get("retry-after"))
    if wait is not None:
        return now + min(timedelta(seconds=wait), _LONGEST)
    if headers.get("x-ratelimit-remaining") == "0":
        reset = _seconds(headers.get("x-ratelimit-reset"))
        until = datetime.fromtimestamp(reset, UTC) if reset else now + _UNEXPLAINED
        return min(until, now + _LONGEST)
    is_limited = status == 429 or (status == 403 and b"rate limit" in body)
    return now + _UNEXPLAINED if is_limited else None


def _seconds(header: str | None) -> int | None:
    return (
        int(header)
        if header and header.isascii() and header.isdecimal() and len(header) < 12
        else None
    )


def back_off(failures: int, first: timedelta, longest: timedelta) -> timedelta:
    """How long to wait after so many failures in a row."""
    return min(first * (1 << min(failures - 1, 20)), longest)


def has_next_page(headers: Mapping[str, str]) -> bool:
    """Whether a list goes on; https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api"""
    return 'rel="next"' in headers.get("link", "")
