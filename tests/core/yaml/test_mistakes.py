"""What a parser could not read is said with the line as it ought to be."""

import pytest
import yaml

from handler.core.model.problems import ContentError
from handler.core.yaml.front_matter import read_source
from handler.core.yaml.mistakes import explain


def refusal(entry: str) -> str:
    with pytest.raises(ContentError) as caught:
        read_source("a.md", f"---\nlayout: post\n{entry}\n---\nText.".encode())
    return str(caught.value)


@pytest.mark.parametrize(
    ("entry", "mended"),
    [
        ("title: [WIP] my post", 'title: "[WIP] my post"'),
        ("title: {draft} my post", 'title: "{draft} my post"'),
        ("title: [x](https://a.example)", 'title: "[x](https://a.example)"'),
        ("title: 'It's me'", 'title: "It\'s me"'),
        ('title: "He said "hi""', "title: 'He said \"hi\"'"),
        ("title: “One: two”", 'title: "One: two"'),
        ("title: One: two", 'title: "One: two"'),
        ("title: @me", 'title: "@me"'),
        ("title: - a", 'title: "- a"'),
        ("title: > x", 'title: "> x"'),
        ('title: a "b": it\'s c', 'title: "a \\"b\\": it\'s c"'),
    ],
)
def test_the_line_is_given_as_it_ought_to_be_and_can_be_read_then(entry: str, mended: str) -> None:
    said = refusal(entry)
    assert said.startswith("a.md:3: ")
    assert said.endswith(f"Put the value in quotes: {mended}")
    assert read_source("a.md", f"---\n{mended}\n---\n".encode()).front_matter["title"]


@pytest.mark.parametrize(
    ("entry", "remedy"),
    [
        ("title: !important", "put a value that begins with ! in quotes"),
        ("title:foo", "Write each entry as name: value."),
        ("title: x\n  tags: y", "begin where the line above does"),
        ("tags: [a, b", "Close it"),
        ("tags: [a, b]]", "Begin the entries of a list or mapping in the same column"),
        ("title: 'a", "Close it"),
        (f"title: {'long: ' * 40}", 'as in title: "…"'),
    ],
)
def test_other_mistakes_have_other_remedies(entry: str, remedy: str) -> None:
    assert remedy in refusal(entry)


def test_an_error_without_a_place_names_the_file() -> None:
    problem = explain(yaml.YAMLError("odd"), "a.md", "text")
    assert str(problem) == "a.md: has YAML that cannot be read. Remove unusual characters."
