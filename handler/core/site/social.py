"""What a site tells networks and search consoles about itself, as jekyll-seo-tag does.

No IO here.
"""

import re

from handler.core.model.addressing.urls import legal
from handler.core.model.context import Links
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.site.navigation import accounts_of

_HANDLE = re.compile(r"@?(\w{1,50})", re.ASCII)
_WEB = re.compile(r"https?://[^\s\"<>/?#]", re.IGNORECASE)
_TERRITORIES = {
    "ar": "AR", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "US", "es": "ES",
    "fi": "FI", "fr": "FR", "he": "IL", "hi": "IN", "hu": "HU", "id": "ID", "it": "IT",
    "ja": "JP", "ko": "KR", "nb": "NO", "nl": "NL", "pl": "PL", "pt": "PT", "ro": "RO",
    "ru": "RU", "sv": "SE", "th": "TH", "tr": "TR", "uk": "UA", "vi": "VN", "zh": "CN",
}  # fmt: skip
_VERIFICATIONS = {
    "google": "google-site-verification",
    "bing": "msvalidate.01",
    "yandex": "yandex-verification",
    "baidu": "baidu-site-verification",
    "facebook": "facebook-domain-verification",
    "pinterest": "p:domain_verify",
}
TWITTER_CARDS = ("summary_large_image", "summary", "app", "player")
"""The kinds of cards that a link may become on Twitter."""
_FACEBOOK = {
    "admins": "fb:admins",
    "app_id": "fb:app_id",
    "publisher": "article:publisher",
}


def image_of(links: Links, image: str) -> str:
    """The absolute address of an entry's image, which front matter may give without its slash."""
    return links.absolute_address(image)


def open_graph_locale(lang: str) -> str:
    """A language as Open Graph names it, with a territory: `ko` is `ko_KR`."""
    language, *rest = lang.replace("_", "-").split("-")
    territory = next((part.upper() for part in rest if len(part) == 2), "")
    territory = territory or _TERRITORIES.get(language.lower(), "")
    return f"{language.lower()}_{territory}" if territory else ""


def twitter_of(site: SiteConfig) -> str:
    """The account of the site: `twitter: {username: …}` or minima's `twitter_username`."""
    return _handle(site.under("twitter").get("username") or site.data.get("twitter_username"))


def creator_of(site: SiteConfig, entry: Entry | None) -> str:
    """The account of whoever wrote an entry, or else of whoever writes the site."""
    own = entry.seo.get("creator") if entry else None
    is_guest = entry is not None and bool(entry.authors)
    return _handle(own or (None if is_guest else site.author.get("twitter")))


def fediverse_of(site: SiteConfig, entry: Entry | None) -> str:
    """The account in the fediverse of whoever writes the site, unless a guest wrote an entry.

    https://blog.joinmastodon.org/2024/07/highlighting-journalism-on-mastodon/
    """
    if entry is not None and entry.authors and entry.authors != (site.author.get("name"),):
        return ""
    mastodon = next((each for each in accounts_of(site) if each.title == "Mastodon"), None)
    if mastodon is None:
        return ""
    host, _, name = mastodon.address.removeprefix("https://").partition("/@")
    return f"@{name}@{host}"


def twitter_card_of(site: SiteConfig, entry: Entry | None, *, has_image: bool) -> str:
    """The kind of card that a link to a page becomes."""
    if not has_image:
        return "summary"
    own = entry.seo.get("card") if entry else None
    given = own or site.under("twitter").get("card")
    return str(given) if given in TWITTER_CARDS else TWITTER_CARDS[0]


def facebook_of(site: SiteConfig) -> tuple[tuple[str, str], ...]:
    """Properties and contents of the `<meta>` elements that `facebook` asks for."""
    return _named(_FACEBOOK, site.under("facebook"))


def verifications_of(site: SiteConfig) -> tuple[tuple[str, str], ...]:
    """Names and contents of the `<meta>` elements that prove whose site it is."""
    found = {"google": site.data.get("google_site_verification")}
    return _named(_VERIFICATIONS, found | site.under("webmaster_verifications"))


def name_of(site: SiteConfig) -> str:
    """Who or what the site is: `social: {name: …}`, else its title."""
    name = site.under("social").get("name")
    return name if isinstance(name, str) and name.strip() else site.title


def profiles_of(site: SiteConfig) -> tuple[str, ...]:
    """Where else the site is: `social: {links: […]}`, else the accounts at the foot of pages."""
    links = site.under("social").get("links")
    if isinstance(links, list):
        return tuple(legal(each) for each in links if isinstance(each, str) and _WEB.match(each))
    return tuple(account.address for account in accounts_of(site))


def _named(names: dict[str, str], given: dict[str, Json]) -> tuple[tuple[str, str], ...]:
    """What is given, under other names; numbers count, as YAML takes unquoted ones for such."""
    return tuple(
        (name, str(value))
        for key, name in names.items()
        if isinstance(value := given.get(key), str | int) and value not in ("", True, False)
    )


def _handle(name: Json) -> str:
    match = _HANDLE.fullmatch(name) if isinstance(name, str) else None
    return f"@{match[1]}" if match else ""
