"""Tests of changing one entry of front matter: it means what it should, and nothing else moves."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handler.core.authoring.editing import add_to_list, remove_entry, set_entry
from handler.core.model.problems import ContentError
from handler.core.yaml.front_matter import read_source

# How an entry may be written, and what it is then; the name is %s.
SHAPES = [
    "%s: plain",
    "%s: two words # a remark",
    "%s:",
    "%s:   # nothing yet",
    "%s: 'it''s'",
    '%s: "two\\tparts: \\"one\\"" # quoted',
    "%s: 2020-01-01 10:00:00 +0900",
    "%s: |\n  line one\n\n  line two",
    "%s: >-  # folded\n    long\n    text",
    "%s: [a, 'b, c', d]",
    "%s: [a,\n  b, # why\n  c,]",
    "%s: []",
    "%s:\n- a\n- b # second",
    "%s:\n    - a\n    # between\n    - 'b: c'",
    "%s: {x: 1, y: [2, 3]}",
    "%s:\n  x: 1\n  y:\n    - z\n",
    "%s: a text that\n  goes on",
    "%s: 'a quoted text\n\n  that goes on' # here",
    '"%s": quoted name',
    "%s : spaced",
    "%s: 한글 😀 é",
    "%s: &anchored value",
    "%s:\n  - x: 1\n    y: 2\n  - z",
    "%s: !!str 12",
]
NAMES = ["title", "date", "tags", "redirect_from", "published", "x-y", "location"]
REMARKS = ["# a remark", "", "   ", "#", "# key: value"]
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
items = st.one_of(texts, st.integers(-99, 99), st.booleans())
values = st.one_of(items, st.lists(texts, max_size=4))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A file with front matter of any shape."""
    names = draw(st.lists(st.sampled_from(NAMES), max_size=5))
    lines = []
    for name in names:
        lines += draw(st.lists(st.sampled_from(REMARKS), max_size=2))
        lines.append(draw(st.sampled_from(SHAPES)) % name)
    lines += draw(st.lists(st.sampled_from(REMARKS), max_size=2))
    indent = draw(st.sampled_from(["", "", "  "]))
    body = draw(st.sampled_from(["Text.\n", "", "\n\nText: 1\n---\ntitle: no\n"]))
    close = draw(st.sampled_from(["---", "...", "--- "]))
    inner = "\n".join(lines).replace("\n", f"\n{indent}")
    text = f"---\n{indent + inner + chr(10) if lines else ''}{close}\n{body}"
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    bom = draw(st.sampled_from(["", "", "\ufeff"]))
    return (bom + text.replace("\n", newline)).encode()


@st.composite
def flow_files(draw: st.DrawFn) -> bytes:
    """A file whose front matter is in braces."""
    flat = [shape for shape in SHAPES if "\n" not in shape and "#" not in shape]
    plain = [shape for shape in flat if not shape.endswith(":") and "parts:" not in shape]
    names = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    entries = ", ".join(draw(st.sampled_from(plain)) % name for name in names)
    return f"---\n{{{entries}}}\n---\nText.\n".encode()


def meant(raw: bytes) -> dict[str, object]:
    """What front matter says."""
    try:
        return dict(read_source("a.md", raw).front_matter)
    except ContentError:
        assume(False)
        raise


def lines_of(raw: bytes) -> list[bytes]:
    return raw.splitlines(keepends=True)


def kept(before: bytes, after: bytes) -> bool:
    """Whether only one run of lines differs."""
    one, two = lines_of(before), lines_of(after)
    start = next((i for i, (x, y) in enumerate(zip(one, two, strict=False)) if x != y), None)
    if start is None:
        return True
    shared = min(len(one), len(two)) - start
    end = next((i for i in range(shared) if one[-1 - i] != two[-1 - i]), shared)
    return len(one) - start - end <= 8 and len(two) - start - end <= 6


@settings(max_examples=400)
@given(st.one_of(files(), flow_files()), st.sampled_from(NAMES), values)
def test_a_value_is_set_and_all_else_stays(
    raw: bytes, name: str, value: str | int | bool | list[str]
) -> None:
    before = meant(raw)
    after = set_entry("a.md", raw, name, value)
    assert meant(after) == before | {name: value}
    assert kept(raw, after)
    assert after.startswith(raw[:3])
    assert read_source("a.md", after).body == read_source("a.md", raw).body


@settings(max_examples=200)
@given(st.one_of(files(), flow_files()), st.sampled_from(NAMES))
def test_an_entry_is_removed_and_all_else_stays(raw: bytes, name: str) -> None:
    before = meant(raw)
    after = remove_entry("a.md", raw, name)
    assert meant(after) == {each: value for each, value in before.items() if each != name}
    assert name in before or after == raw
    assert read_source("a.md", after).body == read_source("a.md", raw).body


@settings(max_examples=200)
@given(files(), st.sampled_from(NAMES), st.sampled_from(["/a/b/", "/2020/한글/", "/a, b: #c/"]))
def test_an_item_is_added_to_a_list_and_all_else_stays(raw: bytes, name: str, item: str) -> None:
    old = meant(raw).get(name)
    assume(not isinstance(old, dict))
    assume(not isinstance(old, list) or not any(isinstance(each, dict) for each in old))
    after = add_to_list("a.md", raw, name, item)
    listed = old if isinstance(old, list) else [] if old in (None, "") else [old]
    assert meant(after) == meant(raw) | {name: [*listed, item]}
    assert kept(raw, after)


def test_what_was_set_and_removed_again_leaves_no_trace() -> None:
    raw = b"---\r\ntitle: 'Hi'   # mine\r\n\r\n# the end\r\n---\r\nText."
    assert remove_entry("a.md", set_entry("a.md", raw, "published", False), "published") == raw
