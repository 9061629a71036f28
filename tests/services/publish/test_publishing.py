"""Publishing: whatever the bucket holds of a key is what readers get, and nothing else."""

import random
from typing import Any

import pytest

from handler import entry
from handler.core.index import items
from handler.core.model.addressing.keys import PRIVATE
from handler.memory.bucket import MemoryBucket
from handler.memory.table import MemoryTable
from handler.services.ports import StoredObject, Unavailable
from tests.services.blog import Blog, post_key, post_text
from tests.support.s3_events import s3_event

DAY = ["2026-01-01-a", "2026-01-02-b", "2026-01-03-c"]


def make_three() -> Blog:
    """Posts A, B and C, each of its own day, all tagged Red."""
    blog = Blog()
    for name, title in zip(DAY, "ABC", strict=True):
        blog.post(name, title, tags="[Red]")
    return blog


@pytest.mark.parametrize(
    ("key", "text", "state", "shown"),
    [
        (post_key("2026-01-01-a"), post_text("A"), "live", "< A >  | <p>Text.</p> | Blog"),
        (post_key("2026-01-01-a"), post_text("A", published="false"), "hidden", "error 404"),
        (post_key("2026-01-01-a"), post_text("A", date="2027-01-01"), "scheduled", "error 404"),
        (post_key("2026-01-01-a"), post_text("["), "rejected", "error 404"),
        ("_drafts/2026-01-01-a.md", post_text("A"), "draft", "error 404"),
        ("_posts/2026-13-41-a.md", post_text("A"), "rejected", "error 404"),
        ("_layouts/a.html", "text", None, "error 404"),
    ],
)
def test_a_file_is_in_the_state_that_it_says(
    key: str, text: str, state: str | None, shown: str
) -> None:
    blog = Blog()
    assert blog.publish(key, text).state == state
    assert blog.show("/2026/01/01/a/") == shown


@pytest.mark.parametrize("state", ["scheduled", "hidden", "rejected"])
def test_what_is_not_live_stands_in_no_listing_feed_or_count(state: str) -> None:
    blog, empty = Blog(), Blog()
    changes = {"scheduled": {"date": "2027-01-01"}, "hidden": {"published": "false"}}
    matter = changes.get(state, {"permalink": "/tags/"})
    assert blog.post("2026-01-01-a", "A", tags="[Red]", **matter).state == state
    paths = ["/", "/tags/", "/tags/red/", "/2026/", "/archive/", "/feed.json", "/sitemap.xml"]
    assert blog.shows(*paths) == empty.shows(*paths)


def test_an_outcome_says_path_state_and_due_date() -> None:
    blog = Blog()
    live = blog.post("2026-01-01-a", "A")
    late = blog.post("2026-01-01-b", "B", date="2026-06-02 10:00 +0200")
    assert (live.state, live.path, live.due, live.changed) == ("live", "/2026/01/01/a/", None, True)
    assert late.due is not None
    assert (late.path, late.due.isoformat()) == ("", "2026-06-02T10:00:00+02:00")


def test_publishing_a_key_again_changes_nothing_and_says_so() -> None:
    blog = make_three()
    before = dict(blog.table.scan())
    assert [blog.publish(post_key(name)).changed for name in DAY] == [False, False, False]
    assert dict(blog.table.scan()) == before


def test_an_edited_title_moves_into_every_page_that_shows_it() -> None:
    blog = make_three()
    paths = ["/", "/tags/red/", "/2026/01/01/a/", "/2026/01/02/b/", "/2026/01/03/c/"]
    blog.shows(*paths, "/feed.xml")
    blog.post(DAY[1], "New", tags="[Red]")
    assert blog.shows(*paths) == {
        "/": ": C New A",
        "/tags/red/": "Red: C New A",
        "/2026/01/01/a/": "< A > New | <p>Text.</p> | Blog",
        "/2026/01/02/b/": "A < New > C | <p>Text.</p> | Blog",
        "/2026/01/03/c/": "New < C >  | <p>Text.</p> | Blog",
    }
    assert "<title>New</title>" in blog.show("/feed.xml")


