"""Arguments that several commands take."""

from pathlib import Path

import click

TREE = click.Path(exists=True, file_okay=False, path_type=Path)
CONTENT = Path("content")
"""The sample blog, which is what commands look at unless they are told."""
