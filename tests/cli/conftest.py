"""A deployment on an embedded AWS, and commands run against it."""

import os
import shutil
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner, Result

from handler.cli.infrastructure.stages import read_stage
from handler.cli.local.embedded.aws import embedded_aws
from handler.cli.program import main
from handler.entry import services
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.wiring import Services
from tests.cli.deployed import DeployedBlog, deploy_blog
from tests.cli.restored_aws import restored
from tests.contracts.servers import environment, production_client, variables
from tests.faults.aws import FaultyAWS, faulty_aws

Run = Callable[..., Result]
Tree = Callable[..., Path]


class _Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 502)
        self.end_headers()

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """An address that answers as a blog does."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Healthy)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def aws() -> Iterator[dict[str, str]]:
    """The environment that leads to an embedded AWS."""
    with embedded_aws("tests.cli.restored_aws") as found:
        yield found


@pytest.fixture(scope="session")
def deployed(
    aws: dict[str, str], url: str, tmp_path_factory: pytest.TempPathFactory
) -> DeployedBlog:
    """A deployed blog, of which each test gets a copy."""
    with environment(aws["AWS_ENDPOINT_URL"]):
        return deploy_blog(tmp_path_factory.mktemp("deployed"), url=url)


@pytest.fixture
def blog(
    deployed: DeployedBlog, aws: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DeployedBlog]:
    """A deployed blog, whose folder is the current one."""
    shutil.copytree(deployed.folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "zappa_settings.json"
    with environment(aws["AWS_ENDPOINT_URL"]), restored(aws["AWS_ENDPOINT_URL"]):
        yield DeployedBlog(read_stage("production", settings), tmp_path)


@pytest.fixture(scope="session")
def stores() -> Iterator[FaultyAWS]:
    """A bucket and a table behind an address, as commands ask for nothing else of AWS."""
    with faulty_aws() as aws:
        yield aws


@pytest.fixture
def deployment(stores: FaultyAWS, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The services of an empty deployment, like those that commands have."""
    stores.bucket, stores.table = MemoryBucket(), MemoryTable()
    own = {
        "COLDPRESS_BUCKET": "bucket",
        "COLDPRESS_TABLE": "table",
        "COLDPRESS_URL": "https://blog.test",
    }
    for variable, value in {**variables(stores.endpoint), **own}.items():
        monkeypatch.setenv(variable, value)
    for module in ("handler.shared", "handler.cli.infrastructure.clients"):
        monkeypatch.setattr(f"{module}.connect", connect)
    services.cache_clear()
    yield services()
    services.cache_clear()


def connect(service: str, *_: object) -> Any:
    """A client of the AWS that the environment leads to, as the application makes it."""
    return production_client(service, os.environ["AWS_ENDPOINT_URL"])


@pytest.fixture
def run() -> Run:
    """Runs a command in this process."""

    def invoke(*arguments: object, **options: Any) -> Result:
        return CliRunner().invoke(main, [*map(str, arguments)], prog_name="coldpress", **options)

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