def test_an_edited_date_moves_the_post_in_listings_counts_and_between_neighbours() -> None:
    blog = make_three()
    paths = ["/", "/2026/", "/2025/", "/archive/", "/2026/01/03/c/", "/2025/12/31/b/"]
    blog.shows(*paths)
    blog.post(DAY[1], "B", tags="[Red]", date="2025-12-31")
    assert blog.shows(*paths, "/2026/01/02/b/") == {
        "/": ": C A B",
        "/2026/": "2026: C A",
        "/2025/": "2025: B",
        "/archive/": "2026:2 2025:1",
        "/2026/01/03/c/": "A < C >  | <p>Text.</p> | Blog",
        "/2025/12/31/b/": "< B > A | <p>Text.</p> | Blog",
        "/2026/01/02/b/": "error 404",
    }


def test_edited_tags_move_listings_feeds_and_counts() -> None:
    blog = make_three()
    paths = ["/tags/", "/tags/red/", "/tags/blue/"]
    assert blog.shows(*paths) == {
        "/tags/": "Red:3",
        "/tags/red/": "Red: C B A",
        "/tags/blue/": "error 404",
    }
    blog.post(DAY[1], "B", tags="[Blue, red]")
    assert blog.shows(*paths) == {
        "/tags/": "Blue:1 Red:3",
        "/tags/red/": "Red: C B A",
        "/tags/blue/": "Blue: B",
    }
    blog.post(DAY[1], "B", tags="[blue]")
    assert blog.shows(*paths) == {
        "/tags/": "blue:1 Red:2",
        "/tags/red/": "Red: C A",
        "/tags/blue/": "blue: B",
    }
    assert "blog.test/2026/01/02/b/" not in blog.show("/tags/red/feed.json")


def test_an_edited_permalink_moves_the_post_and_leaves_nothing_behind() -> None:
    blog = make_three()
    paths = ["/2026/01/02/b/", "/b/", "/"]
    blog.shows(*paths)
    blog.post(DAY[1], "B", permalink="/b/")
    assert blog.shows(*paths) == {
        "/2026/01/02/b/": "error 404",
        "/b/": "A < B > C | <p>Text.</p> | Blog",
        "/": ": C B A",
    }
    assert "/b/" in blog.show("/sitemap.xml")


def test_an_old_address_can_lead_to_the_new_one() -> None:
    blog = Blog()
    blog.post(DAY[0], "A", permalink="/new/", redirect_from="[/2026/01/01/a/, /older/]")
    assert blog.shows("/2026/01/01/a/", "/older", "/new/") == {
        "/2026/01/01/a/": "-> /new/",
        "/older": "-> /new/",
        "/new/": "< A >  | <p>Text.</p> | Blog",
    }
    blog.post(DAY[0], "A", permalink="/new/")
    assert blog.shows("/2026/01/01/a/", "/older") == {
        "/2026/01/01/a/": "error 404",
        "/older": "error 404",
    }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_renamed_file_moves_its_post_whichever_event_comes_first(order: tuple[int, int]) -> None:
    blog = make_three()
    blog.shows("/", "/2026/01/02/b/", "/2026/01/05/b/")
    keys = [post_key(DAY[1]), blog.put(post_key("2026-01-05-b"), post_text("B", tags="[Red]"))]
    blog.bucket.delete(keys[0])
    for number in order:
        blog.publish(keys[number])
    assert blog.shows("/", "/tags/", "/2026/01/02/b/", "/2026/01/05/b/") == {
        "/": ": B C A",
        "/tags/": "Red:3",
        "/2026/01/02/b/": "error 404",
        "/2026/01/05/b/": "C < B >  | <p>Text.</p> | Blog",
    }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_file_moved_to_another_folder_keeps_its_address(order: tuple[int, int]) -> None:
    blog = make_three()
    keys = [post_key(DAY[1]), blog.put("_posts/sub/2026-01-02-b.md", post_text("B2"))]
    blog.bucket.delete(keys[0])
    for number in order:
        blog.publish(keys[number])
    assert blog.shows("/", "/2026/01/02/b/") == {
        "/": ": C B2 A",
        "/2026/01/02/b/": "A < B2 > C | <p>Text.</p> | Blog",
    }


