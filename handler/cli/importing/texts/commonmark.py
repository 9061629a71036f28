"""Markdown as other programs show it, and what kramdown would read otherwise. No IO here."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from handler.cli.importing.texts.markdown_links import masked

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_BARE = re.compile(r"(?<![\w<(\[\"'=/`.:>@])https?://[^\s<>\"`\]]*[^\s<>\"`\].,;:!?'*_)]")
_IN_MARKUP = re.compile(
    r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^)]*\)|^ {0,3}\[[^\]\n]+\]:[^\n]*|<a\b.*?</a>|<[^<>]*>",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_HARD_BREAK = re.compile(r"(?<=[^\\\n])\\$", re.MULTILINE)


def shown(text: str) -> str:
    """The HTML that CommonMark, with what GitHub adds to it, makes of Markdown."""
    return str(_parser().render(text))


@lru_cache(1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(deflist_plugin).use(tasklists_plugin)


def adapted(text: str) -> str:
    """The Markdown of others as kramdown reads it alike: bare addresses, hard breaks."""
    hidden = _IN_MARKUP.sub(lambda found: re.sub(r"[^\n]", "\0", found[0]), masked(text))
    made, position = [], 0
    for found in _BARE.finditer(hidden):
        made += [text[position : found.start()], f"<{found[0]}>"]
        position = found.end()
    return _with_breaks("".join([*made, text[position:]]))


def _with_breaks(text: str) -> str:
    hidden = masked(text)
    for found in reversed([*_HARD_BREAK.finditer(hidden)]):
        text = f"{text[: found.start()]}  {text[found.end() :]}"
    return text
