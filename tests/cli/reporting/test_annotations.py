"""Problems as GitHub Actions takes them."""

from handler.cli.reporting.annotations import annotations
from handler.core.model.problems import Problem


def test_a_problem_is_an_annotation_of_its_file_and_line() -> None:
    problem = Problem("_posts/a.md", "is odd.", "Mend it.", 3, "warning")
    assert annotations([problem], "blog") == [
        "::warning file=blog/_posts/a.md,line=3::is odd. Mend it."
    ]
    assert annotations([problem], ".")[0].startswith("::warning file=_posts/a.md,")


def test_what_would_end_a_value_is_escaped() -> None:
    problem = Problem("a,b:c%.md", "has 100%\r\n::error::x: y, z.", "")
    assert annotations([problem], "") == [
        "::error file=a%2Cb%3Ac%25.md::has 100%25%0D%0A::error::x: y, z."
    ]


def test_errors_come_first_as_github_shows_only_ten() -> None:
    problems = [Problem("a.md", "is odd.", "", 0, "warning"), Problem("b.md", "is broken.", "")]
    assert [line.partition(" ")[0] for line in annotations(problems, "")] == [
        "::error",
        "::warning",
    ]
