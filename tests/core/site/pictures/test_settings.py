"""`images` in `_config.yml`."""

import pytest

from handler.core.site.config import read_config
from handler.core.site.pictures.settings import keeps_location


@pytest.mark.parametrize(
    ("text", "keeps", "told"),
    [
        ("images: {keep_location: true}", True, ""),
        ("images: {keep_location: false}", False, ""),
        ("images: {keep_location: null}", False, ""),
        *(("paginate: 5", False, ""), ("images: [a]", False, ""), ("images: {a: b}", False, "")),
        ("images: {keep_location: maybe}", False, "neither true nor false. Photos are served"),
        ("images: {keep-location: true}", False, "sets keep-location, which means nothing."),
        ("images: {keep_gps: true}", False, "sets keep_gps, which means nothing."),
    ],
)
def test_places_are_served_only_if_the_site_says_so(text: str, keeps: bool, told: str) -> None:
    site, problems = read_config(f"title: A blog\n{text}\n".encode())
    assert keeps_location(site) == keeps
    found = [(problem.line, told in problem.message) for problem in problems]
    assert found == ([(2, True)] if told else [])
