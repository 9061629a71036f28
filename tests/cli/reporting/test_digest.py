"""Alike problems are one line, and a screen holds all lines."""

from handler.cli.reporting.digest import grouped, shown
from handler.core.model.problems import Problem


def warning(message: str, number: int = 1) -> Problem:
    return Problem(f"_posts/2020-01-0{number}-a.md", message, "Mend it.", number, "warning")


def test_equal_problems_are_counted_with_the_first_place() -> None:
    (group,) = grouped(warning("is odd.", number) for number in range(1, 8))
    assert str(group) == "7 times: is odd, first in _posts/2020-01-01-a.md:1. Mend it."


def test_problems_that_differ_in_names_are_alike() -> None:
    messages = ["links to /a/b, where nothing is.", "links to https://x.y/z, where nothing is."]
    (group,) = grouped(warning(message) for message in messages * 2)
    assert str(group).startswith("4 times: links to /a/b, where nothing is (or the like), first in")
    (group,) = grouped(warning(f"`{{{{ a{number} }}}}` is not known.") for number in range(4))
    assert len(group.problems) == 4


def test_a_few_alike_problems_are_told_one_by_one() -> None:
    problems = [warning("is odd.", number) for number in (1, 2, 3)]
    assert [str(group) for group in grouped(problems)] == [str(problem) for problem in problems]


def test_what_an_author_names_does_not_tell_problems_apart() -> None:
    names = ["plugins", "gems", "sass", "theme"]
    (group,) = grouped(warning(f"sets {name}, which has no effect.") for name in names)
    assert len(group.problems) == 4


def test_errors_come_first() -> None:
    error = Problem("a.md", "is broken.", "Mend it.")
    assert grouped([warning("is odd."), error])[0].first == error


def test_a_screen_keeps_errors_and_what_comes_up_most_often() -> None:
    rare = [warning(f"is {letter}.") for letter in "abcdefghijklmnopq"]
    error = Problem("a.md", "is broken.", "Mend it.")
    groups, left = shown(grouped([*rare, *[warning("is odd.")] * 5, error]), 80, 20)
    assert [len(group.problems) for group in groups if len(group.problems) > 1] == [5]
    assert (groups[0].first, len(groups), left) == (error, 15, len(rare) - 13)


def test_no_error_is_left_out_for_want_of_room() -> None:
    errors = [Problem("a.md", f"is {letter}.", "Mend it.") for letter in "abcdefghij"]
    groups, left = shown(grouped([warning("is odd."), *errors]), 80, 9)
    assert ([group.first for group in groups], left) == (errors, 1)


def test_lines_that_are_wrapped_take_more_of_a_screen() -> None:
    groups = grouped([warning(f"is {letter} {'가' * 60}.") for letter in "abcdef"])
    assert len(shown(groups, 80, 13)[0]) == 2
    assert len(shown(groups, 200, 13)[0]) == 6
    assert len(shown(groups, 10, 3)[0]) == 1
