"""Clients of AWS, with the patience of a reader."""

import ssl
import threading
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

_PRESIGNING: dict[str, Any] = {
    "signature_version": "s3v4",
    "s3": {"addressing_style": "virtual"},
}
"""botocore presigns with version 2, which new buckets refuse, and for the global endpoint."""
_READ_SECONDS = {"dynamodb": 1}
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


def connect(service: str, region: str | None = None, profile: str | None = None) -> Any:
    """A client with time-outs well below API Gateway's 29 s, and two attempts.

    Region and credentials are the environment's unless they are given. botocore alone waits
    60 s to connect and 60 s to read.
    """
    import botocore.session
    from botocore.config import Config

    _read_certificates_once()
    config = Config(
        connect_timeout=1,
        read_timeout=_READ_SECONDS.get(service, 2),
        retries={"total_max_attempts": 2, "mode": "standard"},
        max_pool_connections=32,
        **(_PRESIGNING if service == "s3" else {}),
    )
    session = botocore.session.Session(profile=profile)
    client = session.create_client(service, region_name=region, config=config)
    client.meta.events.register(f"needs-retry.{service}", _drop_connections)
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
