"""Which words of a text stand in the search index."""

import unicodedata

import pytest

from handler.core.search.words import index_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello, World!", "hello world"),
        ("Café ÉCOLE Straße İzmir", "cafe ecole strasse izmir"),
        ("snake_case node.js don't", "snake case node js don t"),
        ("C, C++, C++17 and C#; F#.", "c c++ c++ 17 and c# f#"),
        ("Ｆｌａｓｋ ﬁle ½", "flask file 1 2"),
        ("검색은", "검색 색은 은"),
        ("東京", "東京 京"),
        ("が", "が"),
        ("Flask로 만든", "flask 로 만든 든"),
        ("हिन्दी में", "हिन्दी में"),
        ("العَرَبِيّة", "العربية"),
        ("ไทย", "ไท ทย ย"),
        ("…—!  \x00", ""),
    ],
)
def test_a_text_has_these_words(text: str, words: str) -> None:
    assert list(index_words(text)) == words.split()


def test_composed_and_decomposed_text_has_the_same_words() -> None:
    for text in ("한글 검색", "Größe", "ガラス"):
        decomposed = unicodedata.normalize("NFD", text)
        assert list(index_words(decomposed)) == list(index_words(text))


def test_an_endless_word_is_cut() -> None:
    assert [len(word) for word in index_words("x" * 1000)] == [40]
