"""Highlighting code with Pygments, in the markup that Jekyll's themes style.

Every character of the code is kept: what a lexer would change is shown without colours. So is
what it does not get done with: some lexers take exponential time over a few quotation marks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from handler.core.html.interrupting import OutOfTime, time_limit

if TYPE_CHECKING:
    from pygments.lexer import Lexer

MAXIMUM_CODE = 50_000
"""Characters of one block that is coloured."""
BLOCK_SECONDS = 0.25
"""Of computing, for one block; ordinary code of the greatest length takes half of it."""
TEXT_SECONDS = 0.5
"""Of computing, for all blocks of a text."""
Tell = Callable[[str], object]
"""Hears why code has no colours."""
_PLAIN = frozenset(["", "plaintext", "text", "txt", "plain", "nohighlight", "none"])
_spent: ContextVar[list[float] | None] = ContextVar("spent", default=None)


@contextmanager
def one_text() -> Iterator[None]:
    """Let all code that is coloured inside share the time of one text."""
    outer = _spent.get()
    token = _spent.set([] if outer is None else outer)
    try:
        yield
    finally:
        _spent.reset(token)


def highlight_inner(
    code: str,
    language: str,
    *,
    linenos: bool = False,
    mark_lines: frozenset[int] = frozenset(),
    tell: Tell = str,
) -> str:
    """What stands inside ``<code>``, for callers that write their own frame around it."""
    html = highlight_code(code, language, tell)
    if html is None:
        html = escape(code, quote=False)
    if mark_lines:
        html = marked(html, mark_lines)
    return _number(html) if linenos else html


def highlight_code(code: str, language: str, tell: Tell = str) -> str | None:
    """Code with its tokens in spans, or None when nobody knows the language."""
    name = language.lower()
    if name in _PLAIN:
        return escape(code, quote=False)
    lexer = _lexer(name)
    if lexer is None:
        return None
    if len(code) > MAXIMUM_CODE:
        tell(f"it has more than {MAXIMUM_CODE:,} characters")
        return escape(code, quote=False)
    return _coloured_in_time(code, lexer, tell)


def _coloured_in_time(code: str, lexer: Lexer, tell: Tell) -> str:
    spent = _spent.get()
    spent = [] if spent is None else spent
    seconds, started = min(BLOCK_SECONDS, TEXT_SECONDS - sum(spent)), time.thread_time()
    if seconds <= 0:
        tell(f"the code before it took {TEXT_SECONDS} s of computing")
        return escape(code, quote=False)
    try:
        with time_limit(seconds):
            return _coloured(code, lexer)
    except OutOfTime:
        tell(f"colouring it takes more than {seconds:.2g} s of computing")
    except Exception as error:
        # Hundreds of lexers by as many authors: what one fails at is still code.
        tell(f"colouring it fails ({type(error).__name__})")
    finally:
        spent.append(time.thread_time() - started)
    return escape(code, quote=False)


@lru_cache(maxsize=128)
def _lexer(name: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(name, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _coloured(code: str, lexer: Lexer) -> str:
    """Code in spans that end with their lines, so that lines can be marked and numbered."""
    pieces: list[str] = []
    tokens = list(lexer.get_tokens(code))
    if "".join([value for _, value in tokens]) != code:
        # Some lexers drop or change a character (\r, a byte order mark): code matters more.
        return escape(code, quote=False)
    for kind, value in tokens:
        name = _short_name(kind)
        text = escape(value, quote=False)
        if not name or not value.strip():
            pieces.append(text)
        else:
            start, end = f'<span class="{name}">', "</span>"
            pieces.append(start + text.replace("\n", f"{end}\n{start}") + end)
    return "".join(pieces)


@lru_cache(maxsize=512)
def _short_name(kind: object) -> str:
    from pygments.token import STANDARD_TYPES, Text, Token, _TokenType

    assert isinstance(kind, _TokenType)
    while kind not in STANDARD_TYPES and kind is not Token and kind.parent is not None:
        kind = kind.parent
    return "" if kind is Text else STANDARD_TYPES.get(kind, "")


def marked(html: str, lines: frozenset[int]) -> str:
    """Put the lines with these numbers, from 1, in spans that themes show on another ground."""
    return "\n".join(
        f'<span class="hll">{line}</span>' if number in lines else line
        for number, line in enumerate(html.split("\n"), 1)
    )


def _number(html: str) -> str:
    count = html.count("\n") + (not html.endswith("\n"))
    numbers = "".join(f"{number}\n" for number in range(1, count + 1))
    return (
        '<table class="rouge-table"><tbody><tr><td class="gutter gl">'
        f'<pre class="lineno">{numbers}</pre></td><td class="code"><pre>{html}</pre></td>'
        "</tr></tbody></table>"
    )
