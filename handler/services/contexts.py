"""What every key is planned and rendered under: configuration, clock, renderer and generations."""

from collections.abc import Mapping
from datetime import datetime

from handler.core.index import items
from handler.core.index.cache_tags import profile_tag
from handler.core.jekyll.results import AS_READERS, Context, Preview
from handler.core.model.writes import Item, Key
from handler.fingerprints import templates_fingerprint
from handler.services.records import config_key, generations_in, site_in

_PEOPLE = profile_tag("author")
_TAGS = ("shared", "links", _PEOPLE)


def context_keys() -> list[Key]:
    """The items that tell what keys are planned under."""
    return [config_key(), *map(items.generation_key, _TAGS)]


def context_in(
    found: Mapping[Key, Item], now: datetime, renderer: str, preview: Preview = AS_READERS
) -> Context:
    """What keys are planned under, as these items have it."""
    generations = generations_in(found, _TAGS)
    return Context(
        site_in(found),
        now,
        renderer,
        shared=generations["shared"],
        links=generations["links"],
        people=generations[_PEOPLE],
        preview=preview,
        theme=templates_fingerprint(),
    )
