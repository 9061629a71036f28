"""Tests of splitting files and reading YAML as Psych does, within bounds."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.entries import Json
from handler.core.model.problems import ContentError
from handler.core.yaml.front_matter import Source, read_source
from tests.core.growth import count_calls, is_in_proportion


def front(text: str) -> dict[str, Json]:
    return read_source("a.md", f"---\n{text}\n---\n".encode()).front_matter


def refusal(raw: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        read_source("a.md", raw)
    return str(caught.value)


def blamed(raw: bytes) -> set[str]:
    try:
        read_source("a.md", raw)
    except ContentError as error:
        return {problem.key for problem in error.problems}
    return set()


def test_a_file_is_split_at_its_second_line_of_hyphens() -> None:
    source = read_source("a.md", b"---\ntitle: Hi\ntags: [a]\n---\n\n\nText.\n---\nMore.\n")
    assert source == Source(
        front_matter={"title": "Hi", "tags": ["a"]},
        lines={"title": 2, "tags": 3},
        body="Text.\n---\nMore.\n",
        body_line=7,
        has_front_matter=True,
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"---\ntitle: Hi\n...\nText.",
        b"---\r\ntitle: Hi\r\n---\r\nText.",
        b"---\rtitle: Hi\r---\rText.",
        b"\xef\xbb\xbf---  \ntitle: Hi\n---\t\nText.",
    ],
)
def test_dots_foreign_newlines_and_a_byte_order_mark_are_accepted(raw: bytes) -> None:
    source = read_source("a.md", raw)
    assert (source.front_matter, source.body, source.body_line) == ({"title": "Hi"}, "Text.", 4)


def test_the_indentation_of_the_first_line_of_text_is_kept() -> None:
    assert read_source("a.md", b"---\n---\n\n    code\n").body == "    code\n"


@pytest.mark.parametrize("raw", [b"Text.", b"", b"--- x\nText.", b"---\n\nA rule above.\n"])
def test_a_file_without_front_matter_is_all_body(raw: bytes) -> None:
    source = read_source("a.md", raw)
    assert (source.has_front_matter, source.body) == (False, raw.decode())


def test_front_matter_below_other_text_is_reported() -> None:
    (problem,) = read_source("a.md", b"\n---\ntitle: Hi\n---\n").problems
    assert (problem.severity, problem.line) == ("warning", 1)


def test_front_matter_that_never_ends_is_refused() -> None:
    assert "a.md:1: has front matter that does not end" in refusal(b"---\ntitle: Hi\n\nText.\n")


def test_text_that_is_not_utf8_is_refused_with_its_line() -> None:
    assert refusal(b"---\r\n---\r\ncaf\xe9\n") == "a.md:3: is not UTF-8 text. Save it as UTF-8."


def test_a_file_of_more_than_five_megabytes_is_refused() -> None:
    assert "larger than 5 MB" in refusal(b"x" * 5_000_001)


def test_control_characters_are_left_out_with_a_warning() -> None:
    source = read_source("a.md", b"---\ntitle: Hi\n---\nA\x08B\x00C\tD\n")
    assert source.body == "ABC\tD\n"
    assert [(problem.line, problem.severity) for problem in source.problems] == [(4, "warning")]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: Foo: bar", 2, "colon in a value without quotes"),
        ("a: 1\nb:\n\t- x", 4, "indented by a tab"),
        ('title: "Hi\nb: 1', 2, "quotation mark"),
        ("a: 1\ntags: [a, b\nc: 2", 3, "bracket or brace"),
        ("title: @home", 2, "special to YAML"),
        ("title: *star", 2, "anchor"),
        ("title: *star*", 2, "begins with *"),
        ("title: !tag x", 2, "YAML tag"),
        ("- a\n- b", 2, "not a list of name: value entries"),
        ("[a]: 1", 2, "list or mapping as a name"),
        ("a: &a [*a]", 2, "contains itself"),
        ("a: 1\n<<: 2", 3, "merges"),
        ("a: !tag [1]", 2, "YAML tag"),
    ],
)
def test_yaml_that_cannot_be_read_is_refused_with_its_line(
    text: str, line: int, message: str
) -> None:
    said = refusal(f"---\n{text}\n---\nText.\n".encode())
    assert said.startswith(f"a.md:{line}: ")
    assert message in said


def test_a_name_given_twice_keeps_its_last_value_with_a_warning() -> None:
    source = read_source("a.md", b"---\ntitle: A\ntitle: B\n---\n")
    assert source.front_matter == {"title": "B"}
    assert [str(problem) for problem in source.problems] == [
        "a.md:3: gives 'title' twice; the last one counts. Remove one of them."
    ]


def test_unquoted_values_mean_what_they_mean_to_ruby() -> None:
    text = "v: [2018, yes, null, 1.10, 12:30, 010, 08, 1_000, 0x1F, ~, 1e3, y, .5, 1:30:15, .inf]"
    assert front(text)["v"] == [
        *(2018, True, None, 1.1, 45000, 8, "08", 1000),
        *(31, None, "1e3", "y", 0.5, 5415, "Infinity"),
    ]


def test_quoted_and_tagged_values_stay_text() -> None:
    assert front("v: ['2018', \"yes\", !!str 1.10]") == {"v": ["2018", "yes", "1.10"]}
    assert front("permalink: :title/") == {"permalink": ":title/"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2017-12-27", "2017-12-27"),
        ("2017-2-3", "2017-02-03"),
        ("2017-02-31", "2017-02-31"),
        ("2017-12-27 10:58:38 -0700", "2017-12-27 10:58:38 -0700"),
        ("2017-12-27T10:58:38.123+01:00", "2017-12-27 10:58:38 +0100"),
        ("2017-12-27 10:58:38 +15:00", "2017-12-27 10:58:38 +1500"),
        ("2017-12-27 10:58:38", "2017-12-27 10:58:38 UTC"),
        ("2017-12-27 24:00:00", "2017-12-28 00:00:00 UTC"),
        ("2017-12-27 10:58", "2017-12-27 10:58"),
        ("2017-13-27 10:58:38", "2017-13-27 10:58:38"),
    ],
)
def test_unquoted_times_are_text_that_keeps_their_meaning(text: str, value: str) -> None:
    assert front(f"v: {text}")["v"] == value


def test_aliases_and_merges_are_followed() -> None:
    assert front("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\nc: *a") == {
        "a": {"x": 1, "y": 2},
        "b": {"x": 1, "y": 3},
        "c": {"x": 1, "y": 2},
    }


def bomb(link: str) -> bytes:
    lines = [f"a{n}: &a{n} {link.replace('*', f'*a{n - 1}')}" for n in range(1, 60)]
    return "\n".join(["---", "a0: &a0 {x: 1}", *lines, "---"]).encode()


@pytest.mark.parametrize(
    "raw",
    [
        bomb("[*, *, *, *, *, *, *, *]"),
        bomb("{ <<: [*, *, *, *], y: 1 }"),
        bomb("[*]"),
        b"---\na: " + b"[" * 150_000 + b"\n---\n",
        b"---\na: " + b"{a: " * 40_000 + b"\n---\n",
        b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(500)) + b"---\n",
    ],
)
def test_yaml_that_would_grow_or_nest_without_bound_is_refused_at_once(raw: bytes) -> None:
    assert count_calls(partial(refusal, raw), limit=10_000)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", [b"-", b"\n", b" ", b"a: ", b"'", b'"', b"---\n", b"...\n", b"# "]
)
def test_megabytes_of_one_piece_are_read_or_refused_in_proportion(piece: bytes) -> None:
    for start in (b"", b"---\n", b"---\ntitle: x\n---\n"):
        count = 4_900_000 // len(piece)
        small, large = (start + piece * size for size in (count // 8, count))
        assert blamed(large) <= {"a.md"}
        assert is_in_proportion(partial(blamed, small), partial(blamed, large))


@given(st.text(alphabet=st.sampled_from("-. \n\tab:#[]{}'\"&*!|>%@1"), max_size=60))
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    assert blamed(f"---\n{text}\n---\nbody".encode()) <= {"a.md"}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("+++\ntitle = 'Hi'\n+++\nText.", "begins with +++"),
        (";;;\n{}\n;;;\n", "begins with ;;;"),
        ('{\n  "title": "Hi"\n}\n\nText.', "begins with {"),
        ("--\ntitle: Hi\n--\nText.", "not quite three hyphens"),
        ("----\ntitle: Hi\n----\nText.", "not quite three hyphens"),
        ("—\ntitle: Hi\n—\nText.", "not quite three hyphens"),
        ("—-\ntitle: Hi\n—-\nText.", "not quite three hyphens"),
        ("***\ntitle: Hi\n***\nText.", "not quite three hyphens"),
        (" ---\ntitle: Hi\n---\nText.", "spaces before"),
        ("\n\n---\ntitle: Hi\n---\nText.", "does not begin on the first line"),
        ("Title: Hi\nDate: 2020-01-01\n\nText.", "an entry such as title:"),
        ("title: Hi\n---\nText.", "an entry such as title:"),
    ],
)
def test_what_was_meant_as_front_matter_is_text_and_told(text: str, sign: str) -> None:
    source = read_source("a.md", text.encode())
    assert (source.has_front_matter, source.body) == (False, text)
    (problem,) = source.problems
    assert sign in problem.message
    assert (problem.severity, problem.line) == ("warning", 1)
    assert problem.fix


@pytest.mark.parametrize(
    "text",
    [
        "Text.",
        "# Title\n\nText.",
        "---\n\nText.",
        "-- \nText.",
        "***\n\nText.",
        "Note: this.\n",
        "",
    ],
)
def test_text_is_not_taken_for_front_matter(text: str) -> None:
    assert read_source("a.md", text.encode()).problems == ()


def test_front_matter_of_more_than_200000_characters_is_refused() -> None:
    raw = b"---\ntitle: " + b"a" * 200_000 + b"\n---\n"
    assert refusal(raw) == "a.md:1: has front matter of more than 200,000 characters. Shorten it."


def test_values_may_have_names_and_be_used_again() -> None:
    assert front("a: &x 1:30.5\nb: *x") == {"a": 5430.0, "b": 5430.0}


def test_what_only_looks_like_a_number_is_text() -> None:
    long = "9" * 301
    assert front(f"v: [{long}, 0x_]") == {"v": [long, "0x_"]}


def test_a_file_that_repeats_names_is_told_of_some() -> None:
    text = "".join(f"n{number}: 1\n" * 2 for number in range(300))
    problems = read_source("a.md", f"---\n{text}---\n".encode()).problems
    assert 0 < len(problems) < 300


@pytest.mark.parametrize(
    ("body", "is_told"),
    [
        ("---\ntitle: Hi\ntags:\n  - a\n- b\n---\nText.", True),
        ("---\ndate: 2020-01-01\n...\n", True),
        ("---\n\nNote: this.\n\n---\n", False),
        ("---\nNote: this\nand that.\n---\n", False),
        ("Text.\n\n---\ntitle: Hi\n---\n", False),
    ],
)
def test_front_matter_below_front_matter_is_text_and_told(body: str, *, is_told: bool) -> None:
    source = read_source("a.md", f"---\nlayout: post\n---\n\n{body}".encode())
    assert source.body == body
    told = [(each.severity, each.line) for each in source.problems]
    assert told == ([("warning", 5)] if is_told else [])
