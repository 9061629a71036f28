"""Codes of languages, however they are spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.languages.codes import canonical, is_same, matching, meant_language


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        *[("KO", "ko"), ("pt_br", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419")],
        *[("zh_Hans_HK", "zh-Hans-HK"), ("en-x-" + "a" * 40, ""), ("", "")],
    ],
)
def test_a_code_is_spelt_as_the_standard_has_it(written: str, spelt: str) -> None:
    assert canonical(written) == spelt
    assert canonical(spelt) == spelt


@given(st.text("ab-_", max_size=40))
def test_a_spelt_code_stays(code: str) -> None:
    assert canonical(canonical(code)) == canonical(code)


def test_a_code_of_a_region_may_mean_the_language_and_not_another_region() -> None:
    pairs = [("en", "en-US"), ("EN_us", "en"), ("pt-BR", "pt-PT"), ("e", "en"), ("", "ko")]
    assert [is_same(*pair) for pair in pairs] == [True, True, False, False, False]


def test_of_several_the_very_code_goes_before_what_it_may_mean() -> None:
    assert matching("en", ["en-US", "en"]) == "en"
    assert matching("en", ["ko", "en-US"]) == "en-US"
    assert matching("fr", ["ko", "en-US"]) == ""


def test_a_country_is_no_language() -> None:
    assert [meant_language(code) for code in ("kr", "JP", "cn", "ko", "se")] == [
        *("ko", "ja", "zh", "", "")
    ]
