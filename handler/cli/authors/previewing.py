"""Making, listing and revoking links to what readers do not see."""

from datetime import timedelta

import click

from handler.cli.authors.versions import bucket_key, versions_of
from handler.cli.deployments import deployed
from handler.cli.errors import Failure
from handler.core.model.addressing.keys import classify, printable
from handler.core.model.preview_links import PREFIX, PreviewLink
from handler.services.author.preview_links import SHOWN
from handler.wiring import Services

_NONE = "There is no link."


def make_link(key: str, version: str, lifetime: timedelta, stage: str | None) -> None:
    """Print the address of a new link to a file of the bucket, or to a version of it."""
    name, target = bucket_key(key), deployed(stage)
    if classify(name) not in SHOWN:
        raise Failure(f"{printable(name)} is no page: name a post, a draft or a page.")
    found = versions_of(stage).version(name, version).version if version else ""
    if not version and target.services.bucket.head(name) is None:
        raise Failure(f"{printable(name)} is not in the bucket: `coldpress push` uploads it.")
    address = target.address()
    if address is None:
        raise Failure("The blog is not online: `coldpress deploy` puts it there.")
    token = target.services.preview_links.make(name, lifetime, found)
    click.echo(f"{address}{PREFIX}{token}")


def print_links(key: str | None, stage: str | None) -> None:
    """A line a link: until when, its file, and the version that it shows."""
    links = _links(deployed(stage).services, key)
    for line in map(_line, links):
        click.echo(line)
    if not links:
        click.echo(_NONE)


def revoke_links(key: str | None, stage: str | None) -> None:
    """Let the links of a file, or all, lead nowhere."""
    services = deployed(stage).services
    links = _links(services, key)
    for link in links:
        services.preview_links.revoke(link)
        click.echo(f"revoked  {_line(link)}")
    if not links:
        click.echo(_NONE)


def _links(services: Services, key: str | None) -> list[PreviewLink]:
    name = bucket_key(key) if key else None
    return [link for link in services.preview_links.all() if name in (None, link.key)]


def _line(link: PreviewLink) -> str:
    version = f"  {link.version}" if link.version else ""
    until = f"{link.until.astimezone():%Y-%m-%d %H:%M %z}"
    return f"until {until}  {printable(link.key)}{version}"
