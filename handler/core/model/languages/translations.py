"""The theme's own words, in the language of the site or of a post, and those of the desk.

The English words are the keys. Catalogues in `locale/` translate them, and a site's own `words`
go before: `words: {Archive: 보관함, "{} min read": "{}분"}`. Catalogues belong to the program as
its modules do, and are read as these are: once, when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from handler.core.model.entries import SiteConfig

if TYPE_CHECKING:
    from gettext import NullTranslations

LOCALE = Path(__file__).resolve().parents[4] / "locale"
THEME, DESK = "coldpress", "desk"
"""The catalogues: of what readers see, and of the author's desk, which no reader's page loads."""
_SOURCE = "en"


def word(english: str) -> str:
    """Mark words for the catalogues that are said elsewhere."""
    return english


@dataclass(frozen=True, slots=True)
class Words:
    """Says the words of a catalogue; `lang` is the language that they are in."""

    own: Mapping[str, object]
    lang: str
    domain: str = THEME

    def __call__(self, english: str) -> str:
        """The words for some English ones."""
        return self._own(english) or self._catalogue().gettext(english)

    def number(self, one: str, many: str, count: int) -> str:
        """The words for a number of things, with the number for `{}`, as the language counts."""
        own = self._own(one if count == 1 else many)
        return (own or self._catalogue().ngettext(one, many, count)).replace("{}", str(count))

    def _catalogue(self) -> NullTranslations:
        return _catalogue(_language(self.lang), self.domain)

    def _own(self, english: str) -> str:
        chosen = self.own.get(english)
        return chosen if isinstance(chosen, str) else ""


def words_of(site: SiteConfig, lang: str = "") -> Words:
    """The words for a page in a language; without a catalogue for it, those of the site."""
    own = site.data.get("words")
    is_sites = not lang or _language(lang) == _language(site.lang)
    if not is_sites and _language(lang) in _languages():
        return Words({}, lang)
    if isinstance(own, dict) and own:
        return Words(own, site.lang)
    return Words({}, site.lang if _language(site.lang) in _languages() else _SOURCE)


def desk_words(site: SiteConfig) -> Words:
    """The desk's words, in the language of the site if they are translated into it."""
    language = _language(site.lang)
    has_words = language in _languages() and _file(language, DESK).exists()
    return Words({}, site.lang if has_words else _SOURCE, DESK)


@cache
def known_words() -> frozenset[str]:
    """The English words that a site may have its own for."""
    return frozenset((LOCALE / "words.txt").read_text(encoding="utf-8").splitlines())


def phrase(site: SiteConfig, english: str) -> str:
    """The site's own words for some of the theme's."""
    return words_of(site)(english)


def _language(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()


@cache
def _languages() -> frozenset[str]:
    return frozenset({_SOURCE, *(path.name for path in LOCALE.iterdir() if path.is_dir())})


def _file(language: str, domain: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.mo"


@cache
def _catalogue(language: str, domain: str) -> NullTranslations:
    """The translations into a language; none into English and languages without a catalogue."""
    # Imported here, as pages that are rendered already need no words.
    from gettext import NullTranslations, translation

    has_one = language != _SOURCE and language in _languages()
    return translation(domain, LOCALE, [language]) if has_one else NullTranslations()
