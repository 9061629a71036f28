"""Texts of Ghost's two editors, Lexical and Mobiledoc, as HTML. No IO here."""

import json
from collections.abc import Iterator, Sequence
from html import escape

from handler.cli.importing.dialects.cards import card
from handler.core.model.entries import Json, mapping

_SIGNS = (
    (1, "strong"),
    (2, "em"),
    (4, "del"),
    (8, "u"),
    (16, "code"),
    (32, "sub"),
    (64, "sup"),
    (128, "mark"),
)
_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"))
_DEEPEST = 60


class NotKnown(ValueError):
    """A text that is no document of the editor."""


def from_lexical(text: str) -> tuple[str, tuple[str, ...]]:
    """The HTML of a Lexical document, and the cards in it that are not known."""
    unknown: list[str] = []
    root = mapping(mapping(_parsed(text)).get("root"))
    return "".join(_node(each, unknown, 0) for each in _children(root)), tuple(unknown)


def from_mobiledoc(text: str) -> tuple[str, tuple[str, ...]]:
    """The HTML of a Mobiledoc document, and the cards in it that are not known."""
    unknown: list[str] = []
    document = mapping(_parsed(text))
    sections = _listed(document.get("sections"))
    return "".join(_section(_listed(each), document, unknown) for each in sections), tuple(unknown)


def markdown_of(text: str) -> str | None:
    """The Markdown of a document that is nothing but that; None for others."""
    document = mapping(_parsed(text))
    nodes = _children(mapping(document.get("root")))
    cards = [_listed(each) for each in _listed(document.get("cards"))]
    sections = [each for each in _listed(document.get("sections")) if each != [1, "p", []]]
    if len(nodes) == 1 and nodes[0].get("type") == "markdown":
        found = nodes[0].get("markdown")
    elif len(sections) == len(cards) == 1 and str(cards[0][0]).endswith("markdown"):
        found = mapping(cards[0][1]).get("markdown")
    else:
        return None
    return found if isinstance(found, str) else None


def _parsed(text: str) -> Json:
    try:
        parsed: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotKnown from error
    return parsed


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _children(node: dict[str, Json]) -> list[dict[str, Json]]:
    return [mapping(each) for each in _listed(node.get("children"))]


def _node(node: dict[str, Json], unknown: list[str], depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    kind = str(node.get("type", "")).removeprefix("extended-")
    if kind == "text":
        return _formatted(str(node.get("text", "")), node.get("format"))
    inner = "".join(_node(each, unknown, depth + 1) for each in _children(node))
    if (tag := _element(kind, node)) is not None:
        return f"<{tag}>{inner}</{tag.partition(' ')[0]}>" if inner and tag else inner
    if kind == "linebreak":
        return "<br>"
    if kind in {"quote", "aside"}:
        return f"<blockquote><p>{inner}</p></blockquote>"
    made = card(kind, node)
    if made is None and kind:
        unknown.append(kind)
    return inner if made is None else made


def _element(kind: str, node: dict[str, Json]) -> str | None:
    """The element that a node is, with its attributes; None if it is no plain one."""
    tag = str(node.get("tag", ""))
    match kind:
        case "paragraph":
            return "p"
        case "heading" | "list":
            return tag if tag in _TAGS else ""
        case "listitem":
            return "li"
        case "link" | "autolink" | "at-link":
            return f'a href="{escape(str(node.get("url", "")))}"'
    return None


def _formatted(text: str, given: Json) -> str:
    html = escape(text, quote=False)
    bits = given if isinstance(given, int) else 0
    for bit, tag in reversed(_SIGNS):
        html = f"<{tag}>{html}</{tag}>" if bits & bit else html
    return html


def _section(section: Sequence[Json], document: dict[str, Json], unknown: list[str]) -> str:
    match section:
        case [1, str(tag), list(markers), *_]:
            inner = _markers(markers, document)
            return f"<{_tag(tag)}>{inner}</{_tag(tag)}>" if inner.strip() else ""
        case [2, str(address), *_]:
            return f'<p><img src="{escape(address)}" alt=""></p>'
        case [3, str(tag), list(items), *_]:
            listed = "".join(f"<li>{_markers(_listed(each), document)}</li>" for each in items)
            return f"<{_tag(tag)}>{listed}</{_tag(tag)}>"
        case [10, int(number), *_]:
            return _card(number, document, unknown)
    return ""


def _tag(tag: str) -> str:
    known = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "aside"}
    return {"pull-quote": "blockquote"}.get(tag, tag if tag in known else "p")


def _card(number: int, document: dict[str, Json], unknown: list[str]) -> str:
    cards = _listed(document.get("cards"))
    pair = _listed(cards[number]) if 0 <= number < len(cards) else []
    if len(pair) < 2:
        return ""
    made = card(str(pair[0]), mapping(pair[1]))
    if made is None:
        unknown.append(str(pair[0]))
    return made or ""


def _markers(markers: Sequence[Json], document: dict[str, Json]) -> str:
    opened: list[str] = []
    parts: list[str] = []
    for marker in markers:
        match marker:
            case [int(kind), list(starts), int(ends), value, *_]:
                for start in starts:
                    tag, attributes = _markup(start, document)
                    opened.append(tag)
                    parts.append(f"<{tag}{attributes}>")
                parts.append(
                    escape(str(value), quote=False) if kind == 0 else _atom(value, document)
                )
                parts += (f"</{opened.pop()}>" for _ in range(min(ends, len(opened))))
    return "".join([*parts, *(f"</{tag}>" for tag in reversed(opened))])


def _markup(number: Json, document: dict[str, Json]) -> tuple[str, str]:
    markups = _listed(document.get("markups"))
    found = (
        _listed(markups[number]) if isinstance(number, int) and 0 <= number < len(markups) else []
    )
    tag = str(found[0]).lower() if found else "span"
    pairs = _listed(found[1]) if len(found) > 1 else []
    known = (
        tag
        if tag in {"a", "b", "strong", "i", "em", "code", "s", "del", "u", "sub", "sup", "mark"}
        else "span"
    )
    return known, "".join(_attributes(pairs)) if known == "a" else ""


def _attributes(pairs: Sequence[Json]) -> Iterator[str]:
    for name, value in zip(pairs[::2], pairs[1::2], strict=False):
        if name in {"href", "title"}:
            yield f' {name}="{escape(str(value))}"'


def _atom(number: Json, document: dict[str, Json]) -> str:
    atoms = _listed(document.get("atoms"))
    found = _listed(atoms[number]) if isinstance(number, int) and 0 <= number < len(atoms) else []
    if found and found[0] == "soft-return":
        return "<br>"
    return escape(str(found[1]), quote=False) if len(found) > 1 else ""
