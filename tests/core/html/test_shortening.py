import pytest

from handler.core.html.shortening import shorten


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("one\n two", "one two"),
        ("one two, three four", "one two…"),
        ("하나둘셋넷다섯여섯일곱여덟아홉열", "하나둘셋넷다섯여섯일곱여…"),
    ],
)
def test_long_text_is_cut_between_words(text: str, short: str) -> None:
    assert shorten(text, 12) == short
