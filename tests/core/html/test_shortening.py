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


def test_a_flag_at_the_limit_is_left_out_whole() -> None:
    assert shorten("가나다라 \U0001f1f0\U0001f1f7\U0001f1ef\U0001f1f5 마", 8) == "가나다라 🇰🇷…"
