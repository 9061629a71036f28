"""What ``kramdown:`` in a blog's ``_config.yml`` may set, with Jekyll's defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html.entities import name2codepoint


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """How Markdown is read and written; the defaults are those of a plain Jekyll 4."""

    auto_ids: bool = True
    auto_id_prefix: str = ""
    footnote_nr: int = 1
    gfm: bool = True
    hard_wrap: bool = False
    parse_block_html: bool = False
    parse_span_html: bool = True
    quotes: tuple[str, str, str, str] = ("‘", "’", "“", "”")
    symbols: tuple[tuple[str, str], ...] = ()
    toc_levels: frozenset[int] = frozenset(range(1, 7))
    default_language: str = "plaintext"
    highlight_code: bool = True
    mathml: bool = False
    tex_in_text: bool = False

    @property
    def wraps(self) -> bool:
        """Whether every line break is a hard one, and none needs to be marked; only GFM can."""
        return self.gfm and self.hard_wrap

    @classmethod
    def from_config(cls, config: Mapping[str, object]) -> MarkdownOptions:
        """The options of a ``kramdown:`` mapping; unknown and odd values are passed over."""
        options = cls()
        for name, value in config.items():
            options = options.with_setting(str(name), value)
        highlighting = config.get("syntax_highlighter_opts")
        if isinstance(highlighting, Mapping):
            options = _with_highlighting(options, highlighting)
        return options

    def with_setting(self, name: str, value: object) -> MarkdownOptions:
        """These options with one of kramdown's settings changed, if it is known and readable."""
        if name in _FLAGS and (flag := _flag(value)) is not None:
            return _with_flag(self, name, flag)
        if name == "auto_id_prefix" and isinstance(value, str):
            return replace(self, auto_id_prefix=value)
        if name == "footnote_nr" and str(value).isdecimal():
            return replace(self, footnote_nr=int(str(value)))
        if name == "toc_levels" and (levels := _levels(value)):
            return replace(self, toc_levels=levels)
        if name == "smart_quotes" and (quotes := _quotes(value)):
            return replace(self, quotes=quotes)
        if name == "typographic_symbols" and isinstance(value, Mapping):
            return replace(self, symbols=_symbols(value))
        if name == "input" and isinstance(value, str):
            return replace(self, gfm=value.lower() != "kramdown")
        return self


_FLAGS = {"auto_ids", "hard_wrap", "parse_block_html", "parse_span_html"}


def _with_flag(options: MarkdownOptions, name: str, flag: bool) -> MarkdownOptions:
    match name:
        case "auto_ids":
            return replace(options, auto_ids=flag)
        case "hard_wrap":
            return replace(options, hard_wrap=flag)
        case "parse_block_html":
            return replace(options, parse_block_html=flag)
        case _:
            return replace(options, parse_span_html=flag)


def _with_highlighting(
    options: MarkdownOptions, highlighting: Mapping[object, object]
) -> MarkdownOptions:
    if _flag(highlighting.get("disable")):
        options = replace(options, highlight_code=False)
    language = highlighting.get("default_lang")
    return replace(options, default_language=language) if isinstance(language, str) else options


def _flag(value: object) -> bool | None:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    return words.get(str(value).strip().lower())


def _levels(value: object) -> frozenset[int]:
    if isinstance(value, str) and ".." in value:
        first, _, last = value.partition("..")
        if first.strip().isdecimal() and last.strip(". ").isdecimal():
            return _levels(list(range(int(first[:3]), min(int(last.strip(". ")[:3]), 6) + 1)))
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        return frozenset()
    return frozenset(int(str(p)) for p in parts if str(p).strip() in {*"123456"})


def _symbols(value: Mapping[object, object]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), _written(text)) for name, text in value.items())


def _written(text: object) -> str:
    """A value as Ruby writes it into a text."""
    if isinstance(text, bool):
        return str(text).lower()
    return "" if text is None else str(text)


def _quotes(value: object) -> tuple[str, str, str, str] | None:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)) or len(names) != 4:
        return None
    first, second, third, fourth = (_quote(str(name).strip()) for name in names)
    return first, second, third, fourth


def _quote(name: str) -> str:
    code = int(name) if name.isdecimal() and len(name) < 7 else name2codepoint.get(name, 0)
    return chr(code) if 0 < code < 0xD800 else "'"
