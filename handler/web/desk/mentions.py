"""Mentions on other sites, at the desk: what waits, what is shown, and whose are wanted."""

from collections.abc import Callable, Mapping, Sequence

from flask import Response

from handler.core.webmentions.crowding import site_of
from handler.core.webmentions.mentions import Mention, file_of, host_of, receives
from handler.services.author.files import NotTheirs, NotThere
from handler.services.webmentions.moderating import Moderating
from handler.web.desk import answers
from handler.web.desk.desk import Visit

_PAGES_AT_ONCE = 10
_MENTIONS_AT_ONCE = 200
_MOST_LETTERS = 1_100
Pages = Sequence[Sequence[Mention]]


def may_decide(visit: Visit) -> bool:
    """Whether whoever is at the desk decides: owners do, where the blog receives mentions."""
    return visit.person.is_owner and receives(visit.site)


def show(visit: Visit) -> Response:
    """What waits for a decision, and what readers see of some pages."""
    _check(visit)
    services = visit.desk.services
    after = visit.request.args.get("from", "")[:_MOST_LETTERS]
    known = services.moderating.known()
    pages, onward = _first(*services.mention_store.files(after, _PAGES_AT_ONCE))
    return answers.page(
        visit,
        "mentions.html",
        known=known,
        waiting=() if after else known.waiting[::-1],
        pages=pages,
        onward=onward,
        site_of=site_of,
        is_first=not after,
        done=visit.request.args.get("did", ""),
    )


def _first(pages: Pages, onward: str) -> tuple[Pages, str]:
    """The first of some pages, with not too many mentions for an answer, and where the next are."""
    count = 0
    for number, mentions in enumerate(pages):
        count += len(mentions)
        if number and count > _MENTIONS_AT_ONCE:
            return pages[:number], file_of(pages[number - 1][0].path)
    return pages, onward


def decide(visit: Visit) -> Response:
    """Do with a mention, or a host, what somebody has decided."""
    _check(visit)
    given = visit.request.form
    did = given.get("do", "")
    decision = _DECISIONS.get(did)
    if decision is None:
        raise NotThere("There is no such decision.")
    decision(visit, given.get("of", "")[:_MOST_LETTERS])
    return answers.onward(visit, "mentions", did=did)


def _check(visit: Visit) -> None:
    if not visit.person.is_owner:
        raise NotTheirs("Owners decide about mentions.")


def _moderating(visit: Visit) -> Moderating:
    return visit.desk.services.moderating


def _approve(visit: Visit, version: str, *, trusted: bool = False) -> None:
    if _moderating(visit).approve(version, trusted=trusted) is None:
        raise NotThere("The mention waits no more, or says something else by now: look again.")


def _remove(visit: Visit, named: str) -> None:
    mention_id, _, path = named.partition(" ")
    _moderating(visit).remove(_shown(visit, mention_id, path))


def _shown(visit: Visit, mention_id: str, path: str) -> Mention:
    for mention in visit.desk.services.mention_store.of(path):
        if mention.id == mention_id:
            return mention
    raise NotThere("Readers do not see that mention any more.")


def _host(named: str) -> str:
    host = host_of(f"https://{named}")
    if not host or host != named.lower():
        raise NotThere("That is no name of a host.")
    return host


_DECISIONS: Mapping[str, Callable[[Visit, str], object]] = {
    "approve": _approve,
    "trust": lambda visit, named: _approve(visit, named, trusted=True),
    "reject": lambda visit, named: _moderating(visit).reject(named.partition("-")[0]),
    "remove": _remove,
    "block": lambda visit, named: _moderating(visit).block(_host(named)),
    "forget": lambda visit, named: _moderating(visit).forget(_host(named)),
}
