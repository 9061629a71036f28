"""What `_config.yml` puts around every page: navigation, links and author. No IO here."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from handler.core.model.addressing.keys import is_markdown
from handler.core.model.addressing.urls import address_of, is_elsewhere, link_address, path_in
from handler.core.model.context import NavItem, SiteContext
from handler.core.model.entries import Json, SiteConfig, mapping
from handler.core.model.languages.codes import is_same
from handler.core.site.theme import settings as theme

_CONTACT = re.compile(r"(?:mailto|tel):\S.*", re.IGNORECASE)
_NAME = re.compile(r"@?([\w.-]+)")
_HOST = re.compile(r"(?:https?://)?([\w.-]+)/?")

# The names of jekyll's default theme, minima, and where they lead.
ACCOUNTS = {
    "github": ("GitHub", "https://github.com/{}"),
    "gitlab": ("GitLab", "https://gitlab.com/{}"),
    "bluesky": ("Bluesky", "https://bsky.app/profile/{}"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/{}"),
    "twitter": ("Twitter", "https://twitter.com/{}"),
    "x": ("X", "https://x.com/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/{}/"),
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "youtube": ("YouTube", "https://www.youtube.com/@{}"),
    "flickr": ("Flickr", "https://www.flickr.com/photos/{}/"),
    "keybase": ("Keybase", "https://keybase.io/{}"),
    "telegram": ("Telegram", "https://t.me/{}"),
    "stackoverflow": ("Stack Overflow", "https://stackoverflow.com/users/{}"),
    "dev": ("DEV", "https://dev.to/{}"),
}

_ITEM = "Write entries such as - {title: About, url: /about/}; a url begins with / or https://."
_FILE = "Write the address of its page, such as /about/, unless you want the file itself."
_MASTODON = "Write entries such as - {username: hana, instance: mastodon.social}."


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes the site."""

    name: str
    url: str = ""
    email: str = ""


def navigation_of(context: SiteContext) -> tuple[NavItem, ...]:
    """What the top of every page links to: `nav` of the configuration, else the pages."""
    return _shown(context.site.data.get("nav"), _item) or _in_language(context)


def _in_language(context: SiteContext) -> tuple[NavItem, ...]:
    """The pages to link to; of those that say the same that in the language of the site."""
    wanted = (context.site.lang, context.languages.default)
    chosen: dict[str, NavItem] = {}
    for item in context.nav if context.languages.used else ():
        other = chosen.get(item.translations)
        if item.translations and (other is None or _is_nearer(item, other, wanted)):
            chosen[item.translations] = item
    return tuple(item for item in context.nav if chosen.get(item.translations, item) is item)


def _is_nearer(item: NavItem, other: NavItem, wanted: tuple[str, str]) -> bool:
    def rank(each: NavItem) -> tuple[bool, ...]:
        return tuple(not is_same(each.lang, lang) for lang in wanted)

    return rank(item) < rank(other)


def links_of(site: SiteConfig) -> tuple[NavItem, ...]:
    """What the foot of every page links to: `links` of the configuration."""
    return _shown(site.data.get("links"), _item)


def accounts_of(site: SiteConfig) -> tuple[NavItem, ...]:
    """Where else the author is: `github_username`, `mastodon` and the like, as minima has them."""
    named = [
        NavItem(title, address.format(name))
        for account, (title, address) in ACCOUNTS.items()
        if (name := account_name(site.data.get(f"{account}_username")))
    ]
    return (*named, *_shown(site.data.get("mastodon"), mastodon_account))


def author_of(site: SiteConfig) -> Author | None:
    """Who writes the site, if `author` names anybody."""
    name, url, email = (site.author.get(key) for key in ("name", "url", "email"))
    if not isinstance(name, str) or not name.strip():
        return None
    return Author(name, _address(url), email if isinstance(email, str) and "@" in email else "")


