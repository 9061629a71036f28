"""Where a text may be cut without tearing apart what readers take for one character. No IO here.

The rules of https://unicode.org/reports/tr29/ as far as cuts need them: a library that has all of
them would add 0.8 MB to a package of 11.5 MB.
"""

import unicodedata

_LONGEST = 64
"""How far a cut moves back: a pile of more marks is no character of any language."""
_JOINER = "\u200d"
_CONJOINING = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2")
"""Signs that make one of the consonants around them."""


def cluster_start(text: str, position: int) -> int:
    """The nearest place at or before a position where a character of a reader begins."""
    start = position
    while 0 < start < len(text) and _continues(text, start):
        start -= 1
        if position - start > _LONGEST:
            return position
    return start


def _continues(text: str, position: int) -> bool:
    """Whether a code point belongs to the character that the one before it is in."""
    before, char = text[position - 1], text[position]
    if char < "\u0300":
        return False
    if unicodedata.category(char)[0] == "M" or _is_joined(before, char):
        return not before.isspace()
    if _is_flag_letter(char):
        return _flag_letters_before(text, position) % 2 == 1
    return _is_jamo_after(before, char)


def _is_joined(before: str, char: str) -> bool:
    """Joiners, skin tones, tags of flags, half-width voice marks, and what follows a joiner."""
    if char in "\u200c\u200d\uff9e\uff9f" or before == _JOINER:
        return True
    if "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f":
        return True
    return before in _CONJOINING and unicodedata.category(char) == "Lo"


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_letters_before(text: str, position: int) -> int:
    count = 0
    while count < position and count < 2 * _LONGEST and _is_flag_letter(text[position - count - 1]):
        count += 1
    return count


def _is_jamo_after(before: str, char: str) -> bool:
    """Whether a vowel or final consonant of Hangul completes the syllable before it."""
    if "\u1160" <= char <= "\u11a7":
        return "\u1100" <= before <= "\u11a7" or _is_open_syllable(before)
    if "\u11a8" <= char <= "\u11ff":
        return "\u1160" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    return "\u1100" <= char <= "\u115f" and "\u1100" <= before <= "\u115f"


def _is_open_syllable(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3" and (ord(char) - 0xAC00) % 28 == 0
