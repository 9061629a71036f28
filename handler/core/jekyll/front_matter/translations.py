"""Which texts say the same in several languages, and where those of another language are. No IO.

Themes and plugins name what belongs together by a key of their own; jekyll-polyglot has texts of
one address, of which those that are not in the site's language are below `/ko/`.
"""

from collections.abc import Iterable

from handler.core.jekyll.front_matter.metadata import Fields
from handler.core.model.addressing.paths import fold
from handler.core.model.entries import SiteConfig
from handler.core.model.languages.codes import canonical
from handler.core.site.languages import (
    folder_of,
    is_prefixing,
    listed_language,
    named_languages,
)

NAMES = (
    *("translation_id", "translation_key", "translationKey", "lang-ref", "lang_ref"),
    *("language_reference", "page_id", "ref"),
)
_MAXIMUM = 200


def in_folder(site: SiteConfig, lang: str, path: str) -> str:
    """A path below the folder of a language, if that has one and the path is not there already."""
    folder = folder_of(site, lang)
    is_inside = f"{path}/".casefold().startswith(f"{folder}/".casefold())
    return path if not folder or is_inside else folder + path


def all_in_folder(site: SiteConfig, lang: str, paths: Iterable[str]) -> tuple[str, ...]:
    """Paths below the folder of a language, each as `in_folder` has it."""
    return tuple(in_folder(site, lang, path) for path in paths)


def language_of_path(site: SiteConfig, key: str) -> str:
    """The language that one of the first two folders of a file is named after, if that counts."""
    if site.data.get("lang_from_path") is not True:
        return ""
    named = named_languages(site.data)
    return next((lang for name in key.split("/")[:2] if (lang := canonical(name)) in named), "")


def read_translations(fields: Fields, site: SiteConfig, lang: str, path: str) -> str:
    """What names a text and those that say the same in other languages; most texts have none."""
    if not (lang or len(named_languages(site.data)) > 1):
        return ""
    named = next((text for name in NAMES if (text := fields.text(name))), "")
    if named:
        return f"={named[:_MAXIMUM]}"
    return fold(path.removeprefix(folder_of(site, lang))) if is_prefixing(site) else ""


def warn_of_language(fields: Fields, site: SiteConfig, lang: str) -> None:
    """Warn of a language that has no list on a site that names its languages."""
    named = named_languages(site.data)
    if lang and len(named) > 1 and not listed_language(site, lang):
        message = f"is in {lang[:40]}, which is not among languages in _config.yml."
        fix = f"Write {', '.join(named[:-1])} or {named[-1]}, or add it there."
        fields.warn("lang", message, fix)
