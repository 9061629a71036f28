"""Publishing, scheduling and taking back a text, as edits of its file. No IO here.

A draft that is published moves to `_posts`. A text that is taken back stays where it is, with
`published: false`: that is one write, keeps its history, and publishing it again undoes just that.
"""

from datetime import datetime

from handler.core.authoring.changes import (
    Change,
    Setting,
    Text,
    changed,
    read,
    refused,
    state_of,
)
from handler.core.authoring.front_matter.editing import remove_entry, set_entry
from handler.core.authoring.names import date_text, published_key
from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.jekyll.front_matter.visibility import is_draft, is_published
from handler.core.model.collections import kind_in
from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.dates import parse_date
from handler.core.yaml.front_matter import read_source

_UNSHOWN = "is hidden by `defaults` in _config.yml, not by its own front matter."


def publish(text: Text, setting: Setting) -> Change:
    """The text so that readers get it now: what hides it is taken out, a future date is now's."""
    document = read(text, setting)
    is_due = document.date is None or document.date > setting.now
    moment = setting.now if document.date is None or is_due else document.date
    dated = is_due and kind_in(text.key, setting.site) in {"post", "draft"}
    return _shown(text, moment, setting, dated=dated)


def schedule(text: Text, when: str, setting: Setting) -> Change:
    """The text so that readers get it at a time; one without an offset is by the site's clock."""
    document = read(text, setting)
    if kind_in(text.key, setting.site) not in {"post", "draft"}:
        raise refused(text.key, "is no post, and only posts have their time.", "Publish it.")
    if setting.site.future:
        message = "cannot be scheduled, as `future: true` shows posts before their date."
        raise refused("_config.yml", message, "Take that out of _config.yml.")
    try:
        moment = parse_date(when, timezone=setting.site.timezone)
    except ValueError as error:
        raise ContentError(Problem(document.key, f"cannot be scheduled: {error}", "")) from None
    if moment <= setting.now:
        message = f"cannot be scheduled for {date_text(moment, setting.site)}, which is over."
        raise refused(text.key, message, "Name a later time, or publish it.")
    return _shown(text, moment, setting, dated=True)


def unpublish(text: Text, setting: Setting) -> Change:
    """The text so that readers do not get it any more."""
    document = read(text, setting)
    if document.verbatim:
        fix = "Give it two lines of three hyphens at its top, or delete it."
        raise refused(text.key, "has no front matter, so it is served as it is.", fix)
    if state_of(document, setting) in {"draft", "hidden"}:
        return changed(text, setting, text)
    data = set_entry(text.key, text.data, "published", False)
    return changed(Text(text.key, data), setting, text)


def _shown(text: Text, moment: datetime, setting: Setting, *, dated: bool) -> Change:
    """The text without what hides it, at a date that is written into it if it has to be."""
    key, data = text.key, text.data
    for name in _hiding(key, data):
        data = remove_entry(key, data, name)
    if dated:
        data = set_entry(key, data, "date", date_text(moment, setting.site))
    if kind_in(key, setting.site) == "draft":
        key = published_key(key, moment, setting.site)
    change = changed(Text(key, data), setting, text)
    if change.state in {"draft", "hidden"}:
        raise refused(text.key, _UNSHOWN, "Change _config.yml, or write published: true into it.")
    return change


def _hiding(key: str, data: bytes) -> list[str]:
    """The names in front matter that keep readers from a text, however they say it."""
    values = read_source(key, data).front_matter
    alone = {name: Fields(key, {name: value}, {}) for name, value in values.items()}
    return [name for name, each in alone.items() if is_draft(each) or not is_published(each)]
