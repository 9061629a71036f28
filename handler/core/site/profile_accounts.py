"""Where else an author of `_data/authors.yml` is, as Jekyll's themes write it. No IO here."""

import re
from collections.abc import Iterator, Mapping

from handler.core.model.addressing.urls import is_elsewhere, link_address
from handler.core.model.context import NavItem
from handler.core.model.entries import Json, mapping
from handler.core.site.navigation import ACCOUNTS, account_name, mastodon_account

MAXIMUM = 20
_FEDIVERSE = re.compile(r"@?([\w.-]+)@([\w.-]+)")


def accounts_of_person(person: Mapping[str, Json]) -> tuple[NavItem, ...]:
    """The accounts that a person names, each address once: `github: hana`, or `links` with titles.

    An account is a name or a whole address.
    """
    found = {account.address: account for account in reversed([*_named(person), *_links(person)])}
    return tuple(reversed(found.values()))[:MAXIMUM]


def _named(person: Mapping[str, Json]) -> Iterator[NavItem]:
    for account, (title, address) in ACCOUNTS.items():
        value = person.get(f"{account}_username") or person.get(account)
        if own := _web(value):
            yield NavItem(title, own)
        elif name := account_name(value):
            yield NavItem(title, address.format(name))
    if mastodon := _mastodon(person.get("mastodon")):
        yield mastodon


def _mastodon(value: Json) -> NavItem | None:
    if own := _web(value):
        return NavItem("Mastodon", own)
    match = _FEDIVERSE.fullmatch(value) if isinstance(value, str) else None
    given: Json = {"username": match[1], "instance": match[2]} if match else value
    return mastodon_account(given)


def _links(person: Mapping[str, Json]) -> Iterator[NavItem]:
    links = person.get("links")
    for link in map(mapping, links if isinstance(links, list) else []):
        title, address = link.get("label") or link.get("title"), link_address(link.get("url"))
        if isinstance(title, str) and title.strip() and address:
            yield NavItem(title.strip(), address)


def _web(value: Json) -> str:
    address = link_address(value)
    return address if address and is_elsewhere(address) else ""
