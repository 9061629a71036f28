"""Where a text may be cut without tearing apart what readers take for one character. No IO here."""

import re

_WINDOW = 64
"""How far a cut moves back: a pile of more marks is no character of any language."""
_MOST_FLAGS = 2_000
_FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
# Letters that each stand for themselves, so that most cuts need not ask.
_PLAIN = re.compile("[ -~¡-¬®-\u02ff\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]{2}")


def cluster_start(text: str, position: int) -> int:
    """The nearest place at or before a position where a character of a reader begins."""
    if not 0 < position < len(text) or _PLAIN.match(text, position - 1):
        return position
    # Imported here, as its tables take longer than a page, and the time for a text grows with its
    # square.
    from grapheme import safe_split_index

    start = max(0, position - max(_WINDOW, _flag_letters_before(text, position)))
    found = start + int(safe_split_index(text[start : position + 1], position - start))
    return found if found > start or start == 0 else position


def _flag_letters_before(text: str, position: int) -> int:
    """Flags are told apart by counting from the first."""
    before = text[max(0, position - _MOST_FLAGS) : position]
    return len(before) - len(before.rstrip(_FLAG_LETTERS))
