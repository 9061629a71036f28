"""What is told of the author's desk: whether it is on, and how many may come in."""

from datetime import datetime

from handler.core.people.coming import without_expired
from handler.core.people.state import People
from handler.core.people.storing import BrokenPeople
from handler.services.people.access import Access
from handler.services.ports import Unavailable


def desk_line(access: Access) -> str:
    """Whether the desk is on, and for how many."""
    try:
        people = access.people()
    except (BrokenPeople, Unavailable) as error:
        return f"Whether the desk is on cannot be told: {error}"
    if people is None or not people.is_on:
        return "The desk is off."
    return f"The desk is on: {counted(people, access.now())}."


def counted(people: People, now: datetime) -> str:
    """How many people, passkeys and open links there are."""
    people = without_expired(people, now)
    passkeys = sum(1 for _ in people.passkeys())
    return ", ".join(
        [
            _some(len(people.members), "person", "people"),
            _some(passkeys, "passkey", "passkeys"),
            _some(len(people.invitations), "open link", "open links"),
        ]
    )


def _some(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
