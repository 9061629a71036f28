"""Stores a read `_config.yml` as JSON and gets it back, without any YAML. No IO here."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import cast

from handler.core.model.entries import Json, SiteConfig
from handler.core.site.languages import is_prefixing, named_languages

_FIELDS = tuple(field.name for field in dataclasses.fields(SiteConfig))
MATH_SETTINGS = (
    "math",
    "mathjax",
    "use_math",
    "use_mathjax",
    "usemathjax",
    "enable_mathjax",
    "katex",
)
"""What themes call the setting that has a script look for formulas in the text."""
# Whatever decides a post's metadata or path without being a field of SiteConfig.
_PLANNING_DATA = (
    "collections_dir",
    "exclude",
    "include",
    "markdown_ext",
    "unpublished",
    "show_drafts",
    "sanitize",
    "lang",
    "locale",
    *MATH_SETTINGS,
)


def config_to_json(site: SiteConfig) -> dict[str, Json]:
    """Everything in a configuration as JSON."""
    return {name: _plain(getattr(site, name)) for name in _FIELDS}


def _plain(value: object) -> Json:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return cast(Json, dict(value) if isinstance(value, Mapping) else value)


def config_from_json(stored: Mapping[str, Json]) -> SiteConfig:
    """The configuration that `config_to_json` stored; fields it did not know keep defaults."""
    known = {name: stored[name] for name in _FIELDS if name in stored}
    defaults = known.get("defaults")
    if isinstance(defaults, list):
        return SiteConfig(**{**known, "defaults": tuple(defaults)})  # type: ignore[arg-type]
    return SiteConfig(**known)  # type: ignore[arg-type]


def sanitizes(site: SiteConfig) -> bool:
    """Whether the site asks for bodies without anything that runs (`sanitize: true`)."""
    return site.data.get("sanitize") is True


def body_renderer(renderer: str, site: SiteConfig) -> str:
    """What stamps bodies that this code renders for a site; bodies of another are stale."""
    return f"{renderer}+sanitized" if sanitizes(site) else renderer


def planning_fingerprint(site: SiteConfig) -> str:
    """Changes if, and only if, posts may need other metadata, excerpts or paths than before."""
    decisive = {
        "permalink": site.permalink,
        "timezone": site.timezone,
        "defaults": [dict(item) for item in site.defaults],
        "future": site.future,
        "lang": site.lang,
        "baseurl": site.baseurl,
        "url": site.url,
        "collections": dict(site.collections),
        "excerpt_separator": site.excerpt_separator,
        "kramdown": dict(site.kramdown),
        "languages": [*named_languages(site.data), is_prefixing(site)],
        "lang_from_path": site.data.get("lang_from_path"),
        "data": {name: site.data.get(name) for name in _PLANNING_DATA},
    }
    text = json.dumps(decisive, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
