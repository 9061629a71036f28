"""Posts by their addresses: where a program finds what it wrote, and which file it means.

What readers get has its own address. All else has that of the editor, where its author goes on.
"""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlsplit

from handler.core.authoring.micropub.requests import Asked, Properties
from handler.core.index import items
from handler.core.model.addressing.keys import classify
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.urls import path_in
from handler.core.model.entries import Json
from handler.services.author.files import NotThere, checked
from handler.web.desk import answers
from handler.web.desk.desk import PREFIX, Visit

_TEXTS = frozenset(["post", "draft"])
_PICTURES = ("photo", "featured")


def root_of(visit: Visit) -> str:
    """What stands before the paths of the desk and of what programs ask."""
    return answers.links_of(visit).root


def editor_of(visit: Visit, key: str) -> str:
    """The address at which a file is edited."""
    return f"{root_of(visit)}{PREFIX}edit?key={quote(key)}"


def key_at(visit: Visit, address: str) -> str:
    """The key of the post at an address; raises `NotThere`."""
    key = edited_at(visit, address) or _owner(visit, path_at(visit, address))
    if not key or classify(key) not in _TEXTS:
        raise NotThere(f"There is no post at {address[:200]}.")
    return key


def edited_at(visit: Visit, address: str) -> str:
    """The key of what is edited at an address of the desk."""
    if not address.startswith(f"{root_of(visit)}{PREFIX}edit?"):
        return ""
    key = checked(parse_qs(urlsplit(address).query).get("key", [""])[0])
    return key if classify(key) in _TEXTS else ""


def path_at(visit: Visit, address: str) -> str:
    """The path within the blog that an address leads to; empty if it leads elsewhere."""
    home = answers.links_of(visit).absolute("/")
    return f"/{path_in(address)[len(path_in(home)) :]}" if address.startswith(home) else ""


def without_home(visit: Visit, asked: Asked) -> Asked:
    """What is asked for, with pictures of the blog named as its texts name them."""

    def local(properties: Properties) -> Properties:
        return _mapped(properties, lambda address: _local(visit, address))

    return replace(
        asked,
        properties=local(asked.properties),
        replace=local(asked.replace),
        add=local(asked.add),
        remove=local(asked.remove),
    )


def with_home(visit: Visit, properties: Properties) -> Properties:
    """Properties with pictures of the blog named as others find them."""
    links = answers.links_of(visit)
    return _mapped(properties, links.absolute_address)


def _owner(visit: Visit, path: str) -> str:
    """The key that has a path, or to which it leads."""
    for _ in range(2):
        place = items.path_key(fold(path))
        found = visit.desk.services.table.get([place]).get(place, {}) if path else {}
        if found.get("kind") != "redirect":
            return str(found.get("owner", "")) if found.get("kind") == "post" else ""
        path = path_in(str(found["to"]))
    return ""


def _local(visit: Visit, address: str) -> str:
    home = answers.links_of(visit).absolute("/")
    return f"/{address[len(home) :]}" if address.startswith(home) else address


def _mapped(properties: Properties, change: Callable[[str], str]) -> Properties:
    def one(value: Json) -> Json:
        if isinstance(value, dict) and isinstance(inner := value.get("value"), str):
            return value | {"value": change(inner)}
        return change(value) if isinstance(value, str) else value

    shown = {name: [*map(one, properties[name])] for name in _PICTURES if name in properties}
    return properties | shown
