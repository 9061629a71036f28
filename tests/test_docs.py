"""The documentation leaves out no folder, no environment variable and no setting."""

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.config_keys import settings_read
from tests.support.syntax import Setting

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in ROOT.glob("docs/*.md")}
READ_FIRST = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
PROGRAM = [ROOT / name for name in ("handler", "tests", "tools", "benchmarks")]
SOURCES = sorted((ROOT / "handler").rglob("*.py"))
FOLDERS = sorted({path.parent.relative_to(ROOT).as_posix() for path in SOURCES} - {"handler"})
_CODE = re.compile(r"`+([^`]+)`+")
_WORD = re.compile(r"[\w-]+")
_MAKE = re.compile(r"\bmake ([a-z]+)")
_FOLDERS = "handler|core|services|web|aws|cli|tests|tools|benchmarks|locale|templates|static"
_PATH = re.compile(rf"(?<![\w/.])(?:{_FOLDERS})/(?:[\w.-]+/?)*(?<!\.)")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")
_READ = re.compile(r"\bos\.(?:environ(?!\.update\b)|getenv)\b")
_IN_TEMPLATES = re.compile(r"""\bsite\.(?:data\.|data\[['"]|under\(['"])([\w-]+)""")


def table(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of docs/architecture.md."""
    _, _, section = PAGES["architecture"].partition(f"\n## {heading}\n")
    lines = section.partition("\n## ")[0].splitlines()
    rows = [line.strip().strip("|").split("|") for line in lines if line.lstrip().startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def pieces(text: str) -> Iterator[set[str]]:
    """The words of the code in each paragraph, list item and row of a table."""
    for piece in re.split(r"\n\s*\n|\n(?=[|-])", text):
        is_block = all(line.startswith("    ") for line in piece.strip("\n").splitlines())
        codes = [piece] if is_block else _CODE.findall(piece)
        yield {word for code in codes for word in _WORD.findall(code)}


def codes(text: str) -> Iterator[str]:
    """The code in a page: in its lines, and in blocks of it."""
    yield from re.findall(r"^ {4}.*", text, re.MULTILINE)
    yield from _CODE.findall(text)


DOCUMENTED = [words for page in PAGES.values() for words in pieces(page)]


@cache
def names_of_modules() -> set[str]:
    """The modules of the program, without the folders that they are in."""
    return {path.name for folder in PROGRAM for path in folder.rglob("*.py")}


def undocumented(settings: Collection[Setting]) -> list[str]:
    """Settings whose keys stand together in no piece of the documentation."""
    return sorted(
        ".".join(setting)
        for setting in settings
        if not any(words.issuperset(setting) for words in DOCUMENTED)
    )


def variables_read(path: Path) -> set[str]:
    """The environment variables that a module names, if it reads the environment."""
    if not _READ.search(path.read_text(encoding="utf-8")):
        return set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and _VARIABLE.fullmatch(text)}


def test_the_map_names_just_the_folders_that_there_are() -> None:
    names = [name for row in table("Map") for name in re.findall(r"handler/[\w/.]+", row[0])]
    assert sorted(name.rstrip("/") for name in names if ".py" not in name) == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_says_what_it_is_for_what_it_may_import_and_what_never_comes_in(
    folder: str,
) -> None:
    said = ast.get_docstring(ast.parse((ROOT / folder / "__init__.py").read_text("utf-8"))) or ""
    assert re.match(r"\S.+\n.*^May import: \S.+^Never comes in: \S", said, re.DOTALL | re.MULTILINE)


def test_the_glossary_can_be_remembered() -> None:
    words = [row[0] for row in table("Glossary")]
    assert 0 < len(words) <= 25
    assert len(set(words)) == len(words)


def test_every_environment_variable_is_documented() -> None:
    # What the sandbox passes on to its processes is the system's, not ours.
    own = [path for path in SOURCES if path.parent.name != "sandbox"]
    read = {(name,) for path in own for name in variables_read(path)}
    assert ("COLDPRESS_BUCKET",) in read
    assert undocumented(read) == []


def test_every_setting_that_the_code_reads_is_documented() -> None:
    settings = settings_read(ROOT / "handler")
    assert len(settings) > 100
    assert undocumented(settings) == []


def test_every_setting_that_a_template_reads_is_documented() -> None:
    for template in ROOT.glob("templates/**/*.html"):
        names = _IN_TEMPLATES.findall(template.read_text(encoding="utf-8"))
        assert undocumented({(name,) for name in names}) == [], template.name


@pytest.mark.parametrize("page", READ_FIRST, ids=lambda page: page.name)
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https:)([^)#/][^)#]*)", text) + re.findall(
        r'src(?:set)?="([^"]+)"', text
    )
    assert [link for link in links if not (page.parent / link).is_file()] == []


@pytest.mark.parametrize("page", READ_FIRST, ids=lambda page: page.name)
def test_every_target_of_make_that_a_page_types_exists(page: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    typed = {name for code in codes(page.read_text()) for name in _MAKE.findall(code)}
    assert typed - set(targets) == set()


@pytest.mark.parametrize("page", READ_FIRST, ids=lambda page: page.name)
def test_every_file_and_folder_of_the_program_that_a_page_names_exists(page: Path) -> None:
    named = {name for code in codes(page.read_text()) for name in _PATH.findall(code)}
    roots = (ROOT, ROOT / "handler")
    assert [name for name in named if not any((root / name).exists() for root in roots)] == []


@pytest.mark.parametrize("page", READ_FIRST, ids=lambda page: page.name)
def test_every_module_that_a_page_names_by_its_name_alone_exists(page: Path) -> None:
    named = {name for code in codes(page.read_text()) for name in re.findall(r"\b\w+\.py\b", code)}
    assert named <= names_of_modules()


READING = [
    'def f(site: SiteConfig): return site.data.get("a-key")',
    'def f(site: SiteConfig): return site.data["a-key"]',
    'def f(settings: _Settings): return settings.text("a-key")',
    'def f(frame): return [x for x in frame.site.under("a-key")]',
    'def f(site: SiteConfig):\n    data = site.data\n    return "a-key" in data',
    'KEYS = ("a-key",)\ndef f(site: SiteConfig): return [site.data.get(key) for key in KEYS]',
    'KEYS = {"a-key": 1}\ndef f(site: SiteConfig): return site.data.keys() & KEYS.keys()',
    'def f(site: SiteConfig): return g(site.data)\ndef g(data): return data.get("a-key")',
    'def f(site: SiteConfig): return g(site, "a-key")\ndef g(s, key): return s.data.get(key)',
    'def f(site: SiteConfig): return g(site).get("a-key")\ndef g(site): return site.data',
    'def f(site: SiteConfig): return [1 for name, _ in site.data.items() if name == "a-key"]',
]


@pytest.mark.parametrize("source", READING)
def test_a_setting_is_found_however_it_is_read(source: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(source, encoding="utf-8")
    assert settings_read(tmp_path) == {("a-key",)}


def test_what_is_read_below_a_setting_is_found_as_well(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(
        "def f(site: SiteConfig):\n"
        '    if chosen := mapping(site.data.get("theme")).get("accent"):\n'
        '        return chosen.get("light")\n'
    )
    assert settings_read(tmp_path) == {
        ("theme",),
        ("theme", "accent"),
        ("theme", "accent", "light"),
    }
