"""When to tell WebSub hubs that the feeds have changed. No IO here.

Publishing does nothing for it: each change of what the feeds list raises a generation, and the
tick compares it with the one that hubs were told of. A hub that fetches at once may get what a
CDN still keeps, so it is told a second time once that has expired.
"""

from dataclasses import dataclass, replace

from handler.core.model.writes import Item, Key

STATE = Key("websub#pending")
GIVEN_UP_AFTER = 86_400
"""Seconds after a change, when nobody waits for the hub's news any more."""
_FIRST_WAIT = 60
_LONGEST_WAIT = 3_600


@dataclass(frozen=True, slots=True)
class Pings:
    """What hubs were told, or are still to be told; times are seconds since 1970.

    `left` pings about the generation `wanted`, seen first at `since`, are to be sent from `due` on.
    """

    wanted: int = 0
    since: int = 0
    due: int = 0
    failures: int = 0
    left: int = 0

    def to_item(self) -> Item:
        """The item of the table."""
        return {name: int(getattr(self, name)) for name in self.__slots__}

    def is_due(self, now: int) -> bool:
        """Whether to tell the hubs now."""
        return self.left > 0 and self.due <= now


def pings_from_item(item: Item) -> Pings:
    """The state in the item of the table."""
    return Pings(**{name: int(value) for name, value in item.items()})


def with_generation(pings: Pings, generation: int, now: int) -> Pings:
    """The state after a look at the generation of the feeds; a hub that fails keeps its wait."""
    if generation == pings.wanted:
        return pings
    due = pings.due if pings.failures else now
    return Pings(generation, now, due, pings.failures, left=2)


def with_answer(pings: Pings, now: int, *, told: bool, kept: int) -> Pings:
    """The state after a ping; `kept` is how many seconds a CDN may keep an old feed."""
    if told:
        left = pings.left - 1 if kept else 0
        return replace(pings, left=left, failures=0, due=max(now, pings.since + kept))
    if now - pings.since >= GIVEN_UP_AFTER:
        return replace(pings, left=0, failures=0)
    wait = min(_FIRST_WAIT * 2**pings.failures, _LONGEST_WAIT)
    return replace(pings, failures=pings.failures + 1, due=now + wait)
