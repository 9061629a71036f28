"""What open pages are told."""

from handler.cli.local.notices import Notices
from handler.core.model.problems import Problem


def test_a_change_is_a_new_version_and_only_a_forced_one_counts_for_every_page() -> None:
    notices = Notices()
    notices.change()
    assert (notices.newest.version, notices.newest.forced) == (1, 0)
    notices.change(forced=True)
    notices.change()
    assert (notices.newest.version, notices.newest.forced) == (3, 2)


def test_problems_are_told_with_file_line_and_remedy() -> None:
    notices = Notices()
    notices.show(
        [Problem("a.md", "is wrong.", "Mend it.", 3), Problem("b.md", "?", "")], alarm=True
    )
    assert notices.newest.problems == (
        {"place": "a.md:3", "message": "is wrong.", "fix": "Mend it."},
        {"place": "b.md", "message": "?", "fix": ""},
    )
    assert notices.newest.alarm == 1
    notices.show([], alarm=False)
    assert notices.newest.alarm == 1
    assert not notices.newest.problems


def test_of_many_problems_the_first_are_told_and_how_many_there_are_more() -> None:
    notices = Notices()
    notices.show([Problem(f"{n}.md", "?", "") for n in range(25)], alarm=True)
    assert (len(notices.newest.problems), notices.newest.more) == (20, 5)


def test_progress_is_told_until_all_is_done() -> None:
    notices = Notices()
    notices.progress(3, 10)
    assert (notices.newest.done, notices.newest.total) == (3, 10)
    notices.progress(10, 10)
    assert notices.newest.total == 0
