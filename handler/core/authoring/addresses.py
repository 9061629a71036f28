"""Addresses that readers may know and that lead nowhere after a change. No IO here."""

import re
from collections.abc import Collection, Iterator, Mapping

from handler.core.index.file_names import file_name
from handler.core.model.problems import Problem

_NAMING = re.compile(r"\{%-?\s*(?P<tag>post_url|link)\s+[\"']?(?P<name>[^\s\"'%]+)")


def lost_addresses(
    before: Mapping[str, str],
    after: Mapping[str, str],
    moves: Mapping[str, str],
    found: Collection[str],
) -> Iterator[Problem]:
    """What to write where, so that old addresses lead to their texts again.

    `before` and `after` are the addresses of texts by their keys, `moves` new keys by old ones,
    and `found` those of the old addresses that lead somewhere still. A text that readers do not
    get any more was meant to go.
    """
    for key, path in before.items():
        new = key if key in after else moves.get(key, "")
        if new in after and after[new] != path and path not in found:
            message = f"was at {path} until now, where readers find nothing any more."
            fix = f"Add {path} to `redirect_from` in its front matter, as `coldpress mv` does."
            yield Problem(new, message, fix, severity="warning")


def naming(key: str, text: str, old: str, new: str) -> Iterator[Problem]:
    """Where a text names a file that has another name now."""
    for number, line in enumerate(text.split("\n"), 1):
        for tag in _NAMING.finditer(line):
            if _names(tag, old) and not _names(tag, new):
                what = file_name(new) if tag["tag"] == "post_url" else new
                fix = f"Write {{% {tag['tag']} {what} %}}."
                message = f"names {tag['name']}, which is called otherwise now."
                yield Problem(key, message, fix, number, "warning")


def _names(tag: re.Match[str], key: str) -> bool:
    name = tag["name"]
    if tag["tag"] == "link":
        return name.lstrip("/") == key
    return file_name(name) == file_name(key)
