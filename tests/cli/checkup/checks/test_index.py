"""Checks of what the table holds, against the bucket and this checkout."""

from dataclasses import replace
from datetime import datetime, timedelta

from handler.cli.checkup.checks import index
from handler.cli.checkup.contents import read_index
from handler.cli.checkup.facts import Index, Objects, Package
from handler.core.comments.discussions import REST
from handler.core.index import items
from handler.core.model.writes import Key, Put, Update
from handler.services.tick.reconciling import differing
from tests.cli.checkup.builders import make_deployment, make_function
from tests.services.blog import Blog

DEV = make_deployment()
DEPLOYED = Package("blog-dev.zip", make_function().sha256, {})
REINDEX = "coldpress reindex dev"
POSTS = ("2026-01-01-a", "2026-01-02-b", "2026-01-03-c")


def make_blog() -> Blog:
    """A blog of three posts that were uploaded long ago and compared just now."""
    blog = Blog()
    for name in POSTS:
        blog.post(name, name)
    blog.clock.pass_by(timedelta(days=1))
    blog.tick()
    return blog


def look(blog: Blog, at: datetime | None = None) -> tuple[Index, Objects]:
    """What is gathered of a blog."""
    found = read_index(blog.table, at or blog.clock.now())
    return found, {info.key: info for info in blog.bucket.objects()}


def uploaded(blog: Blog, key: str) -> datetime:
    """When a file was uploaded, by the clock of the bucket."""
    found = blog.bucket.head(key)
    assert found
    return found.modified


def restamp(blog: Blog, key: str, stamp: str) -> None:
    """Let a file have been planned by other code."""
    blog.table.write(Update(Key(items.MANIFEST, key), {"stamp": stamp}))


def test_a_blog_that_is_looked_after_has_nothing_wrong() -> None:
    found, objects = look(make_blog())
    assert index.lost_events(found, objects, DEV).mark == "right"
    assert index.staleness(found, make_function(), None, DEV).mark == "right"
    for check in (index.comparison, index.interrupted, index.overdue, index.rejected):
        assert check(found, DEV).mark == "right"


def test_a_github_that_is_left_alone_is_told_with_the_reason() -> None:
    blog = make_blog()
    assert index.comments(look(blog)[0], DEV).text.startswith("There are none")
    blog.publish("_config.yml", "repository: hana/blog")
    assert index.comments(look(blog)[0], DEV).mark == "right"
    until = int((blog.clock.now() + timedelta(minutes=5)).timestamp())
    blog.table.write(Put(REST, {"until": until, "why": "GitHub answers 502."}))
    found = index.comments(look(blog)[0], DEV)
    assert found.mark == "doubtful"
    assert found.text.endswith("UTC: GitHub answers 502.")
    assert index.comments(look(blog, blog.clock.now() + timedelta(hours=1))[0], DEV).mark == "right"


def test_lost_uploads_edits_and_deletions_are_found() -> None:
    blog = make_blog()
    blog.put("about.md", "New.")
    blog.put("_posts/2026-01-01-a.md", "Edited.")
    blog.bucket.delete("_posts/2026-01-02-b.md")
    blog.clock.pass_by(timedelta(minutes=10))
    finding = index.lost_events(*look(blog), DEV)
    assert finding.text == (
        "The index missed 1 new (about.md), 1 changed (_posts/2026-01-01-a.md), "
        "1 deleted (_posts/2026-01-02-b.md)."
    )
    assert finding.fix == f"The hourly comparison mends it; now: {REINDEX}"


def test_what_the_next_comparison_would_publish_is_what_was_lost() -> None:
    blog = make_blog()
    blog.put("about.md", "New.")
    blog.put("_posts/2026-01-01-a.md", "Edited.")
    blog.put("_ignored/x.md", "Nobody looks.")
    blog.bucket.delete("_posts/2026-01-02-b.md")
    blog.clock.pass_by(timedelta(hours=2))
    found, objects = look(blog)
    lost = index.lost(objects, found)
    seen: list[str] = []
    compared = differing(blog.bucket, blog.table, found.context, "", seen.append)
    assert {*lost.new, *lost.changed, *lost.deleted} == set(compared)


def test_an_upload_may_be_on_its_way_for_minutes() -> None:
    blog = make_blog()
    at = uploaded(blog, blog.put("about.md", "New."))
    assert index.lost_events(*look(blog, at + timedelta(minutes=4)), DEV).mark == "right"
    assert index.lost_events(*look(blog, at + timedelta(minutes=6)), DEV).mark == "wrong"


def test_what_was_published_while_the_bucket_was_listed_is_not_lost() -> None:
    blog = make_blog()
    _, before = look(blog)
    blog.publish("about.md", "New.")
    blog.post("2026-01-01-a", "Edited.")
    at = uploaded(blog, "_posts/2026-01-01-a.md") + timedelta(seconds=2)
    assert index.lost_events(look(blog, at)[0], before, DEV).mark == "right"


