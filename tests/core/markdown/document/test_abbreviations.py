"""Abbreviations are marked where they stand as words of their own."""

from handler.core.markdown import to_html


def test_a_name_that_is_too_long_is_no_abbreviation() -> None:
    name = "a" * 101
    assert to_html(f"*[{name}]: b\n*[c]: d\n\n{name} c").html == (
        f'<p>{name} <abbr title="d">c</abbr></p>\n'
    )
