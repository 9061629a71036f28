"""`{% highlight LANGUAGE %}`: a figure with coloured code, as Jekyll writes it. No IO here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TextIO

from liquid import Environment
from liquid.ast import Node
from liquid.context import RenderContext

from handler.core.liquid.runtime.context import Rendering
from handler.core.liquid.runtime.locations import adapt
from handler.core.liquid.runtime.nodes import Body
from handler.core.liquid.tags.clauses import TAG, Clause, Reading

_LANGUAGE = re.compile(r"[\w.+#-]+")
_OPTION = re.compile(r"""(\w+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w-]+)))?""")
# Where Rouge takes a line end for a part of the comment before it; elsewhere it leaves a carriage
# return behind, which kramdown turns into another line end.
_UNSPACED = frozenset(
    (
        *("bpf", "ceylon", "conf", "config", "cython", "pyx", "erlang", "erl", "glsl", "haml"),
        *("igorpro", "ini", "irb", "lasso", "make", "makefile", "mf", "meson", "meson.build"),
        *("pascal", "properties", "puppet", "pp", "python", "py", "python3", "solidity", "tap"),
    )
)
_COMMENT_LINE = re.compile(r'(<span class="c1">[^<\n]+</span>)\n')
_LANG_OPTION = re.compile(r"\blang:([\w.+#-]+)")


@dataclass(frozen=True, slots=True)
class CodeOptions:
    """What the tag says: the language, numbering and marked lines."""

    language: str = ""
    linenos: str = ""
    mark_lines: frozenset[int] = frozenset()


def read_highlight(_: Environment, text: str) -> Reading:
    """Read `LANGUAGE [linenos[=table|inline]] [mark_lines="1 2 4-6"]`."""
    language = _LANGUAGE.match(text)
    rest = text[language.end() :] if language else ""
    options = {
        name: double or single or bare or "" for name, double, single, bare in _OPTION.findall(rest)
    }
    linenos = options.get("linenos", "table") or "inline" if "linenos" in options else ""
    marked = _line_numbers(options.get("mark_lines", ""))
    return Reading(CodeOptions(language[0].lower() if language else "", linenos, marked))


def read_codeblock(_: Environment, text: str) -> Reading:
    """Read Octopress's `codeblock`: `[title] [lang:LANGUAGE] [link]`."""
    language = _LANG_OPTION.search(text)
    return Reading(CodeOptions(language[1].lower() if language else ""))


def build(clauses: Sequence[Clause]) -> Node:
    """The node of either tag."""
    return CodeNode(clauses[0].reading.value, clauses[0].body)


def _line_numbers(text: str) -> frozenset[int]:
    """`1 2 4-6` as numbers."""
    numbers: set[int] = set()
    for part in text.replace(",", " ").split():
        first, _, last = part.partition("-")
        if first.isdecimal() and (last or first).isdecimal():
            low, high = int(first[:6]), int((last or first)[:6])
            numbers.update(range(low, min(high, low + 10_000) + 1))
    return frozenset(numbers)


class CodeNode(Node):
    """Code, coloured."""

    __slots__ = ("_body", "_options")

    def __init__(self, options: CodeOptions, body: Body) -> None:
        super().__init__(TAG)
        self.blank = False
        body.blank = False
        self._options = options
        self._body = body

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the figure, in Markdown on lines of its own that no list or quotation holds."""
        rendering = adapt(context)
        code = rendering.get_buffer()
        self._body.render(context, code)
        figure = _figure(code.getvalue().strip("\r\n"), self._options, rendering)
        margin = "\n" if rendering.form.markdown else ""
        return buffer.write(margin + figure + margin)


def _figure(code: str, options: CodeOptions, rendering: Rendering) -> str:
    language = escape(options.language)
    name = language.replace("+", "-")
    return (
        f'<figure class="highlight"><pre><code class="language-{name}" data-lang="{language}">'
        f"{_coloured(code, options, rendering)}</code></pre></figure>"
    )


def _coloured(code: str, options: CodeOptions, rendering: Rendering) -> str:
    # Pygments is imported only for texts that hold code.
    from handler.core.html.highlighting import highlight_inner

    html = highlight_inner(
        code,
        options.language,
        linenos=bool(options.linenos),
        mark_lines=options.mark_lines,
        tell=rendering.journal.uncoloured.append,
    )
    spaced = rendering.form.crlf and options.language not in _UNSPACED
    return _COMMENT_LINE.sub(r"\1\n\n", html) if spaced else html
