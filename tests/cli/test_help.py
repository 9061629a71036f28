"""What the commands say of themselves."""

import re

import pytest

from tests.cli.conftest import Run

COMMANDS = ("check", "doctor", "purge", "push", "reindex", "render", "serve", "status")


def test_the_program_lists_every_command_with_a_sentence(run: Run) -> None:
    listed = dict(re.findall(r"^  (\w+) +(\S.*)$", run("--help").output, re.M))
    assert set(COMMANDS) <= listed.keys()
    assert all(len(listed[name]) > 30 for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: coldpress {name} ")


def test_options_say_their_defaults(run: Run) -> None:
    text = " ".join(run("serve", "--help").output.split())
    assert "[default: 8000" in text
