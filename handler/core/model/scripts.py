"""The language that the script of a text tells, where its author names none. No IO here."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from handler.core.model.entries import SiteConfig

_ENOUGH = 20_000
_SHARE = 0.3
# A syllable or character of these says as much as three letters.
_DENSE = 3
_SCRIPTS = {
    "ko": ("\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3", _DENSE),
    "ja": ("\u3041-\u3096\u30a1-\u30fa", _DENSE),
    "zh": ("\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f", _DENSE),
    "ru": ("\u0400-\u04ff", 1),
    "el": ("\u0370-\u03ff\u1f00-\u1fff", 1),
    "he": ("\u05d0-\u05ea", 1),
    "ar": ("\u0620-\u064a\u066e-\u06d3", 1),
    "th": ("\u0e01-\u0e4e", 1),
    "hi": ("\u0900-\u0963\u0971-\u097f", 1),
    "bn": ("\u0980-\u09e3", 1),
    "ta": ("\u0b80-\u0bd7", 1),
    "te": ("\u0c00-\u0c63", 1),
    "ka": ("\u10a0-\u10ff", 1),
    "hy": ("\u0531-\u0587", 1),
}
_RUNS = {lang: (re.compile(f"[{letters}]+"), each) for lang, (letters, each) in _SCRIPTS.items()}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
# Letters of one language that others in its script lack.
_TELLING = {
    "ru": (("uk", "іїєґ"), ("be", "ў"), ("sr", "љњђћџ")),
    "ar": (("ur", "ٹڈڑے"), ("fa", "پچژگ")),
}


def language_of(text: str) -> str:
    """The language that a text's script tells; empty for Latin, which a hundred languages use."""
    text = text[:_ENOUGH]
    if text.isascii():
        return ""
    weights = {lang: each * _letters(run, text) for lang, (run, each) in _RUNS.items()}
    if weights["ja"] * 10 >= weights["zh"]:
        weights["ja"] += weights["zh"] if weights["ja"] else 0
    lang = max(weights, key=lambda each: weights[each])
    total = sum(weights.values()) + _letters(_LATIN, text)
    if not weights[lang] or weights[lang] < _SHARE * total:
        return ""
    return _told_apart(lang, text)


def _letters(run: re.Pattern[str], text: str) -> int:
    return sum(map(len, run.findall(text)))


def _told_apart(lang: str, text: str) -> str:
    """Another language of the script, if letters that only it has come up again and again."""
    least = len(text) // 400 + 1
    for other, letters in _TELLING.get(lang, ()):
        if sum(text.count(letter) + text.count(letter.upper()) for letter in letters) >= least:
            return other
    return lang


def in_language_of(site: SiteConfig, guesses: Iterable[str]) -> SiteConfig:
    """The site in the language that most of its texts seem to be in, unless it names its own."""
    if site.names_language:
        return site
    counted = Counter(guesses).most_common(1)
    return replace(site, lang=counted[0][0]) if counted and counted[0][0] else site
