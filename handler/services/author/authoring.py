"""Writing texts: begin, save, publish, schedule, take back, rename, delete.

read -> decide (pure, in a process of its own) -> write, on the condition that it is what was read

Publishing follows from the write, as from every change of the bucket. A text that moves is written
under its new name before its old one goes, so that one of both is always there.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handler.core.authoring.changes import Change, Text
from handler.core.model.addressing.keys import classify, is_document
from handler.core.model.limits import MAXIMUM_TEXT, VERSION_SECONDS
from handler.core.model.problems import ContentError, Problem
from handler.core.model.sources import ObjectInfo
from handler.services.author.files import Author, Files, Seen, Store, checked, half_done
from handler.services.ports import Allowance, Clock, Sandbox, Unavailable, Unfinished
from handler.services.records import CONFIG

if TYPE_CHECKING:
    from handler.core.authoring.comparing.merging import Merged
    from handler.core.authoring.deciding import Given
    from handler.core.authoring.forms import Form

_DECIDE = "handler.core.authoring.deciding:decide"
_LINKS = "handler.core.authoring.deciding:links_of"
_TAGS = "handler.core.authoring.deciding:tags_of"
_FORM = "handler.core.authoring.deciding:form"
_MERGE = "handler.core.authoring.deciding:merged"
_OTHERS = {"config", "data", "include", "template"}


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a text; `is_changed` says whether anything had to be written."""

    change: Change
    is_changed: bool


