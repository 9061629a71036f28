"""The doctor sees whether the desk's rights are as the desk is."""

import pytest

from handler.cli.checkup.checks.desk import desk
from handler.cli.checkup.facts import DeskState
from handler.cli.checkup.findings import NotChecked
from tests.cli.checkup.builders import make_deployment


@pytest.mark.parametrize(
    ("is_on", "may_write", "mark", "fix"),
    [
        (True, True, "right", ""),
        (False, False, "right", ""),
        (False, None, "right", ""),
        (True, False, "wrong", "`coldpress desk dev`"),
        (False, True, "doubtful", "`coldpress desk dev --off`"),
    ],
)
def test_rights_and_desk_agree_or_it_says_what_mends_that(
    is_on: bool, may_write: bool | None, mark: str, fix: str
) -> None:
    found = desk(DeskState(is_on, may_write), make_deployment())
    assert (found.mark, found.fix) == (mark, fix)


def test_without_a_stack_nobody_can_tell_the_rights() -> None:
    with pytest.raises(NotChecked, match="no stack blog-dev-infrastructure"):
        desk(DeskState(True, None), make_deployment())


def test_people_that_cannot_be_read_close_the_desk() -> None:
    found = desk(DeskState(True, True, "people.json is no JSON."), make_deployment())
    assert (found.mark, found.text) == ("wrong", "The desk is closed: people.json is no JSON.")


def test_it_says_how_many_may_come_in() -> None:
    found = desk(DeskState(True, True, who="1 person, 2 passkeys"), make_deployment())
    assert found.text == "The desk is on, and may write: 1 person, 2 passkeys."
