"""The environment is read once, and says at once what is wrong."""

import pytest

from handler.settings import Settings, SettingsError, read_settings

NEEDED = {"COLDPRESS_BUCKET": "b", "COLDPRESS_TABLE": "t"}


def test_bucket_and_table_are_enough() -> None:
    assert read_settings(NEEDED) == Settings("b", "t")


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_name_is_named(name: str) -> None:
    environment = {key: value for key, value in NEEDED.items() if key != name}
    with pytest.raises(SettingsError, match=f"{name} is not set"):
        read_settings(environment)


@pytest.mark.parametrize("value", ["soon", "-1", "nan", "inf"])
def test_a_number_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match=r"COLDPRESS_S_MAXAGE is .* a number, 0 or more"):
        read_settings({**NEEDED, "COLDPRESS_S_MAXAGE": value})


def test_deadlines_can_only_be_longer() -> None:
    with pytest.raises(SettingsError, match=r"DEADLINE_FACTOR is '0.5'. .* a number, 1 or more"):
        read_settings({**NEEDED, "COLDPRESS_DEADLINE_FACTOR": "0.5"})
