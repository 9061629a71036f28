"""Settings that nothing reads are told, with what was meant."""

import pytest

from handler.core.model.entries import Json
from handler.core.site.unknown import unknown


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"theme": {"background": "#fff"}}, ("theme", "background", "accent")),
        ({"theme": {"acent": "#fff"}}, ("theme", "acent", "Write accent,")),
        ({"words": {"Nonsense": "x"}}, ("words", "Nonsense", "English words")),
        ({"words": {"Archve": "x"}}, ("words", "Archve", "Write 'Archive',")),
        ({"bluesky": "hana.test"}, ("bluesky", "bluesky", "bluesky_username")),
        ({"github_url": "https://github.com/hana"}, ("github_url", "github", "github_username")),
        ({"github": "hana"}, ("github", "github", "github_username")),
        ({"github": {"repostory": "a/b"}}, ("github", "repostory", "Write repository,")),
        ({"author": {"nmae": "Hana"}}, ("author", "nmae", "Write name,")),
        ({"twitter": {"usrname": "hana"}}, ("twitter", "usrname", "Write username,")),
    ],
)
def test_what_means_nothing_is_told_with_what_was_meant(
    data: dict[str, Json], told: tuple[str, str, str]
) -> None:
    [(setting, message, fix)] = unknown(data)
    name, word, remedy = told
    assert (setting, word in message, remedy in fix) == (name, True, True)


@pytest.mark.parametrize(
    "data",
    [
        {"theme": "minima"},
        {"theme": {"accent": "#7a3b9c"}},
        {"words": {"Archive": "Attic", "{} results": "{} Treffer", "One result": "Ein Treffer"}},
        {"github": {"repository": "a/b", "username": "hana"}, "github_username": "hana"},
        {"twitter": {"username": "hana", "card": "summary"}, "mastodon": []},
        {"author": {"name": "Hana", "bio": "Writes.", "links": []}, "dev": "yes", "x": 7},
    ],
)
def test_what_means_something_or_is_the_site_s_own_is_not(data: dict[str, Json]) -> None:
    assert list(unknown(data)) == []
