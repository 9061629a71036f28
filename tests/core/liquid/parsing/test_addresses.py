"""Addresses in a text, in which a missing value is empty, are told from code that shows one."""

import pytest

from handler.core.liquid.parsing.addresses import Code, is_in_address


@pytest.mark.parametrize(
    "before",
    [
        "[a](",
        "![a b](/c d/",
        "[a](<https://x.test/",
        "<https://x.test/",
        "text\n[a]: /b/",
        '<img srcset="/a.png 1x, ',
        "<img data-src='/a b/",
        '<a class="x" href="{{ site.url }}/a b/',
        "<A HREF=",
    ],
)
def test_an_address_begins_before_the_place(before: str) -> None:
    assert is_in_address(before + "{{ page.x }}", len(before))


@pytest.mark.parametrize(
    "before", ["", "a < b https://x.test/ ", "[a](b) ", '<a href="b"> ', "data = '", "<"]
)
def test_no_address_begins_before_the_place(before: str) -> None:
    assert not is_in_address(before + "{{ page.x }}", len(before))


@pytest.mark.parametrize(
    ("source", "held"),
    [
        ("a\n```html\n@\n```\n", True),
        ("~~~\n```\n@\n", True),
        ("````\n```\n@\n````\n", True),
        ("```\na\n```\n@", False),
        ("```\na\n``` \n~~~\nb\n~~~\n@", False),
        ("a `b` @", False),
        ("a `b @` c", True),
        ("a `b\n\n@", False),
        ("a\n\n    b\n\t@\n", True),
        ("    @", True),
        ("a\n    @", False),
        ("- a\n\n    @", False),
        ("1. a\n\n   b\n\n    @", False),
    ],
)
def test_code_stands_between_fences_or_backticks_or_in_indented_lines(
    source: str, *, held: bool
) -> None:
    assert Code(source).holds(source.index("@")) is held
