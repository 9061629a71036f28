"""Code as Jekyll's themes expect it."""

from __future__ import annotations

import re

from handler.core.html.highlighting import marked
from handler.core.markdown.attributes import write_attributes
from handler.core.markdown.nodes import Attributes, Code, CodeBlock
from handler.core.markdown.options import MarkdownOptions
from handler.core.markdown.result import Highlighter
from handler.core.markdown.text import escape

_LANGUAGE_CLASS = re.compile(r"(?:^|(?<=\s))language-(\S+)")


def write_code_span(node: Code, options: MarkdownOptions) -> str:
    """A code span, with the classes Rouge's users know."""
    attributes = dict(node.attributes)
    if options.highlight_code:
        classes = attributes.get("class", "")
        language = "" if _LANGUAGE_CLASS.search(classes) else f"language-{options.default_language}"
        attributes["class"] = " ".join(filter(None, [language, classes, "highlighter-rouge"]))
    return f"<code{write_attributes(attributes.items())}>{escape(node.code)}</code>"


def write_code_block(node: CodeBlock, options: MarkdownOptions, highlight: Highlighter) -> str:
    """A code block, highlighted when its language is known."""
    attributes = dict(node.attributes)
    language = node.language or _class_language(attributes)
    if options.highlight_code:
        shown = language or options.default_language
        html = highlight(node.code, shown.partition("?")[0])
        if html is not None:
            html = marked(html, node.marked) if node.marked else html
            return _highlighted(html, shown, attributes, _title(node))
    inner = f' class="language-{escape(language)}"' if language else ""
    outer = write_attributes(attributes.items())
    return f"{_title(node)}<pre{outer}><code{inner}>{escape(node.code)}</code></pre>\n"


def _title(node: CodeBlock) -> str:
    return f'<div class="code-title">{escape(node.title)}</div>' if node.title else ""


def _highlighted(html: str, language: str, attributes: Attributes, title: str) -> str:
    classes = [f"language-{language}", attributes.pop("class", ""), "highlighter-rouge"]
    attributes = {"class": " ".join(filter(None, classes)), **attributes}
    return (
        f'<div{write_attributes(attributes.items())}>{title}<div class="highlight">'
        f'<pre class="highlight"><code>{html}</code></pre></div></div>\n'
    )


def _class_language(attributes: Attributes) -> str:
    match = _LANGUAGE_CLASS.search(attributes.get("class", ""))
    if match is None:
        return ""
    rest = attributes["class"].replace(match[0], "", 1).split()
    attributes["class"] = " ".join(rest)
    return match[1]
