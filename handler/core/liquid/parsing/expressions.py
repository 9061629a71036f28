"""Reads Liquid's expressions with python-liquid's parser, after a tokenizer of our own.

The library's tokenizer takes quadratic time on some texts and reads words such as `limit` as
keywords even after a dot. No IO here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from liquid import Environment
from liquid.builtin.expressions import (
    BooleanExpression,
    FilteredExpression,
    LoopExpression,
    Path,
    parse_identifier,
    parse_primitive,
)
from liquid.builtin.expressions.primitive import Blank, Empty, Nil, RangeLiteral
from liquid.exceptions import LiquidSyntaxError
from liquid.expression import Expression
from liquid.stream import TokenStream
from liquid.token import (
    TOKEN_ASSIGN,
    TOKEN_COLON,
    TOKEN_COMMA,
    TOKEN_DOT,
    TOKEN_IDENTINDEX,
    TOKEN_IDENTSTRING,
    TOKEN_OR,
    TOKEN_RANGE_LITERAL,
    TOKEN_STRING,
    TOKEN_WORD,
    Token,
    operators,
)

from handler.core.liquid.parsing.scanning import Finder

T = TypeVar("T")

_TOKEN = re.compile(
    r"""
    (?P<skip>\s+)
    | (?P<identindex>\[\s*(?P<index>-?\d+)\s*\])
    | (?P<identstring>\[\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')\s*\])
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<range>\.\.)
    | (?P<float>-?\d+\.(?!\.)\d*)
    | (?P<integer>-?\d+\b)
    | (?P<dot>\.)
    | (?P<word>\w[\w\-]*\??)
    | (?P<lparen>\() | (?P<rparen>\))
    | (?P<lbracket>\[) | (?P<rbracket>\])
    | (?P<colon>:) | (?P<comma>,) | (?P<pipe>\|)
    | (?P<operator>[!=<>]{1,2})
    | (?P<illegal>.)
    """,
    re.VERBOSE | re.DOTALL,
)
MAX_BRACKETS = 50
"""Brackets inside one another in an expression; the library recurses into each."""
_DEEPER = {"lparen": 1, "lbracket": 1, "rparen": -1, "rbracket": -1}
_LITERALS = frozenset({"true", "false", "nil", "null", "empty", "blank"})
_LOGIC = _LITERALS | {"and", "or", "contains"}
_LOOP_OPTIONS = frozenset({"in", "limit", "offset", "reversed", "cols"})
_LOOP = _LITERALS | _LOOP_OPTIONS | {"continue"}
_NAME = re.compile(r"""["']?([\w\-]+)["']?\Z""")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """An expression with what it needs to know: the variables it starts from and its ranges."""

    value: T
    roots: frozenset[str] = frozenset()
    ranges: tuple[RangeLiteral, ...] = ()


def parse_output(env: Environment, text: str) -> Parsed[FilteredExpression]:
    """A value with filters, as in `{{ … }}`."""
    expression = _filtered(env, _stream(text, _LITERALS))
    if isinstance(expression.left, Nil | Empty | Blank) and not expression.filters:
        raise LiquidSyntaxError("prints nothing", token=None)
    return _parsed(expression, expression)


def parse_assignment(env: Environment, text: str) -> tuple[str, Parsed[FilteredExpression]]:
    """The name and the value of `{% assign name = value %}`."""
    stream = _stream(text, _LITERALS)
    name = parse_identifier(env, stream, allow_trailing_question_mark=False)
    stream.eat(TOKEN_ASSIGN)
    expression = _filtered(env, stream)
    return str(name), _parsed(expression, expression)


def parse_condition(env: Environment, text: str) -> Parsed[BooleanExpression]:
    """The condition of `if`, `unless` and `elsif`."""
    expression = BooleanExpression.parse(env, _stream(text, _LOGIC))
    return _parsed(expression, expression)


def parse_loop(env: Environment, text: str) -> Parsed[LoopExpression]:
    """What `for` and `tablerow` say: `post in site.posts limit: 3`."""
    expression = LoopExpression.parse(env, _stream(text, _LOOP))
    return _parsed(expression, expression)


def parse_value(env: Environment, text: str) -> Parsed[Expression]:
    """A single value without filters, as `case` takes it."""
    stream = _stream(text, _LITERALS)
    expression = parse_primitive(env, stream)
    stream.expect_eos()
    return _parsed(expression, expression)


def parse_values(env: Environment, text: str) -> Parsed[list[Expression]]:
    """The values of `when`, between commas or `or`."""
    stream = _stream(text, _LOGIC)
    values = [parse_primitive(env, stream)]
    while stream.current.kind in (TOKEN_COMMA, TOKEN_OR):
        next(stream)
        values.append(parse_primitive(env, stream))
    stream.expect_eos()
    return _parsed(values, *values)


def parse_cycle(env: Environment, text: str) -> Parsed[tuple[Expression | None, list[Expression]]]:
    """The group, if any, and the values of `cycle`."""
    stream = _stream(text, _LITERALS)
    group = None
    values = [parse_primitive(env, stream)]
    if stream.current.kind == TOKEN_COLON:
        next(stream)
        group, values = values[0], [parse_primitive(env, stream)]
    while stream.current.kind == TOKEN_COMMA:
        next(stream)
        values.append(parse_primitive(env, stream))
    stream.expect_eos()
    return _parsed((group, values), *([group] if group else []), *values)


def parse_name(text: str) -> str:
    """The name of a variable, as `capture` and `increment` take it."""
    match = _NAME.match(text)
    if not match:
        raise LiquidSyntaxError("expected a name", token=None)
    return match[1]


def _filtered(env: Environment, stream: TokenStream) -> FilteredExpression:
    # Where `if` is no keyword, none is a condition.
    expression = cast(FilteredExpression, FilteredExpression.parse(env, stream))
    for used in expression.filters or ():
        if used.name in env.filters:
            used.validate_filter_arguments(env)
        else:  # It passes its value on, whatever it is to do with it.
            used.args = []
    return expression


def _parsed(value: T, *expressions: Expression) -> Parsed[T]:
    roots: set[str] = set()
    ranges: list[RangeLiteral] = []
    todo = list(expressions)
    while todo:
        expression = todo.pop()
        todo.extend(expression.children())
        if isinstance(expression, RangeLiteral):
            ranges.append(expression)
        elif isinstance(expression, Path) and isinstance(expression.head(), str):
            roots.add(str(expression.head()))
    return Parsed(value, frozenset(roots), tuple(ranges))


def _stream(text: str, keywords: frozenset[str]) -> TokenStream:
    return TokenStream(_tokens(text, keywords))


def _tokens(text: str, keywords: frozenset[str]) -> Iterator[Token]:
    finder = Finder(text)
    before, depth = "", 0
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or ""
        if group == "skip":
            continue
        depth += _DEEPER.get(group, 0)
        if depth > MAX_BRACKETS:
            raise LiquidSyntaxError("its brackets are too deep", token=None)
        kind, value = _READERS.get(group, _plain)(match)
        if kind == TOKEN_WORD and value in keywords and _may_be_keyword(value, before):
            kind = value
        elif group == "lparen" and _is_range(finder, match.end()):
            kind = TOKEN_RANGE_LITERAL
        before = kind
        yield Token(kind, value, match.start(), text)


def _may_be_keyword(word: str, before: str) -> bool:
    """Whether a word may be a keyword behind a token: `limit: limit` has a variable."""
    if word in _LOOP_OPTIONS:
        return before not in ("", TOKEN_DOT, TOKEN_COLON, "in")
    return before != TOKEN_DOT


def _is_range(finder: Finder, start: int) -> bool:
    return finder.find("..", start) < finder.find(")", start)


def _plain(match: re.Match[str]) -> tuple[str, str]:
    return match.lastgroup or "", match[0]


def _operator(match: re.Match[str]) -> tuple[str, str]:
    if match[0] not in operators:
        raise LiquidSyntaxError(f"unknown operator {match[0]}", token=None)
    return operators[match[0]], match[0]


def _illegal(match: re.Match[str]) -> tuple[str, str]:
    raise LiquidSyntaxError(f"unexpected {match[0]}", token=None)


_READERS: dict[str, Callable[[re.Match[str]], tuple[str, str]]] = {
    "identindex": lambda match: (TOKEN_IDENTINDEX, match["index"]),
    "identstring": lambda match: (TOKEN_IDENTSTRING, match["double"] or match["single"] or ""),
    "string": lambda match: (TOKEN_STRING, match[0][1:-1]),
    "operator": _operator,
    "illegal": _illegal,
}
