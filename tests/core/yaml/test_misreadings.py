"""Words that YAML leaves out or changes are told."""

import pytest

from handler.core.yaml.reading import read_yaml


def told(text: str) -> list[str]:
    return [f"{p.line}: {p.message} {p.fix}" for p in read_yaml(text, "a.md").problems]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("&more", "leaves out &more, as & names the value in YAML."),
        ("&more than words", "leaves out &more, as & names the value in YAML."),
        ("#1 of the year", "leaves out #1 of the year, as # begins a comment in YAML."),
        ("Learning C # again", "leaves out # again, as # begins a comment in YAML."),
        ("12:30", "has the value 12:30, which YAML reads as 45000."),
        ("007", "has the value 007, which YAML reads as 7."),
        ("Yes", "has the value Yes, which YAML reads as true."),
        (r'"C:\new"', r"has \n in double quotes, which is no text but a control character."),
        (r'"\\\times"', r"has \t in double quotes, which is no text but a control character."),
    ],
)
@pytest.mark.parametrize("name", ["title", "description", "location"])
def test_a_text_that_is_read_otherwise_is_told(name: str, written: str, message: str) -> None:
    (warning,) = told(f"---\ndate: 2020-01-01\n{name}: {written}\n")
    assert warning.startswith(f"3: {message}")
    assert "quotes" in warning


@pytest.mark.parametrize("text", ["tags: #travel #food", "tags:\n  - a\n  - #food"])
def test_hashtags_are_comments_and_told(text: str) -> None:
    (warning,) = told(text)
    assert "as # begins a comment in YAML" in warning


@pytest.mark.parametrize(
    "text",
    [
        "title: C# and F#",
        'title: "A # B"',
        "title: 'It''s #1'",
        r'title: "C:\\new \" é"',
        "title: |\n  #1\n  A # B",
        "tags: |\n  - #1",
        "title: >-\n  A # B",
        "title: &name Blog\ndescription: *name",
        "title:",
        "title: ~",
        "title: 2020",
        "title: 1.5",
        "title: 2020-01-01",
        "title: [WIP, a]",
        "tags: # those of the year\n  - a",
        "layout: post # as always",
        "email: me@example.org # for readers",
        "# a comment\ntitle: A",
        "{title: A, b: c}",
    ],
)
def test_what_is_meant_is_not_told(text: str) -> None:
    assert told(text) == []
