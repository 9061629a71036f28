"""`theme`: templates of the blog's own, and the theme's that they were begun with."""

from pathlib import Path

import click

from handler.cli.arguments import blog_around
from handler.cli.errors import Failure, FriendlyCommand


@click.command("theme", cls=FriendlyCommand)
@click.argument("names", metavar="[TEMPLATE]...", nargs=-1)
def command(names: tuple[str, ...]) -> None:
    """Begin templates of your own with those of the theme, or list them.

    Each TEMPLATE, such as post.html or partials/footer.html, is copied into _theme/templates/ of
    the blog that you are in. What lies there goes before the theme's own, and is live once it is
    uploaded. Without TEMPLATE the theme's are listed, with what became of yours, and of the one
    that each was begun with: compare those that have changed, as yours lack what is new in them.
    """
    from handler.cli.authors.theming import begin, listed
    from handler.services.computing.theming import names_of_ours

    folder = blog_around(Path.cwd())
    if folder is None:
        raise Failure("This folder is no blog. Go to one, which has a _config.yml or _posts.")
    if unknown := [name for name in names if name not in names_of_ours()]:
        raise Failure(f"The theme has no {unknown[0]}. `coldpress theme` lists what it has.")
    for name in names:
        click.echo(begin(folder, name))
    if not names:
        for line in listed(folder):
            click.echo(line)
