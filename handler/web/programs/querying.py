"""What programs ask of a blog before they write: what it takes, and posts as they are.

https://www.w3.org/TR/micropub/#querying
"""

from collections.abc import Callable, Mapping
from contextlib import suppress

from flask import Response

from handler.core.authoring.changes import Text
from handler.core.authoring.micropub.requests import BadRequest, Properties
from handler.core.index import items
from handler.core.people.programs import SCOPES
from handler.services.author.files import NotThere
from handler.services.records import entry_in
from handler.web.desk.answers import links_of
from handler.web.desk.signing.names import MEDIA
from handler.web.programs import places
from handler.web.programs.answers import data
from handler.web.programs.asking import Call

_MOST_POSTS = 20
_WRITING = tuple(scope for scope in SCOPES if scope != "profile")


def query(call: Call) -> Response:
    """The answer to a GET of Micropub's endpoint."""
    call.need(*_WRITING)
    asked = call.visit.request.args.get("q") or "config"
    if asked not in _QUERIES:
        raise BadRequest(f"`q` is {asked[:40]!r}, none of {', '.join(_QUERIES)}.")
    return data(_QUERIES[asked](call))


def _config(call: Call) -> dict[str, object]:
    media = f"{places.root_of(call.visit)}{MEDIA}"
    return {"media-endpoint": media, "q": [*_QUERIES], **_targets(call)}


def _targets(_call: Call) -> dict[str, object]:
    return {"syndicate-to": []}


def _categories(call: Call) -> dict[str, object]:
    words = call.visit.request.args.get("filter", "").casefold()
    tags = call.visit.desk.services.listing.tags()
    return {"categories": [tag for tag in tags if words in tag.casefold()]}


def _source(call: Call) -> dict[str, object]:
    """A post, or the newest ones, as far as properties are named."""
    visit, asked = call.visit, call.visit.request.args
    names = {*asked.getlist("properties"), *asked.getlist("properties[]")}
    if address := asked.get("url", ""):
        found = _shown(call, {places.key_at(visit, address): address})
        if not found:
            raise NotThere(f"The post at {address[:200]} cannot be read.")
        return _part(found[0], names)
    limit = asked.get("limit", "")
    most = int(limit) if limit.isascii() and limit.isdigit() and len(limit) < 4 else _MOST_POSTS
    rows = visit.desk.services.table.query(
        items.ALL, limit=min(most, _MOST_POSTS), newest_first=True
    )
    links = links_of(visit)
    entries = (entry_in(item) for _, item in rows)
    addresses = {entry.key: links.absolute(entry.path) for entry in entries}
    return {"items": [_part(post, names) for post in _shown(call, addresses)]}


def _shown(call: Call, addresses: Mapping[str, str]) -> list[Properties]:
    """The posts at addresses, by their keys, without those that are gone or cannot be read."""
    authoring = call.visit.desk.authoring
    texts: list[Text] = []
    for key in addresses:
        with suppress(NotThere):
            texts.append(Text(key, authoring.open(key).data))
    found: list[Properties] = authoring.decide("listed", texts)
    return [
        places.with_home(call.visit, post) | {"url": [addresses[text.key]]}
        for text, post in zip(texts, found, strict=True)
        if post
    ]


def _part(properties: Properties, names: set[str]) -> dict[str, object]:
    if names:
        return {"properties": {name: properties[name] for name in properties if name in names}}
    return {"type": ["h-entry"], "properties": properties}


_QUERIES: Mapping[str, Callable[[Call], dict[str, object]]] = {
    "config": _config,
    "source": _source,
    "syndicate-to": _targets,
    "category": _categories,
}
