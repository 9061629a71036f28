"""What is to become of a text: decided here, written by `services/author`. No IO here."""

from dataclasses import dataclass, replace
from datetime import datetime

from handler.core.authoring.editing import add_to_list
from handler.core.jekyll.documents import Document, read_document
from handler.core.jekyll.inclusion import is_early
from handler.core.model.addressing.paths import escaped, fold
from handler.core.model.collections import has_pages, kind_in
from handler.core.model.entries import SiteConfig, State
from handler.core.model.keys import is_document, is_excluded, key_problem
from handler.core.model.problems import ContentError, Problem


@dataclass(frozen=True, slots=True)
class Text:
    """A file with a text of the blog."""

    key: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """A text as it is to be, and what becomes of it; `old` is the file that it takes the place of.

    `path` is its address, `redirected` an address that leads to it from now on, `due` when it
    goes live if it is scheduled.
    """

    text: Text
    state: State
    old: str = ""
    path: str = ""
    redirected: str = ""
    due: datetime | None = None
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What changes are decided under."""

    site: SiteConfig
    now: datetime


def refused(key: str, message: str, fix: str) -> ContentError:
    """That something cannot be done to a file."""
    return ContentError(Problem(key, message, fix))


def check_key(key: str, setting: Setting) -> None:
    """Refuse a name that no text of the blog can have."""
    if problem := key_problem(key):
        raise ContentError(problem)
    if kind_in(key, setting.site) == "ignored" or is_excluded(key, setting.site):
        fix = "Choose a folder such as _posts, _drafts or _pages."
        raise refused(key, "would be no part of the blog.", fix)
    if not is_document(key):
        raise refused(key, "is no text.", "Its name has to end in .md or .html.")


def read(text: Text, setting: Setting) -> Document:
    """A text as the blog understands it; raises `ContentError` if it is none or cannot be read."""
    check_key(text.key, setting)
    if kind_in(text.key, setting.site) in {"include", "data", "config"}:
        raise refused(text.key, "is neither a post nor a page.", "Edit and upload it instead.")
    return read_document(text.key, text.data, setting.site)


def state_of(document: Document, setting: Setting) -> State:
    """What becomes of a text that is as good as this."""
    if document.draft:
        return "draft"
    if not document.published:
        return "hidden"
    return "scheduled" if is_early(document, setting.site, setting.now) else "live"


def changed(new: Text, setting: Setting, old: Text | None = None) -> Change:
    """The change to a text, which leads there from its old address if that is another now."""
    before = _readable(old, setting) if old else None
    document = read(new, setting)
    redirected = ""
    if before and before.entry.path and _has_moved(before, document, setting):
        redirected = before.entry.path
        new = _led_from(redirected, new, setting)
        document = read(new, setting)
    state = state_of(document, setting)
    is_page = not document.collection or has_pages(document.collection, setting.site)
    return Change(
        text=new,
        state=state,
        old=old.key if old and old.key != new.key else "",
        path=document.entry.path if is_page else "",
        redirected=redirected,
        due=document.date if state == "scheduled" else None,
        notes=_notes(before, document),
    )


def with_notes(change: Change, *notes: Problem) -> Change:
    """A change of which authors are told more."""
    return replace(change, notes=(*change.notes, *notes))


def note(key: str, message: str, fix: str) -> Problem:
    """What authors should know of a change."""
    return Problem(key, message, fix, severity="warning")


def _readable(text: Text, setting: Setting) -> Document | None:
    """The text as it was; None if nobody could read it, so that it had no address."""
    try:
        return read(text, setting)
    except ContentError:
        return None


def _has_moved(before: Document, after: Document, setting: Setting) -> bool:
    """Whether readers may know an address that the text has no more."""
    was_shown = state_of(before, setting) in {"live", "hidden"} and not before.verbatim
    known = map(fold, (after.entry.path, *after.entry.redirect_from))
    return was_shown and not after.verbatim and fold(before.entry.path) not in known


def _led_from(path: str, text: Text, setting: Setting) -> Text:
    """A text to which an old address leads, written so that it is read as that very address."""
    for written in (path, escaped(path)):
        led = Text(text.key, add_to_list(text.key, text.data, "redirect_from", written))
        if path in read(led, setting).entry.redirect_from:
            return led
    return text


def _notes(before: Document | None, after: Document) -> tuple[Problem, ...]:
    if before and before.verbatim and fold(before.entry.path) != fold(after.entry.path):
        message = f"has no front matter, so nothing leads there from {before.entry.path}."
        return (note(after.key, message, "Begin it with two lines of three hyphens for that."),)
    return ()
