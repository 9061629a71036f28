"""What README and docs have one type works as it is written, in a fresh clone, in their order."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import botocore.session
import pytest
from botocore import xform_name

from handler.cli.commands import COMMANDS
from handler.cli.local.embedded.ports import free_port
from tests.cloud.aws.account import Account, account
from tests.cloud.deploying.fresh_clone import Shell, fresh_clone
from tests.cloud.deploying.typed import PAGES, ROOT, lines_of, named_in, sections_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("typed")]

_ANSWERS = {
    "coldpress init": "my-blog\nus-east-1\n\n",
    "coldpress deploy": "y\ny\n",
    "coldpress provision": "y\n",
    "coldpress rollback": "y\n",
}
_BEFORE = {"docs/theme.md": ("source .venv/bin/activate", "coldpress init")}
"""What has been typed by who comes to a page; to the others one comes first."""
_SERVES = re.compile(r"make serve|coldpress serve")
_LONG = re.compile(r"make (?:quick|check|test|format|coverage)")
"""They run these tests, or take minutes: they are only looked up."""
_TESTS = re.compile(r"\.venv/bin/pytest ")
_ELSEWHERE = {
    "git clone --depth=1 https://git.example": "is where one keeps Coldpress",
    "zappa certify production": "asks for a certificate of a domain that one owns",
    "zappa undeploy production --remove-logs": "is run by tests/cloud/deploying/test_life.py",
    "python -c": "deletes every version in a bucket, as boto3 documents it",
}
_CUSTOM = {("s3", "cp"), ("s3", "sync"), ("s3", "rb"), ("cloudformation", "deploy")}
"""Commands of AWS's own tool that are no operations of a service."""
_GLOBAL = {"region", "query", "output"}
_RENAMED = {"notification-endpoint": "endpoint"}
"""AWS's own tool names these otherwise, as `--endpoint-url` begins alike."""
_NOWHERE = "does not answer"
POST = "---\ntitle: Mine\n---\nWhat I want to say.\n"


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """A newcomer's account."""
    with account(tmp_path_factory.mktemp("account")) as aws:
        yield aws


@pytest.fixture(scope="module")
def shell(aws: Account, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A newcomer's shell: a clone, a Jekyll blog beside it, and an account."""
    folder = tmp_path_factory.mktemp("newcomer")
    clone = fresh_clone(folder)
    posts = folder / "my-jekyll-blog" / "_posts"
    posts.mkdir(parents=True)
    (posts / "2020-01-01-mine.md").write_text(POST)
    copytree(ROOT / "content", clone / "backup")
    return Shell(clone, aws.environment())


@pytest.fixture(scope="module")
def done() -> set[str]:
    """What the newcomer has typed already, on this page or another."""
    return set()


@pytest.mark.parametrize("page", PAGES)
def test_every_line_of_a_page_works_as_it_is_written(
    page: str, shell: Shell, done: set[str]
) -> None:
    for line in _BEFORE.get(page, ()):
        if line not in done:
            done.add(line)
            _type(shell, line)
    assert lines_of(page)
    for section in sections_of(page):
        shell.return_home()
        for line in section:
            if (line not in done or line.startswith("cd ")) and not _is_looked_up(line):
                done.add(line)
                (_serve if _SERVES.match(line) else _type)(shell, line)


def _is_looked_up(line: str) -> bool:
    """Whether a line is not typed here: it leaves something to choose, or is no command of ours."""
    chooses = "$(" in line or "--function-name" in line or "$VERSION" in line
    return chooses or line.startswith(("aws ", *_ELSEWHERE))


def _serve(shell: Shell, line: str) -> None:
    port = free_port()
    line = re.sub(r"PORT=\d+", f"PORT={port}", line)
    if line.startswith("coldpress"):
        line = f"{line} --port {port}"
    assert "<title>" in shell.serve(line, port), line


def _type(shell: Shell, line: str) -> None:
    if _LONG.match(line):
        line = line.replace("make", "make --dry-run", 1)
    if _TESTS.match(line):
        line = f"{line} --collect-only"
    name = " ".join(line.split()[:2])
    code, printed = shell.type(line, _ANSWERS.get(name, ""))
    if name in {"coldpress deploy", "coldpress doctor"}:
        # No name of AWS's leads to the account on this machine.
        wrong = [each for each in printed.splitlines() if each.startswith("✗")]
        assert [_NOWHERE in each for each in wrong] == [True], printed
    else:
        assert code == 0, f"{line}\n{printed}"


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda page: page.name
)
def test_every_command_that_running_text_names_exists(page: Path) -> None:
    for code in named_in(page, "coldpress"):
        name, *rest = shlex.split(code)[1:]
        if name == "--help":
            continue
        parameters = COMMANDS[name].params
        options = {option for each in parameters for option in each.opts}
        assert {word for word in rest if word.startswith("-")} <= options, code


@pytest.mark.parametrize("line", [line for line in lines_of("docs/operator.md") if "aws " in line])
def test_what_is_typed_for_amazons_own_tool_is_an_operation_with_these_options(line: str) -> None:
    words = shlex.split(line[line.index("aws ") :].rstrip(")"))[1:]
    service, command, *rest = words
    if (service, command) in _CUSTOM:
        return
    session = botocore.session.Session()
    client = session.create_client(service.replace("s3api", "s3"), region_name="us-east-1")
    if command == "wait":
        assert rest[0].replace("-", "_") in client.waiter_names
        return
    operations = {xform_name(name, "-"): name for name in client.meta.service_model.operation_names}
    shape = client.meta.service_model.operation_model(operations[command]).input_shape
    known = {xform_name(name, "-") for name in shape.members} | _GLOBAL
    used = {word.removeprefix("--").removeprefix("no-") for word in rest if word.startswith("--")}
    assert {_RENAMED.get(name, name) for name in used} <= known