def test_deleting_a_post_takes_away_all_that_was_derived_from_it() -> None:
    blog = Blog()
    kept = {key for key, _ in blog.table.scan()}
    blog.post(DAY[0], "A", tags="[Red]", categories="[News]", redirect_from="/old/")
    paths = ["/", "/news/2026/01/01/a/", "/tags/red/", "/categories/news/", "/old/"]
    assert "error 404" not in blog.shows(*paths).values()
    assert blog.delete(post_key(DAY[0])).state is None
    assert set(blog.shows(*paths[1:]).values()) == {"error 404"}
    assert blog.shows("/", "/tags/", "/archive/") == {"/": "Blog:", "/tags/": "", "/archive/": ""}
    left = {key for key, _ in blog.table.scan()} - kept
    kinds = {key.pk.partition("#")[0] for key in left}
    assert kinds <= {"source", "terms", "languages", "generation", "page", "search"}


def test_deleting_what_was_never_published_is_no_error() -> None:
    blog = make_three()
    assert blog.publish(post_key("2026-02-01-never")).state is None
    assert blog.titles("/") == ["C", "B", "A"]


@pytest.mark.parametrize(
    "broken",
    [
        post_text("["),
        "",
        b"x" * 5_000_001,
        post_text("B", date="never"),
        post_text("B", permalink="/tags/"),
        post_text("B", permalink="/:nonsense/"),
    ],
)
def test_a_broken_upload_keeps_the_live_version_until_it_is_mended(broken: str | bytes) -> None:
    blog = make_three()
    outcome = blog.publish(post_key(DAY[1]), broken)
    assert (outcome.state, outcome.path) == ("rejected", "/2026/01/02/b/")
    assert all(problem.key == post_key(DAY[1]) and problem.fix for problem in outcome.problems)
    assert blog.show("/2026/01/02/b/") == "A < B > C | <p>Text.</p> | Blog"
    assert blog.shows("/", "/tags/") == {"/": ": C B A", "/tags/": "Red:3"}
    assert blog.post(DAY[1], "Mended").state == "live"
    assert blog.titles("/") == ["C", "Mended", "A"]


def test_an_empty_file_is_a_draft_where_no_version_was_live() -> None:
    blog = make_three()
    key = post_key("2026-01-04-d")
    outcome = blog.publish(key, "\n")
    assert (outcome.state, outcome.path) == ("draft", "")
    assert blog.titles("/") == ["C", "B", "A"]
    assert blog.publish(key, post_text("D")).state == "live"
    assert blog.publish(key, "").state == "rejected"
    assert blog.titles("/") == ["D", "C", "B", "A"]
    blog.delete(key)
    assert blog.publish(key, "").state == "draft"
    assert blog.titles("/") == ["C", "B", "A"]


def test_a_broken_upload_falls_back_to_the_newest_valid_version_even_if_that_event_was_lost() -> (
    None
):
    blog = make_three()
    blog.put(post_key(DAY[1]), post_text("Unheard"))
    blog.publish(post_key(DAY[1]), post_text("["))
    assert blog.titles("/") == ["C", "Unheard", "A"]


def test_a_broken_upload_after_a_deletion_does_not_bring_back_what_was_deleted() -> None:
    blog = make_three()
    blog.bucket.delete(post_key(DAY[1]))
    assert blog.publish(post_key(DAY[1]), post_text("[")).state == "rejected"
    assert blog.titles("/") == ["C", "A"]


