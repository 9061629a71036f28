"""Settings that nothing reads where nothing else can be meant, with what was. No IO here."""

from collections.abc import Iterator, Mapping

from handler.core.model.entries import Json, mapping
from handler.core.model.languages.misspellings import meant
from handler.core.model.languages.translations import known_words
from handler.core.site.navigation import ACCOUNTS
from handler.core.site.theme.settings import SETTINGS as OF_THE_THEME

_KNOWN = {
    "author": ("name", "url", "email", "twitter", "picture", "avatar", "image"),
    "facebook": ("admins", "app_id", "publisher"),
    "feed": ("excerpt_only", "icon", "logo", "path", "posts_limit"),
    "github": ("repository",),
    "social": ("links", "name"),
    "twitter": ("card", "username"),
    "webmentions": ("receive", "send"),
    "webmaster_verifications": ("google", "bing", "yandex", "baidu", "facebook", "pinterest"),
}
"""What is read of settings in which programs and themes read more."""
_FIX = "Write the English words just as a page of the blog in English shows them."


def unknown(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """The setting, what is wrong with it, and the remedy, of each that nothing reads."""
    yield from _of_theme(data.get("theme"))
    yield from _of_words(data.get("words"))
    yield from _accounts(data)
    for setting, known in _KNOWN.items():
        for name in mapping(data.get(setting)):
            if word := meant(name, known):
                message = f"sets {name} in {setting}, which means nothing."
                yield setting, message, f"Write {word}, if you mean that."


def _of_theme(theme: Json) -> Iterator[tuple[str, str, str]]:
    for name in mapping(theme).keys() - {*OF_THE_THEME}:
        word = meant(name, OF_THE_THEME)
        known = f"It can have {', '.join(OF_THE_THEME)}."
        fix = f"Write {word}, if you mean that." if word else known
        yield "theme", f"sets {name[:80]} in theme, which means nothing.", fix


def _of_words(words: Json) -> Iterator[tuple[str, str, str]]:
    for english in mapping(words).keys() - known_words():
        word = meant(english, sorted(known_words()))
        message = f"has words for {english[:80]!r}, which the theme does not say."
        yield "words", message, f"Write {word!r}, if you mean that." if word else _FIX


def _accounts(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """Names of accounts without the ending by which minima knows them."""
    for name, value in data.items():
        bare = name.removesuffix("_url").removesuffix("_user").removesuffix("_name")
        is_name = isinstance(value, str) and name != "dev"
        if is_name and bare in ACCOUNTS and f"{bare}_username" not in data:
            message = f"sets {name}, which means nothing."
            yield name, message, f"Write {bare}_username with the name alone, if you mean that."