def test_a_tick_that_stands_still_is_the_cause_of_lost_events() -> None:
    blog = make_blog()
    blog.put("about.md", "New.")
    blog.clock.pass_by(timedelta(hours=3))
    found, objects = look(blog)
    assert index.comparison(found, DEV).text == (
        "Bucket and index were last compared at 2026-06-02 12:01 UTC; the tick should do it hourly."
    )
    assert index.lost_events(found, objects, DEV).fix == (
        f"Mend the tick, which should find such things; now: {REINDEX}"
    )


def test_a_blog_that_was_never_compared_is_new() -> None:
    assert index.comparison(look(Blog())[0], DEV).mark == "doubtful"


def test_an_index_of_older_code_asks_for_reindex() -> None:
    blog = make_blog()
    restamp(blog, "_posts/2026-01-01-a.md", "0123456789ab.cdef")
    found, _ = look(blog)
    finding = index.staleness(found, make_function(), DEPLOYED, DEV)
    assert finding.text == "Older code planned 1 of 4 files."
    assert REINDEX in finding.fix


def test_an_index_of_other_code_is_doubtful_unless_this_checkout_is_deployed() -> None:
    blog = make_blog()
    restamp(blog, "_posts/2026-01-01-a.md", "0123456789ab.cdef")
    found, _ = look(blog)
    for package in (None, replace(DEPLOYED, sha256="else="), replace(DEPLOYED, differing=("a",))):
        assert index.staleness(found, make_function(), package, DEV).mark == "doubtful"


def test_files_that_wait_for_a_new_include_are_counted() -> None:
    blog = make_blog()
    blog.post("2026-01-04-d", "D", "{% include a.html %}")
    blog.clock.pass_by(timedelta(hours=1))
    blog.table.write(Update(items.generation_key("shared"), add={"n": 1}))
    finding = index.staleness(look(blog)[0], make_function(), DEPLOYED, DEV)
    assert finding.text == (
        "1 of 5 files wait to follow a change of configuration, data, includes or links."
    )


def test_a_file_that_waits_for_an_address_is_not_stale_but_rejected() -> None:
    blog = make_blog()
    blog.post("2026-01-05-e", "E", permalink="/2026/01/01/a/")
    found, _ = look(blog)
    assert index.staleness(found, make_function(), DEPLOYED, DEV).mark == "right"
    finding = index.rejected(found, DEV)
    assert finding.text.startswith("1 file is rejected: _posts/2026-01-05-e.md: claims the path ")


def test_many_rejected_files_are_counted_and_few_named() -> None:
    blog = make_blog()
    for number in range(5):
        blog.publish(f"page{number}.md", "---\ntitle: [\n---\n")
    finding = index.rejected(look(blog)[0], DEV)
    assert finding.text.startswith("5 files are rejected: page0.md:3: has a bracket")
    assert "page2.md" in finding.text
    assert "page3.md" not in finding.text


def test_warnings_are_doubtful_and_no_rejection() -> None:
    blog = make_blog()
    blog.publish("about.md", "---\ntitle: A\ndate: soon\n---\n{{ unknown }}")
    found, _ = look(blog)
    assert index.rejected(found, DEV).mark == "right"
    assert index.warnings(found, DEV).text == "1 file has warnings: about.md."


def interrupt(blog: Blog) -> None:
    """Leave an invalidation behind, as a crash after a commit does."""
    place = Key(items.PENDING, "_posts/2026-01-01-a.md#000000000001")
    blog.table.write(Put(place, {"tags": "[]", "positions": "[]", "released": "[]"}))


def test_a_publish_that_was_cut_off_long_ago_is_wrong() -> None:
    blog = make_blog()
    interrupt(blog)
    finding = index.interrupted(look(blog)[0], DEV)
    assert finding.text == "1 publish was cut off minutes ago: _posts/2026-01-01-a.md."
    assert "coldpress logs dev" in finding.fix


def test_a_publish_that_was_cut_off_just_now_is_left_to_the_tick() -> None:
    blog = make_blog()
    interrupt(blog)
    at = uploaded(blog, "_posts/2026-01-01-a.md")
    assert index.interrupted(look(blog, at + timedelta(minutes=4))[0], DEV).mark == "right"
    assert index.interrupted(look(blog, at + timedelta(minutes=6))[0], DEV).mark == "wrong"


def test_a_scheduled_post_is_overdue_only_after_minutes() -> None:
    blog = make_blog()
    due = blog.clock.now() + timedelta(hours=1)
    blog.post("2026-06-02-f", "F", date=f"{due:%Y-%m-%d %H:%M:%S} +0000")

    def text_at(at: datetime) -> str:
        return index.overdue(read_index(blog.table, at), DEV).text

    assert text_at(due + timedelta(minutes=3)) == "No scheduled file is overdue."
    assert text_at(due + timedelta(minutes=6)) == "1 file is overdue: _posts/2026-06-02-f.md."
