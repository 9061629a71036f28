"""How a language is written: its direction, and how a reader expects a date. No IO here."""

import re
from datetime import date

# https://www.rfc-editor.org/rfc/rfc5646#section-2.1 without what nobody writes.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*(?:-[A-Za-z0-9]-[A-Za-z0-9-]+)?")

_RTL_LANGUAGES = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RTL_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"})

_MONTHS = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
}

_DAY = {
    "ar": "{d} {name} {y}",
    "de": "{d}. {name} {y}",
    "en": "{d} {name} {y}",
    "en-us": "{name} {d}, {y}",
    "es": "{d} de {name} de {y}",
    "fr": "{d} {name} {y}",
    "it": "{d} {name} {y}",
    "ja": "{y}年{m}月{d}日",
    "ko": "{y}년 {m}월 {d}일",
    "nl": "{d} {name} {y}",
    "pl": "{d:02}.{m:02}.{y}",
    "pt": "{d} de {name} de {y}",
    "ru": "{d:02}.{m:02}.{y}",
    "uk": "{d:02}.{m:02}.{y}",
    "zh": "{y}年{m}月{d}日",
}

_MONTH = {
    "es": "{name} de {y}",
    "ja": "{y}年{m}月",
    "ko": "{y}년 {m}월",
    "pl": "{m:02}.{y}",
    "pt": "{name} de {y}",
    "ru": "{m:02}.{y}",
    "uk": "{m:02}.{y}",
    "zh": "{y}年{m}月",
}

_DAY_OF_MONTH = {"ja": "{d}日", "ko": "{d}일", "zh": "{d}日"}
_MONTH_OF_YEAR = {"ja": "{m}月", "ko": "{m}월", "zh": "{m}月"}

_ISO_DAY = "{y:04}-{m:02}-{d:02}"
_ISO_MONTH = "{y:04}-{m:02}"


_NAMES = {
    "ar": "العربية", "de": "Deutsch", "en": "English", "es": "español", "fa": "فارسی",
    "fr": "français", "he": "עברית", "hi": "हिन्दी", "id": "Bahasa Indonesia", "it": "italiano",
    "ja": "日本語", "ko": "한국어", "nb": "norsk", "nl": "Nederlands", "no": "norsk",
    "pl": "polski", "pt": "português", "ru": "русский", "sv": "svenska", "tr": "Türkçe",
    "uk": "українська", "vi": "Tiếng Việt", "zh": "中文",
    "zh-cn": "简体中文", "zh-hans": "简体中文", "zh-hant": "繁體中文", "zh-hk": "繁體中文 (香港)",
    "zh-tw": "繁體中文 (台灣)",
}  # fmt: skip


def is_language(code: str) -> bool:
    """Whether a text has the form of a language's code, such as `pt-BR`."""
    return _LANGUAGE.fullmatch(code) is not None


def language_name(lang: str) -> str:
    """A language's own name for itself, or its code."""
    tag, language = _tags(lang)
    return _NAMES.get(tag) or _NAMES.get(language, lang)


def direction(lang: str) -> str:
    """`rtl` or `ltr`, from the script a language tag names or else from its language."""
    language, *subtags = lang.lower().replace("_", "-").split("-")
    scripts = [subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()]
    rtl = scripts[0] in _RTL_SCRIPTS if scripts else language in _RTL_LANGUAGES
    return "rtl" if rtl else "ltr"


def day_in_words(day: date, lang: str) -> str:
    """`27 December 2017` as the language writes it; in ISO form for languages not known here."""
    tag, language = _tags(lang)
    return _fill(_DAY.get(tag) or _DAY.get(language, _ISO_DAY), day, language)


def month_in_words(month: str, lang: str) -> str:
    """`2017-12` as `December 2017`, as the language writes it."""
    _, language = _tags(lang)
    by_name = "{name} {y}" if language in _MONTHS else _ISO_MONTH
    return _fill(_MONTH.get(language, by_name), date.fromisoformat(f"{month}-01"), language)


def month_of_year(month: str, lang: str) -> str:
    """`2017-12` as `December`, as the language writes it; `12` where its name is not known."""
    _, language = _tags(lang)
    by_name = "{name}" if language in _MONTHS else "{m:02}"
    pattern = _MONTH_OF_YEAR.get(language, by_name)
    return _fill(pattern, date.fromisoformat(f"{month}-01"), language)


def day_of_month(day: date, lang: str) -> str:
    """`27`, as the language writes it where the month stands above."""
    _, language = _tags(lang)
    return _fill(_DAY_OF_MONTH.get(language, "{d}"), day, language)


def _tags(lang: str) -> tuple[str, str]:
    tag = lang.lower().replace("_", "-")
    return tag, tag.partition("-")[0]


def _fill(pattern: str, day: date, language: str) -> str:
    names = _MONTHS.get(language, "").split()
    name = names[day.month - 1] if names else ""
    return pattern.format(d=day.day, m=day.month, y=day.year, name=name)
