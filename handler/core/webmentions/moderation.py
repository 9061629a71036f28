"""What waits for somebody to decide, and what was decided of other sites. No IO here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handler.core.index import codec
from handler.core.model.entries import Json
from handler.core.webmentions.crowding import most_crowded
from handler.core.webmentions.mentions import PLACE, Mention, from_json, host_of, to_json

FILE = f"{PLACE}waiting.json"
MAXIMUM_FILE = 6_000_000
MOST_WAITING = 200
MOST_OF_HOST = 20
"""How many mentions of one host wait at most."""
_MOST_HOSTS = 1_000
_MOST_REJECTED = 2_000


@dataclass(frozen=True, slots=True)
class Moderation:
    """Mentions that wait, hosts that are `trusted` or `blocked`, and ids that were rejected."""

    waiting: tuple[Mention, ...] = ()
    trusted: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()

    def trusts(self, source: str) -> bool:
        """Whether what this source says is shown at once; not whoever has a host below another."""
        return host_of(source) in self.trusted

    def blocks(self, source: str) -> bool:
        """Whether nothing of this source's host, or of one above it, is wanted."""
        names = host_of(source).split(".")
        return any(".".join(names[n:]) in self.blocked for n in range(len(names)))

    def find(self, version: str) -> Mention | None:
        """The mention that waits and says just that."""
        return next((each for each in self.waiting if each.version == version), None)


def with_waiting(known: Moderation, new: Mention) -> Moderation:
    """One more waits, in place of an older one of its source; too many of a host do not.

    If there is no room, one of the site with most gives way.
    """
    others = [each for each in known.waiting if each.id != new.id]
    if new.id in known.rejected or known.blocks(new.source):
        return replace(known, waiting=tuple(others))
    if sum(each.host == new.host for each in others) >= MOST_OF_HOST:
        return known
    if len(others) >= MOST_WAITING:
        if (gives_way := most_crowded(others, new)) is None:
            return known
        others.remove(gives_way)
    return replace(known, waiting=(*others, new))


def without(known: Moderation, mention_id: str, target: str = "") -> Moderation:
    """Nobody has to decide about a mention any more; if a target is given, one of that alone."""
    kept = (
        each
        for each in known.waiting
        if each.id != mention_id or (target and each.target != target)
    )
    return replace(known, waiting=tuple(kept))


def decided(known: Moderation, version: str) -> Moderation:
    """A mention waits no more, unless it says something else by now."""
    return replace(known, waiting=tuple(each for each in known.waiting if each.version != version))


def rejecting(known: Moderation, mention_id: str) -> Moderation:
    """A mention is unwanted, however often it is sent."""
    rejected = (*(each for each in known.rejected if each != mention_id), mention_id)
    return replace(without(known, mention_id), rejected=rejected[-_MOST_REJECTED:])


def trusting(known: Moderation, host: str) -> Moderation:
    """What a host says is shown at once from now on."""
    return replace(
        known,
        trusted=_with_host(known.trusted, host),
        blocked=tuple(each for each in known.blocked if each != host),
    )


def blocking(known: Moderation, host: str) -> Moderation:
    """Nothing of a host is wanted from now on, nor what waits of it."""
    unwanted = Moderation(blocked=(host,))
    return replace(
        known,
        waiting=tuple(each for each in known.waiting if not unwanted.blocks(each.source)),
        blocked=_with_host(known.blocked, host),
        trusted=tuple(each for each in known.trusted if each != host),
    )


def forgetting(known: Moderation, host: str) -> Moderation:
    """A host is as any other again."""
    return replace(
        known,
        trusted=tuple(each for each in known.trusted if each != host),
        blocked=tuple(each for each in known.blocked if each != host),
    )


def _with_host(hosts: Sequence[str], host: str) -> tuple[str, ...]:
    return (*(each for each in hosts if each != host), host)[-_MOST_HOSTS:]


def moderation_to_json(known: Moderation) -> bytes:
    """All of it as it is stored."""
    record = {
        "waiting": codec.loads(to_json(known.waiting)),
        "trusted": known.trusted,
        "blocked": known.blocked,
        "rejected": known.rejected,
    }
    return codec.dumps(record).encode()


def moderation_from_json(data: bytes) -> Moderation:
    """All of it in what was stored."""
    try:
        record: Json = codec.loads(data.decode())
    except (ValueError, RecursionError):
        return Moderation()
    found = record if isinstance(record, dict) else {}
    waiting = from_json(codec.dumps(found.get("waiting")))
    hosts = (tuple(_texts(found.get(name))) for name in ("trusted", "blocked", "rejected"))
    return Moderation(tuple(waiting), *hosts)


def _texts(value: Json) -> Iterator[str]:
    return (each for each in (value if isinstance(value, list) else ()) if isinstance(each, str))
