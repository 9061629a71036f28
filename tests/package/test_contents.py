"""What is in the package, and what is not."""

import stat
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest
from jinja2 import ModuleLoader

from handler.fingerprints import COMPILED_TEMPLATES, TEMPLATES
from tests.package.alone import run_alone
from tools.package.contents import is_needed, is_project_file
from tools.package.templates import compile_templates
from tools.pythons import find, lambdas_version

pytestmark = pytest.mark.xdist_group("package")

TAG = f"cpython-{lambdas_version().replace('.', '')}"
UNFIT = """
import importlib.util, pathlib

start = importlib.util.MAGIC_NUMBER + (0b01).to_bytes(4, "little")  # An unchecked hash.
unfit = []
for source in pathlib.Path(sys.argv[1]).rglob("*.py"):
    bytecode = pathlib.Path(importlib.util.cache_from_source(source)).read_bytes()
    if bytecode[:16] != start + importlib.util.source_hash(source.read_bytes()):
        unfit.append(str(source))
print(json.dumps(unfit))
"""
FILES = """
import marshal, pathlib

found = [pathlib.Path(path).read_bytes() for path in sys.argv[2:]]
print(json.dumps([marshal.loads(bytecode[16:]).co_filename for bytecode in found]))
"""
MODULES_OF_PILLOW = ("_imaging", "_imagingft", "_imagingmath", "_webp")
MODULES = (
    "__init__",
    "_brotli",
    "_cffi_backend",
    "_speedups",
    "_yaml",
    "lexbor",
    *MODULES_OF_PILLOW,
)
OURS = {
    *("handler", "locale", "static", "templates", "compiled_templates"),
    *("zappa_settings.py", "__pycache__"),
}
DEPENDENCIES = {
    *("PIL", "_brotli", "_cffi_backend", "_yaml", "apsw", "babel", "blinker", "botocore"),
    *(
        "brotli",
        "click",
        "cryptography",
        "dateutil",
        "fido2",
        "flask",
        "frontmatter",
        "grapheme",
        "importlib_resources",
    ),
    *("itsdangerous", "jinja2", "jmespath", "latex2mathml", "liquid", "markupsafe", "nh3"),
    *("pillow", "pygments", "pytz", "segno", "selectolax", "six", "tzdata", "urllib3", "werkzeug"),
    "yaml",
}


def names_in(package: Path) -> list[PurePosixPath]:
    with ZipFile(package) as archive:
        return [PurePosixPath(name) for name in archive.namelist()]


def test_it_is_at_most_20_mb(package: Path) -> None:
    assert package.stat().st_size <= 20_000_000


def test_a_new_dependency_is_noticed(package: Path) -> None:
    tops = {path.parts[0] for path in names_in(package)}
    modules = {top.partition(".")[0] for top in tops - OURS if not top.endswith(".dist-info")}
    assert modules == DEPENDENCIES


def test_every_distribution_says_its_version(package: Path) -> None:
    names = names_in(package)
    folders = {path.parent for path in names if path.parts[0].endswith(".dist-info")}
    tops = {PurePosixPath(folder.parts[0]) for folder in folders}
    assert tops == {path.parent for path in names if path.name == "METADATA"}
    assert len(tops) >= 20


def test_translations_are_in_it_as_the_blog_reads_them(package: Path) -> None:
    files = [str(path) for path in names_in(package) if path.parts[0] == "locale" and path.suffix]
    assert sorted(files) == [
        *(f"locale/ko/LC_MESSAGES/{name}.mo" for name in ("coldpress", "desk")),
        "locale/words.txt",
    ]


def test_every_source_of_ours_has_bytecode_that_is_its_own_and_never_checked(
    unpacked: Path,
) -> None:
    tops = {source.relative_to(unpacked).parts[0] for source in unpacked.rglob("*.py")}
    assert tops == {"handler", "zappa_settings.py"}
    assert run_alone(unpacked, UNFIT) == []