class Authoring:
    """Changes the texts of one blog, in its bucket or in a folder.

    An `etag` is that of the file as its author knows it: if it is another by now, `Stale` is
    raised, and nothing is written. Problems with a text are a `ContentError`. `moved` hears of
    files that got another name.
    """

    def __init__(
        self,
        files: Files,
        clock: Clock,
        sandbox: Sandbox,
        moved: Callable[[Mapping[str, str]], object] = dict,
    ) -> None:
        self._store = Store(files)
        self._clock = clock
        self._sandbox = sandbox
        self._moved = moved

    def by(self, author: Author) -> "Authoring":
        """The same texts, changed by somebody."""
        named = copy(self)
        named._store = self._store.by(author)
        return named

    def open(self, key: str) -> Seen:
        """A file with what is needed to save it again."""
        return self._store.existing(checked(key))

    def tags_in(self, texts: Sequence[bytes]) -> list[str]:
        """The tags of texts of the blog, those that most have first."""
        tags: list[str] = self._run(_TAGS, "The posts", list(texts))
        return tags

    def begin(self, title: str, tags: Sequence[str] = (), folder: str = "_posts") -> Done:
        """A new text in a folder of posts or drafts."""
        change = self._decide("begin", title, list(tags), folder)
        self._store.write(checked(change.text.key), change.text.data, None)
        return Done(change, True)

    def begin_page(self, title: str) -> Done:
        """A new page, hidden until it is published."""
        change = self._decide("begin_page", title)
        self._store.write(checked(change.text.key), change.text.data, None)
        return Done(change, True)

    def form(self, key: str, base: bytes, given: "Given | None" = None) -> tuple[bytes, "Form"]:
        """A file as its form shows it, with what was entered there; nothing is written."""
        config = self._store.read(CONFIG)
        values = (config.data if config else None, self._clock.now(), key, base, given)
        form: tuple[bytes, Form] = self._run(_FORM, key, *values)
        return form

    def merge(self, key: str, base: bytes, mine: bytes, theirs: bytes) -> "Merged":
        """Two versions of a text brought together; nothing is written."""
        merged: Merged = self._run(_MERGE, key, base, mine, theirs)
        return merged

    def save(self, key: str, data: bytes, etag: str | None) -> Done:
        """A text as its author wants it, in place of that with this ETag, or (None) of none.

        An address that it loses by it leads to it from then on. Other files are saved as they are.
        """
        place = checked(key)
        seen = self._store.existing(place, etag) if etag is not None else None
        if classify(key) in _OTHERS or not is_document(key):
            return self._carry(Change(Text(key, data), "live"), seen)
        old = _text(seen) if seen else None
        return self._carry(self._decide("save", Text(key, data), old), seen)

    def publish(self, key: str, etag: str | None = None, data: bytes | None = None) -> Done:
        """A draft or hidden text goes to readers, and a scheduled one at once.

        With `data` it is saved so by the same write; this holds for what follows as well.
        """
        return self._change("publish", key, etag, data)

    def unpublish(self, key: str, etag: str | None = None, data: bytes | None = None) -> Done:
        """Readers do not get a text any more; its file stays where it is."""
        return self._change("unpublish", key, etag, data)

    def schedule(
        self, key: str, when: str, etag: str | None = None, data: bytes | None = None
    ) -> Done:
        """Readers get a post at a time."""
        return self._change("schedule", key, etag, data, when)

    def bring_back(self, key: str, data: bytes) -> None:
        """A file that is gone, as it was, whatever is wrong with it."""
        self._store.write(checked(key), data, None)

    def rename(
        self, key: str, new: str, etag: str | None = None, data: bytes | None = None
    ) -> Done:
        """A text gets another name; its old address leads to it, and its own links stay right."""
        seen = self._store.existing(checked(key), etag)
        old = _text(seen)
        text = _edited(old, data)
        there = self._store.there(self._run(_LINKS, key, key, text.data))
        return self._carry(self._decide("rename", text, old, checked(new), there), seen)

    def delete(self, key: str, etag: str | None = None) -> ObjectInfo:
        """Remove a file, and say what it was; its versions stay in the bucket."""
        seen = self._store.existing(checked(key), etag)
        self._store.remove(seen)
        return seen.info

    def _change(
        self, what: str, key: str, etag: str | None, data: bytes | None, *arguments: object
    ) -> Done:
        seen = self._store.existing(checked(key), etag)
        old = _text(seen)
        return self._carry(self._decide(what, _edited(old, data), old, *arguments), seen)

    def decide(self, what: str, *arguments: object) -> Any:
        """What a decision of `core/authoring/deciding.py` comes to; nothing is written."""
        config = self._store.read(CONFIG)
        named = next((each.key for each in arguments if isinstance(each, Text)), "A new text")
        given = (what, config.data if config else None, self._clock.now(), *arguments)
        decided = self._run(_DECIDE, named, *given)
        if isinstance(decided, tuple):
            raise ContentError(*decided)
        return decided

    def _decide(self, what: str, *arguments: object) -> Change:
        change: Change = self.decide(what, *arguments)
        return change

    def _run(self, task: str, key: str, *arguments: object) -> Any:
        try:
            return self._sandbox.run(task, arguments, Allowance(VERSION_SECONDS))
        except Unfinished as error:
            raise ContentError(Problem(key, f"is left as it is: it {error}.", "")) from error

    def _carry(self, change: Change, seen: Seen | None) -> Done:
        new, old = change.text, change.old
        self._store.permit(new.key, *([old] if old else []))
        if seen and not old and new.data == seen.data:
            return Done(change, False)
        self._store.write(new.key, new.data, seen.info.etag if seen and not old else None)
        if old and seen:
            half_done(new.key, old, lambda: self._store.remove(seen))
            with suppress(Unavailable):  # The text is where it ought to be; a link is not.
                self._moved({old: new.key})
        return Done(change, True)


def _text(seen: Seen) -> Text:
    if len(seen.data) > MAXIMUM_TEXT:
        message = f"has {len(seen.data):,} bytes; a text may have at most {MAXIMUM_TEXT:,}."
        raise ContentError(Problem(seen.info.key, message, "Split it."))
    return Text(seen.info.key, seen.data)


def _edited(old: Text, data: bytes | None) -> Text:
    return old if data is None else Text(old.key, data)
