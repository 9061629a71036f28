"""Who gives way where there is no more room, so that nobody keeps all others out. No IO here."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar

from handler.core.webmentions.mentions import MOST_OF_PAGE, Mention, host_of

_COUNTRY = re.compile(r"(?:com?|org|net|edu|gov|ac|ne|or|go)\.[a-z]{2}\Z")
_NUMBER = re.compile(r"[\d.]+|.*:.*")


class OfSource(Protocol):
    """What comes from a page of others."""

    @property
    def source(self) -> str:
        """The address of that page."""
        ...


T = TypeVar("T", bound=OfSource)


def site_of(address: str) -> str:
    """Whose host that of an address is: one who has a name may make up any number below it."""
    host = host_of(address)
    if _NUMBER.fullmatch(host):
        return host
    return ".".join(host.split(".")[-3 if _COUNTRY.search(host) else -2 :])


def most_crowded(others: Sequence[T], new: OfSource) -> T | None:
    """What came last of the site that has most, if that is clearly more than the new one's."""
    sites = [site_of(each.source) for each in others]
    counted = Counter(sites)
    site, most = counted.most_common(1)[0]
    if most <= counted[site_of(new.source)] + 1:
        return None
    return others[len(sites) - 1 - sites[::-1].index(site)]


def with_mention(mentions: Sequence[Mention], new: Mention) -> list[Mention]:
    """The mentions of a page with another, in place of an older one of the same source."""
    others = [each for each in mentions if each.source != new.source]
    if len(others) >= MOST_OF_PAGE:
        others.remove(most_crowded(others, new) or others[0])
    return [*others, new]
