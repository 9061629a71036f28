"""The script of a text tells its language, if it is not Latin."""

from collections import Counter

import pytest

from handler.core.model.entries import SiteConfig
from handler.core.model.languages.scripts import in_language_of, language_of, language_shown
from tests.core.builders import make_entry


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Flask 는 파이썬으로 작성된 마이크로 웹 프레임워크 중 하나이다.", "ko"),
        ("FlaskはPythonで書かれたウェブ開発用の軽量な仕組みです。漢字も多い。", "ja"),
        ("Flask是一個使用Python編寫的輕量級Web應用框架。", "zh"),
        ("Привет, мир! Это текст о Python.", "ru"),
        ("Привіт, світе! Це текст, у якому є їжа.", "uk"),
        ("مرحبا بالعالم، هذا نص عربي.", "ar"),
        ("سلام دنیا، این یک متن فارسی است و چاپ می‌شود.", "fa"),
        ("Γειά σου Κόσμε", "el"),
        ("שלום עולם", "he"),
        ("สวัสดีชาวโลก", "th"),
        ("नमस्ते दुनिया", "hi"),
        ("Déjà vu, naïve Übergröße, żółć", "und"),
        ("An English text on the Korean word 안녕 and on β-testing, with many more words.", "und"),
        ("Let Δ be as small as possible, so that α and β differ by less than that.", "und"),
        ("", ""),
        ("1234 …—", ""),
    ],
)
def test_a_text_tells_its_language(text: str, lang: str) -> None:
    assert language_of(text) == lang


def test_a_blog_is_in_the_language_of_most_of_its_posts() -> None:
    assert in_language_of(SiteConfig(), Counter(ko=2, und=1)).lang == "ko"
    assert in_language_of(SiteConfig(), Counter(ko=1, und=2)).lang == "en"
    assert in_language_of(SiteConfig(), Counter()).lang == "en"


def test_a_blog_that_names_its_language_is_believed() -> None:
    site = SiteConfig(lang="en", data={"lang": "en"})
    assert in_language_of(site, Counter(ko=1)).lang == "en"


def test_what_a_page_shows_counts_but_for_what_names_its_language() -> None:
    entries = [make_entry(script_lang="ko"), make_entry(script_lang="und", lang="de"), make_entry()]
    assert language_shown(entries) == Counter(ko=1)
