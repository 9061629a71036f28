"""Checks of the function, and of the code that it runs."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handler.cli.checkup.checks import function
from handler.cli.checkup.contents import read_package
from handler.cli.checkup.facts import Package
from handler.cli.checkup.findings import NotChecked
from handler.core.model.sources import ObjectInfo
from handler.services.search.parts import PARTS
from tests.cli.checkup.builders import make_deployment, make_function

DEV = make_deployment()


def make_package(**variables: str) -> Package:
    """The package that is deployed."""
    known = {"COLDPRESS_BUCKET": "content", "COLDPRESS_TABLE": "index"}
    return Package("blog-dev.zip", make_function().sha256, known | variables)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"state": "Failed", "state_reason": "No key."}, "blog-dev is Failed: No key."),
        ({"state": "Pending"}, "blog-dev is Pending: no reason given"),
        ({"update": "Failed", "update_reason": "No role."}, "The last update failed: No role."),
    ],
)
def test_a_function_that_cannot_be_called_says_why(changes: dict[str, str], text: str) -> None:
    assert function.state(make_function(**changes), DEV).text == text


def test_an_idle_function_is_right_and_one_being_updated_is_waited_for() -> None:
    assert function.state(make_function(state="Inactive"), DEV).mark == "right"
    assert function.state(make_function(update="InProgress"), DEV).mark == "doubtful"


def test_handler_and_python_are_compared_with_the_settings() -> None:
    found = function.handler(make_function(handler="x.y", runtime="python3.11"), DEV)
    assert found.text == (
        "The handler is x.y, but the settings say handler.entry.lambda_handler, "
        "the runtime is python3.11, but the settings say python3.13."
    )


def test_a_python_that_the_settings_leave_open_is_right() -> None:
    open_settings = make_deployment(runtime="")
    found = function.handler(make_function(runtime="python3.12"), open_settings)
    assert (found.mark, found.text) == (
        "right",
        "handler.entry.lambda_handler runs under python3.12, supported until 2028-10-31.",
    )


@pytest.mark.parametrize(
    ("runtime", "text"),
    [
        ("python3.11", "python3.11 stands on Amazon Linux 2, which has ended, and new libraries "),
        ("python3.10", "python3.10 is no runtime of Lambda that Coldpress runs on."),
        ("nodejs22.x", "nodejs22.x is no runtime of Lambda that Coldpress runs on."),
    ],
)
@pytest.mark.parametrize("told", [True, False])
def test_a_runtime_for_which_no_package_is_made_is_told_with_what_to_set(
    runtime: str, text: str, told: bool
) -> None:
    settings = make_deployment(runtime=runtime if told else "")
    found = function.handler(make_function(runtime=runtime), settings)
    assert found.mark == "doubtful"
    assert found.text.startswith(text)
    assert found.fix == (
        'Set "runtime": "python3.13" in zappa_settings.json, then coldpress deploy dev'
    )


@pytest.mark.parametrize(
    ("memory", "seconds", "least"),
    [
        (128, 60, '"memory_size": 1769'),
        (512, 30, '"timeout_seconds": 60'),
        (128, 3, '"timeout_seconds": 60, "memory_size": 1769'),
    ],
)
def test_too_little_is_wrong_even_if_the_settings_say_so(
    memory: int, seconds: int, least: str
) -> None:
    agreed = make_deployment(memory_size=memory, timeout_seconds=seconds)
    found = function.capacity(make_function(memory=memory, seconds=seconds), agreed)
    assert (found.mark, found.fix) == (
        "wrong",
        f"Set {least} in zappa_settings.json, then coldpress deploy dev",
    )


def test_more_than_the_settings_say_is_doubtful() -> None:
    found = function.capacity(make_function(memory=1024), DEV)
    assert found.text == "It has 1024 MB and 60 s, but the settings say 512 MB and 60 s."


@pytest.mark.parametrize(
    ("size", "has", "wanted"), [(10, 512, 0), (1060, 512, 1536), (1060, 1536, 0), (370, 512, 1024)]
)
def test_a_disk_that_does_not_take_the_search_index_is_wrong(
    size: int, has: int, wanted: int
) -> None:
    part = ObjectInfo(f"{PARTS}000.sqlite", "e", "v", datetime.now(UTC), size * 10**6)
    other = ObjectInfo("film.mp4", "e", "v", datetime.now(UTC), 10**10)
    objects = {info.key: info for info in (part, other)}
    found = function.disk(make_function(disk=has), objects, DEV)
    setting = f'Set "ephemeral_storage": {{"Size": {wanted}}} in zappa_settings.json'
    fix = f"{setting}, then coldpress deploy dev" if wanted else ""
    assert (found.mark, found.fix) == ("wrong" if wanted else "right", fix)


def test_zappas_own_wide_role_is_noticed() -> None:
    wide = make_function(role="arn:aws:iam::123456789012:role/blog-dev-ZappaLambdaExecutionRole")
    assert function.role(wide, DEV).mark == "wrong"


def test_code_of_another_checkout_is_noticed() -> None:
    package = Package("blog-dev.zip", make_function().sha256, {}, ("handler/a.py", "handler/b.py"))
    assert function.build(make_function(), package, DEV).text == (
        "The deployed code is not this checkout's: handler/a.py and 1 more changed."
    )


def test_without_a_package_the_build_cannot_be_known() -> None:
    with pytest.raises(NotChecked, match="make package STAGE=dev"):
        function.build(make_function(), None, DEV)


def test_what_the_package_says_wins_over_lambdas_own_variables() -> None:
    both = make_function(variables={"COLDPRESS_BUCKET": "old", "COLDPRESS_TABLE": "old"})
    assert function.variables(both, make_package(), DEV).mark == "right"
    assert function.variables(both, None, DEV).text == (
        "COLDPRESS_BUCKET is old, not content, COLDPRESS_TABLE is old, not index, "
        "where it is deployed."
    )


def test_variables_that_nobody_can_see_are_not_checked() -> None:
    with pytest.raises(NotChecked, match="no package built here"):
        function.variables(make_function(sha256="else="), make_package(), DEV)


def test_a_package_is_compared_with_a_checkout_file_by_file(tmp_path: Path) -> None:
    for name, text in {"handler/a.py": "1", "handler/b.py": "2", "handler/new.py": "3"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    path = tmp_path / "blog.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name in ("handler/a.py", "handler/b.py", "handler/gone.py", "flask/app.py"):
            package.writestr(name, "1")
        package.writestr("zappa_settings.py", "DEBUG=False\nENVIRONMENT_VARIABLES={'A': 'b'}\n")
    found = read_package(path, tmp_path)
    assert found.differing == ("handler/b.py", "handler/gone.py")
    assert found.variables == {"A": "b"}
