"""A page in the other languages of the blog: for search engines, and for who reads. No IO here."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from handler.core.model.addressing.addresses import (
    Address,
    Feed,
    Format,
    Listing,
    Search,
    Terms,
    path_of,
)
from handler.core.model.addressing.language_addresses import front_in
from handler.core.model.addressing.paths import escaped
from handler.core.model.context import SiteContext
from handler.core.model.languages.codes import canonical, matching
from handler.core.model.languages.locales import language_name
from handler.core.pages.views import (
    FeedView,
    ListingView,
    PageView,
    PostView,
    SearchView,
    TermsView,
    View,
)


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """Where a reader gets on in a language, or in all of them without one."""

    lang: str
    name: str
    address: str
    is_current: bool = False


def paths_in(lang: str) -> dict[str, str]:
    """The paths of the pages that every page leads to, in a language or in all of them."""
    return {
        "home_path": path_of(front_in(lang)),
        "archive_path": path_of(archive_in(lang)),
        "search_path": path_of(Search(lang)),
        "atom_path": path_of(_feed_in(lang, "atom")),
        "json_path": path_of(_feed_in(lang, "json")),
    }


def archive_in(lang: str) -> Terms | Listing:
    """The archive of a language, or of all of them."""
    return Listing("archive", lang) if lang else Terms("year")


def fronts_by_language(context: SiteContext) -> dict[str, str]:
    """The addresses of the home pages; none on a blog in one language."""
    languages = context.languages
    paths = {lang: path_of(front_in(languages.in_path(lang))) for lang in languages.used}
    return {**paths, "x-default": path_of(front_in(""))} if paths else {}


def versions_of(context: SiteContext, view: View | FeedView) -> dict[str, str]:
    """The paths of a page of the blog's own by language; none of one that is there but once."""
    languages = context.languages
    if _in(view, "") is None:
        return {}
    return {
        lang: path_of(found)
        for lang in languages.used
        if (found := _in(view, languages.in_path(lang)))
    }


def whole_of(view: View | FeedView) -> str:
    """The path of such a page for all languages."""
    found = _in(view, "")
    return path_of(found) if found else path_of(front_in(""))


def language_links(context: SiteContext, view: View) -> Iterator[LanguageLink]:
    """The ways to the other languages: to a page's versions in them, or else to their home pages.

    The site itself comes last, if no language is that of all.
    """
    languages, versions = context.languages, versions_of(context, view)
    spoken, translations = _spoken(context, view), _translations(context, view)
    names, current = _names(languages.used), matching(spoken, languages.used)
    for lang in languages.used:
        home = versions.get(lang) or path_of(front_in(languages.in_path(lang)))
        address = translations.get(lang) or escaped(home)
        yield LanguageLink(lang, names[lang], address, lang == current)
    if languages.used and languages.is_named:
        yield LanguageLink("", "", escaped(whole_of(view)), spoken == "")


def translations_of(
    context: SiteContext, lang: str, path: str, others: Mapping[str, str]
) -> dict[str, str]:
    """The addresses of a text in all its languages, its own among them; none of one in one.

    Each must name all of them.
    https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    if not others:
        return {}
    own, default = escaped(path), context.languages.default or context.site.lang
    addresses = {lang or context.site.lang: own, **others}
    addresses.setdefault("x-default", addresses.get(default, own))
    return addresses


def _names(used: Collection[str]) -> dict[str, str]:
    """What languages call themselves, with what tells apart those of one name: `português (BR)`."""
    names = {lang: language_name(lang) for lang in used}
    shared = Counter(names.values())
    return {
        lang: _told_apart(lang, name) if shared[name] > 1 else name for lang, name in names.items()
    }


def _told_apart(lang: str, name: str) -> str:
    variant = lang.partition("-")[2]
    return f"{name} ({variant})" if variant else name


def _translations(context: SiteContext, view: View) -> dict[str, str]:
    if not isinstance(view, PostView | PageView):
        return {}
    entry = view.entry
    found = {**entry.alternates, entry.lang or context.site.lang: escaped(entry.path)}
    return {canonical(lang): address for lang, address in found.items()}


def _spoken(context: SiteContext, view: View) -> str:
    """The language of what a page shows; nothing for what is in several."""
    if isinstance(view, PostView | PageView):
        return view.entry.lang or context.site.lang
    return context.lang or ("" if context.languages.is_named else context.languages.default)


def _in(view: View | FeedView, lang: str) -> Address | None:
    """The address of such a page in a language."""
    match view:
        case ListingView("all" | "lang", is_first=True):
            return front_in(lang)
        case ListingView("archive", is_first=True) | TermsView("year"):
            return archive_in(lang)
        case FeedView(form, "all" | "lang"):
            return _feed_in(lang, form)
        case SearchView():
            return Search(lang)
    return None


def _feed_in(lang: str, form: Format) -> Feed:
    return Feed("lang", lang, form) if lang else Feed("all", "", form)
