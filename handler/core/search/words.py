"""Words as the search index knows them. No IO here.

Case and accents do not count. Where scripts are written without spaces, or, as in Korean, with
particles attached, every two neighbouring characters are a word, and the last one by itself:
`검색은` is `검색 색은 은`. So any part of such a text is a phrase of the words in the index.
"""

import re
import unicodedata
from collections.abc import Iterator

MAXIMUM_WORD = 40
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff"  # Thai, Lao, Burmese, Jamo, Khmer
    "\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"  # kana, Jamo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\uac00-\ud7ff"  # Hangul
)
"""A character class of the scripts that are indexed by pairs of characters."""
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670]"
)
# Vowel signs of Indic scripts are marks, which `\w` does not take for part of a word.
_MARKS = "\u0300-\u036f\u0900-\u0963\u0981-\u0983\u09bc-\u09e3\u0a01-\u0dff\u200c\u200d"
_PIECE = re.compile(
    rf"[{UNSPACED}]+|[a-z]\+\+|[a-z]\#(?![^\W_])|[^\W_{UNSPACED}]+(?:[{_MARKS}]+[^\W_{UNSPACED}]*)*"
)
_IS_UNSPACED = re.compile(rf"[{UNSPACED}]")


def fold(text: str) -> str:
    """Text without what does not count when words are compared."""
    if text.isascii():
        return text.lower()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", plain.casefold())


def pieces(text: str) -> list[str]:
    """The words of folded text, and its stretches of unspaced script in one piece each."""
    return [piece[:MAXIMUM_WORD] if is_spaced(piece) else piece for piece in _PIECE.findall(text)]


def is_spaced(piece: str) -> bool:
    """Whether a piece is a word by itself."""
    return not _IS_UNSPACED.match(piece)


def has_unspaced(text: str) -> bool:
    """Whether any character is of a script that is indexed by pairs."""
    return not text.isascii() and bool(_IS_UNSPACED.search(text))


def index_words(text: str) -> Iterator[str]:
    """The words that stand in the index for a text, in order."""
    for piece in pieces(fold(text)):
        if is_spaced(piece):
            yield piece
        else:
            yield from pairs(piece)
            yield piece[-1]


def pairs(piece: str) -> Iterator[str]:
    """Every two neighbouring characters."""
    return (piece[start : start + 2] for start in range(len(piece) - 1))
