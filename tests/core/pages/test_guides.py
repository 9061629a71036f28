"""What leads on from where nothing is."""

from dataclasses import replace
from datetime import UTC, datetime

from handler.core.pages.guides import Guide, common_tags, guide_of
from tests.core.builders import make_entry

POST = replace(make_entry(), title='The "long" way down', date=datetime(2026, 3, 1, tzinfo=UTC))


def test_a_guide_has_the_newest_posts_the_commonest_tags_and_searches_that_find_some() -> None:
    one = replace(POST, tags=("San Diego", "sea"), categories=("Life",))
    two = replace(POST, path="/b/", title="B", tags=("Sea",))
    assert guide_of([one, two]) == Guide(
        (one, two),
        ("sea", "San Diego"),
        ('"The long way"', "tag:sea", "category:life", "year:2026"),
    )


def test_a_blog_with_nothing_in_it_has_no_guide_to_give() -> None:
    assert guide_of([]) == Guide((), (), ())


def test_a_guide_is_short() -> None:
    posts = [replace(POST, path=f"/{n}/", tags=(f"t{n}",)) for n in range(20)]
    guide = guide_of(posts)
    assert (len(guide.posts), len(guide.tags)) == (5, 12)
    assert common_tags(posts) == guide.tags
