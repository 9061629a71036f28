"""Defaults of front matter are merged as in Jekyll."""

from handler.core.model.entries import Json
from handler.core.site.defaults import merge


def test_mappings_in_mappings_are_merged() -> None:
    under: dict[str, Json] = {"a": {"x": 1, "y": 2}, "b": 1}
    over: dict[str, Json] = {"a": {"y": 3, "z": 4}, "b": None}
    assert merge(under, over) == {"a": {"x": 1, "y": 3, "z": 4}, "b": 1}
