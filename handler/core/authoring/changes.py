"""What is to become of a text: decided here, written by `services/author`. No IO here."""

from dataclasses import dataclass, replace
from datetime import datetime

from handler.core.authoring.front_matter.editing import add_to_list
from handler.core.jekyll.documents import Document
from handler.core.jekyll.inclusion import is_early
from handler.core.jekyll.reading import read_document
from handler.core.model.addressing.keys import is_document, is_excluded, key_problem
from handler.core.model.addressing.paths import composed, escaped, fold
from handler.core.model.collections import has_pages, kind_in
from handler.core.model.entries import SiteConfig, State
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
    if kind_in(text.key, setting.site) in {"include", "data", "config", "template"}:
        raise refused(text.key, "is neither a post nor a page.", "Edit and upload it instead.")
    return read_document(text.key, text.data, setting.site)


def state_of(document: Document, setting: Setting) -> State:
    """What becomes of a text that is as good as this."""
    if document.verbatim:
        return "live"
    if document.draft:
        return "draft"
    if not document.published:
        return "hidden"
    return "scheduled" if is_early(document, setting.site, setting.now) else "live"


def changed(new: Text, setting: Setting, old: Text | None = None) -> Change:
    """The change to a text, which leads there from its old address if that is another now."""
    before = _readable(old, setting) if old else None
    document = read(new, setting)
    lost = _lost_address(before, document, setting) if before else ""
    led = _led_from(lost, new, setting) if lost else None
    state = state_of(document, setting)
    return Change(
        text=led or new,
        state=state,
        old=old.key if old and old.key != new.key else "",
        path=_address(document, setting),
        redirected=lost if led else "",
        due=document.date if state == "scheduled" else None,
        notes=(_lost(new.key, lost),) if lost and not led else (),
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


def _address(document: Document, setting: Setting) -> str:
    """Where readers find a text, if it has a place of its own."""
    if document.verbatim:
        return f"/{composed(document.key)}"
    is_page = not document.collection or has_pages(document.collection, setting.site)
    return document.entry.path if is_page else ""


def _lost_address(before: Document, after: Document, setting: Setting) -> str:
    """The address that readers may know and the text has no more, if there is one."""
    was_shown = state_of(before, setting) in {"live", "hidden"}
    known = map(fold, (_address(after, setting), *after.entry.redirect_from))
    address = _address(before, setting)
    return address if was_shown and address and fold(address) not in known else ""


def _led_from(path: str, text: Text, setting: Setting) -> Text | None:
    """A text to which an old address leads, written so that it is read as that very address.

    None if nothing can lead there from it, as from the front page's.
    """
    if read(text, setting).verbatim:
        return None
    for written in (path, escaped(path)):
        led = Text(text.key, add_to_list(text.key, text.data, "redirect_from", written))
        if path in read(led, setting).entry.redirect_from:
            return led
    return None


def _lost(key: str, path: str) -> Problem:
    message = f"is not found at {path} any more, and nothing can lead there from it."
    return note(key, message, "Mend links to it; `coldpress check` finds those of the blog.")
