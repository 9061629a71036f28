"""Rendering a post of 5,000 characters with code, against stock Markdown parsers."""

import markdown
from markdown_it import MarkdownIt

from benchmarks.blog import PARAGRAPHS
from benchmarks.timing import medians, report
from handler.core.highlighting import highlight_code
from handler.core.markdown import MarkdownOptions, to_html

_ROUNDS = 40


def run() -> None:
    """Print the ratios, with and without highlighting."""
    prose = PARAGRAPHS.replace("```python", "").replace("```bash", "").replace("```", "")
    text = PARAGRAPHS + prose * (5_000 // len(prose))
    stock = MarkdownIt("commonmark").enable("table")
    extra = ["extra", "toc", "smarty"]
    times = medians(
        _ROUNDS,
        lambda: stock.render(text),
        lambda: markdown.markdown(text, extensions=extra),
        lambda: to_html(text, MarkdownOptions(), lambda _code, _language: None),
        lambda: to_html(text, MarkdownOptions(), highlight_code),
    )
    report("post of 5,000 characters", times[2], "markdown-it-py", times[0])
    report("post of 5,000 characters", times[2], "Python-Markdown", times[1])
    report("  with two code blocks highlighted", times[3], "Python-Markdown", times[1])
