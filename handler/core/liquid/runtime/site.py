"""`site` in Liquid: the configuration, and what is looked up when it is asked for. No IO here."""

from collections.abc import Iterator, Mapping
from typing import Any

from handler.core.liquid.results import Need, Resources
from handler.core.liquid.runtime.context import Journal
from handler.core.liquid.values.documents import in_order
from handler.core.liquid.values.listings import listings
from handler.core.model.collections import OTHERS
from handler.core.model.entries import Json, mapping

_SITE_DEFAULTS: Mapping[str, Json] = {"url": "", "baseurl": ""}
"""What Jekyll's own configuration sets and posts print; the rest is the blog's."""

_LISTS_OF_POSTS = frozenset({"posts", "tags", "categories"})
_LISTINGS = frozenset(
    ("pages", "documents", "related_posts", "static_files", "html_pages", "html_files")
)
"""What Jekyll knows of the whole site, and one text of ours must not depend on."""


class Site(Mapping[str, Json]):
    """The configuration, with data and lists of posts and documents looked up when asked for."""

    def __init__(self, values: Mapping[str, Json], resources: Resources, journal: Journal) -> None:
        self._values = {**_SITE_DEFAULTS, **values}
        for name in ("data", *_LISTS_OF_POSTS):
            self._values.pop(name, None)
        self._collections = _collections_of(self._values.pop("collections", None))
        self._documents: dict[str, Json] = {}
        self._resources = resources
        self._lists: dict[str, Json] | None = None
        self._data: Any = Data(resources.data, journal)
        self._journal = journal

    def __getitem__(self, key: str) -> Json:
        if key == "data":
            found: Json = self._data
            return found
        if key in _LISTS_OF_POSTS:
            return self._list(key)
        if key in self._collections:
            return self._documents_of(key)
        if key == "collections":
            return self._all_collections()
        if key not in self._values and key in _LISTINGS:
            self._journal.listings.append(key)
        return self._values[key]

    def _list(self, name: str) -> Json:
        need = Need("posts", "")
        self._journal.uses.add(need)
        if self._resources.listed is None:
            self._journal.needs.add(need)
        if self._lists is None:
            self._lists = listings(self._resources.listed or (), self._values.get("timezone"))
        return self._lists[name]

    def _documents_of(self, name: str) -> Json:
        need, found = Need("collection", name), self._resources.collections
        self._journal.uses.add(need)
        if found is None:
            return []
        if name not in found:
            self._journal.needs.add(need)
        if name not in self._documents:
            settings, zone = self._collections[name], self._values.get("timezone")
            self._documents[name] = in_order(found.get(name, ()), settings, zone)
        return self._documents[name]

    def _all_collections(self) -> Json:
        names = sorted(["posts", *self._collections])
        found: Any = [_Collection(name, self) for name in names]
        listed: Json = found
        return listed

    def settings(self, name: str) -> Mapping[str, Json]:
        """What the configuration says of a collection."""
        return self._collections.get(name, {})

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _collections_of(value: Json) -> dict[str, Mapping[str, Json]]:
    """The settings of each collection but posts, which `collections` lists or describes."""
    named = {str(name): {} for name in value} if isinstance(value, list) else mapping(value)
    return {name: mapping(settings) for name, settings in named.items() if name not in OTHERS}


class _Collection(Mapping[str, Json]):
    """One of `site.collections`, whose documents are looked up when they are asked for."""

    def __init__(self, name: str, site: Site) -> None:
        self._name = name
        self._site = site
        self._values: dict[str, Json] = {
            "output": name == "posts",
            **site.settings(name),
            "label": name,
            "relative_directory": f"_{name}",
        }

    def __getitem__(self, key: str) -> Json:
        return self._site[self._name] if key == "docs" else self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter((*self._values, "docs"))

    def __len__(self) -> int:
        return len(self._values) + 1


class Data(Mapping[str, Json]):
    """`site.data`, which notes what is read: a file's name, or an empty one for all of them."""

    def __init__(self, data: Json, journal: Journal) -> None:
        self._known = data is not None
        self._data = data if isinstance(data, dict) else {}
        self._journal = journal

    def __getitem__(self, key: str) -> Json:
        self._note(key)
        return self._data[key]

    def __iter__(self) -> Iterator[str]:
        self._note("")
        return iter(self._data)

    def __len__(self) -> int:
        self._note("")
        return len(self._data)

    def _note(self, name: str) -> None:
        need = Need("data", str(name))
        self._journal.uses.add(need)
        if not self._known:
            self._journal.needs.add(need)
