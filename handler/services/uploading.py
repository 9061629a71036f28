"""Uploading a source tree: only what differs from the bucket goes over."""

from collections.abc import Mapping
from dataclasses import dataclass

from handler.core.model.collections import kind_in
from handler.core.model.entries import SiteConfig
from handler.services.ports import Bucket

_STRETCH = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys to upload, keys that only the bucket has, and all content that it has, with ETags."""

    changed: tuple[str, ...]
    surplus: tuple[str, ...]
    stored: Mapping[str, str]


def stored_etags(bucket: Bucket) -> dict[str, str]:
    """All that the bucket holds, with ETags."""
    stored: dict[str, str] = {}
    after = ""
    while True:
        objects = bucket.objects(after=after, limit=_STRETCH)
        stored |= {info.key: info.etag for info in objects}
        if len(objects) < _STRETCH:
            return stored
        after = objects[-1].key


def difference(bucket: Bucket, etags: Mapping[str, str], site: SiteConfig) -> Difference:
    """Compare files, by key and ETag, with what the bucket holds for a blog so configured."""
    found = stored_etags(bucket)
    stored = {key: etag for key, etag in found.items() if kind_in(key, site) != "ignored"}
    changed = tuple(key for key, etag in etags.items() if stored.get(key) != etag)
    surplus = tuple(key for key in stored if key not in etags)
    return Difference(changed, surplus, stored)
