"""An account with the project deployed in it, once for all tests."""

import re
from collections.abc import Iterator

import pytest

from handler.web.desk.desk import PREFIX
from tests.cloud.aws.account import Account, account
from tests.cloud.deploying.deployment import Deployment, deployment
from tests.cloud.deploying.project import copy_project
from tests.cloud.desk.device import objects
from tests.cloud.reading.edges import edge_content


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """An account in which the project's roles were denied nothing, in the end."""
    with account(tmp_path_factory.mktemp("account")) as aws:
        yield aws
        assert aws.denied() == []


_LINK = re.compile(r"https://\S+/enter#\S+")


@pytest.fixture(scope="session")
def edges(aws: Account, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """The stage `dev` with a blog of awkward addresses."""
    folder = tmp_path_factory.mktemp("dev")
    with deployment(copy_project(folder / "project", aws), "dev", folder) as deployed:
        for key, data in edge_content().items():
            deployed.content.put(key, data)
        yield deployed


@pytest.fixture(scope="module")
def desk_link(edges: Deployment) -> Iterator[str]:
    """The link that the command prints, which turns the desk on; in the end it is off again."""
    before = {info["Key"] for info in objects(edges)}
    printed = edges.project.coldpress("desk", "dev", "--owner", "Ada")
    edges.account.read_policies_of(edges.stage.role_name)
    (link,) = _LINK.findall(printed)
    yield link
    for key in {info["Key"] for info in objects(edges)} - before:
        edges.content.delete(key)
    edges.project.coldpress("desk", "dev", "--off")
    assert edges.site.get(PREFIX).status == 404
