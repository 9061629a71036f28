"""Tests of reading dates as Ruby does."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.yaml.dates import local_time, parse_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2017-12-27", "2017-12-27T00:00:00+00:00"),
        ("2017-12-27 10:58:38 -0700", "2017-12-27T10:58:38-07:00"),
        ("2017-12-27 10:58:38 -07:00", "2017-12-27T10:58:38-07:00"),
        ("2017-12-27T10:58:38Z", "2017-12-27T10:58:38+00:00"),
        ("2017-12-27 10:58:38.123456789 +0100", "2017-12-27T10:58:38+01:00"),
        ("2017-12-27 10:58:38 +15:00", "2017-12-27T10:58:38+15:00"),
        ("2017-12-27 12:00-400", "2017-12-27T12:00:00+00:00"),
        ("2016-07-19 (optional)", "2016-07-19T00:00:00+00:00"),
        ("July 27, 2021", "2021-07-27T00:00:00+00:00"),
        ("27th July 2021 10pm", "2021-07-27T22:00:00+00:00"),
        ("Tue, 27 Jul 2021 12:05 am EST", "2021-07-27T00:05:00-05:00"),
        ("27-Jul-2021", "2021-07-27T00:00:00+00:00"),
        ("2021/7/9", "2021-07-09T00:00:00+00:00"),
        ("27.12.2021", "2021-12-27T00:00:00+00:00"),
        ("15-01-02", "2015-01-02T00:00:00+00:00"),
        ("69-01-02", "1969-01-02T00:00:00+00:00"),
        ("20211227", "2021-12-27T00:00:00+00:00"),
        ("20211227T105838", "2021-12-27T10:58:38+00:00"),
        ("2021-12-27 24:00", "2021-12-28T00:00:00+00:00"),
        ("2021-12-27 23:59:60", "2021-12-28T00:00:00+00:00"),
        ("2021-12-27 10h58", "2021-12-27T10:58:00+00:00"),
        ("2021-045", "2021-02-14T00:00:00+00:00"),
        ("2021045", "2021-02-14T00:00:00+00:00"),
        ("211227", "2021-12-27T00:00:00+00:00"),
        ("2021-12-27 10:58:38 Q", "2021-12-27T10:58:38-04:00"),
        ("27/2017/12", "2017-12-27T00:00:00+00:00"),
        ("Dec 2021", "2021-12-01T00:00:00+00:00"),
        ("12/2017", "2017-12-01T00:00:00+00:00"),
    ],
)
def test_a_date_is_read_as_ruby_reads_it(text: str, iso: str) -> None:
    assert parse_date(text).isoformat() == iso


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", 5, None, ["a"], True, "9" * 300),
        *("2021-02-30", "2021-13-01", "2021-12-32", "12/25/2017", "0000-01-01"),
        *("2021-400", "12/25", "202112271"),
        *("2017", "July 27", "10:58", "2021-12-27 25:00", "2017-12-27 10:58 +99:00"),
    ],
)
def test_an_impossible_date_is_refused_in_words(value: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(value)


def test_a_date_without_offset_is_in_the_sites_timezone() -> None:
    dates = [parse_date(text, timezone="America/Denver") for text in ("2017-07-01", "2017-12-01")]
    assert [date.utcoffset() for date in dates] == [timedelta(hours=-6), timedelta(hours=-7)]


def test_a_date_keeps_its_own_offset_but_utc_is_shown_in_the_sites_timezone() -> None:
    own = parse_date("2017-12-27 23:00 +0900", timezone="Europe/Paris")
    utc = parse_date("2017-12-27 23:00 UTC", timezone="Europe/Paris")
    assert own.isoformat() == "2017-12-27T23:00:00+09:00"
    assert utc.isoformat() == "2017-12-28T00:00:00+01:00"


def test_a_default_offset_holds_where_no_timezone_is_set() -> None:
    date = parse_date("2017-12-27", default_offset=timezone(timedelta(hours=9)))
    assert date.isoformat() == "2017-12-27T00:00:00+09:00"


def test_the_sites_own_abbreviations_are_known() -> None:
    assert parse_date("2017-07-01 10:00 CEST", timezone="Europe/Paris").hour == 10
    assert parse_date("2017-07-01 10:00 JST", timezone="Europe/Paris").hour == 10


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2017-11-05 01:30", "2017-11-05T01:30:00-08:00"),
        ("2017-03-12 02:30", "2017-03-12T03:30:00-07:00"),
    ],
)
def test_hours_that_clocks_skip_or_repeat_are_read_as_ruby_does(text: str, iso: str) -> None:
    assert parse_date(text, timezone="America/Los_Angeles").isoformat() == iso


def test_the_day_of_a_url_is_told_by_the_sites_timezone_else_the_posts_offset() -> None:
    moment = parse_date("2017-12-27 23:30 -0700")
    assert local_time(moment, "").day == 27
    assert local_time(moment, "Europe/Paris").day == 28


@given(st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1)), st.integers(-1439, 1439))
def test_what_iso_writes_is_read_back(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(moment.astimezone(UTC).isoformat(sep=" ")) == moment


@given(st.text(max_size=250) | st.from_regex(r"[0-9a-z:/.+' -]{1,40}", fullmatch=True))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert parse_date(text, timezone="Europe/Paris").tzinfo
