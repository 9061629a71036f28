"""What the documentation has a reader type, page by page."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGES = ("README.md", "CONTRIBUTING.md", "docs/theme.md", "docs/operator.md")
"""Those with lines to type, in the order in which one comes to them."""
PROGRAMS = ("make", "coldpress", "flask", "zappa", "aws", "git", "source", "cd", "export", "python")
_LINE = re.compile(rf" {{4}}((?:{'|'.join(PROGRAMS)}|\.venv/bin/[\w-]+|[A-Z]+=\S*)(?: .*)?)")
_COMMENT = re.compile(r"\s{2,}#.*")
_CODE = re.compile(r"`([^`\n]+)`")


def lines_of(page: str) -> list[str]:
    """The lines of a page's blocks that are typed into a shell, without comments."""
    return [line for section in sections_of(page) for line in section]


def sections_of(page: str) -> list[list[str]]:
    """These lines by section, each of which begins in the folder of the repository."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [list(_typed_in(section)) for section in re.split(r"^## ", text, flags=re.MULTILINE)]


def _typed_in(text: str) -> Iterator[str]:
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return (_COMMENT.sub("", match[1]).strip() for match in found if match)


def named_in(page: Path, program: str) -> Iterator[str]:
    """The commands of a program that running text names."""
    for code in _CODE.findall(page.read_text(encoding="utf-8")):
        if code.startswith(f"{program} "):
            yield code
