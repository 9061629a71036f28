"""TeX loses the backslashes that authors write for kramdown, and only those."""

import pytest

from handler.core.markdown.document.escaped_tex import unescaped


@pytest.mark.parametrize(
    ("written", "tex"),
    [
        (r"a\_1 \| b\*c", "a_1 | b*c"),
        (r"\\{x\\} \\alpha \\, \\_", r"\{x\} \alpha \, \_"),
        (r"\{x\} \alpha \, \;", r"\{x\} \alpha \, \;"),
        (r"a \\ b \\\\ c", r"a \\ b \\ c"),
        (
            r"\begin{matrix}a\\b \\\\ \\{c\\}\end{matrix}",
            r"\begin{matrix}a\\b \\ \{c\}\end{matrix}",
        ),
    ],
)
def test_backslashes(written: str, tex: str) -> None:
    assert unescaped(written) == tex
