"""Tests of changing one entry of front matter: it means what it should, and nothing else moves."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handler.core.authoring.front_matter.editing import add_to_list, remove_entry, set_entry
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
REMARKS = ["# a remark", "", " ", "#", "# key: value"]
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


@pytest.mark.slow
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


@pytest.mark.slow
@settings(max_examples=200)
@given(st.one_of(files(), flow_files()), st.sampled_from(NAMES))
def test_an_entry_is_removed_and_all_else_stays(raw: bytes, name: str) -> None:
    before = meant(raw)
    after = remove_entry("a.md", raw, name)
    assert meant(after) == {each: value for each, value in before.items() if each != name}
    assert name in before or after == raw
    assert read_source("a.md", after).body == read_source("a.md", raw).body


@pytest.mark.slow
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


def test_the_value_that_counts_is_changed_of_an_entry_that_is_there_twice() -> None:
    raw = b"---\ndate: a\ntitle: A\ndate: b # c\n---\n"
    assert set_entry("a.md", raw, "date", "new") == b"---\ndate: a\ntitle: A\ndate: new # c\n---\n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", b"---\ndate: x\n---\n"),
        (b"Text.\r\nMore.", b"---\r\ndate: x\r\n---\r\nText.\r\nMore."),
        (b"\xef\xbb\xbfText.", b"\xef\xbb\xbf---\ndate: x\n---\nText."),
        (b"---\n---\n", b"---\ndate: x\n---\n"),
        (b"---\n# only this\n---\nText", b"---\n# only this\ndate: x\n---\nText"),
        (b"---\n{}\n---\n", b"---\n{date: x}\n---\n"),
        (b"---\n{title: A,\n tags: [a]} # b\n---\n",
         b"---\n{title: A,\n tags: [a], date: x} # b\n---\n"),
        (b"---\ndate   : # when?\ntitle: A\n---\n", b"---\ndate   : x # when?\ntitle: A\n---\n"),
        (b"---\ndate:\n  - 1 # one\n---\n", b"---\ndate: x\n---\n"),
        (b"---\ntitle: a\x07b\ndate: 1\n---\n", b"---\ntitle: a\x07b\ndate: x\n---\n"),
    ],
)  # fmt: skip
def test_an_entry_is_written_where_it_belongs(raw: bytes, expected: bytes) -> None:
    assert set_entry("a.md", raw, "date", "x") == expected


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"---\ndate: &d 1\nb: *d\n---\n", "a.md:2: has front matter in which date cannot"),
        (b"---\ndate: 1\na: &d {date: 2}\n<<: *d\n---\n", "a.md:2: has front matter in which date"),
        (b"+++\ndate = 1\n+++\n", "a.md:1: begins with +++"),
        (b"---\ndate: [\n---\n", "a.md:3: has a bracket"),
        (b"---\ndate: 1\n---\n\xff", "a.md:4: is not UTF-8 text."),
        (b"---\n" + b"a: 1\n" * 50_000 + b"---\n", "a.md:1: has front matter of more than"),
    ],
)
def test_what_would_change_more_is_refused_with_its_line(raw: bytes, told: str) -> None:
    with pytest.raises(ContentError) as caught:
        set_entry("a.md", raw, "date", "x")
    assert str(caught.value).startswith(told)


def test_what_is_merged_in_from_elsewhere_is_not_removed() -> None:
    with pytest.raises(ContentError, match="cannot be changed without changing more"):
        remove_entry("a.md", b"---\na: &d {date: 1}\n<<: *d\n---\n", "date")


def test_a_list_in_lines_stays_one() -> None:
    raw = b"---\ntags:  # mine\n  # first\n    - a # one\n    - b\ntitle: A\n---\n"
    assert set_entry("a.md", raw, "tags", ["c", "d"]) == (
        b"---\ntags:  # mine\n  # first\n    - c\n    - d\ntitle: A\n---\n"
    )
    assert set_entry("a.md", raw, "tags", []) == b"---\ntags: []  # mine\ntitle: A\n---\n"


def test_an_item_that_is_there_is_not_added_again_and_mappings_are_no_items() -> None:
    raw = b"---\ntags: [a, 'b']\nredirect_from:\n  - x: 1\n---\n"
    assert add_to_list("a.md", raw, "tags", "b") == raw
    with pytest.raises(ContentError, match="cannot be changed without changing more"):
        add_to_list("a.md", raw, "redirect_from", "/a/")


def test_nothing_within_a_mapping_stays_nothing() -> None:
    changed = set_entry("a.md", b"---\n---\n", "mf2", {"a": [None, 1.5, True]})
    assert read_source("a.md", changed).front_matter == {"mf2": {"a": [None, 1.5, True]}}
