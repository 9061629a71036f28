"""The part of a text that shows why it was found, with the words that were found. No IO here."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from handler.core.model.languages.graphemes import cluster_start
from handler.core.pages.views import Segment
from handler.core.search.query import Phrase
from handler.core.search.words import UNSPACED, fold, has_unspaced, is_spaced

_LENGTH = 200
_LEAD = 60
_MAXIMUM_MATCHES = 200
_WORD_START = r"(?<![^\W_])"
_SPACE_NEARBY = 24


class _Folds(dict[int, int]):
    """Characters without case and accents, one for one, so that positions stay."""

    def __missing__(self, code: int) -> int:
        folded = fold(chr(code))
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_FOLDS = _Folds()


def snippet(text: str, phrases: Sequence[Phrase]) -> tuple[Segment, ...]:
    """About 200 characters of a text where most of the phrases stand, or of its beginning."""
    text = unicodedata.normalize("NFC", text)
    matches = _matches(text, phrases)
    start = _start(text, _best(matches))
    end = _cut(text, start + _LENGTH)
    inner = [(max(a, start), min(b, end)) for a, b, _ in matches if a < end and b > start]
    segments = _segments(text[start:end], [(a - start, b - start) for a, b in inner])
    before = (Segment("… "),) if start else ()
    after = (Segment("\u00a0…"),) if end < len(text) else ()
    return before + segments + after


def highlight(text: str, phrases: Sequence[Phrase]) -> tuple[Segment, ...]:
    """The whole of a short text."""
    text = unicodedata.normalize("NFC", text)
    return _segments(text, [(start, end) for start, end, _ in _matches(text, phrases)])


def _matches(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int, int]]:
    """Where phrases stand: start, end, and which; those that overlap count as one."""
    if not phrases:
        return []
    folded = text.lower() if text.isascii() else text.translate(_FOLDS)
    pattern = re.compile(_any_of(phrases, UNSPACED if has_unspaced(folded) else ""))
    found: list[tuple[int, int, int]] = []
    position = 0
    while len(found) < _MAXIMUM_MATCHES and (match := pattern.search(folded, position)):
        start, end = match.span()
        if found and start < found[-1][1]:
            start = found.pop()[0]
        found.append((start, end, match.lastindex or 0))
        # The next pair of characters begins with the last one of this.
        position = max(end - 1, match.start() + 1)
    return found


def _any_of(phrases: Sequence[Phrase], unspaced: str) -> str:
    """A group for each phrase. Those that begin words are not even tried anywhere else.

    A class of thousands of characters takes long to compile, so it is empty where none of them is.
    """
    found = [(f"({_pattern(each, unspaced)})", is_spaced(each.words[0])) for each in phrases]
    words = "|".join(pattern for pattern, begins_word in found if begins_word)
    others = [pattern for pattern, begins_word in found if not begins_word]
    return "|".join([*([f"{_WORD_START}(?:{words})"] if words else []), *others])


def _pattern(phrase: Phrase, unspaced: str) -> str:
    """A regular expression for a phrase in folded text; pairs of characters share their middle."""
    parts, previous = "", ""
    for word in phrase.words:
        overlaps = len(previous) == 2 and not is_spaced(previous) and previous[1] == word[0]
        if overlaps and not is_spaced(word):
            parts += re.escape(word[1:])
        else:
            parts += (r"[\W_]*" if previous else "") + re.escape(word)
        previous = word
    if not is_spaced(phrase.words[-1]):
        return parts
    # A particle may follow a Latin word without a space: `Flask로`.
    return parts + (rf"[^\W{unspaced}]*" if phrase.is_prefix else rf"(?![^\W_{unspaced}])")


def _best(matches: Sequence[tuple[int, int, int]]) -> int:
    """Where the window starts that shows most different phrases."""
    best, most = 0, 0
    for index, (start, _, _) in enumerate(matches):
        window = {which for at, _, which in matches[index : index + 20] if at < start + _LENGTH}
        if len(window) > most:
            best, most = start, len(window)
    return best


def _start(text: str, match: int) -> int:
    """The start of a snippet with some context before a match, at a word."""
    if match <= _LEAD:
        return 0
    space = text.find(" ", match - _LEAD, match)
    return space + 1 if space >= 0 else cluster_start(text, match - _LEAD)


def _cut(text: str, end: int) -> int:
    """The end of a snippet, at a space if there is one nearby."""
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", end - _SPACE_NEARBY, end)
    return space if space > 0 else cluster_start(text, end)


def _segments(text: str, ranges: Iterable[tuple[int, int]]) -> tuple[Segment, ...]:
    found: list[Segment] = []
    position = 0
    for start, end in ranges:
        found += [Segment(text[position:start]), Segment(text[start:end], is_match=True)]
        position = end
    found.append(Segment(text[position:]))
    return tuple(segment for segment in found if segment.text)
