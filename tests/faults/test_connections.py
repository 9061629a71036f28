"""What connections to AWS cost, over TLS as Lambda has them, and what happens when they end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from botocore.exceptions import SSLError

from handler.aws import clients
from handler.aws.bucket import S3Bucket
from handler.aws.clients import Patience, connect
from handler.aws.table import DynamoTable
from handler.core.model.writes import Delete, Item, Key, Put
from handler.memory.metrics import MemoryMetrics
from handler.services.read.cache.page_cache import Page
from handler.settings import Settings
from handler.wiring import Services
from tests.contracts.servers import client, make_stores, variables
from tests.faults.blog import FILES, LISTING, POST
from tests.services.blog import BASE
from tools.tls import Authority, Endpoint, tls_before

pytestmark = pytest.mark.slow

PATIENT = Patience(to_read=300)
MOST = 5
"""Four threads, and the one of the request."""
COSTS = {POST: 7, LISTING: 5, "/": 5, "/archive/": 6, "/feed.xml": 5}
"""How many calls a page takes that has to be rendered."""
ENDINGS: dict[str, Callable[[Endpoint], None]] = {
    "closed": Endpoint.close_connections,
    "lost": Endpoint.lose_connections,
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that the clients of these tests trust."""
    return Authority.make(tmp_path_factory.mktemp("trusted"))


@pytest.fixture
def aws(moto: str, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """AWS behind TLS, to which nobody is connected yet; this machine may be busy."""
    monkeypatch.setattr(clients, "_READERS", {"dynamodb": PATIENT, "s3": PATIENT})
    with tls_before(moto, authority) as endpoint:
        for name, value in {**variables(moto), **endpoint.environment}.items():
            monkeypatch.setenv(name, value)
        yield endpoint


@dataclass(frozen=True)
class Published:
    """A blog, and its table as it was before anybody read a page."""

    settings: Settings
    table: DynamoTable
    items: dict[Key, Item]


@pytest.fixture(scope="module")
def published(moto: str) -> Published:
    """A blog that was published without a detour over TLS."""
    settings = replace(make_stores(moto), deadline_factor=20)
    bucket = S3Bucket(lambda: client("s3", moto), settings.bucket)
    table = DynamoTable(lambda: client("dynamodb", moto), settings.table)
    services = Services(settings, bucket=bucket, table=table)
    for key, text in FILES.items():
        bucket.put(key, text.encode(), "text/markdown")
        services.publisher.publish(key)
    return Published(settings, table, dict(table.scan()))


@pytest.fixture
def settings(published: Published) -> Settings:
    """A blog of which no page is stored yet."""
    for key, item in dict(published.table.scan()).items():
        if key not in published.items:
            published.table.write(Delete(key))
        elif item != published.items[key]:
            published.table.write(Put(key, published.items[key]))
    return published.settings


def start(settings: Settings) -> tuple[Services, MemoryMetrics]:
    """A process as it is once Lambda has imported it."""
    metrics = MemoryMetrics()
    services = Services(settings, metrics=metrics)
    services.reader.prepare()
    return services, metrics


def read(services: Services, path: str) -> None:
    """Read a page."""
    assert isinstance(services.reader.respond(path, BASE), Page)


def test_the_ca_file_is_read_once_for_all_clients_and_connections(
    moto: str, aws: Endpoint, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "ca.pem"
    copy.write_bytes(authority.ca_file.read_bytes())
    monkeypatch.setenv("AWS_CA_BUNDLE", str(copy))
    table = connect("dynamodb")
    table.list_tables()
    copy.unlink()
    aws.close_connections()
    table.list_tables()
    connect("s3").list_buckets()
    assert aws.connections == 3


def test_a_certificate_that_nobody_vouches_for_is_refused(
    moto: str, aws: Endpoint, tmp_path: Path
) -> None:
    connect("dynamodb").list_tables()
    with tls_before(moto, Authority.make(tmp_path)) as stranger, pytest.MonkeyPatch.context() as m:
        m.setenv("AWS_ENDPOINT_URL", stranger.url)
        with pytest.raises(SSLError, match="CERTIFICATE_VERIFY_FAILED"):
            connect("dynamodb").list_tables()


def test_a_certificate_of_another_host_is_refused(
    aws: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws.url.replace("127.0.0.1", "localhost"))
    with pytest.raises(SSLError, match="doesn't match"):
        connect("dynamodb").list_tables()


def test_a_process_is_connected_when_its_first_reader_comes(
    aws: Endpoint, settings: Settings
) -> None:
    read(start(settings)[0], POST)
    services, _ = start(settings)
    aws.connections, aws.requests = 0, 0
    read(services, POST)
    assert (aws.connections, aws.requests) == (0, 1)


@pytest.mark.parametrize("path", COSTS)
def test_the_first_page_that_a_process_renders_takes_few_calls_over_fewer_connections(
    aws: Endpoint, settings: Settings, path: str
) -> None:
    services, metrics = start(settings)
    aws.requests = 0
    read(services, path)
    assert aws.requests == COSTS[path]
    assert aws.connections <= MOST
    assert metrics.sums["CacheMiss"] == 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_reader_does_not_notice_that_every_connection_ended(
    aws: Endpoint, settings: Settings, ending: str
) -> None:
    services, metrics = start(settings)
    for path in COSTS:
        ENDINGS[ending](aws)
        read(services, path)
    assert (metrics.sums["CacheMiss"], metrics.sums["Degraded"]) == (len(COSTS), 0)


def test_of_many_lost_connections_only_the_first_is_tried(
    aws: Endpoint, settings: Settings
) -> None:
    services, _ = start(settings)
    read(services, POST)
    aws.lose_connections()
    read(services, LISTING)
    read(services, "/archive/")
    assert aws.lost == 1
