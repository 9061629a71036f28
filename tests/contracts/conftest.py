"""What the contract suites share, each started or made when it is first needed."""

import sys
from collections.abc import Iterator

import pytest

from handler.aws.table import DynamoTable
from tests.contracts.servers import make_table, seaweed_server
from tests.faults.aws import FaultyAWS, faulty_aws


@pytest.fixture(scope="session")
def moto_table(moto: str) -> DynamoTable:
    """A table on moto's server, which each test empties before it uses it."""
    return make_table(moto)


@pytest.fixture(scope="module")
def faulty() -> Iterator[FaultyAWS]:
    """The AWS that can make calls fail, of which none does."""
    with faulty_aws() as aws:
        yield aws


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a SeaweedFS."""
    if sys.platform != "linux":
        pytest.skip("of this SeaweedFS there is a package for Linux alone")
    with seaweed_server(tmp_path_factory.mktemp("seaweed")) as endpoint:
        yield endpoint
