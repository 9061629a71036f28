"""Prepares the HTML of a body for the theme: what authors need not write themselves. No IO here.

Code is labelled and numbered, what may be too wide can be scrolled with the keyboard, footnotes
know their place beside the text, and a picture with emphasised words below it is a figure.
Feeds and stored bodies keep the HTML that Jekyll would make.
"""

import re
from dataclasses import dataclass
from functools import partial
from html import escape, unescape

from handler.core.model.translations import Words
from handler.core.model.urls import legal

MAXIMUM_NOTES = 24
"""How many footnotes can stand beside the text: the stylesheet has a rule for each."""

_WORDS_OF_A_LONG_POST = 500
_SECTIONS_OF_A_LONG_POST = 3
_UNNAMED = frozenset({"", "plaintext", "text", "txt", "plain", "nohighlight", "none"})

_ALIGNED = re.compile(r'(<t[dh]) style="text-align: ?(left|center|right)"')
_NUMBERED = re.compile(
    r'<table class="rouge-table"><tbody><tr><td class="gutter gl"><pre class="lineno">[\d\n]*</pre>'
    r'</td><td class="code"><pre>(.*?)</pre></td></tr></tbody></table>',
    re.DOTALL,
)
_LINK_AROUND = r"(?:<a [^>]*>\s*)?"
_CAPTIONED = re.compile(
    rf"<p>({_LINK_AROUND}(?:<picture>(?:(?!</?p>|<img ).)*)?<img [^<>]*>(?:\s*</picture>)?"
    r"(?:\s*</a>)?)"
    r"\s*(?:<br ?/?>)?\s*<em>((?:(?!</?em>|</?p>).)*)</em>\s*</p>",
    re.DOTALL,
)
_CHECKBOX = re.compile(r'<input type="checkbox" class="task-list-item-checkbox"(?=([^>]*)>)')
_ADDRESS = re.compile(
    r'(<(?:a|img|source|video|audio|iframe)\s(?:[^<>]*?\s)?(?:href|src|poster)=")([^"<>]*)(?=")',
    re.IGNORECASE,
)
_NOTED = re.compile(r'(<sup id="fnref:([^"]+)") role="doc-noteref"><a ')
_NOTE = re.compile(r'<li id="fn:([^"]+)"(?: role="doc-endnote")?')
_WIDE = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|svg)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r'|<div class="language-(?P<fence>[^\s"<]+)[^<>]*>'
    r'<div class="highlight"><pre class="highlight">'
    r'|<figure class="highlight"><pre><code class="[^"]*" data-lang="(?P<tag>[^"]*)">'
    r"|<pre(?P<pre>(?:\s[^<>]*)?)>"
    r"|<table(?P<table>(?:\s[^<>]*)?)>|</table\s*>"
    r'|(?P<math><math\s[^<>]*display="block"(?:(?!<math\b).)*?</math\s*>)',
    re.DOTALL | re.IGNORECASE,
)
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_HEADING = re.compile(r"<h([23])(\s[^<>]*)>((?:(?!<h[23][\s>]).)*?)</h\1>", re.DOTALL)
_ID = re.compile(r"""\sid=(?:"([^"]+)"|'([^']+)')""")
_NO_TOC = re.compile(r"""\sclass=(?:"(?:[^"]*\s)?no_toc[\s"]|'(?:[^']*\s)?no_toc[\s'])""")
_TAG = re.compile(r"<(sup|annotation)\b(?:(?!<\1\b).)*?</\1>|<[^<>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a text that its list of contents leads to."""

    level: int
    id: str
    title: str


def prepare(html: str, words: Words) -> str:
    """The HTML of a body as the theme shows it."""
    html = _ALIGNED.sub(r'\1 data-align="\2"', html)
    html = _NUMBERED.sub(_number, html)
    html = _CAPTIONED.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", html)
    html = _ADDRESS.sub(_escape, html)
    html = _CHECKBOX.sub(partial(_name_checkbox, words=words), html)
    return _beside(_make_scrollable(html, words))


def contents_of(html: str, count: int) -> tuple[Section, ...]:
    """The sections of a long text, or of one that asks for a list of contents; else none."""
    if count < _WORDS_OF_A_LONG_POST and 'id="markdown-toc"' not in html:
        return ()
    found = [
        Section(int(level), unescape(name[1] or name[2]), _plain(title))
        for level, attributes, title in _HEADING.findall(html)
        if (name := _ID.search(attributes)) and not _NO_TOC.search(attributes)
    ]
    return tuple(found) if len(found) >= _SECTIONS_OF_A_LONG_POST else ()


def _plain(title: str) -> str:
    return unescape(" ".join(_TAG.sub("", title).split()))


def _escape(match: re.Match[str]) -> str:
    """An address as the standard has it: authors write `Point Loma.png`, which browsers forgive."""
    return match[1] + legal(match[2].strip())


def _name_checkbox(match: re.Match[str], words: Words) -> str:
    name = words("Done") if "checked" in match[1] else words("To do")
    return f'{match[0]} aria-label="{escape(name)}"'


def _number(match: re.Match[str]) -> str:
    """Lines that the stylesheet numbers: a table may not stand in code."""
    lines = match[1].removesuffix("\n").split("\n")
    return "\n".join(f'<span class="line">{line}</span>' for line in lines) + "\n"


def _beside(html: str) -> str:
    """Footnotes and their marks with a number that brings them together on wide screens."""
    notes = frozenset(_NOTE.findall(html))
    names = [name for _, name in _NOTED.findall(html) if name in notes][:MAXIMUM_NOTES]
    place = {name: f' data-note="{number}"' for number, name in enumerate(names, 1)}
    # A superscript may not have the role, its link may; that of a single note is deprecated.
    link = '><a role="doc-noteref" '
    html = _NOTED.sub(lambda mark: mark[1] + place.get(mark[2], "") + link, html)
    return _NOTE.sub(lambda note: f'<li id="fn:{note[1]}"' + place.get(note[1], ""), html)


def _make_scrollable(html: str, words: Words) -> str:
    """What may be too wide for its column can be focused, and has a name for those who listen."""
    wraps = len(_TABLE.findall(html)) == len(_TABLE_END.findall(html))
    return _WIDE.sub(partial(_scrollable, words=words, wraps=wraps), html)


def _scrollable(match: re.Match[str], words: Words, *, wraps: bool) -> str:
    whole, language = match[0], match["fence"] or match["tag"]
    if language is not None:
        return _labelled(whole, language, words)
    if (match["pre"] or "").find("tabindex") < 0 <= whole.lower().find("<pre"):
        return _focusable(whole, words("Code"))
    if match["math"]:
        return _focusable('<span class="formula">', words("Formula")) + f"{whole}</span>"
    if wraps and match["table"] is not None:
        return _focusable('<div class="table">', words("Table")) + whole
    return f"{whole}</div>" if wraps and whole.startswith("</table") else whole


def _labelled(start: str, language: str, words: Words) -> str:
    """The start of a code block, up to `<pre>` or into `<code>`, with its language's name."""
    name = unescape(language).partition("?")[0]
    if name in _UNNAMED:
        return start.replace("<pre", _focusable("<pre>", words("Code"))[:-1], 1)
    shown = escape(name)
    start = start.replace(' class="highlight"', f' class="highlight" data-language="{shown}"', 1)
    label = words("Code in {}").replace("{}", name)
    return start.replace("<pre", _focusable("<pre>", label)[:-1], 1)


def _focusable(tag: str, name: str) -> str:
    """A start tag as a group with a name; a region would be a landmark, and there are many."""
    return f'{tag[:-1]} tabindex="0" role="group" aria-label="{escape(name)}">'
