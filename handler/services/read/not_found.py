"""What is answered where nothing is: the way to where it went, or a page that says so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handler.core.index import items
from handler.core.model.addressing.addresses import Feed, path_of
from handler.core.model.writes import Item
from handler.services.ports import Table
from handler.services.read.guiding import Guides
from handler.services.read.replies import AssetReply, Base, Missing, Redirect, redirect_to_path
from handler.services.read.sites import SiteSnapshot, links_at
from handler.services.records import generations_in

if TYPE_CHECKING:
    from handler.core.pages.guides import Guide
    from handler.services.read.composing import Composer

_OWN_ICON = "favicon.svg"
_FAVICON = "/favicon.ico"
"""What browsers ask for where no page can name another icon: beside a feed."""

_TOUCH_ICONS = ("/apple-touch-icon.png", "/apple-touch-icon-precomposed.png")
"""What phones ask for, whatever the page names."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a page for an error is made of; bots ask for the same one again and again."""

    status: int
    base: Base
    site: SiteSnapshot
    problems: tuple[str, ...]
    guide: "Guide | None"


class NotFoundReplies:
    """Answers for paths of one blog at which nothing is."""

    def __init__(
        self,
        table: Table,
        composer: "Callable[[], Composer]",
        static_files: Mapping[str, str],
        guides: Guides,
    ) -> None:
        self._table = table
        self._composer = composer
        self._static_files = static_files
        self._guides = guides
        self._rendered: dict[bool, tuple[_Asked, str]] = {}

    def reply(self, path: str, base: Base, site: SiteSnapshot) -> Missing | Redirect:
        """Where a path without `baseurl` led once, or what the author or the theme says."""
        # Both are imported by no other request.
        from handler.core.site.feed_settings import old_path_of
        from handler.services.read.paths.old_listings import redirect_of

        if path == _FAVICON:
            links = links_at(base, site, self._static_files)
            icon = site.files.icon or links.absolute_static(_OWN_ICON)
            return Redirect(icon, permanent=False)
        if path in _TOUCH_ICONS and site.files.touch_icon:
            return Redirect(site.files.touch_icon, permanent=False)
        if path == old_path_of(site.config):
            return redirect_to_path(path_of(Feed("all", "", "atom")))
        if redirect := redirect_of(path, site.config, self._table):
            return redirect
        if site.not_found and site.not_found["kind"] == "asset":
            return Missing(file=AssetReply(str(site.not_found["owner"]), site.not_found))
        own = self._own(base, site, site.not_found) if site.not_found else None
        return Missing(own or self.error_page(404, base, site, guide=self._guides.read()))

    def _own(self, base: Base, site: SiteSnapshot, own: Item) -> str | None:
        found = self._table.get([items.generation_key(tag) for tag in ("shared", "links")])
        generations = generations_in(found, ("shared", "links"))
        composer, links = self._composer(), links_at(base, site, self._static_files)
        return composer.not_found(str(own["owner"]), composer.context(site, links), generations)

    def error_page(
        self,
        status: int,
        base: Base,
        site: SiteSnapshot,
        problems: tuple[str, ...] = (),
        guide: "Guide | None" = None,
    ) -> str:
        """A page of the site's own for an error: the one of before, if all is as it was."""
        asked = _Asked(status, base, site, problems, guide)
        last, text = self._rendered.get(guide is None, (None, ""))
        if asked == last:
            return text
        composer, links = self._composer(), links_at(base, site, self._static_files)
        page = composer.error(composer.context(site, links), status, problems, guide)
        if not page.is_passing:
            self._rendered[guide is None] = (asked, page.text)
        return page.text
