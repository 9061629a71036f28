"""Gathering what bucket, table and package hold. Nothing is changed, or judged."""

import ast
import base64
import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from handler.cli.checkup.checks.index import GRACE
from handler.cli.checkup.cloud import Cloud, looking_at
from handler.cli.checkup.facts import Index, Objects, Package
from handler.cli.checkup.findings import NotChecked
from handler.core.comments.discussions import REST
from handler.core.index import items
from handler.core.jekyll.results import Context
from handler.core.model.periods import utc
from handler.core.model.sources import ObjectInfo
from handler.fingerprints import ROOT, renderer_fingerprint
from handler.services.contexts import context_in, context_keys
from handler.services.ports import Bucket, Table
from handler.services.records import stored_sources

_STRETCH = 1000
_OVERDUE = 100
_CODE = ("handler/", "templates/", "static/")


def index(cloud: Cloud) -> Index:
    """What the table holds."""
    what = f"table {cloud.deployment.stage.table}"
    with looking_at(what, needs="dynamodb:Query and dynamodb:BatchGetItem"):
        return read_index(cloud.table, datetime.now(UTC))


def read_index(table: Table, now: datetime) -> Index:
    """The index in a table; what is pending is looked at twice, as most of it is done at once."""
    first = _pending(table)
    rows = dict(table.query(items.MANIFEST))
    troubled = [key for key, row in rows.items() if row["problems"] or row["state"] == "rejected"]
    sources, context = tuple(stored_sources(table, troubled)), _context(table, now)
    pending = stored_sources(table, sorted(first & _pending(table)))
    return Index(
        now=now,
        rows=rows,
        context=context,
        troubled=sources,
        pending={source.key: source.modified for source in pending if source.modified},
        overdue=_overdue(table, now),
        compared=_compared(table),
        github=table.get([REST]).get(REST, {}),
    )


def _pending(table: Table) -> set[str]:
    return {place.rpartition("#")[0] for place, _ in table.query(items.PENDING)}


def _overdue(table: Table, now: datetime) -> tuple[str, ...]:
    before = utc(now - GRACE)
    rows = table.query(items.SCHEDULED, before=before, limit=_OVERDUE)
    return tuple(str(row["key"]) for _, row in rows)


def _context(table: Table, now: datetime) -> Context:
    return context_in(table.get(context_keys()), now, renderer_fingerprint())


def _compared(table: Table) -> datetime | None:
    seconds = int(table.get([items.JOB]).get(items.JOB, {}).get("finished_at", 0))
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def objects(cloud: Cloud) -> Objects:
    """Every object of the content bucket."""
    what = f"bucket {cloud.deployment.stage.bucket}"
    with looking_at(what, needs="s3:ListBucket"):
        return {info.key: info for info in _objects(cloud.bucket)}


def _objects(bucket: Bucket) -> Iterator[ObjectInfo]:
    after = ""
    while stretch := bucket.objects(after=after, limit=_STRETCH):
        yield from stretch
        after = stretch[-1].key


def package(cloud: Cloud) -> Package | None:
    """The package that was built here for the stage, if there is one."""
    stage = cloud.deployment.stage
    path = stage.folder / "dist" / f"{stage.function}.zip"
    try:
        return read_package(path) if path.exists() else None
    except (zipfile.BadZipFile, KeyError) as error:
        raise NotChecked(f"{path} is not a package; build it anew by `make package`") from error


def read_package(path: Path, checkout: Path = ROOT) -> Package:
    """What a package holds, beside a checkout of the code that it may be made from."""
    digest = hashlib.sha256(path.read_bytes()).digest()
    with zipfile.ZipFile(path) as package:
        code = [name for name in package.namelist() if _is_ours(name)]
        differing = [n for n in code if _read(checkout / n) != package.read(n)]
        settings = package.read("zappa_settings.py").decode()
    sha256 = base64.b64encode(digest).decode()
    return Package(path.name, sha256, _variables(settings), tuple(differing))


def _is_ours(name: str) -> bool:
    return name.startswith(_CODE) and not name.endswith(("/", ".pyc"))


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _variables(settings: str) -> Mapping[str, str]:
    """ENVIRONMENT_VARIABLES in the module that Zappa writes, which is not run."""
    for statement in ast.parse(settings).body:
        match statement:
            case ast.Assign([ast.Name("ENVIRONMENT_VARIABLES")], value):
                return {str(name): str(text) for name, text in ast.literal_eval(value).items()}
    return {}
