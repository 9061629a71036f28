"""Related posts share tags, and rare tags count for more."""

from dataclasses import replace
from datetime import timedelta

from handler.core.index.related import related_lists, related_to
from handler.core.model.entries import Entry
from tests.core.builders import DATE, make_entry


def entry(name: str, days: int = 0) -> Entry:
    return make_entry(path=f"/{name}/", title=name, date=DATE + timedelta(days=days))


def titles(*listed: list[Entry], elsewhere: tuple[str, ...] = ()) -> str:
    return " ".join(each.title for each in related_to("/me/", listed, elsewhere))


ME = entry("me")


def test_a_rare_tag_counts_for_more_than_common_ones() -> None:
    common = [ME, *(entry(f"c{number}") for number in range(10))]
    assert titles(common, common, [ME, entry("rare")]).split()[0] == "rare"


def test_more_shared_tags_count_for_more_than_one() -> None:
    assert titles([ME, entry("a"), entry("b")], [ME, entry("b"), entry("x")]) == "b a x"


def test_of_equals_the_newest_come_first_and_few_are_shown() -> None:
    assert titles([ME, *(entry(f"p{n}", n) for n in range(9))]) == "p8 p7 p6 p5"


def test_a_post_is_not_related_to_itself_or_to_what_its_page_leads_to_anyway() -> None:
    assert titles([ME, entry("next"), entry("a")], elsewhere=("/next/",)) == "a"


def test_tags_and_then_categories_are_looked_through_up_to_a_limit() -> None:
    labels = tuple(f"t{number}" for number in range(5))
    lists = related_lists(replace(ME, tags=labels, categories=("One", "Two")))
    assert lists[-2:] == ("list#tag#t4", "list#category#one")
    assert len(lists) == 6
