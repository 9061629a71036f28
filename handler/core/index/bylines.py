"""Whether a blog has several authors, so that its pages say who wrote what. No IO here.

No post tells that of others, so the tick does, from how many posts each author has; publishing does
nothing for it.
"""

from collections.abc import Collection

from handler.core.model.entries import Entry
from handler.core.model.terms import term_slug
from handler.core.model.writes import Key

STATE = Key("bylines")
NEWEST = 100
"""Posts among which one is looked for that names nobody."""


def are_several(named: Collection[str], owner: str, newest: Collection[Entry]) -> bool:
    """Whether posts are of several authors, by the slugs of those that any post names.

    One that names nobody is by the `owner` of the blog, if that has a name.
    """
    if len(named) != 1 or not owner.strip():
        return len(named) > 1
    is_guest = term_slug(owner) not in named
    return is_guest and any(not entry.authors for entry in newest)
