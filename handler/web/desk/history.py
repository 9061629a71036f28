"""Older versions of a file: which there are, what each changed, and how one comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response

from handler.core.index import items
from handler.core.model.sources import ObjectInfo
from handler.core.yaml.dates import local_time
from handler.services.author.files import NotThere, checked
from handler.services.records import source_in
from handler.web.desk import answers, editing
from handler.web.desk.desk import Visit
from handler.web.desk.unedited import is_text

AT_ONCE = 20
"""Versions of a page, as who wrote each takes a call."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A version in a list; `at` is by the clock of the site."""

    version: str
    at: datetime
    author: str
    size: int
    is_deletion: bool


def show(visit: Visit) -> Response:
    """The versions of a file, or what one of them changed."""
    asked = visit.request.args
    key = checked(asked.get("key", ""))
    if version := asked.get("version", ""):
        return _one(visit, key, version)
    after = asked.get("after", "")
    versions = visit.desk.services.versions
    found = versions.history(key, after)
    if not found.versions:
        raise NotThere(f"{key} has no older versions than {after}, or never had that one.")
    shown = _without_repeats(found.versions)
    signed = versions.signed(shown[:AT_ONCE])
    is_whole = found.is_whole and len(shown) <= AT_ONCE
    return answers.page(
        visit,
        "history.html",
        key=key,
        etag=asked.get("etag", "") if after else found.versions[0].etag,
        versions=[_shown(visit, info) for info in signed],
        onward="" if is_whole else signed[-1].version,
        is_first=not after,
        is_kept=found.is_kept,
        is_lasting=visit.desk.keeps_versions,
        zone=_zone(visit),
    )


def revert(visit: Visit) -> Response:
    """Make an older version the newest, or bring back a file that was deleted.

    One that is there is saved, so that an address that it loses by it leads to it.
    """
    given = visit.request.form
    key, etag = checked(given.get("key", "")), given.get("etag", "")
    versions = visit.desk.services.versions
    version = given.get("version", "") or last_of(visit, key)
    data = versions.open(key, version).data
    if etag:
        visit.desk.authoring.save(key, data, etag)
    else:
        visit.desk.authoring.bring_back(key, data)
    is_late = not visit.publish(key)
    did = "revert" if etag else "restore"
    return answers.onward(visit, "edit", key=key, did=did, late=is_late)


def deleted(visit: Visit) -> Response:
    """What was deleted at the desk lately and is not there again."""
    services = visit.desk.services
    noted = services.deletions.all()
    keys = [items.source_key(each.key) for each in noted]
    found = services.table.get(keys) if keys else {}
    sources = {each.key: source_in(found, each.key) for each in noted}
    gone = [each for each in noted if (source := sources[each.key]) is None or source.gone]
    zone = visit.site.timezone
    shown = [replace(each, at=local_time(each.at, zone)) for each in gone]
    return answers.page(visit, "deleted.html", deletions=shown, zone=_zone(visit))


def _one(visit: Visit, key: str, version: str) -> Response:
    versions = visit.desk.services.versions
    seen = versions.open(key, version)
    newest = versions.history(key).versions[0]
    older = next((info for info in versions.history(key, version).versions if info.etag), None)
    return answers.page(
        visit,
        "version.html",
        key=key,
        etag=newest.etag,
        shown=_shown(visit, seen.info),
        changed=versions.changes(older, seen) if is_text(seen) else None,
        is_first=older is None,
        is_newest=newest.etag == seen.info.etag,
        has_form=editing.has_form(key),
        zone=_zone(visit),
    )


def last_of(visit: Visit, key: str) -> str:
    """The last version of a file that is gone."""
    versions = visit.desk.services.versions.history(key).versions
    found = next((info.version for info in versions if info.etag), "")
    if not found:
        raise NotThere(f"Of {key} no version is left.")
    return found


def _without_repeats(versions: Sequence[ObjectInfo]) -> list[ObjectInfo]:
    """Versions without those that only say again what the one before them did."""
    older = [*versions[1:], None]
    return [
        info
        for info, before in zip(versions, older, strict=True)
        if before is None or info.etag != before.etag
    ]


def _shown(visit: Visit, info: ObjectInfo) -> _Shown:
    at = local_time(info.modified, visit.site.timezone)
    return _Shown(info.version, at, info.author, info.size, not info.etag)


def _zone(visit: Visit) -> str:
    return visit.site.timezone or "UTC"
