"""A deployment on an embedded AWS, and commands run against it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import Result

import handler.cli.commands  # noqa: F401 - it registers the commands
from handler.cli.local.embedded.aws import create_stores
from handler.entry import app, services
from handler.wiring import Services
from tests.contracts.servers import client, production_client, variables

Run = Callable[..., Result]
Tree = Callable[..., Path]


@pytest.fixture(scope="session")
def aws(moto: str) -> dict[str, str]:
    """The environment that leads to an embedded AWS."""
    return variables(moto)


@pytest.fixture
def deployment(aws: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The services of a new, empty deployment, which commands use as well."""
    name = f"test-{uuid4().hex[:12]}"
    own = {"COLDPRESS_BUCKET": name, "COLDPRESS_TABLE": name, "COLDPRESS_URL": "https://blog.test"}
    for variable, value in {**aws, **own}.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr("handler.shared.connect", connect)
    services.cache_clear()
    create_stores(services().settings, client("cloudformation", aws["AWS_ENDPOINT_URL"]))
    yield services()
    services.cache_clear()


def connect(service: str) -> Any:
    """A client of the AWS that the environment leads to, as the application makes it."""
    return production_client(service, os.environ["AWS_ENDPOINT_URL"])


@pytest.fixture
def run() -> Run:
    """Runs a command in this process."""
    runner = app.test_cli_runner()

    def invoke(*arguments: object, **options: Any) -> Result:
        return runner.invoke(args=[*map(str, arguments)], prog_name="flask", **options)

    return invoke


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Writes files, named by keys, below a folder and returns it."""

    def write(files: dict[str, str]) -> Path:
        root = tmp_path / "blog"
        for key, text in files.items():
            path = root / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return root

    return write
