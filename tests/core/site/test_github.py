"""`site.github` follows from the configuration."""

import pytest

from handler.core.model.entries import Json, SiteConfig
from handler.core.site.github import github_of


def github(**data: Json) -> Json:
    return github_of(SiteConfig(url="https://blog.test", baseurl="/notes", data=data))


@pytest.mark.parametrize(
    "data", [{"repository": "hana/notes"}, {"github": {"repository": "hana/notes"}}]
)
def test_the_repository_and_its_owner_have_addresses(data: dict[str, Json]) -> None:
    found = github(comments={"repository": "hana/comments"}, **data)
    assert isinstance(found, dict)
    assert found["repository_url"] == "https://github.com/hana/notes"
    assert found["owner_url"] == "https://github.com/hana"
    assert found["repository_name"] == "notes"


def test_without_a_repository_there_is_the_address_of_the_site() -> None:
    assert github() == {"url": "https://blog.test/notes"}


def test_what_is_configured_counts() -> None:
    assert github(github="hana") == "hana"
    assert github(github={"url": "https://other.test"}) == {"url": "https://other.test"}
