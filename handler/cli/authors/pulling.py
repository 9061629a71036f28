"""Pulling the bucket into a folder: only what differs, and nothing that was changed here."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from handler.cli.arguments import is_blog
from handler.cli.asking import agreed
from handler.cli.authors.deletions import counted
from handler.cli.authors.mentions import FILE, write_mentions
from handler.cli.authors.pull_plan import Pull, check, plan, updated
from handler.cli.authors.pull_record import Record, read_record, write_record
from handler.cli.deployments import Deployed
from handler.cli.progress import run
from handler.cli.trees import etags_of, is_content, read_tree
from handler.core.model.addressing.keys import key_problem, printable
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ContentError
from handler.core.model.sources import etag_of
from handler.services.ports import Bucket
from handler.services.records import CONFIG

_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the author wants of a pull: `yes` that nothing is asked, `many` much deleted."""

    dry_run: bool = False
    delete: bool = False
    overwrite: bool = False
    yes: bool = False
    many: bool = False


def pull_tree(root: Path, target: Deployed, wishes: Wishes) -> bool:
    """Bring a folder up to date with the bucket; whether nothing is left that differs there."""
    bucket, name = target.services.bucket, target.services.settings.bucket
    site = _site_of(bucket)
    stored = _content(bucket, site)
    files = read_tree(root).paths() if root.is_dir() else {}
    here = etags_of(files)
    base = read_record(root, name) or Record()
    pull = plan(stored, here, base, overwrite=wishes.overwrite)
    if wishes.dry_run:
        _print(pull, wishes)
    if wishes.delete:
        check(pull, stored, here, root, many=wishes.many)
    if wishes.dry_run:
        return not pull.differing
    if not wishes.yes and not _is_agreed(root, pull, wishes):
        click.echo("Nothing was changed.")
        raise SystemExit(1)
    fetched = _fetch(bucket, pull.fetched, _folder(root, site), root)
    gone = pull.gone if wishes.delete else ()
    for key in gone:
        files[key].unlink(missing_ok=True)
    same = [key for key in stored if stored[key] == here.get(key)]
    record = updated(base, stored, here | fetched, [*same, *fetched, *gone])
    write_record(root, name, record)
    _tell_mentions(write_mentions(target.services.mention_store, root))
    _print(pull, wishes)
    return not pull.differing and len(fetched) == len(pull.fetched)


def _is_agreed(root: Path, pull: Pull, wishes: Wishes) -> bool:
    """Whether files may be written and deleted here, which is asked where it may be a mistake."""
    if pull.fetched and not _may_fill(root, pull):
        return False
    return not (wishes.delete and pull.gone) or agreed(pull.question())


def _tell_mentions(count: int) -> None:
    if count:
        click.echo(f"Mentions on other sites: {count}, in {FILE}.")


def _content(bucket: Bucket, site: SiteConfig) -> dict[str, str]:
    """What of the bucket is a part of the blog, and may be a file, with ETags."""
    from handler.services.uploading import stored_etags

    found = stored_etags(bucket)
    usable = (key for key in found if is_content(key, site) and key_problem(key) is None)
    return {key: found[key] for key in usable}


def _site_of(bucket: Bucket) -> SiteConfig:
    """The configuration in the bucket, which says what is content; the defaults if it is broken."""
    from handler.core.site.config import read_config

    found = bucket.get(CONFIG)
    with suppress(ContentError):
        if found and found.data is not None:
            return read_config(found.data, CONFIG)[0]
    return SiteConfig()


def _may_fill(root: Path, pull: Pull) -> bool:
    """Whether files may be written into a folder, which is asked if it holds other things."""
    if not root.is_dir() or is_blog(root) or not any(root.iterdir()):
        return True
    return agreed(f"{root} is no blog, and not empty. Fetch {counted(len(pull.fetched))} into it?")


def _folder(root: Path, site: SiteConfig) -> Path:
    """Where the blog lies below a folder: `source` of the configuration, as in Jekyll."""
    named = site.data.get("source")
    folder = (root / named).resolve() if isinstance(named, str) else root
    return folder if folder.is_relative_to(root.resolve()) else root


def _fetch(bucket: Bucket, keys: Sequence[str], folder: Path, root: Path) -> dict[str, str]:
    """Fetch files, and tell of those that cannot be written; gives the ETags of the others."""

    def fetch(key: str) -> str:
        path = (root if key == CONFIG else folder) / key
        try:
            return _write(bucket, key, path)
        except OSError as error:
            reason = error.strerror or str(error)
            click.echo(f"{printable(key)}: cannot be written here: {reason}.", err=True)
            return ""

    etags = zip(keys, run("Fetching", keys, fetch, _WORKERS), strict=True)
    return {key: etag for key, etag in etags if etag}


def _write(bucket: Bucket, key: str, path: Path) -> str:
    """Put what the bucket holds in a file's place, whole or not at all; gives its ETag here."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{etag_of(key.encode())}.fetching")
    try:
        with beside.open("wb") as file:
            if bucket.download(key, file) is None:
                raise FileNotFoundError(f"{key} has just been deleted")
        etag = etag_of(beside.read_bytes())
        os.replace(beside, path.resolve())
        return etag
    finally:
        beside.unlink(missing_ok=True)


def _print(pull: Pull, wishes: Wishes) -> None:
    done = [*pull.lines(delete=wishes.delete)]
    for line in [*done, *pull.remarks(delete=wishes.delete)]:
        click.echo(printable(line))
    if not done and not pull.differing:
        click.echo("Nothing to fetch: the folder holds the same files.")