def test_a_path_of_another_post_is_refused_and_given_once_its_owner_goes() -> None:
    blog = make_three()
    outcome = blog.post("2026-02-02-d", "D", permalink="/2026/01/02/b/")
    assert (outcome.state, [str(problem) for problem in outcome.problems]) == (
        "rejected",
        [
            "_posts/2026-02-02-d.md: claims the path /2026/01/02/b/, which _posts/2026-01-02-b.md"
            " has. Change its file name, date, permalink or redirect_from."
        ],
    )
    assert blog.titles("/") == ["C", "B", "A"]
    blog.delete(post_key(DAY[1]))
    assert blog.titles("/") == ["D", "C", "A"]
    assert blog.show("/2026/01/02/b/") == "C < D >  | <p>Text.</p> | Blog"


def test_a_path_that_differs_only_by_case_or_slash_is_the_same_path() -> None:
    blog = make_three()
    assert blog.post("2026-02-02-d", "D", permalink="/2026/01/02/B.html").state == "rejected"


def test_a_path_is_given_once_its_owner_moves_away() -> None:
    blog = make_three()
    blog.post("2026-02-02-d", "D", permalink="/2026/01/02/b/")
    blog.post(DAY[1], "B", permalink="/elsewhere/")
    assert blog.titles("/") == ["D", "C", "B", "A"]


def test_of_several_that_wait_for_a_path_one_gets_it_and_the_next_after_it() -> None:
    blog = make_three()
    for name, title in (("2026-02-02-d", "D"), ("2026-02-03-e", "E")):
        blog.post(name, title, permalink="/2026/01/02/b/")
    blog.delete(post_key(DAY[1]))
    assert blog.titles("/") == ["D", "C", "A"]
    blog.delete(post_key("2026-02-02-d"))
    assert blog.titles("/") == ["E", "C", "A"]


def test_a_changed_configuration_shows_on_every_page_at_once() -> None:
    blog = make_three()
    blog.publish("about.md", "---\ntitle: About\n---\nOn {{ site.title }}.\n")
    blog.shows("/2026/01/01/a/", "/about/")
    blog.publish("_config.yml", "title: Renamed\npermalink: pretty\n")
    assert blog.shows("/2026/01/01/a/", "/about/") == {
        "/2026/01/01/a/": "< A > B | <p>Text.</p> | Renamed",
        "/about/": "About | <p>On Renamed.</p> | Renamed",
    }


def test_a_broken_configuration_keeps_the_one_before() -> None:
    blog = make_three()
    outcome = blog.publish("_config.yml", "title: [")
    assert (outcome.state, outcome.problems[0].key) == ("rejected", "_config.yml")
    assert blog.show("/2026/01/01/a/") == "< A > B | <p>Text.</p> | Blog"
    assert blog.post("2026-02-01-d", "D").path == "/2026/02/01/d/"


def test_a_changed_permalink_style_moves_all_posts_within_a_tick() -> None:
    blog = make_three()
    blog.publish("_config.yml", "title: Blog\npermalink: /:title/\n")
    blog.tick()
    assert blog.shows("/a/", "/2026/01/01/a/", "/") == {
        "/a/": "< A > B | <p>Text.</p> | Blog",
        "/2026/01/01/a/": "error 404",
        "/": ": C B A",
    }


def test_changed_includes_and_data_show_in_bodies_at_once() -> None:
    blog = Blog()
    blog.publish("_includes/note.html", "note 1")
    blog.publish("_data/people.yml", "- name: Mara\n")
    blog.post(DAY[0], "A", "{% include note.html %} {{ site.data.people[0].name }}")
    assert blog.show("/2026/01/01/a/") == "< A >  | <p>note 1 Mara</p> | Blog"
    blog.publish("_includes/note.html", "note 2")
    assert blog.show("/2026/01/01/a/") == "< A >  | <p>note 2 Mara</p> | Blog"
    blog.publish("_data/people.yml", "- name: Ada\n")
    assert blog.show("/2026/01/01/a/") == "< A >  | <p>note 2 Ada</p> | Blog"
    assert "note 2 Ada" in blog.show("/feed.xml")


