"""Codes of languages: how they are spelt, which are the same, which are a country's. No IO here."""

from collections.abc import Iterable

MAXIMUM_CODE = 35
"""Characters that a code may have to be part of an address. RFC 5646, section 4.4.1."""
_COUNTRIES = {
    "kr": "ko", "jp": "ja", "cn": "zh", "tw": "zh-TW", "gr": "el", "cz": "cs", "dk": "da",
    "ua": "uk", "vn": "vi", "gb": "en", "us": "en",
}  # fmt: skip


def canonical(code: str) -> str:
    """A code as BCP 47 spells it: `pt-BR`, `zh-Hant`; one that is too long for that is none."""
    first, *others = code.replace("_", "-").split("-")
    spelt = "-".join([first.lower(), *map(_spelt, others)])
    return spelt if len(spelt) <= MAXIMUM_CODE else ""


def is_same(code: str, other: str) -> bool:
    """Whether two codes may mean one language: `en` and `en-US`, and not `pt-BR` and `pt-PT`."""
    one, two = f"{canonical(code)}-", f"{canonical(other)}-"
    return one.startswith(two) or two.startswith(one)


def matching(code: str, codes: Iterable[str]) -> str:
    """The one of some codes that means the language of another, or nothing."""
    known = [*codes]
    same = (each for each in known if is_same(code, each))
    return canonical(code) if canonical(code) in known else next(same, "")


def meant_language(code: str) -> str:
    """The language of a country whose code is given in its place, or nothing."""
    return _COUNTRIES.get(code.lower(), "")


def _spelt(subtag: str) -> str:
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag.lower()
