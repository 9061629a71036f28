"""Clients of AWS, with the patience of a reader unless they are given another."""

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.session import Session

_PRESIGNING: dict[str, Any] = {
    "signature_version": "s3v4",
    "s3": {"addressing_style": "virtual"},
}
"""botocore presigns with version 2, which new buckets refuse, and for the global endpoint."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for a connection and for an answer, and how many attempts are made."""

    to_connect: float = 1
    to_read: float = 2
    attempts: int = 2


_READER = Patience()
_READERS = {"dynamodb": Patience(to_read=1)}
"""The table answers within milliseconds. So a connection that died unnoticed, and another one
in its place, take less than readers wait."""


class Connected:
    """What is done with a client and one name, such as a bucket's, over `connect` when needed."""

    def __init__(self, connect: Callable[[], Any], name: str) -> None:
        self._connect = connect
        self._name = name

    @cached_property
    def _client(self) -> Any:
        return self._connect()


def connect(
    service: str,
    region: str | None = None,
    session: "Session | None" = None,
    patience: Patience | None = None,
) -> Any:
    """A client with a reader's patience, region and credentials of the environment, by default.

    botocore alone waits 60 s to connect and 60 s to read.
    """
    from botocore.config import Config
    from botocore.session import Session

    from handler.aws.genuine import must_be_from_aws

    _read_certificates_once()
    patience = patience or _READERS.get(service, _READER)
    config = Config(
        connect_timeout=patience.to_connect,
        read_timeout=patience.to_read,
        retries={"total_max_attempts": patience.attempts, "mode": "standard"},
        max_pool_connections=32,
        **(_PRESIGNING if service == "s3" else {}),
    )
    client = (session or Session()).create_client(service, region_name=region, config=config)
    client.meta.events.register(f"needs-retry.{service}", _drop_connections)
    client.meta.events.register("before-parse", must_be_from_aws)
    return client


def _drop_connections(caught_exception: Any, endpoint: Any, **_: object) -> None:
    """Where one connection failed, try no other of those that idle: they idled as long.

    AWS closes them, and a process that was frozen has not always heard of it. Then each would take
    the time until it is given up.
    """
    if caught_exception is not None:
        endpoint.http_session.close()


class _Context(ssl.SSLContext):
    """Reads each CA file once; urllib3 has it read for each connection, 20 ms every time."""

    _reading = threading.Lock()

    def load_verify_locations(
        self, cafile: Any = None, capath: Any = None, cadata: Any = None
    ) -> None:
        """See `ssl.SSLContext.load_verify_locations`."""
        with self._reading:
            read = self.__dict__.setdefault("read", set())
            if (cafile, capath, cadata) not in read:
                super().load_verify_locations(cafile, capath, cadata)
                read.add((cafile, capath, cadata))


@cache
def _read_certificates_once() -> None:
    """Give all clients of this process one context, as botocore makes it."""
    from botocore import httpsession

    httpsession.SSLContext = _Context
    httpsession.create_urllib3_context = cache(httpsession.create_urllib3_context)
