"""What is decided of authors' texts, as functions for processes of their own. No IO here.

Each takes the configuration as the bytes of its file, and gives a change, or the problems that
are in its way.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from handler.core.authoring import beginning, moving, publication
from handler.core.authoring.changes import Change, Setting, Text, changed
from handler.core.authoring.links import files_linked
from handler.core.jekyll.front_matter.labels import read_tags, usable_labels
from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ContentError, Problem
from handler.core.site.config import read_config
from handler.core.yaml.front_matter import read_source

Decided = Change | tuple[Problem, ...]


def decide(what: str, config: bytes | None, now: datetime, *arguments: object) -> Decided:
    """What one of the changes below comes to."""
    try:
        setting = Setting(read_config(config)[0] if config is not None else SiteConfig(), now)
        return _CHANGES[what](*arguments, setting)
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


def _save(new: Text, old: Text | None, setting: Setting) -> Change:
    return changed(new, setting, old)


_CHANGES: dict[str, Callable[..., Change]] = {
    "save": _save,
    "publish": publication.publish,
    "unpublish": publication.unpublish,
    "schedule": publication.schedule,
    "rename": moving.rename,
    "begin": beginning.begin,
}
