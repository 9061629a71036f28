"""Uploading a source tree: only what differs from the bucket goes over."""

from collections.abc import Mapping
from dataclasses import dataclass

from handler.core.model.collections import kind_in
from handler.core.model.entries import SiteConfig
from handler.services.ports import Bucket

_STRETCH = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys to upload, keys that only the bucket has, and how many files that has in all."""

    changed: tuple[str, ...]
    surplus: tuple[str, ...]
    stored: int


def difference(bucket: Bucket, etags: Mapping[str, str], site: SiteConfig) -> Difference:
    """Compare files, by key and ETag, with what the bucket holds for a blog so configured."""
    stored: dict[str, str] = {}
    after = ""
    while True:
        objects = bucket.objects(after=after, limit=_STRETCH)
        stored |= {info.key: info.etag for info in objects}
        if len(objects) < _STRETCH:
            break
        after = objects[-1].key
    changed = tuple(key for key, etag in etags.items() if stored.get(key) != etag)
    content = [key for key in stored if kind_in(key, site) != "ignored"]
    surplus = tuple(key for key in content if key not in etags)
    return Difference(changed, surplus, len(content))
