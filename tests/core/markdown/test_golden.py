"""Whole texts beside their HTML, each checked against kramdown 2.4 when it was written."""

from pathlib import Path

import pytest

from handler.core.markdown import to_html

GOLDEN = Path(__file__).parents[2] / "golden" / "markdown"


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.md")))
def test_text_becomes_the_html_beside_it(name: str) -> None:
    source = (GOLDEN / f"{name}.md").read_text(encoding="utf-8")
    expected = (GOLDEN / f"{name}.html").read_text(encoding="utf-8")
    assert to_html(source).html == expected
