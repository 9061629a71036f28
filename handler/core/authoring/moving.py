"""Giving a text another name. No IO here."""

from dataclasses import replace
from datetime import datetime

from handler.core.authoring.changes import (
    Change,
    Setting,
    Text,
    changed,
    check_key,
    note,
    refused,
    with_notes,
)
from handler.core.authoring.links import Moved, relinked
from handler.core.jekyll.reading import read_document
from handler.core.model.addressing.keys import is_document
from handler.core.model.collections import kind_in
from handler.core.model.problems import ContentError, Problem

_NAMED_BY_OTHERS = frozenset(["include", "data", "config", "template"])


def rename(text: Text, key: str, there: frozenset[str], setting: Setting) -> Change:
    """The text under another name: its old address leads to it, and its links stay right.

    `there` are those files of the blog among which its relative links may lead.
    """
    if key == text.key:
        raise refused(key, "is called so already.", "Name another file.")
    if not is_document(text.key):
        fix = "Copy it, and delete it when no text shows it any more."
        raise refused(text.key, "is no text, so nothing can lead from its old address.", fix)
    check_key(key, setting)
    kinds = [kind_in(each, setting.site) for each in (text.key, key)]
    if not _NAMED_BY_OTHERS.isdisjoint(kinds):
        raise refused(text.key, "is named by other files.", "Copy it, and change those first.")
    change = changed(Text(key, text.data), setting, text)
    moved = Moved(text.key, key, change.redirected, change.path, setting.site.baseurl)
    data = relinked(change.text.data, moved, there)
    change = replace(change, text=Text(key, data))
    return with_notes(change, *_notes(text, change, setting))


def _notes(text: Text, change: Change, setting: Setting) -> list[Problem]:
    """What the author may have expected otherwise."""
    key, day = change.text.key, _day_of_name(change.text.key)
    is_other = kind_in(key, setting.site) == "post" and day != _day_of_name(text.key)
    if not is_other or _date(change.text, setting) != _date(text, setting):
        return []
    message = "keeps its date, which stands in its front matter."
    return [note(key, message, f"Change `date` there to {day} if you mean that.")]


def _date(text: Text, setting: Setting) -> datetime | None:
    try:
        return read_document(text.key, text.data, setting.site).date
    except ContentError:
        return None


def _day_of_name(key: str) -> str:
    """The day in a name, if there is one."""
    return "-".join(key.rpartition("/")[2].split("-")[:3])
