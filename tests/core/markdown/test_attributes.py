"""Attribute lists add up as in kramdown, and no text can make them grow without end."""

import pytest

from handler.core.markdown import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n{: .x}\n{: .y}\n", '<p class="x y">a</p>\n'),
        ("a\n{: .x}\n{: class='y'}\n", '<p class="y">a</p>\n'),
        ("{:n: .x}\n{:n: class='y'}\n\na\n{: n}\n", '<p class="y">a</p>\n'),
        ("a *b*{:.x}{:.y}\n", '<p>a <em class="x y">b</em></p>\n'),
        ("a '{:.x}b", "<p>a ‘b</p>\n"),
    ],
)
def test_lists_on_the_same_element_add_up(text: str, html: str) -> None:
    assert to_html(text).html == html


def test_an_element_takes_so_many_attributes() -> None:
    many = " ".join(f'a{number}="1"' for number in range(120))
    assert to_html(f"a\n{{: {many}}}\n").html.count('="1"') == 100
    assert to_html(f"a\n{{: {many}}}\n{{: {many.replace('a', 'b')}}}\n").html.count('="1"') == 100


def test_an_element_takes_so_long_classes() -> None:
    one, other = "a" * 600, "b" * 600
    assert to_html(f"x\n{{: .{one}}}\n{{: .{other}}}\n").html == f'<p class="{one}">x</p>\n'
