"""Problems of files: those that stop a file, and those that do not."""

from handler.core.model.problems import Problem, errors_of


def test_only_errors_stop_a_file() -> None:
    error, warning = Problem("a.md", "x", "z"), Problem("a.md", "x", "z", severity="warning")
    assert errors_of([warning, error]) == (error,)
