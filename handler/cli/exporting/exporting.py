"""The command from end to end: a site, a folder, and what is said of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from handler.cli.exporting.additions import (
    add_host_files,
    add_search,
    add_stubs,
    numbered_moves,
)
from handler.cli.exporting.asking import Asker
from handler.cli.exporting.destination import Destination, Unusable, writing
from handler.cli.exporting.inventory import old_paths_in, paths_in, sources_in
from handler.cli.exporting.jumps import leading
from handler.cli.exporting.names import Claims
from handler.cli.exporting.place import Place, place_of
from handler.cli.exporting.running import Export
from handler.cli.exporting.source import Site
from handler.cli.interrupting import INTERRUPTED
from handler.cli.trees import folder_of, is_content, is_passed_over, site_of
from handler.core.index.counters import language_keys
from handler.core.model.languages.scripts import in_language_of
from handler.core.model.sources import Source
from handler.services.records import languages_in
from handler.web.app import create_app

_SHOWN = 5


def export(
    dest: Path, open_site: Callable[[], Site], url: str | None, base_path: str | None
) -> None:
    """Write a copy of a site into a folder, and say what is in it."""
    with writing(dest) as to:
        try:
            site = open_site()
            place = place_of(site.config, site.deployed, url, base_path)
            exported = _write(site, place, to)
            deleted = to.finish()
        except KeyboardInterrupt:
            click.echo("Stopped. What is there stays; run it again to go on.", err=True)
            raise SystemExit(INTERRUPTED) from None
    _report(exported, site, deleted)


def check_apart(dest: Path, root: Path) -> None:
    """Raise `Unusable` if a copy would lie around its blog, or become a part of it."""
    folder = folder_of(root, site_of(root)).resolve()
    if folder.is_relative_to(dest):
        raise Unusable(f"{dest} holds the blog itself. Name a folder outside of it, or _site.")
    if dest.is_relative_to(folder):
        inner = dest.relative_to(folder).as_posix()
        if is_content(f"{inner}/index.html", site_of(root)) and not is_passed_over(folder, inner):
            raise Unusable(f"{dest} would be a part of the blog. Name a folder outside, or _site.")


def _write(site: Site, place: Place, to: Destination) -> Export:
    services, sources = site.services(place), list(sources_in(site.table))
    asker = Asker(create_app(lambda: services), place)
    run, lead = site.run(place, sources), leading(site.table, site.config.paginate)
    export = Export(asker, place, to, run, Claims(to.ignores_case), lead)
    old = (path for path in old_paths_in(sources, site.config, site.table) if "?" not in path)
    export.crawl(paths_in(sources, site.table), old)
    numbered_moves(sources, export)
    add_search(export, services.indexer, _language(site))
    add_host_files(export, has_styles=any(map(_has_styles, sources)))
    add_stubs(export)
    return export


def _language(site: Site) -> str:
    counted = languages_in(site.table.get(language_keys()))
    return in_language_of(site.config, counted).lang


def _has_styles(source: Source) -> bool:
    return source.asset is not None and source.asset.content_type.startswith("text/html")


def _report(export: Export, site: Site, deleted: int) -> None:
    files, written = len(export.claims.owners), export.to.written
    click.echo(f"{files:,} files: {written:,} written, {files - written:,} as before.")
    if deleted:
        click.echo(f"{deleted:,} deleted, as they are no part of it any more.")
    if not export.place.origin:
        _warn("feeds and sitemaps lack a host. Set url in _config.yml, or say it with --url.")
    if rejected := sum(1 for each in site.outcomes if each.state == "rejected"):
        _warn(f"{rejected:,} files of the blog are rejected. `coldpress check` says why.")
    _tell("", export.claims.problems + export.to.problems)
    broken = [f"{path}, on {page}" for path, page in sorted(export.broken.items())]
    _tell("leads nowhere, as on the blog: ", broken)


def _tell(what: str, lines: Sequence[str]) -> None:
    for line in lines[:_SHOWN]:
        _warn(what + line)
    if more := len(lines) - _SHOWN if len(lines) > _SHOWN else 0:
        _warn(f"and {more:,} more.")


def _warn(text: str) -> None:
    click.echo(f"  {click.style('warning', fg='yellow')}: {text}")
