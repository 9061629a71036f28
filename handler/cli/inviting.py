"""Turning the desk on and off, letting people come in, and putting them out."""

import io
import sys
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import click

from handler.cli.deployments import Deployed, deployed
from handler.cli.errors import Failure
from handler.cli.infrastructure.desk import set_desk
from handler.core.model.addressing.keys import printable
from handler.core.people import leaving
from handler.core.people.coming import without_expired
from handler.core.people.state import INVITED, Member, People, checked_name

ENTER = "/_coldpress/desk/enter#"
_NEVER = "The desk was never turned on: `coldpress desk` does so."


def open_desk(stage: str | None, name: str | None, *, is_owner: bool) -> None:
    """Turn the desk on if it is off, and print a link."""
    target = deployed(stage)
    address = _address(target)
    named = checked_name(name) if name is not None else ""
    access = target.services.access
    people = access.people()
    _set_rights(target, address, on=True)
    if people is None or not people.is_on:
        access.turn_on()
        people = access.people()
        click.echo("The desk is on.")
    target.services.announcing.tell()
    member = _member(people.members if people else (), named)
    link = access.invite(
        member.name if member else named, is_owner=is_owner, member=member.id if member else ""
    )
    click.echo(_told(member, named, is_owner=is_owner))
    _print_link(f"{address}{ENTER}{link.token}")


def print_people(stage: str | None) -> None:
    """Print everybody who may come in, and what is open."""
    access = deployed(stage).services.access
    people = access.people()
    if people is None:
        raise Failure(_NEVER)
    if not people.is_on:
        click.echo("The desk is off.")
    for line in _lines(without_expired(people, access.now())):
        click.echo(line)
    if not people.members:
        click.echo("Nobody has come in yet.")


def revoke(name: str, stage: str | None) -> None:
    """End what has an id."""
    access = deployed(stage).services.access
    if access.people() is None:
        raise Failure(_NEVER)
    people = access.change(lambda people, _now: leaving.revoke(people, name, None))
    click.echo(f"Revoked {printable(name)}, from now on.")
    if not any(each.is_owner and each.passkeys for each in people.members):
        click.echo("No owner can come in any more; `coldpress desk` makes a link for one.")


def close_desk(stage: str | None) -> None:
    """Turn the desk off; who has a passkey keeps it."""
    target = deployed(stage)
    target.services.access.turn_off()
    target.services.announcing.tell()
    _set_rights(target, "", on=False)
    click.echo("The desk is off, and everybody is signed out.")


def _set_rights(target: Deployed, address: str, *, on: bool) -> None:
    """Let the function write content, or not any more; the shell's names tell no stack."""
    if target.stage is None:
        click.echo("Name a STAGE as well, so that its function gets or loses the rights for it.")
    else:
        parts = urlsplit(address)
        set_desk(target.stage, f"{parts.scheme}://{parts.netloc}" if on else "", on=on)


def _address(target: Deployed) -> str:
    address = target.address()
    if address is None:
        raise Failure("The blog is not online: `coldpress deploy` puts it there.")
    if not address:
        raise Failure("Nobody can tell where the blog is: set COLDPRESS_URL to its address.")
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname != "localhost":
        raise Failure(f"Passkeys need https, and COLDPRESS_URL is {address}.")
    return address


def _member(members: tuple[Member, ...], name: str) -> Member | None:
    """Who has a name; without one the one owner there is."""
    if not name:
        owners = [each for each in members if each.is_owner]
        if len(owners) > 1:
            names = ", ".join(each.name for each in owners)
            raise Failure(f"Name one of the owners, or a new one, with --owner: {names}.")
        return owners[0] if owners else None
    found = [each for each in members if each.name.casefold() == name.casefold()]
    if len(found) > 1:
        raise Failure(f"{len(found)} people are called {name}: rename one at the desk.")
    return found[0] if found else None


def _told(member: Member | None, name: str, *, is_owner: bool) -> str:
    role = _role(is_owner)
    if member is None:
        who = f"{name}, a new {role}" if name else f"a new {role}"
    elif name and member.is_owner != is_owner:
        who = f"{member.name}, who is {_role(member.is_owner)} and stays so"
    else:
        who = f"another passkey of {member.name}"
    return f"A link for {who}, good once and for {INVITED.seconds // 60} minutes:"


def _role(is_owner: bool) -> str:
    return "owner" if is_owner else "author"


def _print_link(link: str) -> None:
    click.echo(link)
    if (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        click.echo(_code(link))


def _code(link: str) -> str:
    """A link as a QR code of half blocks, dark on light whatever colours a terminal has."""
    import segno

    out = io.StringIO()
    segno.make(link, error="l", micro=False).terminal(out, border=2, compact=True)
    lines = out.getvalue().splitlines()
    return "\n".join(click.style(line, fg="bright_white", bg="black") for line in lines)


def _lines(people: People) -> Iterator[str]:
    for member in people.members:
        yield f"{member.id}  {member.name}, {_role(member.is_owner)}"
        for passkey in member.passkeys:
            used = f"made {_day(passkey.made)}, last used {_day(passkey.used)}"
            yield f"  {passkey.id}  passkey of {passkey.label}, {used}"
        for session in member.sessions:
            yield f"  {session.id}  signed in with {session.browser}, seen {_day(session.seen)}"
        for program in member.programs:
            used = f"may {program.scopes.replace(' ', ', ')}, last used {_day(program.used)}"
            yield f"  {program.id}  {program.label} writes, {used}"
    for link in people.invitations:
        until = f"{link.until.astimezone():%H:%M %z}"
        who = f"{link.name or 'somebody'}, {_role(link.is_owner)}"
        yield f"{link.id}  link for {who}, until {until}"


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d}"
