"""Changes one entry of front matter, and leaves every other character as its author wrote it.

No IO here. What comes out is read again: if anything else means something else now, as where an
alias refers to what was changed, the edit is refused.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from handler.core.authoring.front_matter.locating import Found, Matter, Node, locate
from handler.core.authoring.front_matter.parts import newline_of
from handler.core.authoring.front_matter.scalars import Scalar, Value, inline, written
from handler.core.model.entries import Json
from handler.core.model.problems import ContentError, Problem
from handler.core.yaml.front_matter import Source, read_source
from handler.core.yaml.lookalikes import lookalike

_DASH = re.compile(r"\s*-\s+")
_BOM = "\ufeff"


def set_entry(key: str, raw: bytes, name: str, value: Value) -> bytes:
    """The file with this value under a name; raises `ContentError` if that cannot be written."""
    new: Json = value if isinstance(value, str | int) else _plain(value)

    def with_value(values: dict[str, Json]) -> dict[str, Json]:
        return values | {name: new}

    return _edit(key, raw, name, with_value, lambda matter: _set(matter, name, value))


def _plain(value: Sequence[Scalar] | Mapping[str, Json]) -> Json:
    return dict(value) if isinstance(value, Mapping) else list(value)


def remove_entry(key: str, raw: bytes, name: str) -> bytes:
    """The file without an entry, as often as it is there."""

    def without(values: dict[str, Json]) -> dict[str, Json]:
        return {each: value for each, value in values.items() if each != name}

    while name in (source := read_source(key, raw)).front_matter:
        edited = _edit(key, raw, name, without, lambda matter: _remove(matter, name), loosely=True)
        if edited == raw:
            raise _refusal(key, source, name)
        raw = edited
    return raw


def add_to_list(key: str, raw: bytes, name: str, item: str) -> bytes:
    """The file with one more item in a list; a value that stands alone becomes a list."""
    known = read_source(key, raw).front_matter.get(name)
    items = known if isinstance(known, list) else [] if known in (None, "") else [known]
    if item in items:
        return raw
    new: list[Json] = [*items, item]
    plain = [each for each in new if isinstance(each, str | int)]
    if len(plain) < len(new):
        raise _refusal(key, read_source(key, raw), name)
    return _edit(
        key, raw, name, lambda values: values | {name: new}, lambda m: _add(m, name, item, plain)
    )


def _edit(
    key: str,
    raw: bytes,
    name: str,
    expect: Callable[[dict[str, Json]], dict[str, Json]],
    edit: Callable[[Matter], str],
    *,
    loosely: bool = False,
) -> bytes:
    """Edit a file, and see that it then says what is expected, or at least (`loosely`) all else."""
    source = read_source(key, raw)
    text = raw.decode()
    bom = text[: len(text) - len(text.lstrip(_BOM))]
    matter = locate(text) or locate(_with_front_matter(key, text))
    assert matter
    try:
        edited = (bom + edit(matter)).encode()
        after = read_source(key, edited)
    except (ContentError, UnicodeEncodeError):
        raise _refusal(key, source, name) from None
    values, expected = dict(after.front_matter), expect(dict(source.front_matter))
    if loosely:
        values.pop(name, None)
    if values != expected or after.body.lstrip() != source.body.lstrip():
        raise _refusal(key, source, name)
    return edited


def _with_front_matter(key: str, text: str) -> str:
    """A text that has none, with an empty one."""
    if found := lookalike(text.lstrip(_BOM)):
        raise ContentError(Problem(key, f"{found[0]}.", found[1], 1))
    newline = newline_of(text)
    return f"---{newline}---{newline}{text.lstrip(_BOM)}"


def _refusal(key: str, source: Source, name: str) -> ContentError:
    message = f"has front matter in which {name} cannot be changed without changing more."
    fix = f"Change {name} by hand; it may stand in what begins with &, * or <<."
    return ContentError(Problem(key, message, fix, source.lines.get(name, 1)))


def _last(matter: Matter, name: str) -> Found | None:
    """The entry that counts."""
    return next((each for each in reversed(matter.entries()) if each.name == name), None)


def _splice(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _set(matter: Matter, name: str, value: Value) -> str:
    found = _last(matter, name)
    if found is None:
        return _insert(matter, name, value)
    if isinstance(value, str | int):
        return _put(matter, found, written(value, found.value.quote))
    if value and not isinstance(value, Mapping) and _is_block_list(matter, found):
        first = found.value.children[0]
        start, end = matter.line_start(first.start), matter.line_end(found.end)
        return _splice(matter.text, start, end, _lines(matter, _indent(matter, first), value))
    return _put(matter, found, inline(value))


def _put(matter: Matter, found: Found, new: str) -> str:
    """Write a value on one line in place of what is there."""
    text, value = matter.text, found.value
    if value.is_empty:
        return _splice(text, found.colon, found.colon, f" {new}")
    if "\n" not in matter.shadow[found.colon : value.start]:
        return _splice(text, value.start, value.end, new)
    # A comment on the line of the name stays.
    end = matter.line_end(found.colon)
    return (
        f"{text[: found.colon]} {new}{text[found.colon : end]}" + text[matter.line_end(value.end) :]
    )


def _insert(matter: Matter, name: str, value: Value) -> str:
    """Write an entry that is not there yet, as the last one."""
    root, end = matter.root, matter.end
    if root and root.is_flow:
        return _into_brackets(matter, root, f"{name}: {inline(value)}")
    indent = _indent(matter, root.children[0]) if root and root.children else ""
    line = f"{indent}{name}: {inline(value)}{matter.newline}"
    if not isinstance(value, str | int | Mapping) and value:
        items = _lines(matter, f"{indent}  - ", value)
        line = f"{indent}{name}:{matter.newline}{items}"
    return _splice(matter.text, end, end, line)


def _into_brackets(matter: Matter, node: Node, new: str) -> str:
    """Write one more thing into brackets or braces."""
    if not node.children:
        return _splice(matter.text, node.start + 1, node.start + 1, new)
    end = node.children[-1].end
    return _splice(matter.text, end, end, f", {new}")


def _remove(matter: Matter, name: str) -> str:
    found = _last(matter, name)
    if found is None or matter.root is None:
        return matter.text
    if not matter.root.is_flow:
        end = found.colon if found.value.is_empty else found.end
        return _splice(matter.text, matter.line_start(found.start), matter.line_end(end), "")
    after = re.compile(r"\s*,\s*").match(matter.shadow, found.end)
    if after:
        return _splice(matter.text, found.start, after.end(), "")
    before = matter.shadow[: found.start].rstrip().removesuffix(",")
    return _splice(matter.text, len(before), found.end, "")


def _add(matter: Matter, name: str, item: str, items: Sequence[Scalar]) -> str:
    found = _last(matter, name)
    if found and found.value.is_flow and found.value.is_list:
        return _into_brackets(matter, found.value, written(item))
    if found and _is_block_list(matter, found):
        after = matter.line_end(found.value.children[-1].end)
        line = _lines(matter, _indent(matter, found.value.children[0]), [item])
        return _splice(matter.text, after, after, line)
    return _set(matter, name, items)


def _is_block_list(matter: Matter, found: Found) -> bool:
    value = found.value
    is_block = value.is_list and not value.is_flow and bool(value.children)
    return is_block and _DASH.fullmatch(_indent(matter, value.children[0])) is not None


def _indent(matter: Matter, item: Node) -> str:
    """What stands before an item on its line."""
    return matter.text[matter.line_start(item.start) : item.start]


def _lines(matter: Matter, indent: str, items: Sequence[Scalar]) -> str:
    return "".join(f"{indent}{written(item)}{matter.newline}" for item in items)
