"""Clients of AWS, with the patience of a reader."""

from typing import Any

_PRESIGNING: dict[str, Any] = {
    "signature_version": "s3v4",
    "s3": {"addressing_style": "virtual"},
}
"""botocore presigns with version 2, which new buckets refuse, and for the global endpoint."""


def connect(service: str, region: str | None = None, profile: str | None = None) -> Any:
    """A client with time-outs well below API Gateway's 29 s, and two attempts.

    Region and credentials are the environment's unless they are given. botocore alone waits
    60 s to connect and 60 s to read.
    """
    import botocore.session
    from botocore.config import Config

    config = Config(
        connect_timeout=1,
        read_timeout=2,
        retries={"total_max_attempts": 2, "mode": "standard"},
        max_pool_connections=32,
        **(_PRESIGNING if service == "s3" else {}),
    )
    session = botocore.session.Session(profile=profile)
    return session.create_client(service, region_name=region, config=config)
