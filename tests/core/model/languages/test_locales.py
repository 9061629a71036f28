"""Dates and directions as languages write them."""

from datetime import datetime

import pytest

from handler.core.model.languages.locales import (
    day_in_words,
    direction,
    language_name,
    month_in_words,
    month_of_year,
)


@pytest.mark.parametrize(
    ("lang", "way"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa_IR", "rtl"),
        ("ur", "rtl"),
        ("az-Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("en", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_language_has_a_direction(lang: str, way: str) -> None:
    assert direction(lang) == way


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "7 March 2018"),
        ("en-US", "March 7, 2018"),
        ("de-AT", "7. März 2018"),
        ("ko", "2018년 3월 7일"),
        ("ja", "2018年3月7日"),
        ("ar", "7 مارس 2018"),
        ("ru", "07.03.2018"),
        ("tlh", "2018-03-07"),
        ("", "2018-03-07"),
    ],
)
def test_a_day_is_written_as_its_language_does(lang: str, words: str) -> None:
    assert day_in_words(datetime(2018, 3, 7), lang) == words


@pytest.mark.parametrize(
    ("lang", "whole", "name"),
    [
        ("en", "March 2018", "March"),
        ("es", "marzo de 2018", "marzo"),
        ("ko", "2018년 3월", "3월"),
        ("ru", "03.2018", "03"),
        ("tlh", "2018-03", "03"),
    ],
)
def test_a_month_is_written_as_its_language_does(lang: str, whole: str, name: str) -> None:
    assert (month_in_words("2018-03", lang), month_of_year("2018-03", lang)) == (whole, name)


def test_a_language_is_called_by_its_own_name() -> None:
    assert (language_name("de-AT"), language_name("tlh")) == ("Deutsch", "tlh")
