"""In which order the letters of a line stand that is written from both sides. No IO here.

What the Unicode Bidirectional Algorithm says of text without marks of its own for directions.
https://www.unicode.org/reports/tr9/
"""

import unicodedata
from itertools import groupby

_STRONG = {"L": "L", "R": "R", "AL": "R"}
_NUMBERS = frozenset({"EN", "AN"})


def is_from_right(text: str) -> bool:
    """Whether a text begins at the right: its first letter that has a direction tells."""
    kinds = map(unicodedata.bidirectional, text)
    return next((kind != "L" for kind in kinds if kind in _STRONG), False)


def visual_runs(text: str, *, from_right: bool) -> list[tuple[str, bool]]:
    """The parts of a line from left to right, each with whether it is read from the right.

    The letters of a part stand in the order in which they are read.
    """
    levels = _levels(text, from_right=from_right)
    order = list(range(len(text)))
    for level in range(max(levels, default=0), 0, -1):
        order = _reversed_from(order, levels, level)
    runs: list[tuple[str, bool]] = []
    for level, places in groupby(order, lambda place: levels[place]):
        letters = [text[place] for place in places]
        runs.append(("".join(letters[::-1] if level % 2 else letters), level % 2 == 1))
    return runs


def _reversed_from(order: list[int], levels: list[int], level: int) -> list[int]:
    """The order with each stretch of this level or a higher one turned round."""
    turned: list[int] = []
    for is_deep, places in groupby(order, lambda place: levels[place] >= level):
        stretch = list(places)
        turned += stretch[::-1] if is_deep else stretch
    return turned


def _levels(text: str, *, from_right: bool) -> list[int]:
    base = "R" if from_right else "L"
    kinds = _without_neutrals(_numbers_settled([*map(unicodedata.bidirectional, text)], base), base)
    if from_right:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def _numbers_settled(kinds: list[str], base: str) -> list[str]:
    """Kinds in which marks are as the letter before, and numbers as the letters around them."""
    settled: list[str] = []
    is_arabic = False
    for place, kind in enumerate(kinds):
        now = (settled[-1] if settled else base) if kind == "NSM" else kind
        if now in _STRONG:
            is_arabic = kind == "AL" or (is_arabic and kind == "NSM")
            now = _STRONG[now]
        elif now in {"CS", "ES", "ET"}:
            following = kinds[place + 1 : place + 2]
            is_counted = is_arabic and following == ["EN"]
            now = _beside_number(now, settled, ["AN"] if is_counted else following)
        settled.append("AN" if now == "EN" and is_arabic else now)
    return _numbers_among_letters(settled, base)


def _numbers_among_letters(kinds: list[str], base: str) -> list[str]:
    """Kinds in which numbers after letters from the left are as these."""
    settled, strong = [], base
    for kind in kinds:
        strong = kind if kind in _STRONG else strong
        settled.append("L" if kind == "EN" and strong == "L" else kind)
    return settled


def _beside_number(kind: str, settled: list[str], following: list[str]) -> str:
    """What a separator or a sign of money is: a part of the numbers that it stands between."""
    before = settled[-1] if settled else ""
    if kind == "ET":
        return "EN" if before == "EN" or following == ["EN"] else "ON"
    return before if before in _NUMBERS and following == [before] else "ON"


def _without_neutrals(kinds: list[str], base: str) -> list[str]:
    """Kinds in which what has no direction has that of both its sides, or else the line's."""
    settled: list[str] = []
    runs = [(key, len([*group])) for key, group in groupby(kinds, _kept)]
    for number, (kind, length) in enumerate(runs):
        before = _side(runs[number - 1][0]) if number else base
        after = _side(runs[number + 1][0]) if number + 1 < len(runs) else base
        settled += [kind or (before if before == after else base)] * length
    return settled


def _kept(kind: str) -> str:
    return kind if kind in _STRONG or kind in _NUMBERS else ""


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind
