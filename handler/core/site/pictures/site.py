"""Pictures that `_config.yml` names: the logo, the cover, and who writes the site. No IO here.

Whether they are there only the index can tell; one that is not would show as a broken picture.
"""

from handler.core.model.addressing.urls import link_address, own_path
from handler.core.model.context import SiteContext
from handler.core.model.entries import Json, SiteConfig

PICTURES = ("picture", "avatar", "image")
"""As jekyll-seo-tag, Minimal Mistakes and others name it."""


def logo_of(context: SiteContext) -> str:
    """The address of the site's logo, or nothing."""
    return _shown(context, _logo(context.site))


def portrait_of(context: SiteContext) -> str:
    """The address of the picture of who writes the site, or nothing."""
    return _shown(context, _portrait(context.site))


def paths_of_pictures(site: SiteConfig) -> dict[str, str]:
    """Where the pictures of the configuration are in the blog, by what they are."""
    named = {"logo": _logo(site), "picture of the author": _portrait(site)}
    paths = {name: own_path(text, site.url, site.baseurl) for name, text in named.items() if text}
    return {name: path for name, path in paths.items() if path}


def site_cover_of(context: SiteContext) -> str:
    """The address of the picture on the home page, or nothing."""
    return _shown(context, cover_path_of(context.site))


def cover_path_of(site: SiteConfig) -> str:
    """The path, or address elsewhere, of the picture on the home page, or nothing."""
    return link_address(site.under("theme").get("cover"))


def pictures_of(site: SiteConfig) -> frozenset[str]:
    """The paths of pictures that the configuration puts on pages, be they there or not."""
    cover = cover_path_of(site)
    own = own_path(cover, site.url, site.baseurl) if cover else ""
    return frozenset(filter(None, (*paths_of_pictures(site).values(), own)))


def bio_of(site: SiteConfig) -> str:
    """What the configuration tells of who writes the site."""
    bio = site.author.get("bio")
    return " ".join(bio.split()) if isinstance(bio, str) else ""


def _logo(site: SiteConfig) -> str:
    return link_address(site.data.get("logo"))


def _portrait(site: SiteConfig) -> str:
    given: list[Json] = [*map(site.author.get, PICTURES), site.data.get("avatar")]
    return next(filter(None, map(link_address, given)), "")


def _shown(context: SiteContext, address: str) -> str:
    site = context.site
    if not address or own_path(address, site.url, site.baseurl) in context.missing:
        return ""
    return context.links.to_address(address)
