"""What is decided of authors' texts, as functions for processes of their own. No IO here.

Each takes the configuration as the bytes of its file, and gives a change, or the problems that
are in its way.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from handler.core.authoring import beginning, forms, moving, publication
from handler.core.authoring.changes import Change, Setting, Text, changed
from handler.core.authoring.comparing import merging
from handler.core.authoring.front_matter import parts
from handler.core.authoring.links import files_linked
from handler.core.authoring.micropub import entries
from handler.core.jekyll.front_matter.labels import read_tags, usable_labels
from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ContentError, Problem
from handler.core.site.config import read_config
from handler.core.yaml.front_matter import read_source

Decided = object | tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What was entered into a form: front matter and body, and the fields that were changed."""

    front: str
    body: str
    changes: Mapping[str, str]


def decide(what: str, config: bytes | None, now: datetime, *arguments: object) -> Decided:
    """What one of the decisions below comes to."""
    try:
        return _DECISIONS[what](*arguments, _setting(config, now))
    except ContentError as error:
        return error.problems


def links_of(key: str, data: bytes) -> tuple[str, ...]:
    """The files to which the relative links of a text may lead."""
    return files_linked(key, data)


def tags_of(texts: Sequence[bytes]) -> list[str]:
    """The tags of posts, those that most have first; `texts` are files or their beginnings."""
    counted: Counter[str] = Counter()
    for text in texts:
        with suppress(ContentError):
            whole = text.decode(errors="ignore").encode()
            fields = Fields("", read_source("", whole).front_matter, {})
            counted.update(usable_labels(fields, "tags", read_tags(fields)))
    return [tag for tag, _ in counted.most_common()]


def form(
    config: bytes | None, now: datetime, key: str, base: bytes, given: Given | None
) -> tuple[bytes, forms.Form]:
    """A file as its form shows it, with what was entered there; without any as it is.

    Under a configuration that cannot be read, nobody can tell which moment a date means.
    """
    try:
        setting = _setting(config, now)
    except ContentError as error:
        data, shown = _form(_setting(None, now), key, base, _undated(given) if given else None)
        return data, forms.undated(shown, error.problems)
    return _form(setting, key, base, given)


def _undated(given: Given) -> Given:
    changes = {name: text for name, text in given.changes.items() if name != forms.DATE}
    return replace(given, changes=changes)


def _form(setting: Setting, key: str, base: bytes, given: Given | None) -> tuple[bytes, forms.Form]:
    if given is None:
        return base, forms.form_of(key, base, setting)
    data = parts.whole(base.decode(), given.front, given.body).encode()
    if problems := parts.ends_early(key, given.front):
        return data, forms.Form(given.front, given.body, problems=problems)
    shown = forms.form_of(key, data, setting)
    shown = replace(shown, is_parted=bool(shown.front and not given.front.strip()))
    if shown.problems or not given.changes:
        return data, shown
    try:
        data = forms.filled(key, data, given.changes, setting)
    except ContentError as error:
        return data, replace(shown, problems=error.problems)
    return data, replace(forms.form_of(key, data, setting), is_parted=shown.is_parted)


def merged(base: bytes, mine: bytes, theirs: bytes) -> merging.Merged:
    """Two versions of a text brought together."""
    return merging.merge(*(each.decode(errors="replace") for each in (base, mine, theirs)))


def _setting(config: bytes | None, now: datetime) -> Setting:
    return Setting(read_config(config)[0] if config is not None else SiteConfig(), now)


def _save(new: Text, old: Text | None, setting: Setting) -> Change:
    return changed(new, setting, old)


def _saved(new: Text, old: Text, setting: Setting) -> Text:
    """A text as it is when it is saved, before anything else is done to it."""
    return changed(new, setting, old).text if new.data != old.data else old


def _publish(new: Text, old: Text, setting: Setting) -> Change:
    return publication.publish(_saved(new, old, setting), setting)


def _unpublish(new: Text, old: Text, setting: Setting) -> Change:
    return publication.unpublish(_saved(new, old, setting), setting)


def _schedule(new: Text, old: Text, when: str, setting: Setting) -> Change:
    return publication.schedule(_saved(new, old, setting), when, setting)


def _rename(new: Text, old: Text, key: str, there: frozenset[str], setting: Setting) -> Change:
    return moving.rename(_saved(new, old, setting), key, there, setting)


_DECISIONS: dict[str, Callable[..., object]] = {
    "save": _save,
    "publish": _publish,
    "unpublish": _unpublish,
    "schedule": _schedule,
    "rename": _rename,
    "begin": beginning.begin,
    "begin_page": beginning.begin_page,
    "compose": entries.compose,
    "properties": entries.properties_of,
    "listed": entries.listed,
    "edited": entries.edited,
}
