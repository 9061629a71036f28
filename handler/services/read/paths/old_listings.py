"""Redirects from where Jekyll's plugins had listings to the pages that have their posts."""

from dataclasses import replace

from handler.core.index.cache_tags import list_tag
from handler.core.model.addressing.addresses import TERM_KINDS, Cursor, Listing, Terms, path_of
from handler.core.model.addressing.permalinks import slugify
from handler.core.model.entries import SiteConfig
from handler.core.model.terms import term_slug
from handler.core.site.old_listings import OldListing, old_index, old_listing, page_size
from handler.services.ports import Table
from handler.services.read.replies import Redirect, redirect_to_path
from handler.services.records import entry_in

_MOST_ROWS = 1000
"""How far into a listing a page is looked for; one further down leads to the front."""
_MOST_TERMS = 1000


def redirect_of(path: str, site: SiteConfig, table: Table) -> Redirect | None:
    """To the page of a listing that has the posts of one of Jekyll's, if there is one."""
    if index := old_index(path):
        is_there = index != Terms("author") or table.query("terms#author", limit=1)
        return redirect_to_path(path_of(index)) if is_there and path_of(index) != path else None
    old = old_listing(path, site)
    if old is None or (old.listing.kind in {"year", "month"} and path_of(old.listing) == path):
        return None
    listing = _existing(old.listing, table)
    if listing is None:
        return None
    cursor = _cursor(replace(old, listing=listing), site, table)
    target = path_of(replace(listing, cursor=cursor))
    return redirect_to_path(target, permanent=old.page == 1) if target != path else None


def _existing(listing: Listing, table: Table) -> Listing | None:
    """The listing under its own slug, or that of a label which Jekyll gives the same address."""
    found = replace(listing, term=term_slug(listing.term)) if listing.term else listing
    if table.query(list_tag(found.kind, found.term), limit=1):
        return found
    if listing.kind == "all" or listing.kind not in TERM_KINDS:
        return None
    for _, item in table.query(f"terms#{listing.kind}", limit=_MOST_TERMS):
        if slugify(str(item["label"])) == slugify(listing.term) and int(item["count"]) > 0:
            return replace(listing, term=str(item["slug"]))
    return None


def _cursor(old: OldListing, site: SiteConfig, table: Table) -> Cursor | None:
    """Where the page begins, none for the first and for one that is not there."""
    before = (old.page - 1) * page_size(site)
    if not 0 < before <= _MOST_ROWS:
        return None
    pk = list_tag(old.listing.kind, old.listing.term)
    rows = table.query(pk, limit=before + 1, newest_first=True)
    last = entry_in(rows[before - 1][1]) if len(rows) > before else None
    return Cursor("before", last.date, last.path) if last and last.date else None