def test_an_include_uploaded_after_its_post_is_found() -> None:
    blog = Blog()
    blog.post(DAY[0], "A", "{% include late.html %}")
    blog.show("/2026/01/01/a/")
    blog.publish("_includes/late.html", "late")
    assert blog.show("/2026/01/01/a/") == "< A >  | <p>late</p> | Blog"


def test_a_link_to_another_post_follows_it() -> None:
    blog = Blog()
    blog.post(DAY[0], "A", "{% post_url 2026-01-02-b %}")
    blog.show("/2026/01/01/a/")
    blog.post(DAY[1], "B", permalink="/first/")
    assert blog.show("/2026/01/01/a/") == "< A > B | <p>/first/</p> | Blog"
    blog.post(DAY[1], "B", permalink="/second/")
    assert blog.show("/2026/01/01/a/") == "< A > B | <p>/second/</p> | Blog"


def test_a_broken_include_that_is_deleted_leaves_its_post_readable() -> None:
    blog = Blog()
    blog.publish("_includes/note.html", "note")
    blog.post(DAY[0], "A", "before {% include note.html %} after")
    blog.delete("_includes/note.html")
    assert "before" in blog.show("/2026/01/01/a/")


def test_a_body_over_350_kilobytes_goes_into_the_bucket_and_back() -> None:
    blog = Blog()
    noise = random.Random(1).randbytes(500_000).hex()
    blog.publish("_posts/2026-01-01-a.html", post_text("A", noise, excerpt="short"))
    body = blog.table.get([items.body_key("_posts/2026-01-01-a.html")])
    assert ["br-at" in item for item in body.values()] == [True]
    assert blog.show("/2026/01/01/a/") == f"< A >  | {noise} | Blog"
    assert blog.show("/2026/01/01/a/") == f"< A >  | {noise} | Blog"
    assert len(blog.bucket.objects(prefix=PRIVATE)) == 3
    assert max(_size(item) for _, item in blog.table.scan()) < 400_000


def _size(item: Any) -> int:
    return sum(len(value) for value in item.values() if isinstance(value, str | bytes))


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("tags", [f"t{n}" for n in range(1_001)], "tag"),
        ("redirect_from", [f"/old/{n}/" for n in range(120)], "needs 1"),
    ],
)
def test_a_post_that_needs_too_many_writes_is_refused_with_a_message(
    name: str, values: list[str], message: str
) -> None:
    blog = Blog()
    outcome = blog.publish(post_key(DAY[0]), post_text("A", "Text.", **{name: values}))
    assert outcome.state == "rejected"
    assert message in outcome.problems[0].message
    assert outcome.problems[0].fix
    assert blog.shows("/", "/2026/01/01/a/") == {"/": "Blog:", "/2026/01/01/a/": "error 404"}


def test_what_was_refused_for_its_size_is_no_version_to_fall_back_on() -> None:
    blog = Blog()
    blog.post(DAY[0], "Good")
    many = [f"/old/{n}/" for n in range(120)]
    states = [blog.post(DAY[0], title, redirect_from=many).state for title in ("B", "C")]
    assert states == ["rejected", "rejected"]
    assert blog.titles("/") == ["Good"]


def test_a_post_may_exchange_20_tags_for_20_others() -> None:
    blog = Blog()
    blog.post(DAY[0], "A", tags=[f"t{n}" for n in range(20)])
    assert blog.post(DAY[0], "A", tags=[f"u{n}" for n in range(20)]).state == "live"
    assert blog.shows("/tags/t7/", "/tags/u7/") == {"/tags/t7/": "error 404", "/tags/u7/": "u7: A"}


def test_a_file_is_served_from_its_own_path_and_gone_when_it_is_deleted() -> None:
    blog = Blog()
    blog.publish("images/a cat.png", b"png")
    assert blog.show("/images/a cat.png") == "file images/a cat.png"
    blog.delete("images/a cat.png")
    assert blog.show("/images/a cat.png") == "error 404"