def test_every_template_is_there_as_python_and_as_it_is_now(unpacked: Path, tmp_path: Path) -> None:
    compile_templates(tmp_path, find(lambdas_version()))
    made, there = (
        {path.name: path.read_bytes() for path in folder.iterdir()}
        for folder in (tmp_path, unpacked / COMPILED_TEMPLATES.name)
    )
    assert there == made
    names = (path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
    assert made.keys() == {f"{ModuleLoader.get_template_key(name)}.pyc" for name in names}


def test_a_checkout_has_no_templates_but_their_sources() -> None:
    assert not COMPILED_TEMPLATES.exists()


def test_bytecode_names_files_as_lambda_unpacks_them(unpacked: Path) -> None:
    files = (f"handler/__pycache__/entry.{TAG}.pyc", "flask/app.pyc")
    found = run_alone(unpacked, FILES, *(str(unpacked / name) for name in files))
    assert found == ["/var/task/handler/entry.py", "/var/task/flask/app.py"]


def test_libraries_in_machine_code_are_for_lambdas_python(package: Path) -> None:
    libraries = {path.name for path in names_in(package) if path.suffix == ".so"}
    suffix = f".{TAG}-x86_64-linux-gnu.so"
    assert libraries == {"_rust.abi3.so", "nh3.abi3.so", *(f"{name}{suffix}" for name in MODULES)}


def test_of_botocores_services_only_ours_come_along(package: Path) -> None:
    data = [path.parts for path in names_in(package) if path.parts[:2] == ("botocore", "data")]
    assert {parts[2] for parts in data if len(parts) > 3} == {"dynamodb", "s3"}


def test_no_entry_depends_on_time_umask_or_order_on_disk(package: Path) -> None:
    with ZipFile(package) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(set(names))
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {stat.S_IFREG | 0o644}


@pytest.mark.parametrize(
    "path",
    [
        "handler/cli/commands/folders/push.py",
        "handler/core/__pycache__/plan.cpython-313.pyc",
        "handler/core/index/plan.py.orig",
        "templates/post.html~",
        "static/.DS_Store",
    ],
)
def test_what_only_developers_have_is_left_out(path: str) -> None:
    assert not is_project_file(PurePosixPath(path))


@pytest.mark.parametrize("path", ["handler/core/terms.py", "templates/a/b.html", "static/blog.css"])
def test_sources_templates_and_static_files_come_along(path: str) -> None:
    assert is_project_file(PurePosixPath(path))


@pytest.mark.parametrize(
    ("path", "needed"),
    [
        ("botocore/data/endpoints.json", True),
        ("botocore/data/dynamodb/2012-08-10/service-2.json.gz", True),
        ("botocore/data/dynamodb/2012-08-10/examples-1.json", False),
        ("botocore/data/ec2/2016-11-15/service-2.json.gz", False),
        ("importlib_resources/tests/util.py", False),
        ("PIL/PngImagePlugin.py", True),
        ("PIL/PdfImagePlugin.py", False),
        ("apsw/__init__.cpython-313-x86_64-linux-gnu.so", True),
        ("apsw/_unicode.cpython-313-x86_64-linux-gnu.so", False),
        ("apsw/shell.py", False),
        ("apsw/sqlite_extra_binaries/vec1.so", False),
        ("apsw/tests/data.py", False),
        ("pygments/formatters/html.py", True),
        ("pygments/formatters/latex.py", False),
        ("markupsafe/py.typed", False),
        ("selectolax/lexbor.pyx", False),
        ("PIL/_imaging.cpython-313-x86_64-linux-gnu.so", True),
        ("pillow.libs/libavif-0b1c2ae7.so.16.4.1", False),
        ("werkzeug-3.1.9.dist-info/licenses/LICENSE.txt", True),
        ("werkzeug-3.1.9.dist-info/RECORD", False),
        ("bin/flask", False),
    ],
)
def test_of_dependencies_what_may_be_needed_comes_along(path: str, needed: bool) -> None:
    assert is_needed(PurePosixPath(path)) is needed
