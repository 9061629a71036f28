"""Where the local blog keeps what it publishes: in memory, or on an embedded AWS."""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from mimetypes import guess_extension
from pathlib import Path
from tempfile import TemporaryDirectory

from handler.cli.local.application import file_address
from handler.cli.trees import content_type_of, upload
from handler.core.model.limits import MAXIMUM_ANSWER
from handler.core.model.sources import etag_of
from handler.memory.bucket import MemoryBucket
from handler.memory.disk import FileOnDisk
from handler.memory.table import MemoryTable
from handler.services.ports import Bucket, Table


@dataclass(frozen=True, slots=True)
class Stores:
    """Bucket and table of a local blog.

    `hold` brings a file into the bucket and raises `OSError` if there is none; `find_file` tells
    where a version of a key lies that the bucket has no address for.
    """

    bucket: Bucket
    table: Table
    hold: Callable[[str, Path], object]
    find_file: Callable[[str, str], FileOnDisk | None]


class LocalBucket(MemoryBucket):
    """A bucket whose large files the local server itself hands out.

    Those that are made here, copies of photos without their places, lie in a folder meanwhile if
    they have more than `in_memory` bytes.
    """

    def __init__(self, now: Callable[[], datetime], in_memory: int = MAXIMUM_ANSWER) -> None:
        super().__init__(now=now)
        self._in_memory = in_memory
        self._folder = TemporaryDirectory(prefix="coldpress-", ignore_cleanup_errors=True)

    def _add(
        self,
        key: str,
        data: bytes | None,
        content_type: str,
        modified: datetime | None = None,
        author: str = "",
    ) -> None:
        if data is None or len(data) <= self._in_memory:
            super()._add(key, data, content_type, modified, author)
            return
        etag = etag_of(data)
        path = Path(self._folder.name, etag + (guess_extension(content_type) or ""))
        path.write_bytes(data)
        file = FileOnDisk.of(path)
        self._append(key, file, etag, file.size, content_type, modified, author)

    def presigned_url(self, key: str, version: str, seconds: int) -> str:  # noqa: ARG002
        return file_address(key, version)


def memory_stores() -> Stores:
    """Stores that are gone with the process; files that are no texts stay on disk alone."""
    bucket = LocalBucket(now=lambda: datetime.now(UTC))

    def hold(key: str, path: Path) -> None:
        bucket.hold(key, path, content_type_of(path))

    return Stores(bucket, MemoryTable(), hold, bucket.file)


@contextlib.contextmanager
def aws_stores() -> Iterator[Stores]:
    """Stores on an embedded S3 and DynamoDB, through the adapters that a deployment uses."""
    from handler.cli.infrastructure.clients import services_of
    from handler.cli.local.embedded.aws import create_stores, embedded_aws
    from handler.settings import Settings

    with embedded_aws() as variables:
        os.environ.update(variables)
        settings = Settings("coldpress-content", "coldpress")
        create_stores(settings)
        services = services_of(settings)
        bucket = services.bucket
        yield Stores(
            bucket,
            services.table,
            lambda key, path: upload(bucket, key, path),
            lambda _key, _version: None,
        )
