"""Front matter defaults of `_config.yml`: which apply to a file, and in what order. No IO here."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from handler.core.model.addressing.paths import composed
from handler.core.model.entries import Json

_SINGULARS = {"page": "pages", "post": "posts", "draft": "drafts"}


def is_valid_default(default: Mapping[str, Json]) -> bool:
    """Whether Jekyll would take a default: values, and if any a scope that is a mapping."""
    scope = default.get("scope", {})
    return isinstance(default.get("values"), dict) and isinstance(scope, dict | None)


def defaults_for(
    key: str, types: Iterable[str], defaults: Iterable[Mapping[str, Json]]
) -> dict[str, Json]:
    """The values for a file of one of `types`; the more specific scope wins, then the later."""
    merged: dict[str, Json] = {}
    latest: Mapping[str, Json] | None = None
    wanted = frozenset(types)
    for default in defaults:
        scope, values = default.get("scope"), default.get("values")
        scope = scope if isinstance(scope, dict) else {}
        if not isinstance(values, dict) or not _applies(scope, key, wanted):
            continue
        if latest is None or _rank(scope) >= _rank(latest):
            merged, latest = merge(merged, values), scope
        else:
            merged = merge(values, merged)
    return merged


def merge(under: Mapping[str, Json], over: Mapping[str, Json]) -> dict[str, Json]:
    """Merges mappings deeply; null in `over` does not hide a value of `under`."""
    merged = dict(under)
    for name, value in over.items():
        old = merged.get(name)
        if isinstance(old, dict) and isinstance(value, dict):
            merged[name] = merge(old, value)
        elif value is not None or name not in merged:
            merged[name] = value
    return merged


def _rank(scope: Mapping[str, Json]) -> tuple[int, bool]:
    path = scope.get("path")
    return len(path.removeprefix("/")) if isinstance(path, str) else 0, "type" in scope


def _applies(scope: Mapping[str, Json], key: str, types: frozenset[str]) -> bool:
    kind, path = scope.get("type"), scope.get("path")
    if "type" in scope and _SINGULARS.get(str(kind), str(kind)) not in types:
        return False
    return not isinstance(path, str) or not path or _is_below(composed(key), composed(path))


def _is_below(key: str, path: str) -> bool:
    """Whether a scope's path begins a key, or as a glob names the key or a folder above it."""
    if "*" not in path:
        return key.startswith(path)
    parts = key.split("/")
    pattern = _glob(path.rstrip("/"))
    return any(pattern.fullmatch("/".join(parts[: end + 1])) for end in range(len(parts)))


@lru_cache(maxsize=256)
def _glob(path: str) -> re.Pattern[str]:
    pieces = re.split(r"(\*\*/|\*+|\?)", path)
    translated = {"**/": "(?:[^/.][^/]*/)*", "?": "[^/]", "": ""}
    return re.compile(
        "".join(
            "[^/]*" if piece.strip("*") == "" and piece else translated.get(piece, re.escape(piece))
            for piece in pieces
        )
    )
