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


@pytest.mark.parametrize("value", ["soon", "-1"])
def test_a_number_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="COLDPRESS_S_MAXAGE is"):
        read_settings({**NEEDED, "COLDPRESS_S_MAXAGE": value})
