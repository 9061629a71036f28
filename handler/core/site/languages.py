"""The languages of a site: which it is in, what `_config.yml` says of each. No IO here.

`languages` is jekyll-polyglot's list, or a mapping with what the site is called in each of them.
Without it the languages are the site's own and those that posts name in `lang`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from handler.core.model.context import Languages, SiteContext
from handler.core.model.entries import Json, SiteConfig, mapping
from handler.core.model.languages.codes import canonical, is_same, matching, meant_language
from handler.core.model.languages.locales import is_language

MAXIMUM_LANGUAGES = 20
"""How many languages of a site have pages of their own."""
OF_A_LANGUAGE = ("title", "description", "tagline", "nav", "links", "words")
"""What a site may have another of in each language."""
_PLUGIN = "jekyll-polyglot"
_FIX = "Write it as languages: [en, ko]."
_MAPPING_FIX = f"A language can have {', '.join(OF_A_LANGUAGE)}."


def named_languages(data: Mapping[str, Json]) -> tuple[str, ...]:
    """The languages that `_config.yml` names, in its order."""
    value = data.get("languages")
    names = list(value) if isinstance(value, list | dict) else []
    codes = (canonical(_code(name)) for name in names if is_language(_code(name)))
    return tuple(dict.fromkeys(filter(None, codes)))[: MAXIMUM_LANGUAGES - 1]


def listed_language(site: SiteConfig, lang: str) -> str:
    """The language among whose posts one stands whose author gives its language so.

    Those in the language of a site that names no others have no list beside that of all posts.
    """
    if named := named_languages(site.data):
        return matching(lang or site.lang, named) if len(named) > 1 else ""
    return canonical(lang) if lang and not is_same(lang, site.lang) else ""


def most_used(counted: Mapping[str, int]) -> list[str]:
    """Of the languages in which posts are listed those that have most, in order of their codes."""
    listed = (lang for lang, count in counted.items() if count > 0)
    most = sorted(listed, key=lambda lang: (-counted[lang], lang))
    return sorted(most[: MAXIMUM_LANGUAGES - 1])


def languages_in_use(site: SiteConfig, listed: Collection[str]) -> Languages:
    """The languages that have pages of their own, if posts are listed in these.

    Until a post is listed in the site's own, as none is just after `languages` was written, the
    pages of all are that language's, as on a site that names none.
    """
    default, named = canonical(site.lang), named_languages(site.data)
    own = matching(default, named)
    is_named = bool(named) and (not own or own in listed)
    found = [lang for lang in named or listed if lang in listed]
    others = (lang for lang in found if not is_same(lang, default))
    used = tuple(found) if is_named else (default, *others)
    return Languages(used, default, is_named) if len(used) > 1 else Languages()


def in_language(context: SiteContext, lang: str) -> SiteContext:
    """What surrounds a page in one of the languages in use; in any other as it was."""
    if lang not in context.languages.used:
        return context
    site, of_path = _spoken(context.site, lang), context.languages.in_path(lang)
    return replace(context, site=site, lang=of_path)


def _spoken(site: SiteConfig, lang: str) -> SiteConfig:
    written = mapping(site.data.get("languages"))
    told = zip(map(_code, written), written.values(), strict=True)
    given = next((mapping(value) for code, value in told if canonical(code) == lang), {})
    own = {name: given[name] for name in OF_A_LANGUAGE if name in given}
    words = own.get("words", site.data.get("words") if is_same(lang, site.lang) else None)
    return replace(
        site,
        lang=lang,
        title=_text(own.get("title")) or site.title,
        description=_text(own.get("description")) or site.description,
        data={**site.data, **own, "lang": lang, "words": words},
    )


def is_prefixing(site: SiteConfig) -> bool:
    """Whether texts in other languages than the site's are below `/ko/`, as with polyglot."""
    plugins = site.data.get("plugins")
    has_plugin = isinstance(plugins, list | str) and _PLUGIN in plugins
    is_polyglot = has_plugin or bool(site.data.get("default_lang"))
    return is_polyglot and len(named_languages(site.data)) > 1


def folder_of(site: SiteConfig, lang: str) -> str:
    """The folder of the address of a text in a language: `/ko`, or nothing."""
    if not is_prefixing(site):
        return ""
    listed = listed_language(site, lang)
    return "" if not listed or is_same(listed, site.lang) else f"/{listed}"


def misnamed_languages(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with `languages`: the setting, what it is, and the remedy."""
    value = data.get("languages")
    if value and not isinstance(value, list | dict):
        yield "languages", "has languages that are no list; they are ignored.", _FIX
        return
    for name in map(_code, value if isinstance(value, list | dict) else ()):
        if not is_language(name) or not canonical(name):
            message = f"has languages with {name[:40]!r}, which is no code of a language."
            yield "languages", message, _FIX
        elif other := meant_language(name):
            message = f"has languages with {name}, which is the code of a country."
            yield "languages", message, f"Write {other}, if you mean that."
    yield from _of_default(data)
    for name, given in mapping(value).items():
        for setting in mapping(given).keys() - {*OF_A_LANGUAGE}:
            yield "languages", f"sets {setting[:80]} for {name}, which means nothing.", _MAPPING_FIX


def _of_default(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    default, named = _text(data.get("default_lang")), named_languages(data)
    if default and named and not matching(default, named):
        message = f"has a default_lang that is not among languages: {default[:40]!r}."
        yield "default_lang", message, f"Write {named[0]}, or add it to languages."


def _code(name: Json) -> str:
    """A code as it was written; unquoted `no`, which YAML takes for false, is Norwegian."""
    code = _text(name)
    return "no" if name is False or code == "false" else code.replace("_", "-")


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""
