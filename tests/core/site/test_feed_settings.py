"""What `feed` in `_config.yml` asks for."""

import pytest

from handler.core.model.entries import Json, SiteConfig
from handler.core.site.feed_settings import size_of


@pytest.mark.parametrize(
    ("given", "size"), [(5, 5), (20, 20), (500, 20), (0, 20), (True, 20), ("7", 20), (None, 20)]
)
def test_a_feed_has_as_many_posts_as_its_author_wants_up_to_a_limit(given: Json, size: int) -> None:
    assert size_of(SiteConfig(data={"feed": {"posts_limit": given}})) == size
