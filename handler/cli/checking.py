"""Validating a source tree without AWS: it is published into memory, by the same code."""

from pathlib import Path

from handler.cli.progress import publish_all, reconciled
from handler.cli.reporting.links import with_warnings
from handler.cli.trees import content_files, content_type_of, unusable_files
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import Outcome
from handler.settings import Settings
from handler.wiring import Services


def check(root: Path) -> list[Outcome]:
    """What publishing each file of a tree would lead to."""
    return [*unusable_files(root), *with_warnings(*published(root))]


def published(root: Path) -> tuple[Services, list[Outcome]]:
    """A blog in memory that holds a tree, and what publishing each of its files led to."""
    bucket = MemoryBucket()
    services = Services(Settings("", ""), bucket=bucket, table=MemoryTable())
    files = content_files(root)
    for key, path in files.items():
        bucket.hold(key, path, content_type_of(path))
    outcomes = publish_all(list(files), services.publisher.publish, workers=1)
    return services, reconciled(services, outcomes)
