"""Validating a source tree without AWS: it is published into memory, by the same code."""

from typing import BinaryIO

from handler.cli.progress import publish_all, reconciled
from handler.cli.reporting.links import with_warnings
from handler.cli.trees import Tree, content_type_of
from handler.core.model.media.pictures import is_copy
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Outcome
from handler.settings import Settings
from handler.wiring import Services


class _WithoutCopies(MemoryBucket):
    """A bucket that keeps no copies of pictures, as nobody is shown them."""

    def put(self, key: str, data: bytes, content_type: str) -> None:
        """See `Bucket.put`."""
        if not is_copy(key):
            super().put(key, data, content_type)

    def replace(
        self, key: str, file: BinaryIO, content_type: str, etag: str | None, *, author: str = ""
    ) -> str:
        """See `Bucket.replace`."""
        return "" if is_copy(key) else super().replace(key, file, content_type, etag, author=author)


def check(tree: Tree) -> list[Outcome]:
    """What publishing each file of a tree would lead to."""
    return [*tree.refused(), *with_warnings(*published(tree))]


def published(tree: Tree, bucket: MemoryBucket | None = None) -> tuple[Services, list[Outcome]]:
    """A blog in memory that holds a tree, and what publishing each of its files led to.

    Unless a bucket is given, it has no copies of pictures.
    """
    bucket = bucket or _WithoutCopies()
    services = Services(Settings("", ""), bucket=bucket, table=MemoryTable())
    for key in tree.content:
        bucket.hold(key, path := tree.path(key), content_type_of(path))
    outcomes = publish_all(tree.content, services.publisher.publish, workers=1)
    return services, reconciled(services, outcomes)
