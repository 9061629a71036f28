"""The theme's words: which language they are in, and that none lacks a translation."""

import string
from gettext import GNUTranslations

import pytest
from babel.messages.pofile import read_po

from handler.core.model.entries import SiteConfig
from handler.core.model.languages.translations import DESK, THEME, desk_words, phrase, words_of
from tools.translate import languages, po_file, template

ENGLISH = SiteConfig()
KOREAN = SiteConfig(lang="ko-KR")


Forms = tuple[str, ...]


def forms(words: object) -> Forms:
    """Words, or those for one and for many."""
    return tuple(words) if isinstance(words, list | tuple) else (str(words),)


def translations(language: str, domain: str) -> dict[Forms, Forms]:
    """What a catalogue that translators edit says."""
    with po_file(language, domain).open("rb") as file:
        catalog = read_po(file, locale=language)
    return {forms(message.id): forms(message.string) for message in catalog if message.id}


def blanks(text: str) -> Forms:
    return tuple(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.slow
@pytest.mark.parametrize("domain", [THEME, DESK])
@pytest.mark.parametrize("language", languages())
def test_a_catalogue_translates_exactly_what_the_theme_says(language: str, domain: str) -> None:
    said = {forms(message.id) for message in template(domain) if message.id}
    found = translations(language, domain)
    assert found.keys() == said, "run make words"
    assert [english for english, words in found.items() if not all(map(str.strip, words))] == []


@pytest.mark.parametrize("domain", [THEME, DESK])
@pytest.mark.parametrize("language", languages())
def test_a_translation_keeps_the_blanks_to_fill(language: str, domain: str) -> None:
    for english, words in translations(language, domain).items():
        assert {*map(blanks, words)} <= {*map(blanks, english)}


@pytest.mark.parametrize("domain", [THEME, DESK])
@pytest.mark.parametrize("language", languages())
def test_the_blog_reads_what_translators_wrote(language: str, domain: str) -> None:
    with po_file(language, domain).with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    found = translations(language, domain)
    for (one, *many), words in found.items():
        counted = {compiled.ngettext(one, other, count) for other in many for count in (1, 5)}
        assert {*words} == (counted or {compiled.gettext(one)}), "run make words"


@pytest.mark.parametrize(
    ("site", "lang", "said"),
    [
        (ENGLISH, "", ("en", "Archive")),
        (ENGLISH, "ko", ("ko", "보관함")),
        (ENGLISH, "ar", ("en", "Archive")),
        (KOREAN, "", ("ko-KR", "보관함")),
        (KOREAN, "en-GB", ("en-GB", "Archive")),
        (KOREAN, "../../etc", ("ko-KR", "보관함")),
        (SiteConfig(lang="fr"), "", ("en", "Archive")),
        (SiteConfig(lang="fr", data={"words": {"Archive": "Archives"}}), "ar", ("fr", "Archives")),
        (SiteConfig(data={"words": {"Archive": "Attic"}}), "ko", ("ko", "보관함")),
        (SiteConfig(data={"words": {"Archive": 7}}), "", ("en", "Archive")),
        (SiteConfig(data={"words": ["Archive"]}), "", ("en", "Archive")),
    ],
)
def test_words_are_in_the_language_of_the_page_or_else_of_the_site(
    site: SiteConfig, lang: str, said: tuple[str, str]
) -> None:
    words = words_of(site, lang)
    assert (words.lang, words("Archive")) == said


@pytest.mark.parametrize(
    ("site", "said"),
    [
        (ENGLISH, ["0 results", "One result", "2 results"]),
        (KOREAN, ["결과 0개", "결과 1개", "결과 2개"]),
        (SiteConfig(data={"words": {"{} results": "{} hits"}}), ["0 hits", "One result", "2 hits"]),
    ],
)
def test_things_are_counted_as_the_language_does(site: SiteConfig, said: list[str]) -> None:
    count = words_of(site).number
    assert [count("One result", "{} results", number) for number in range(3)] == said


def test_words_without_a_translation_stay_english() -> None:
    assert phrase(KOREAN, "Fog machine") == "Fog machine"


@pytest.mark.parametrize(
    ("site", "said"),
    [
        (ENGLISH, ("en", "Live")),
        (KOREAN, ("ko-KR", "공개됨")),
        (SiteConfig(lang="fr", data={"words": {"Live": "Vif"}}), ("en", "Live")),
        (SiteConfig(lang="../ko"), ("en", "Live")),
    ],
)
def test_the_desk_speaks_the_language_of_the_site_or_else_english(
    site: SiteConfig, said: tuple[str, str]
) -> None:
    words = desk_words(site)
    assert (words.lang, words("Live")) == said


def test_no_page_of_readers_says_what_only_the_desk_does() -> None:
    assert words_of(KOREAN)("Bring back") == "Bring back"
