"""Rendering a post of 5,000 characters with code, against stock Markdown parsers."""

import markdown
from markdown_it import MarkdownIt

from benchmarks.blog import text_of
from benchmarks.report import Result, timed
from benchmarks.timing import medians
from handler.core.html.highlighting import highlight_code
from handler.core.markdown import MarkdownOptions, to_html

_ROUNDS = 40


def run() -> list[Result]:
    """The ratios, with and without highlighting."""
    text = text_of(0)
    stock = MarkdownIt("commonmark").enable("table")
    extra = ["extra", "toc", "smarty"]
    times = medians(
        _ROUNDS,
        lambda: stock.render(text),
        lambda: markdown.markdown(text, extensions=extra),
        lambda: to_html(text, MarkdownOptions(), lambda _code, _language: None),
        lambda: to_html(text, MarkdownOptions(), highlight_code),
    )
    plain, highlighted = "post of 5,000 characters", "  with two code blocks highlighted"
    return [
        timed(plain, times[2], "markdown-it-py", times[0]),
        timed(plain, times[2], "Python-Markdown", times[1]),
        timed(highlighted, times[3], "Python-Markdown", times[1]),
    ]
