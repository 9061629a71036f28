"""Which languages a site has, from what it says and what its posts say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.context import Languages, Links, NavItem, SiteContext
from handler.core.model.entries import SiteConfig
from handler.core.site.config import read_config
from handler.core.site.languages import (
    MAXIMUM_LANGUAGES,
    folder_of,
    in_language,
    languages_in_use,
    listed_language,
    most_used,
    named_languages,
)
from handler.core.site.navigation import navigation_of

NAMED = "lang: en\nlanguages: [en, ko, pt_br]\n"
CALLED = "lang: en\nlanguages: {en: {}, ko: {title: 블로그, words: {Archive: 서고}}}\n"


def site(text: str) -> SiteConfig:
    return read_config(text.encode())[0]


def told(text: str) -> list[str]:
    return [problem.message for problem in read_config(text.encode())[1]]


@pytest.mark.parametrize(
    ("config", "lang", "listed"),
    [
        *[("lang: en", "", ""), ("lang: en", "en-GB", ""), ("lang: en", "KO", "ko")],
        *[(NAMED, "", "en"), (NAMED, "en-US", "en"), (NAMED, "pt-BR", "pt-BR"), (NAMED, "fr", "")],
        *[("languages: [en]", "ko", ""), ("lang: fr\nlanguages: [en, ko]", "", "")],
    ],
)
def test_a_post_stands_among_those_of_its_language(config: str, lang: str, listed: str) -> None:
    assert listed_language(site(config), lang) == listed


def test_without_a_list_the_sites_language_and_those_of_posts_are_in_use() -> None:
    found = languages_in_use(site("lang: en-us"), ["de", "en", "ko"])
    assert found == Languages(("en-US", "de", "ko"), "en-US")
    assert found.with_pages == ("de", "ko")


def test_of_a_list_those_are_in_use_that_have_posts() -> None:
    found = languages_in_use(site(NAMED), ["fr", "ko", "en"])
    assert found == Languages(("en", "ko"), "en", is_named=True)
    assert found.with_pages == ("en", "ko")


def test_pages_of_all_are_in_the_sites_language_until_posts_are_listed_in_it() -> None:
    assert languages_in_use(site(NAMED), ["ko"]) == Languages(("en", "ko"), "en")
    elsewhere = site("lang: en\nlanguages: [ko, ja]")
    assert languages_in_use(elsewhere, ["ja", "ko"]) == Languages(("ko", "ja"), "en", is_named=True)


@pytest.mark.parametrize("config", ["lang: en", NAMED, "languages: [en]"])
@pytest.mark.parametrize("listed", [[], ["en"]])
def test_a_blog_in_one_language_has_none(config: str, listed: list[str]) -> None:
    assert languages_in_use(site(config), listed) == Languages()


@given(st.dictionaries(st.from_regex(r"[a-z]{2}", fullmatch=True), st.integers(-1, 9)))
def test_no_blog_has_more_languages_than_a_page_can_lead_to(counted: dict[str, int]) -> None:
    used = languages_in_use(site("lang: en"), most_used(counted)).used
    assert len(used) <= MAXIMUM_LANGUAGES
    assert all(counted[lang] > 0 for lang in used[1:])
    unused = {lang: n for lang, n in counted.items() if lang not in {*used, "en"}}
    assert max(unused.values(), default=0) <= min((counted[lang] for lang in used[1:]), default=0)


def test_in_a_language_a_site_is_called_as_it_says_there() -> None:
    context = SiteContext(site(CALLED), Links(), languages=Languages(("en", "ko"), "en", True))
    korean = in_language(context, "ko")
    assert (korean.site.title, korean.site.lang, korean.lang) == ("블로그", "ko", "ko")
    assert korean.site.data["words"] == {"Archive": "서고"}
    assert in_language(context, "fr") is context


def test_own_words_of_a_site_are_of_its_own_language() -> None:
    config = site("lang: en\nwords: {Archive: Attic}")
    context = SiteContext(config, Links(), languages=Languages(("en", "ko"), "en"))
    assert in_language(context, "ko").site.data["words"] is None
    assert in_language(context, "en").site.data["words"] == {"Archive": "Attic"}
    assert in_language(context, "en").lang == ""


def test_of_a_page_in_several_languages_the_navigation_has_one() -> None:
    english, korean = NavItem("About", "/about/", "en", "=a"), NavItem("소개", "/s/", "ko", "=a")
    alone, french = NavItem("Talks", "/talks/"), NavItem("Moi", "/moi/", "fr", "=m")
    context = SiteContext(
        site("lang: en"),
        Links(),
        (english, korean, alone, french),
        languages=Languages(("en", "fr", "ko"), "en"),
    )
    assert navigation_of(context) == (english, alone, french)
    assert navigation_of(in_language(context, "ko")) == (korean, alone, french)
    assert navigation_of(in_language(context, "fr")) == (english, alone, french)


def test_only_with_polyglot_texts_are_in_the_folders_of_their_languages() -> None:
    polyglot = site(NAMED + "default_lang: en\n")
    plugin = site(NAMED + "plugins: [jekyll-polyglot]\n")
    assert [folder_of(each, "ko") for each in (polyglot, plugin, site(NAMED))] == ["/ko", "/ko", ""]
    assert [folder_of(polyglot, lang) for lang in ("", "en", "pt_BR", "fr")] == [
        *("", "", "/pt-BR", "")
    ]


def test_the_default_language_of_polyglot_is_that_of_the_site() -> None:
    assert (site("default_lang: ko").lang, site("default_lang: ko\nlang: en").lang) == ("ko", "en")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("languages: ko", "has languages that are no list; they are ignored."),
        ("languages: [en, klingon]", "'klingon', which is no code of a language."),
        ("languages: [en, kr]", "has languages with kr, which is the code of a country."),
        ("languages: {en: {titel: x}, ko: }", "sets titel for en, which means nothing."),
        ("languages: [en, ko]\ndefault_lang: de", "default_lang that is not among languages"),
    ],
)
def test_what_is_wrong_with_languages_is_told(config: str, message: str) -> None:
    assert any(message in each for each in told(config)), told(config)


def test_nothing_is_told_of_languages_that_are_right() -> None:
    assert told(NAMED) == told(CALLED) == told("languages: [no, en]\ndefault_lang: en") == []


def test_norwegian_is_no_denial() -> None:
    assert named_languages(site("languages: [no, en]").data) == ("no", "en")
    called = site("lang: en\nlanguages: {en: , no: {title: Norsk}}")
    context = SiteContext(called, Links(""), languages=languages_in_use(called, ["en", "no"]))
    assert in_language(context, "no").site.title == "Norsk"
