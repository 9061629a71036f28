"""What stands at the top of a home page, as templates show it. No IO here."""

from dataclasses import dataclass
from typing import Literal

from handler.core.html.shortening import shorten
from handler.core.model.addressing.addresses import path_of
from handler.core.model.context import SiteContext
from handler.core.model.languages.codes import is_same
from handler.core.pages.headings import title_of
from handler.core.site.theme.intro import (
    OF_AUTHOR,
    intro_path_of,
    person_of_intro,
    written_intro,
)
from handler.core.site.theme.words import Words, linked_words

_LONGEST = 600
"""Characters of a page that home begins with."""


@dataclass(frozen=True, slots=True)
class Intro:
    """What stands there: who writes the site, somebody at a `path`, or words that go on there."""

    kind: Literal["author", "person", "words"]
    words: tuple[Words, ...] = ()
    lang: str = ""
    path: str = ""
    title: str = ""


def intro_of(context: SiteContext) -> Intro | None:
    """What stands at the top of a home page, in its language.

    What the settings have is in the site's own, and not for the home pages of others.
    """
    is_own = context.lang in ("", context.languages.default)
    if context.intro:
        return _of_page(context, is_own=is_own)
    return _of_settings(context) if is_own else None


def _of_settings(context: SiteContext) -> Intro | None:
    written = written_intro(context.site)
    if person := person_of_intro(context.site):
        return Intro("person", path=path_of(person), title=person.term)
    if not written or intro_path_of(context.site):
        return None
    is_author = written == OF_AUTHOR
    return Intro("author") if is_author else Intro("words", linked_words(written, context.links))


def _of_page(context: SiteContext, *, is_own: bool) -> Intro | None:
    """How the page begins in the language, in the site's own even if it is in another."""
    lang = context.lang or context.site.lang
    default = context.languages.default or context.site.lang
    spoken = (page for page in context.intro if is_same(page.lang or default, lang))
    page = next(spoken, context.intro[0] if is_own else None)
    words = shorten(page.description or page.excerpt, _LONGEST) if page else ""
    if page is None or not words:
        return None
    return Intro("words", (Words(words),), page.lang, page.path, title_of(page))
