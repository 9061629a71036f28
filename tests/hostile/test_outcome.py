"""Random posts of a shared blog show nothing that the rules forbid; `make hostile` tries more."""

import pytest

from tests.hostile.documents import document
from tests.hostile.outcome import problems_of
from tests.hostile.rules import violations

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("first", range(0, 800, 100))
def test_nothing_forbidden_is_shown_on_pages_in_feeds_or_as_json(first: int) -> None:
    assert [found for seed in range(first, first + 100) for found in problems_of(seed)] == []


def test_a_seed_always_makes_the_same_post() -> None:
    assert [document(seed) for seed in range(50)] == [document(seed) for seed in range(50)]


@pytest.mark.parametrize(
    "html",
    [
        "<script>1</script>",
        "<svg></svg>",
        "<math><p></math>x<style></style>",
        "<!-- x -->",
        "<img src=x onerror=1>",
        "<a href='\x01java\tscript:1'>",
        "<a href='data:image/png;base64,AA'>",
        "<img src='data:image/svg+xml,x'>",
        "<img srcset='a 1x, javascript:1'>",
        "<iframe src=https://www.youtube.com/embed/x></iframe>",
        "<iframe sandbox src=https://www.youtube.com/embed/%2e./x></iframe>",
        "<iframe sandbox src=https://www.youtube.com/embed/x><b></iframe>",
        "<p style=text-align:right>",
        "<input type=text disabled>",
        "<p tabindex=0>",
        "<pre tabindex=5>",
    ],
)
def test_the_rules_would_notice(html: str) -> None:
    assert violations(html, is_shown=True) != []
