"""What the commands that look at older versions share."""

from pathlib import Path

import click

from handler.cli.authors.authoring import key_in, whole_blog
from handler.cli.deployments import deployed
from handler.cli.trees import folder_of, site_of
from handler.core.model.addressing.keys import printable
from handler.core.model.sources import ObjectInfo
from handler.services.author.versions import NO_VERSIONING, History, Versions


def versions_of(stage: str | None) -> Versions:
    """The versions that the bucket of a stage keeps."""
    return deployed(stage).services.versions


def bucket_key(named: str) -> str:
    """The key that is meant by a file of the blog that one is in, or by itself."""
    root = whole_blog(Path.cwd())
    return key_in(folder_of(root, site_of(root)).absolute(), named) if root else named


def print_history(key: str, history: History) -> None:
    """A line a version, newest first."""
    for info in history.versions:
        click.echo(version_line(info))
    if history.versions and not history.is_kept:
        click.echo(f"There are no older versions: {NO_VERSIONING}")
    if not history.is_whole:
        click.echo(f"Older ones: coldpress history {key} --after {history.versions[-1].version}")


def version_line(info: ObjectInfo) -> str:
    """When a version was uploaded or deleted, its size, what it is called, and who wrote it."""
    size = f"{info.size:,} bytes" if info.etag else "deleted"
    author = f"  {printable(info.author)}" if info.author else ""
    return f"{info.modified.astimezone():%Y-%m-%d %H:%M:%S %z}  {size:>15}  {info.version}{author}"
