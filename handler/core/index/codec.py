"""Entries and sources as JSON and back, for the table. No IO here; imports nothing heavy."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, TypeVar, cast

from handler.core.model.entries import Entry, Json, Kind, State
from handler.core.model.media.geotags import geotag_from_json, geotag_to_json
from handler.core.model.media.pictures import picture_from_json, picture_to_json
from handler.core.model.problems import Problem
from handler.core.model.sources import Asset, Publication, Source

T = TypeVar("T")
_DATES = {"date", "modified", "due"}


def _compact(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if not _is_default(value)}


def _is_default(value: object) -> bool:
    return value is None or value is False or value in ("", (), [], {})


def _fields(thing: Any) -> dict[str, Any]:
    record = {name: getattr(thing, name) for name in thing.__slots__}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in record.items()
    }


def _restore(record: dict[str, Any]) -> dict[str, Any]:
    return {
        name: (
            datetime.fromisoformat(value)
            if name in _DATES and value
            else tuple(value)
            if isinstance(value, list) and name != "value"
            else value
        )
        for name, value in record.items()
    }


def _made(kind: type[T], record: dict[str, Any]) -> T:
    """A thing of what a record says; code of before a rollback may have said more."""
    known: Collection[str] = vars(kind)["__slots__"]
    return kind(**{name: value for name, value in record.items() if name in known})


def entry_to_json(entry: Entry) -> dict[str, Json]:
    """An entry as plain JSON; what has its default is left out."""
    record = _compact(_fields(entry))
    if not entry.in_sitemap:
        record["in_sitemap"] = False
    return record


def entry_from_json(record: dict[str, Json]) -> Entry:
    """The entry that `entry_to_json` was given."""
    plain = _restore(record)
    plain.setdefault("title", "")
    return _made(Entry, plain)


def _publication_to_json(publication: Publication) -> dict[str, Any]:
    record = _fields(publication)
    if publication.entry:
        record["entry"] = entry_to_json(publication.entry)
    if publication.asset:
        record["asset"] = _asset_to_json(publication.asset)
    return {name: value for name, value in record.items() if value is not None}


def _publication_from_json(record: dict[str, Any]) -> Publication:
    plain = _restore(record)
    if "entry" in record:
        plain["entry"] = entry_from_json(record["entry"])
    if "asset" in record:
        plain["asset"] = _asset_from_json(record["asset"])
    return _made(Publication, plain)


def _asset_to_json(asset: Asset) -> dict[str, Any]:
    picture = picture_to_json(asset.picture) if asset.picture else None
    geotag = geotag_to_json(asset.geotag) if asset.geotag is not None else ""
    return {**_fields(asset), "picture": picture, "geotag": geotag}


def _asset_from_json(record: dict[str, Any]) -> Asset:
    text = record.get("picture")
    picture = picture_from_json(text) if text else None
    geotag = geotag_from_json(record.get("geotag", ""))
    return _made(Asset, {**record, "picture": picture, "geotag": geotag})


def dumps(value: object) -> str:
    """JSON that keeps names in their order, in which Liquid shows them."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> dict[str, Any]:
    """The object in a text that `dumps` made."""
    return cast(dict[str, Any], json.loads(text))


def source_to_json(source: Source) -> str:
    """A source as JSON, without its revision, which is an attribute of its own."""
    record = _fields(source)
    del record["revision"]
    record["problems"] = [_compact(_fields(problem)) for problem in source.problems]
    if source.publication:
        record["publication"] = _publication_to_json(source.publication)
    return dumps(_compact(record))


def source_from_json(text: str, revision: int) -> Source:
    """The source that `source_to_json` was given."""
    record = loads(text)
    plain = _restore(record)
    plain["kind"], plain["state"] = cast(Kind, record["kind"]), cast(State, record["state"])
    plain["problems"] = tuple(_problem(problem) for problem in record.get("problems", ()))
    if "publication" in record:
        plain["publication"] = _publication_from_json(record["publication"])
    return _made(Source, {**plain, "revision": revision})


def _problem(record: dict[str, Any]) -> Problem:
    return _made(Problem, {"fix": "", "key": "", "message": "", **record})
