"""Comments of an old blog as HTML that stands under a post, cleaned. No IO here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape

from handler.cli.importing.exports import Comment
from handler.cli.importing.texts.liquid import without_markup
from handler.core.html.nesting import is_bounded, words_only
from handler.core.html.sanitizing import clean_comment

_WEB = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_DEEPEST = 4
_LONGEST = 100_000
"""Characters of one comment; longer ones are cut."""


def archive(comments: Sequence[Comment], heading: str = "Comments") -> str:
    """Comments as a section of HTML, in threads, oldest first."""
    names = {comment.name for comment in comments if comment.name}
    roots = [each for each in comments if each.parent not in names or not each.parent]
    below: dict[str, list[Comment]] = {}
    for each in comments:
        if each.parent and each.parent in names:
            below.setdefault(each.parent, []).append(each)
    told: set[str] = set()
    lines = [*_list(roots, below, 0, told)]
    # What answers itself in a circle has no beginning.
    left = [each for each in comments if each.name in names - told]
    lines += _list(left, {}, 0, told) if left else ()
    listed = "\n".join(lines)
    title = f'<h2 id="comments">{escape(heading)}</h2>'
    return f'<section class="archived-comments">\n{title}\n{listed}\n</section>\n'


def _list(
    comments: Sequence[Comment], below: dict[str, list[Comment]], depth: int, told: set[str]
) -> Iterator[str]:
    yield '<ol class="comment-list">'
    for each in comments:
        if each.name in told:
            continue
        told |= {each.name} - {""}
        yield from _comment(each)
        answers = below.get(each.name, []) if each.name else []
        if answers and depth < _DEEPEST:
            yield from _list(answers, below, depth + 1, told)
        yield "</li>"
        if answers and depth >= _DEEPEST:
            yield from _flat(answers, below, told)
    yield "</ol>"


def _flat(
    comments: Sequence[Comment], below: dict[str, list[Comment]], told: set[str]
) -> Iterator[str]:
    """Answers to answers to answers, which have no room to stand further in."""
    left = list(comments)
    while left:
        each = left.pop(0)
        if each.name in told:
            continue
        told.add(each.name)
        yield from _comment(each)
        yield "</li>"
        left[:0] = below.get(each.name, [])


def _comment(comment: Comment) -> Iterator[str]:
    name = escape(comment.author.strip() or "Anonymous")
    author = f'<span class="p-name">{name}</span>'
    if _WEB.fullmatch(comment.address.strip()):
        address = escape(comment.address.strip())
        author = f'<a class="p-name u-url" href="{address}" rel="nofollow ugc noopener">{name}</a>'
    time = _time(comment.date) if comment.date else ""
    own = f' id="comment-{escape(comment.name)}"' if re.fullmatch(r"[\w-]+", comment.name) else ""
    yield f'<li class="comment h-cite"{own}>'
    who = f'<span class="p-author h-card">{without_markup(author)}</span>'
    yield f'<p class="comment-header">{who}{time}</p>'
    yield f'<div class="comment-text e-content">{_clean(comment.html)}</div>'


def _time(date: datetime) -> str:
    return f' <time class="dt-published" datetime="{date.isoformat()}">{date:%Y-%m-%d}</time>'


def _clean(html: str) -> str:
    """What a reader wrote, without what may do something in browsers, in one line for Markdown."""
    cut = html[:_LONGEST]
    safe = clean_comment(cut if is_bounded(cut) else words_only(cut), images=False)
    parts = re.split(r"(<pre\b.*?</pre>)", safe, flags=re.DOTALL)
    joined = "".join(
        part.replace("\n", "&#10;") if part.startswith("<pre") else re.sub(r"\s*\n\s*", " ", part)
        for part in parts
    )
    return without_markup(joined)
