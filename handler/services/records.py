"""Reading sources, configuration and generations out of the table's items."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from handler.core.index import codec, counters, items
from handler.core.index.counters import LISTED
from handler.core.model.entries import Entry, SiteConfig
from handler.core.model.limits import MOST_TEMPLATES
from handler.core.model.sources import Source
from handler.core.model.writes import Item, Key
from handler.core.site.config_json import config_from_json
from handler.services.ports import Table

CONFIG = "_config.yml"


def source_in(found: Mapping[Key, Item], key: str) -> Source | None:
    """The source of a key, if it is among the items."""
    item = found.get(items.source_key(key))
    return codec.source_from_json(str(item["record"]), int(item["revision"])) if item else None


def config_key() -> Key:
    """The item of the configuration, for reading it along with others."""
    return items.source_key(CONFIG)


def site_in(found: Mapping[Key, Item]) -> SiteConfig:
    """The live configuration, or the defaults if the blog has none."""
    source = source_in(found, CONFIG)
    value = source.value if source else None
    return config_from_json(value) if isinstance(value, dict) else SiteConfig()


def stored_site(table: Table) -> SiteConfig:
    """The live configuration, read by a call of its own."""
    return site_in(table.get([config_key()]))


def stored_source(table: Table, key: str) -> Source | None:
    """The source of a key, read by a call of its own."""
    return source_in(table.get([items.source_key(key)]), key)


def stored_sources(table: Table, keys: Sequence[str]) -> list[Source]:
    """Those sources of some keys that there are, in the order of the keys, read by one call."""
    found = table.get([items.source_key(key) for key in keys]) if keys else {}
    return [source for key in keys if (source := source_in(found, key))]


def languages_in(found: Mapping[Key, Item]) -> Counter[str]:
    """How many posts are in which language by their script."""
    counted = _counted_languages(found)
    return Counter({name: n for name, n in counted.items() if not name.startswith(LISTED)})


def listed_languages_in(found: Mapping[Key, Item]) -> Counter[str]:
    """How many posts stand among those of which language."""
    counted = _counted_languages(found).items()
    return Counter({name[len(LISTED) :]: n for name, n in counted if name.startswith(LISTED)})


def used_languages_in(found: Mapping[Key, Item]) -> list[str]:
    """The languages in which there are posts, as every page is told."""
    return [*codec.loads(str(found.get(items.LANGUAGES, {}).get("listed", "[]")))]


def _counted_languages(found: Mapping[Key, Item]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for key in counters.language_keys():
        counted.update({lang: int(count) for lang, count in found.get(key, {}).items()})
    return +counted


def generations_in(found: Mapping[Key, Item], tags: Iterable[str]) -> dict[str, int]:
    """The generation of each tag; 0 for one that was never touched."""
    return {tag: int(found.get(items.generation_key(tag), {}).get("n", 0)) for tag in tags}


def images_in(item: Item) -> tuple[str, ...]:
    """The paths of pictures that the body behind an item shows."""
    return tuple(codec.loads(str(item.get("images", "[]"))))


def entry_in(item: Item) -> Entry:
    """The entry in a row of a listing."""
    return codec.entry_from_json(codec.loads(str(item["record"])))


def own_templates(table: Table) -> dict[str, str]:
    """The templates that a blog has put in place of the theme's, by their names."""
    rows = table.query(items.TEMPLATES, limit=MOST_TEMPLATES)
    return {name: str(item["text"]) for name, item in rows}
