"""Hubs are told of a change, told again when no CDN keeps the old feed, and asked in vain a day."""

from handler.core.feeds.websub import (
    GIVEN_UP_AFTER,
    Pings,
    pings_from_item,
    with_answer,
    with_generation,
)


def test_a_new_generation_is_told_at_once() -> None:
    pings = with_generation(Pings(), 7, 1000)
    assert pings == Pings(7, 1000, 1000, left=2)
    assert pings.is_due(1000)


def test_a_generation_that_was_told_is_told_again_only_when_no_cdn_keeps_the_old_feed() -> None:
    once = with_answer(with_generation(Pings(), 7, 1000), 1000, told=True, kept=120)
    assert not once.is_due(1119)
    assert once.is_due(1120)
    assert with_answer(once, 1120, told=True, kept=120).left == 0


def test_without_a_cdn_once_is_enough() -> None:
    assert with_answer(with_generation(Pings(), 7, 1000), 1000, told=True, kept=0).left == 0


def test_a_hub_that_fails_is_asked_less_and_less_often() -> None:
    pings, waits = with_generation(Pings(), 7, 0), []
    for _ in range(8):
        due = pings.due
        pings = with_answer(pings, due, told=False, kept=120)
        waits.append(pings.due - due)
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_after_a_day_nobody_is_told_any_more() -> None:
    failing = Pings(7, since=0, due=0, failures=9, left=2)
    assert with_answer(failing, GIVEN_UP_AFTER, told=False, kept=120).left == 0


def test_another_change_waits_as_long_as_the_hub_that_fails() -> None:
    failing = with_answer(with_generation(Pings(), 7, 0), 0, told=False, kept=120)
    assert with_generation(failing, 8, 30) == Pings(8, 30, 60, failures=1, left=2)


def test_the_state_survives_the_table() -> None:
    pings = Pings(7, 1, 2, 3, 1)
    assert pings_from_item(pings.to_item()) == pings
