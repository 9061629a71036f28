"""Validating a source tree without AWS: it is published into memory, by the same code."""

from pathlib import Path

from handler.cli.trees import content_files, upload
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.blobs import Blobs
from handler.services.publishing import Outcome, Publisher
from handler.wiring import SystemClock


def check(root: Path) -> list[Outcome]:
    """What publishing each file of a tree would lead to."""
    bucket = MemoryBucket()
    files = content_files(root)
    for key, path in files.items():
        upload(bucket, key, path)
    publisher = Publisher(bucket, MemoryTable(), SystemClock(), Blobs(bucket), "check")
    for key in files:
        publisher.publish(key)
    return [publisher.publish(key) for key in files]
