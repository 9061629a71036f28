"""Pinging: the tick tells WebSub hubs of new posts, if the configuration names hubs."""

from collections.abc import Callable
from datetime import datetime, timedelta

from handler.core.feeds.websub import STATE, Pings, pings_from_item, with_answer, with_generation
from handler.core.index import items
from handler.core.model.addressing.addresses import Feed, path_of
from handler.core.model.context import Links
from handler.core.model.entries import SiteConfig
from handler.core.model.writes import Put
from handler.core.site.feed_settings import hubs_of
from handler.services.peers import Hubs
from handler.services.ports import Clock, Table
from handler.services.records import config_key, generations_in, site_in

_TIMEOUT = 5.0
_TOPICS = (path_of(Feed("all", "", "atom")), path_of(Feed("all", "", "json")))


class Pinging:
    """Tells hubs that the feeds of a blog have changed.

    `url` is the origin that the deployment sets; `kept` how long a CDN may keep an old feed.
    """

    def __init__(self, table: Table, clock: Clock, hubs: Hubs, url: str, kept: timedelta) -> None:
        self._table = table
        self._clock = clock
        self._hubs = hubs
        self._url = url
        self._kept = kept

    def work(self, deadline: datetime) -> Callable[[], None] | None:
        """Tell the hubs what they were not told yet, within the time that is left."""
        keys = [config_key(), items.generation_key(items.ALL), STATE]
        found = self._table.get(keys)
        site = site_in(found)
        links = Links(self._url or site.url, site.baseurl)
        if not hubs_of(site) or not links.url:
            return None
        known = pings_from_item(found[STATE]) if STATE in found else Pings()
        now = int(self._clock.now().timestamp())
        pings = with_generation(known, generations_in(found, [items.ALL])[items.ALL], now)
        if pings == known and not pings.is_due(now):
            return None
        return lambda: self._ping(pings, site, links, deadline)

    def _ping(self, pings: Pings, site: SiteConfig, links: Links, deadline: datetime) -> None:
        now = int(self._clock.now().timestamp())
        if pings.is_due(now):
            told = self._tell(site, links, deadline)
            kept = int(self._kept.total_seconds())
            pings = with_answer(pings, now, told=told, kept=kept)
        self._table.write(Put(STATE, pings.to_item()))

    def _tell(self, site: SiteConfig, links: Links, deadline: datetime) -> bool:
        """Whether all hubs heard of all feeds; those that did may hear of them again."""
        heard = [
            self._publish(hub, links.absolute(topic), deadline)
            for hub in hubs_of(site)
            for topic in _TOPICS
        ]
        return all(heard)

    def _publish(self, hub: str, topic: str, deadline: datetime) -> bool:
        left = (deadline - self._clock.now()).total_seconds()
        return left > 0 and self._hubs.publish(hub, topic, seconds=min(left, _TIMEOUT))
