"""Two versions of a text brought together."""

import random

import pytest

from handler.core.authoring.comparing.differences import MAXIMUM_LINES, Line
from handler.core.authoring.comparing.merging import Merged, has_marks, merge

BASE = "one\ntwo\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (BASE, BASE, BASE),
        (BASE.replace("two", "2"), BASE, BASE.replace("two", "2")),
        (BASE, BASE.replace("two", "2"), BASE.replace("two", "2")),
        (
            BASE.replace("one", "1"),
            BASE.replace("five", "5"),
            BASE.replace("one", "1").replace("five", "5"),
        ),
        (BASE.replace("two", "2"), BASE.replace("two", "2"), BASE.replace("two", "2")),
        ("zero\n" + BASE, BASE + "six\n", f"zero\n{BASE}six\n"),
        (BASE.replace("two\n", ""), BASE.replace("four\n", ""), "one\nthree\nfive\n"),
    ],
)
def test_what_does_not_contradict_comes_together(mine: str, theirs: str, merged: str) -> None:
    found = merge(BASE, mine, theirs)
    assert (found.text, found.conflicts, has_marks(found.text)) == (merged, 0, False)


def test_a_contradiction_stands_in_marks_with_both() -> None:
    found = merge(BASE, BASE.replace("two", "2"), BASE.replace("two", "II"))
    between = "<<<<<<< mine\n2\n=======\nII\n>>>>>>> theirs\n"
    assert found.text == f"one\n{between}three\nfour\nfive\n"
    assert (found.conflicts, has_marks(found.text)) == (1, True)


def test_a_last_line_without_an_end_does_not_run_into_a_mark() -> None:
    assert "mine end\n=======\n" in merge("a\nb", "a\nmine end", "a\ntheirs end").text


def test_texts_that_have_nothing_in_common_are_one_contradiction() -> None:
    assert merge("a\n", "b\n", "c\n").conflicts == 1
    assert merge("", "b\n", "c\n").conflicts == 1


def test_texts_of_very_many_lines_are_left_to_their_author() -> None:
    mine = "x\n" * MAXIMUM_LINES
    assert merge("", mine, "y\n") == Merged(mine, 1)


def test_changes_of_both_are_told() -> None:
    found = merge(BASE, BASE.replace("two", "2"), BASE + "six\n")
    assert Line("removed", (("two", False),)) in found.mine
    assert Line("added", (("2", False),)) in found.mine
    assert Line("added", (("six", False),)) in found.theirs


def test_nothing_that_only_one_changed_is_ever_lost() -> None:
    chance = random.Random(1)
    for _ in range(500):
        base = [f"{n}\n" for n in range(chance.randrange(12))]
        mine, theirs = (changed(base, name, chance) for name in ("m", "t"))
        text = merge("".join(base), "".join(mine), "".join(theirs)).text.splitlines(True)
        for line in [*mine, *theirs]:
            assert line in text or line in base
        assert merge("".join(base), "".join(mine), "".join(base)).text == "".join(mine)
        assert merge("".join(base), "".join(base), "".join(theirs)).text == "".join(theirs)


def changed(lines: list[str], name: str, chance: random.Random) -> list[str]:
    """Lines of which some are taken out and others put in."""
    new = [line for line in lines if chance.random() > 0.2]
    for number in range(chance.randrange(4)):
        new.insert(chance.randrange(len(new) + 1), f"{name}{number}\n")
    return new
