"""Addresses in the folder of a language that lead to others. No IO here."""

from collections.abc import Collection

from handler.core.model.addressing.addresses import Content, path_of
from handler.core.model.addressing.aliases import alias_of
from handler.core.model.addressing.language_addresses import parse_in, split_language
from handler.core.model.addressing.paths import composed, fold


def alias_among(path: str, languages: Collection[str]) -> str:
    """The page of the blog's own to which a path leads, of a language or of all of them."""
    lang, rest = split_language(_spelt(path, languages), languages)
    return _alias_in(lang, rest, path) if lang else alias_of(path)


def untranslated(path: str, languages: Collection[str]) -> tuple[str, ...]:
    """Where a text is whose language is spelt otherwise, or that has no version in it.

    Polyglot has every text in the folder of each language.
    """
    spelt = _spelt(path, languages)
    lang, rest = split_language(spelt, languages)
    return tuple(dict.fromkeys([fold(spelt), composed(rest), fold(rest)])) if lang else ()


def _spelt(path: str, languages: Collection[str]) -> str:
    """A path with the folder of a language as that is spelt, closed if it is but that."""
    for lang in languages:
        folder, rest = path[: len(lang) + 1], path[len(lang) + 1 :]
        is_same = folder.replace("_", "-").casefold() == f"/{lang}".casefold()
        if is_same and rest[:1] in ("", "/"):
            return f"/{lang}{rest or '/'}"
    return path


def _alias_in(lang: str, rest: str, path: str) -> str:
    meant = alias_of(rest) or rest
    found = next((m for each in (meant, f"{meant}/") if (m := _own_in(lang, each))), "")
    return found if found != path else ""


def _own_in(lang: str, rest: str) -> str:
    address = parse_in(f"/{lang}{rest}", (lang,))
    return "" if isinstance(address, Content) else path_of(address)
