"""Uploading a source tree: only what differs from the bucket goes over."""

from collections.abc import Mapping
from dataclasses import dataclass

from handler.core.model.collections import kind_in
from handler.core.model.entries import SiteConfig
from handler.services.ports import Bucket

_STRETCH = 1000


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys to upload, and keys that only the bucket has."""

    changed: tuple[str, ...]
    surplus: tuple[str, ...]


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
    surplus = tuple(key for key in stored if key not in etags and kind_in(key, site) != "ignored")
    return Difference(changed, surplus)
