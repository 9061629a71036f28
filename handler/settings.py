"""What a deployment sets in the environment: nothing else reads it, but what Lambda itself sets."""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from handler.core.model.problems import ColdpressError

_GITHUB_API = "https://api.github.com"


class SettingsError(ColdpressError):
    """An environment variable is missing or has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a deployment sets.

    `url` is what stands before the blog's paths (`https://example.com`, or with a path
    `https://example.com/blog`); empty: `url` in `_config.yml`.
    `prefix` is what readers' paths begin with, such as `/blog`; None: what the request tells.
    `remembered_seconds` is how long a process may show a page without asking the table.
    `deadline_factor` is what the times that readers wait at most are multiplied by.
    `github_secret` is what GitHub signs its webhook with; without one there is none.
    Pages of what `is_copy` are for files that any server sends: this program answers nobody there.
    """

    bucket: str
    table: str
    url: str = ""
    remembered_seconds: float = 5
    s_maxage: int = 60
    deadline_factor: float = 1
    live_reload: bool = False
    prefix: str | None = None
    github_api: str = _GITHUB_API
    github_token: str = field(default="", repr=False)
    github_secret: str = field(default="", repr=False)
    is_copy: bool = False


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in an environment; raises `SettingsError` naming what is wrong."""
    return Settings(
        bucket=_required(environment, "COLDPRESS_BUCKET"),
        table=_required(environment, "COLDPRESS_TABLE"),
        url=environment.get("COLDPRESS_URL", "").rstrip("/"),
        remembered_seconds=_number(environment, "COLDPRESS_REMEMBERED_SECONDS", 5),
        s_maxage=int(_number(environment, "COLDPRESS_S_MAXAGE", 60)),
        deadline_factor=_number(environment, "COLDPRESS_DEADLINE_FACTOR", 1, least=1),
        live_reload=environment.get("COLDPRESS_LIVE_RELOAD") == "1",
        prefix=_prefix(environment.get("COLDPRESS_PREFIX", "")),
        github_api=_github_api(environment.get("COLDPRESS_GITHUB_API", "")),
        github_token=environment.get("COLDPRESS_GITHUB_TOKEN", ""),
        github_secret=environment.get("COLDPRESS_GITHUB_SECRET", ""),
    )


def exported(environment: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """What an environment sets that says which deployment a command works on."""
    names = ("COLDPRESS_BUCKET", "COLDPRESS_TABLE", "COLDPRESS_URL")
    return {name: value for name in names if (value := environment.get(name))}


def _required(environment: Mapping[str, str], name: str) -> str:
    if value := environment.get(name):
        return value
    raise SettingsError(
        f"{name} is not set. Set it in zappa_settings.json or the shell; `make serve` needs none."
    )


def _prefix(text: str) -> str | None:
    if text and not text.startswith("/"):
        raise SettingsError(f"COLDPRESS_PREFIX is {text!r}. Begin it with a slash: /{text}.")
    return text.rstrip("/") if text else None


def _github_api(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        raise SettingsError(f"COLDPRESS_GITHUB_API is {text!r}. Begin it with https://.")
    return text.rstrip("/") or _GITHUB_API


def _number(
    environment: Mapping[str, str], name: str, default: float, *, least: float = 0
) -> float:
    text = environment.get(name, "")
    try:
        value = float(text) if text else default
    except ValueError:
        value = -1
    if not least <= value < math.inf:
        raise SettingsError(f"{name} is {text!r}. Set it to a number, {least:g} or more.")
    return value