def make_entry(monkeypatch: pytest.MonkeyPatch, blog: Blog) -> Blog:
    """The functions that Lambda calls, over a blog."""
    monkeypatch.setattr(entry, "services", lambda: blog.services)
    return blog


def test_an_s3_event_publishes_every_key_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    blog = make_entry(monkeypatch, make_three())
    created = [
        blog.put("_posts/2026-02-01-안녕 a+b.md", post_text("Hello", permalink="/hello/")),
        blog.put("images/100% a&b.png", b"png"),
    ]
    event = s3_event("bucket", *created, *created, name="ObjectCreated:Put")
    assert event["Records"][0]["s3"]["object"]["key"].startswith("_posts/2026-02-01-%EC%95%88")
    entry.on_content_change(event, None)
    blog.bucket.delete(post_key(DAY[0]))
    removed = s3_event("bucket", post_key(DAY[0]), name="ObjectRemoved:Delete")
    entry.on_content_change(removed, None)
    assert blog.titles("/") == ["Hello", "C", "B"]
    assert blog.show("/images/100% a&b.png") == "file images/100% a&b.png"


class BucketWithoutB(MemoryBucket):
    """A bucket that does not answer about one post."""

    def get(self, key: str, *, version: str = "", limit: int | None = None) -> StoredObject | None:
        if key == post_key(DAY[1]):
            raise Unavailable("bucket: timed out")
        return super().get(key, version=version, limit=limit)


def test_one_failing_record_does_not_stop_the_others_and_the_event_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blog = make_entry(monkeypatch, Blog(bucket=BucketWithoutB(), table=MemoryTable()))
    keys = [blog.put(post_key(name), post_text(name[-1])) for name in DAY]
    with pytest.raises(RuntimeError, match="1 keys were not published"):
        entry.on_content_change(s3_event("bucket", *keys, name="ObjectCreated:Put"), None)
    assert blog.titles("/") == ["c", "a"]


def test_an_event_about_a_rejected_file_does_not_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    blog = make_entry(monkeypatch, make_three())
    key = blog.put(post_key(DAY[0]), post_text("["))
    entry.on_content_change(s3_event("bucket", key, name="ObjectCreated:Put"), None)
    assert blog.titles("/") == ["C", "B", "A"]


def tell_of(blog: Blog, key: str, **of: str) -> None:
    """Do what Lambda does when S3 tells of an upload."""
    event = s3_event("bucket", key, name="ObjectCreated:Put", **of)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry, "services", lambda: blog.services)
        entry.on_content_change(event, None)


def test_an_event_of_an_upload_that_is_live_does_not_read_the_file_again() -> None:
    calls: list[str] = []
    blog = Blog(bucket=MemoryBucket(calls.append))
    blog.post("2026-01-01-a", "A")
    info = blog.bucket.head(post_key("2026-01-01-a"))
    assert info is not None
    calls.clear()
    tell_of(blog, info.key, versionId=info.version, eTag=info.etag)
    assert calls == []
    for of in ({}, {"versionId": "null", "eTag": info.etag}, {"versionId": info.version}):
        tell_of(blog, info.key, **of)
    assert calls == ["bucket get"] * 3


def test_an_event_of_an_upload_that_is_live_under_another_configuration_publishes_it() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A")
    info = blog.bucket.head(post_key("2026-01-01-a"))
    assert info is not None
    blog.publish("_config.yml", "title: Blog\npermalink: /:title/\n")
    tell_of(blog, info.key, versionId=info.version, eTag=info.etag)
    assert blog.show("/a/") == "< A >  | <p>Text.</p> | Blog"


def test_events_of_two_uploads_in_any_order_lead_to_the_newest() -> None:
    blog = Blog()
    key = post_key("2026-01-01-a")
    infos = []
    for title in ("A", "B"):
        blog.put(key, post_text(title))
        infos.append(blog.bucket.head(key))
    for info in reversed(infos):
        assert info is not None
        tell_of(blog, key, versionId=info.version, eTag=info.etag)
    assert blog.titles("/") == ["B"]
