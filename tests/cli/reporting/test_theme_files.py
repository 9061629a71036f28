"""Warnings of files that the theme is to show, and that are not there."""

from tests.cli.conftest import Tree
from tests.cli.reporting.test_links import warnings

CONFIG = """title: Blog
baseurl: /blog
theme:
  favicon: /i/icon.svg
  css: /assets/mine.css
  cover: https://elsewhere.test/cover.jpg
  font: /fonts/text.woff2
"""
POST = {"_posts/2020-01-01-a.md": "A."}


def test_files_of_the_theme_that_are_not_there_are_told_with_their_line(tree: Tree) -> None:
    files = POST | {"_config.yml": CONFIG, "fonts/text.woff2": "wOF2"}
    assert warnings(tree(files), "_config.yml") == [
        "4: names /i/icon.svg as favicon in theme, where nothing is.",
        "5: names /assets/mine.css as css in theme, where nothing is.",
    ]


def test_a_font_that_is_too_large_to_be_sent_is_told(tree: Tree) -> None:
    config = "theme: {font: /fonts/text.woff2}\n"
    files = POST | {"_config.yml": config, "fonts/text.woff2": "x" * 4_500_001}
    assert warnings(tree(files), "_config.yml") == [
        "1: names /fonts/text.woff2 as font, which has 4,500,001 bytes: too many."
    ]
