"""`export`: the whole site as files that any server sends."""

from pathlib import Path

import click

from handler.cli.arguments import TREE, default_tree, stage_argument
from handler.cli.errors import FriendlyCommand


@click.command("export", cls=FriendlyCommand)
@click.argument("dest", type=click.Path(file_okay=False, path_type=Path))
@stage_argument
@click.option("--content", type=TREE, help="The blog in this folder, in place of a STAGE.")
@click.option("--url", help="Where the copy will be, such as https://example.com/blog.")
@click.option("--base-path", help="Only its path there, such as /blog, or / for none.")
def command(
    dest: Path, stage: str | None, content: Path | None, url: str | None, base_path: str | None
) -> None:
    """Write the whole site into DEST, as files that any web server sends.

    It is the blog of STAGE, or else the one in --content or the one that you are in, as readers
    have it: with all lists, feeds, sitemaps, pictures, a search that runs in browsers, and pages
    that lead on from old addresses. It will be where `url` and `baseurl` of _config.yml say,
    unless you say otherwise.

    DEST may be new, empty, or what was exported before: then only what changed is written, what is
    gone is deleted, and an export that was stopped goes on. Files that no export wrote stay.
    """
    from handler.cli.exporting.exporting import check_apart, export
    from handler.cli.exporting.source import site_in, site_of

    if stage and content:
        raise click.UsageError("Name a STAGE or --content, not both.")
    dest = dest.absolute()
    if stage:
        from handler.cli.deployments import deployed

        services = deployed(stage).services
        export(dest, lambda: site_of(services), url, base_path)
        return
    root = (content or default_tree()).resolve()
    check_apart(dest.resolve(), root)
    export(dest, lambda: site_in(root), url, base_path)
