"""A plan is the difference between what the table holds and what it should hold."""

from dataclasses import replace

from handler.core.index import items
from handler.core.index.plan import plan, too_large
from handler.core.index.source_items import items_of
from handler.core.model.writes import Condition, Delete, Key, Put, Update
from tests.core.builders import MODIFIED, make_entry, make_source


def keys_of(planned: object) -> list[tuple[str, str]]:
    writes = getattr(planned, "writes", ())
    return sorted((type(write).__name__, write.key.pk) for write in writes)


def test_a_new_post_writes_its_source_path_rows_name_and_counts() -> None:
    planned = plan(None, make_source(make_entry(categories=("News",)), revision=0))
    assert keys_of(planned) == [
        ("Put", "list#all"),
        ("Put", "list#category#news"),
        ("Put", "list#month#2017-12"),
        ("Put", "list#tag#flask"),
        ("Put", "list#year#2017"),
        ("Put", "manifest"),
        ("Put", "name#2017-12-27-hello"),
        ("Put", "path#/2017/12/27/hello"),
        ("Put", "pending"),
        ("Put", "search#changed"),
        ("Put", "source#_posts/2017-12-27-hello.md"),
        ("Update", "terms#category"),
        ("Update", "terms#month"),
        ("Update", "terms#tag"),
        ("Update", "terms#year"),
    ]


def test_the_same_again_writes_nothing() -> None:
    source = make_source(make_entry())
    assert plan(source, replace(source, revision=0)).writes == ()


def test_a_plan_is_conditioned_on_the_revision_it_was_made_from() -> None:
    source = make_source(make_entry(), revision=7)
    first = plan(source, make_source(make_entry(title="New"), version="v2")).writes[0]
    assert first.condition == Condition("revision", "equals", 7)
    assert isinstance(first, Put)
    assert first.item["revision"] == 8


def test_the_first_plan_of_a_key_is_conditioned_on_there_being_none() -> None:
    first = plan(None, make_source(make_entry())).writes[0]
    assert first.condition == Condition("revision", "absent")


def test_a_path_is_taken_only_if_nobody_else_has_it() -> None:
    planned = plan(None, make_source(make_entry()))
    (path,) = [write for write in planned.writes if write.key.pk.startswith("path#")]
    assert path.condition == Condition("owner", "absent or equals", "_posts/2017-12-27-hello.md")


def test_another_tag_moves_row_and_count_and_touches_both_tags() -> None:
    old = make_source(make_entry(tags=("red",)))
    planned = plan(old, make_source(make_entry(tags=("blue",)), version="v2"))
    assert Delete(Key("list#tag#red", "2017-12-27T18:58:38Z#/2017/12/27/hello/")) in planned.writes
    counts = {w.put["label"]: w.add["count"] for w in planned.writes if isinstance(w, Update)}
    assert counts == {"red": -1, "blue": 1}
    assert planned.invalidation
    assert {"list#tag#red", "list#tag#blue", "terms#tag"} <= planned.invalidation.tags


def test_an_edit_of_the_text_alone_touches_every_page_that_shows_it() -> None:
    old = make_source(make_entry())
    planned = plan(old, make_source(make_entry(), version="v2"))
    assert planned.invalidation
    assert planned.invalidation.tags == {
        "path#/2017/12/27/hello",
        "list#all",
        "list#month#2017-12",
        "list#tag#flask",
        "list#year#2017",
    }


def test_a_deletion_takes_away_all_but_a_tombstone_that_expires() -> None:
    old = make_source(make_entry())
    gone = replace(make_source(), etag="", version="", modified=MODIFIED)
    planned = plan(old, gone)
    puts = [write.key.pk for write in planned.writes if isinstance(write, Put)]
    deleted = {write.key for write in planned.writes if isinstance(write, Delete)}
    assert puts == ["source#_posts/2017-12-27-hello.md", "pending", "search#changed"]
    assert deleted == {*items_of(old), items.body_key(old.key)}
    assert planned.invalidation
    assert planned.invalidation.released == {"/2017/12/27/hello"}


def test_what_no_page_shows_needs_no_invalidation() -> None:
    planned = plan(None, replace(make_source(), state="draft"))
    assert planned.invalidation is None
    assert keys_of(planned) == [
        ("Put", "manifest"),
        ("Put", "source#_posts/2017-12-27-hello.md"),
    ]


def test_rewriting_writes_what_is_there_already() -> None:
    source = make_source(make_entry())
    again = plan(source, source, rewrite=True)
    written = {write.key for write in again.writes if isinstance(write, Put)}
    assert set(items_of(source)) <= written


def test_more_than_a_hundred_changes_are_too_many() -> None:
    entry = make_entry(redirect_from=tuple(f"/old/{n}/" for n in range(100)))
    problem = too_large(plan(None, make_source(entry)))
    assert problem
    assert "Use fewer tags" in problem.fix
    assert too_large(plan(None, make_source(make_entry()))) is None


def test_what_dynamodb_would_not_take_is_told_beforehand() -> None:
    entries = [
        make_entry(path=f"/{'한' * 400}/"),
        replace(make_entry(), description="한" * 150_000),
        replace(make_entry(tags=tuple(map(str, range(40)))), description="x" * 150_000),
        make_entry(),
    ]
    found = [too_large(plan(None, make_source(entry))) is not None for entry in entries]
    assert found == [True, True, True, False]


def test_a_page_at_another_path_touches_what_links_to_it() -> None:
    old = make_source(make_entry(key="a.md", path="/a/", date=None))
    moved = make_source(make_entry(key="a.md", path="/b/", date=None), version="v2")
    edited = make_source(make_entry(key="a.md", path="/a/", date=None, title="B"), version="v2")
    plans = [plan(old, moved), plan(old, edited)]
    assert ["links" in p.invalidation.tags for p in plans if p.invalidation] == [True, False]
