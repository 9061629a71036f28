"""The documentation of commands is what their help says."""

from tools.write_commands import PAGE, page


def test_the_page_of_commands_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.write_commands"
