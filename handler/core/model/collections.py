"""What a key is in a blog of some configuration: `include` and `collections` tell. No IO here.

https://jekyllrb.com/docs/collections/
"""

from handler.core.model.addressing.keys import classify, is_document, is_included, is_special_name
from handler.core.model.entries import Json, Kind, SiteConfig, mapping

OTHERS = frozenset(("posts", "drafts", "pages", "data", "includes", "layouts", "sass", "plugins"))
"""Folders that are no collections of documents, whatever the configuration says."""

TABS = "tabs"
"""A collection of pages that are linked from the top of every page, as in the theme Chirpy."""


def kind_in(key: str, site: SiteConfig) -> Kind:
    """What a key is; one that is `special` still is a collection's."""
    kind = classify(key)
    if kind != "special" or collection_of(key, site):
        return kind
    if not is_included(key, site):
        return "ignored"
    return "page" if is_document(key) else "asset"


def collection_of(key: str, site: SiteConfig) -> str:
    """The collection of documents that a file is in, if it is in one."""
    inner = relative_key(key, site)
    if inner == key and _folder(site):
        return ""
    folder, _, rest = inner.partition("/")
    name = folder[1:] if folder[:1] == "_" else ""
    is_hidden = any(is_special_name(part) for part in rest.split("/"))
    return name if name in names_of(site) and rest and not is_hidden else ""


def names_of(site: SiteConfig) -> list[str]:
    """The collections of documents that the configuration names."""
    return [name for name in site.collections if name not in OTHERS]


def has_pages(name: str, site: SiteConfig) -> bool:
    """Whether each document of a collection is a page; of others there are only lists."""
    return settings_of(name, site).get("output") not in (None, False)


def settings_of(name: str, site: SiteConfig) -> dict[str, Json]:
    """What the configuration says of a collection."""
    return mapping(site.collections.get(name))


def relative_key(key: str, site: SiteConfig) -> str:
    """A key as Jekyll has it, without the folder that holds the collections."""
    folder = _folder(site)
    return key.removeprefix(f"{folder}/") if folder else key


def _folder(site: SiteConfig) -> str:
    folder = site.data.get("collections_dir")
    return folder.strip("/") if isinstance(folder, str) else ""
