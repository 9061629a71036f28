"""What a page tells search engines: JSON-LD of schema.org. No IO here.

https://developers.google.com/search/docs/appearance/structured-data
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from markupsafe import Markup

from handler.core.model.addressing.addresses import Listing, Search, Terms, path_of
from handler.core.model.addressing.language_addresses import front_in
from handler.core.model.addressing.urls import is_elsewhere
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, Json
from handler.core.model.languages.translations import phrase, word
from handler.core.model.profiles import Profile
from handler.core.model.terms import term_slug
from handler.core.pages.bylines import Byline, bylines_of
from handler.core.pages.head import Head
from handler.core.pages.headings import title_of
from handler.core.pages.views import ErrorView, ListingView, PageView, PostView, TermsView, View
from handler.core.site.navigation import author_of
from handler.core.site.pictures.site import logo_of
from handler.core.site.social import image_of, name_of, profiles_of

_INDEXES: dict[str, tuple[Literal["tag", "category", "author", "year"], str]] = {
    "tag": ("tag", word("Tags")),
    "category": ("category", word("Categories")),
    "author": ("author", word("Authors")),
    "year": ("year", word("Archive")),
    "month": ("year", word("Archive")),
}
# Inside of <script> nothing may end it, and old parsers end a line at U+2028.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_Object = dict[str, Json]


def structured_data(context: SiteContext, view: View, head: Head) -> tuple[Markup, ...]:
    """The objects that describe a page, each as the text of a script element."""
    if isinstance(view, ErrorView) or not head.path:
        return ()
    objects: list[_Object] = []
    if head.is_home:
        objects.append(_website(context))
    elif isinstance(view, PostView):
        objects.append(_posting(context, view.entry, head))
    elif isinstance(view, PageView):
        objects.append(_page(context, view.entry, head))
    elif isinstance(view, ListingView) and view.kind == "author" and view.is_first:
        objects.append(_profile_page(context, view, head))
    crumbs = [*_crumbs(context, view), (head.heading, head.path)]
    if not head.is_home:
        objects.append(_breadcrumbs(context, crumbs))
    return tuple(as_script(each) for each in objects)


def as_script(value: _Object) -> Markup:
    """JSON that can stand inside of a script element."""
    filled = {name: item for name, item in value.items() if item not in ("", None, [])}
    text = json.dumps({"@context": "https://schema.org", **filled}, ensure_ascii=False)
    return Markup(text.translate(_ESCAPED))


def _website(context: SiteContext) -> _Object:
    site, links = context.site, context.links
    search = links.absolute(path_of(Search(context.lang))) + "?q={search_term_string}"
    return {
        "@type": "WebSite",
        "url": links.absolute(path_of(front_in(context.lang))),
        "name": name_of(site),
        "description": site.description,
        "sameAs": [*profiles_of(site)],
        "inLanguage": site.lang,
        "publisher": _publisher(context),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def _page(context: SiteContext, entry: Entry, head: Head) -> _Object:
    """What posts and pages have in common."""
    url = context.links.absolute_address(head.address)
    return {
        "@type": entry.seo.get("type", "WebPage"),
        "@id": url,
        "url": url,
        "name": entry.seo.get("name"),
        "headline": title_of(entry),
        "description": head.description,
        "dateModified": _stamp(entry.modified or entry.date),
        "image": _image(head),
        "inLanguage": head.lang,
        "sameAs": entry.seo.get("links"),
    }


def _stamp(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _image(head: Head) -> Json:
    image = head.image
    if image is None or not (image.width and image.height):
        return image.address if image else ""
    return {
        "@type": "ImageObject",
        "url": image.address,
        "width": image.width,
        "height": image.height,
    }


def _posting(context: SiteContext, entry: Entry, head: Head) -> _Object:
    common = _page(context, entry, head)
    return {
        **common,
        "@type": entry.seo.get("type", "BlogPosting"),
        "mainEntityOfPage": {"@type": "WebPage", "@id": common["url"]},
        "datePublished": _stamp(entry.date),
        "author": _authors(context, entry),
        "publisher": _publisher(context),
        "keywords": [*entry.tags],
        "articleSection": [*entry.categories],
        "wordCount": entry.words,
        "contentLocation": {"@type": "Place", "name": entry.location} if entry.location else "",
        "isPartOf": _series(entry),
        "position": entry.part or "",
    }


def _series(entry: Entry) -> Json:
    return {"@type": "CreativeWorkSeries", "name": entry.series} if entry.series else ""


def _authors(context: SiteContext, entry: Entry) -> Json:
    if entry.authors:
        return [_person(context, byline) for byline in bylines_of(context, entry)]
    author = author_of(context.site)
    if author is None:
        return {
            "@type": "Organization",
            "name": context.site.title,
            "url": context.links.absolute("/"),
        }
    person: _Object = {"@type": "Person", "name": author.name}
    return person | ({"url": context.links.absolute_address(author.url)} if author.url else {})


def _person(context: SiteContext, byline: Byline) -> _Object:
    """An author, who is known by a page of the blog before one elsewhere."""
    person: _Object = {"@type": "Person", "name": byline.name}
    other = context.links.absolute_address(byline.address) if byline.address else ""
    if byline.path:
        own = {"url": context.links.absolute(byline.path)}
        return person | own | ({"sameAs": other} if other else {})
    return person | ({"url": other} if other else {})


def _profile_page(context: SiteContext, view: ListingView, head: Head) -> _Object:
    """https://developers.google.com/search/docs/appearance/structured-data/profile-page"""
    profile, links = view.profile or Profile(), context.links
    known = filter(is_elsewhere, [profile.url, *(each.address for each in profile.accounts)])
    person: _Object = {
        "@type": "Person",
        "name": view.label,
        "url": links.absolute_address(head.address),
        "description": profile.text,
        "image": image_of(links, profile.picture) if profile.picture else "",
        "sameAs": [*known],
    }
    filled: _Object = {name: item for name, item in person.items() if item}
    return {"@type": "ProfilePage", "mainEntity": filled, "inLanguage": head.lang}


def _publisher(context: SiteContext) -> Json:
    site, links = context.site, context.links
    publisher: _Object = {
        "@type": "Organization",
        "name": site.title,
        "url": links.absolute("/"),
    }
    logo = site.data.get("logo")
    if logo_of(context) and isinstance(logo, str):
        publisher["logo"] = {"@type": "ImageObject", "url": links.absolute_address(logo)}
    return publisher


def _crumbs(context: SiteContext, view: View) -> Iterator[tuple[str, str]]:
    """What stands above a page: names and paths, from the front page down."""
    yield context.site.title, path_of(front_in(context.lang))
    match view:
        case PostView(entry):
            for category in entry.categories[:1]:
                yield category, path_of(Listing("category", term_slug(category)))
        case ListingView(kind) if kind in _INDEXES:
            index, name = _INDEXES[kind]
            yield phrase(context.site, name), path_of(Terms(index))
            if kind == "month":
                yield view.term[:4], path_of(Listing("year", view.term[:4]))
        case TermsView():
            return


def _breadcrumbs(context: SiteContext, crumbs: list[tuple[str, str]]) -> _Object:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": context.links.absolute(path),
            }
            for position, (name, path) in enumerate(crumbs, 1)
        ],
    }
