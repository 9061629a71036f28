"""What a parser of YAML says, in words for authors."""

import yaml

from handler.core.yaml.mistakes import explain


def test_an_error_without_a_place_names_the_file() -> None:
    problem = explain(yaml.YAMLError("odd"), "a.md", "text")
    assert str(problem) == "a.md: has YAML that cannot be read. Remove unusual characters."
