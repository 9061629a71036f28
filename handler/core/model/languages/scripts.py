"""The language that the script of a text tells, where its author names none. No IO here."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, SiteConfig

UNDETERMINED = "und"
"""What BCP 47 has for a language that is not known: a hundred are written in Latin letters."""
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
_NO_LETTERS = re.compile(r"[\W\d_]*")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
# Letters of one language that others in its script lack.
_TELLING = {
    "ru": (("uk", "іїєґ"), ("be", "ў"), ("sr", "љњђћџ")),
    "ar": (("ur", "ٹڈڑے"), ("fa", "پچژگ")),
}


def language_of(text: str) -> str:
    """The language that a text's script tells; empty if it has no letters."""
    text = text[:_ENOUGH]
    if _NO_LETTERS.fullmatch(text):
        return ""
    if text.isascii():
        return UNDETERMINED
    weights = {lang: each * _letters(run, text) for lang, (run, each) in _RUNS.items()}
    if weights["ja"] * 10 >= weights["zh"]:
        weights["ja"] += weights["zh"] if weights["ja"] else 0
    lang = max(weights, key=lambda each: weights[each])
    total = sum(weights.values()) + _letters(_LATIN, text)
    if not weights[lang] or weights[lang] < _SHARE * total:
        return UNDETERMINED
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


def in_language_of(site: SiteConfig, counted: Counter[str]) -> SiteConfig:
    """The site in the language that most of its texts seem to be in, unless it names its own."""
    lang = UNDETERMINED
    if not site.names_language and counted:
        # Of two, the choice must not depend on which was counted first.
        lang = min(counted, key=lambda each: (-counted[each], each))
    return site if lang == UNDETERMINED else replace(site, lang=lang)


def in_language_shown(context: SiteContext, entries: Iterable[Entry]) -> SiteContext:
    """What surrounds a page that shows these entries, in their language if the blog names none."""
    return replace(context, site=in_language_of(context.site, language_shown(entries)))


def language_shown(entries: Iterable[Entry]) -> Counter[str]:
    """How many entries that do not name their language are in which by their script."""
    return Counter(each.script_lang for each in entries if each.script_lang and not each.lang)
