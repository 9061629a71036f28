"""Comparing a folder with the bucket."""

import pytest

from handler.core.model.entries import SiteConfig
from handler.core.model.sources import etag_of
from handler.memory.bucket import MemoryBucket
from handler.services.uploading import difference, stored_etags


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001, 2500])
def test_all_of_a_bucket_is_compared_however_much_it_holds(count: int) -> None:
    bucket = MemoryBucket()
    texts = {f"_posts/2026-01-01-{number}.md": str(number).encode() for number in range(count)}
    for key, text in texts.items():
        bucket.put(key, text, "text/markdown")
    etags = {key: etag_of(text) for key, text in texts.items()}
    assert stored_etags(bucket) == etags
    found = difference(bucket, {**etags, "about.md": "new"}, SiteConfig())
    assert (found.changed, found.surplus) == (("about.md",), ())
