"""When a blog is of several authors."""

from dataclasses import replace

import pytest

from handler.core.index.bylines import are_several
from tests.core.builders import make_entry

NAMELESS = make_entry()
SIGNED = replace(NAMELESS, authors=("Kim",))


@pytest.mark.parametrize(
    ("named", "owner", "newest", "several"),
    [
        ((), "", [NAMELESS], False),
        ((), "Kim", [NAMELESS], False),
        (("kim",), "", [NAMELESS, SIGNED], False),
        (("kim",), "Kim", [NAMELESS, SIGNED], False),
        (("kim",), "Ann", [SIGNED], False),
        (("kim",), "Ann", [NAMELESS, SIGNED], True),
        (("kim",), " ", [NAMELESS, SIGNED], False),
        (("kim", "ann"), "", [SIGNED], True),
    ],
)
def test_a_blog_is_of_several_if_posts_are_by_two(
    named: tuple[str, ...], owner: str, newest: list[object], several: bool
) -> None:
    assert are_several(named, owner, newest) is several  # type: ignore[arg-type]
