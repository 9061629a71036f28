"""An account with the project deployed in it, once for all tests."""

from collections.abc import Iterator

import pytest

from tests.cloud.account import Account, account
from tests.cloud.deployment import Deployment, deployment
from tests.cloud.edges import edge_content
from tests.cloud.project import copy_project


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """An account in which the project's roles were denied nothing, in the end."""
    with account(tmp_path_factory.mktemp("account")) as aws:
        yield aws
        assert aws.denied() == []


@pytest.fixture(scope="session")
def edges(aws: Account, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """The stage `dev` with a blog of awkward addresses."""
    folder = tmp_path_factory.mktemp("dev")
    with deployment(copy_project(folder / "project", aws), "dev", folder) as deployed:
        for key, data in edge_content().items():
            deployed.content.put(key, data)
        yield deployed