def problems_of(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """What the theme cannot show of `_config.yml`: the setting, what is wrong, what to do."""
    for name in ("nav", "links"):
        yield from _problems_of_list(name, data.get(name), _item, _ITEM)
    yield from _problems_of_list("mastodon", data.get("mastodon"), mastodon_account, _MASTODON)
    if data.get("logo") and not link_address(data["logo"]):
        yield "logo", _no_address("logo", data["logo"]), "Write it as logo: /images/logo.svg."
    for name in (f"{account}_username" for account in ACCOUNTS):
        if data.get(name) and not account_name(data[name]):
            message = f"has {name}, which is no name: {_quoted(data[name])}; it is left out."
            yield name, message, f"Write the name alone, without an address: {name}: hana."
    yield from _problems_of_author(data.get("author"))
    yield from _problems_of_words(data.get("words"))
    found = theme.problems_of(data.get("theme"), data.get("author"))
    yield from (("theme", *problem) for problem in found)


def _problems_of_list(
    name: str, value: Json, read: Callable[[Json], NavItem | None], fix: str
) -> Iterator[tuple[str, str, str]]:
    if value and not isinstance(value, list):
        yield name, f"has {name} that is not a list; it is left out.", fix
    for number, item in enumerate(value if isinstance(value, list) else [], 1):
        shown = read(item)
        if shown is None:
            message = f"has an entry {number} in {name} that is left out: {_quoted(item)}."
            yield name, message, fix
        elif not is_elsewhere(shown.address) and is_markdown(path_in(shown.address)):
            message = f"has an entry {number} in {name} that leads to a file: {shown.address[:80]}."
            yield name, message, _FILE


def _problems_of_author(author: Json) -> Iterator[tuple[str, str, str]]:
    if not isinstance(author, dict):
        return
    if author.get("url") and not _address(author["url"]):
        fix = "Write a url that begins with / or https://."
        yield "author", _no_address("url of author", author["url"]), fix
    if not isinstance(author.get("name"), str):
        yield "author", "has an author without a name; nobody is named.", "Add a name to author."


def _problems_of_words(words: Json) -> Iterator[tuple[str, str, str]]:
    fix = "Write the English words and yours: words: {Archive: Attic}."
    if words and not isinstance(words, dict):
        yield "words", "has words that are not a mapping; they are ignored.", fix
    for english, said in mapping(words).items():
        if not isinstance(said, str):
            message = f"has words for {_quoted(english)} that are not text: {_quoted(said)}."
            yield "words", message, 'Put them in quotation marks, such as "On".'


def _no_address(name: str, value: Json) -> str:
    return f"has a {name} that is no address: {_quoted(value)}; it is left out."


def _quoted(value: Json) -> str:
    return repr(value)[:80]


def _shown(value: Json, read: Callable[[Json], NavItem | None]) -> tuple[NavItem, ...]:
    found = map(read, value) if isinstance(value, list) else ()
    return tuple(item for item in found if item)


def _item(value: Json) -> NavItem | None:
    if not isinstance(value, dict):
        return None
    title, address = value.get("title"), _address(value.get("url"))
    is_shown = isinstance(title, str | int) and str(title).strip() and address
    return NavItem(str(title), address) if is_shown else None


def mastodon_account(value: Json) -> NavItem | None:
    """The account that `{username: hana, instance: mastodon.social}` names."""
    if not isinstance(value, dict):
        return None
    name, host = account_name(value.get("username")), value.get("instance")
    match = _HOST.fullmatch(host) if isinstance(host, str) else None
    return NavItem("Mastodon", f"https://{match[1]}/@{name}") if name and match else None


def account_name(value: Json) -> str:
    """A name alone, with or without @; nothing for what is none."""
    match = _NAME.fullmatch(str(value)) if isinstance(value, str | int) else None
    return match[1] if match else ""


def _address(value: Json) -> str:
    """An address that a link may lead to: a path of the blog, the web, mail, or a telephone."""
    is_contact = isinstance(value, str) and _CONTACT.fullmatch(value)
    return address_of(str(value)) if is_contact else link_address(value)
