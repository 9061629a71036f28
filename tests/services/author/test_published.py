"""What readers get once what authors did to their texts is published."""

import pytest

from handler.services.author.authoring import Authoring
from handler.services.author.files import HalfDone
from handler.services.author.listing import Listed, Listing
from handler.services.ports import Unavailable
from tests.services.author.places import Failing, versions
from tests.services.blog import Blog, StoppedClock, post_text
from tests.support.open_sandbox import OpenSandbox

OLD, NEW = "_posts/2026-01-02-a.md", "_posts/travel/2026-01-03-b.md"
SAME = "_posts/x/2026-01-02-a.md"
ORDERS = [(OLD, NEW), (NEW, OLD)]


def authoring(blog: Blog) -> Authoring:
    return blog.services.authoring


def listing(blog: Blog) -> Listing:
    return blog.services.listing


@pytest.mark.parametrize("order", ORDERS)
def test_a_renamed_post_is_live_and_found_at_its_old_address(order: tuple[str, str]) -> None:
    blog = Blog()
    blog.post("2026-01-02-a", "A", "![c](../images/c.png) [d](d/)")
    blog.publish("images/c.png", b"picture")
    authoring(blog).rename(OLD, NEW)
    for key in order:
        blog.publish(key)
    assert blog.show("/2026/01/02/a/") == "-> /2026/01/03/b/"
    shown = blog.show("/2026/01/03/b/")
    assert 'src="/images/c.png"' in shown
    assert 'href="/2026/01/02/a/d/"' in shown


@pytest.mark.parametrize("order", [(OLD, SAME), (SAME, OLD)])
def test_a_post_that_keeps_its_address_is_never_gone_for_good(order: tuple[str, str]) -> None:
    blog = Blog()
    blog.post("2026-01-02-a", "A")
    authoring(blog).rename(OLD, SAME)
    for key in order:
        blog.publish(key)
    assert "A" in blog.show("/2026/01/02/a/")


def test_a_rename_that_is_cut_off_leaves_the_old_one_live_until_it_is_deleted() -> None:
    blog = Blog()
    blog.post("2026-01-02-a", "A")
    failing = Failing(blog.bucket, 4, lambda: Unavailable("bucket: 503"))
    cut_off = Authoring(failing, StoppedClock(blog.clock.time), OpenSandbox())
    with pytest.raises(HalfDone):
        cut_off.rename(OLD, NEW)
    assert blog.publish(NEW).state == "rejected"
    assert "A" in blog.show("/2026/01/02/a/")
    blog.delete(OLD)
    assert blog.show("/2026/01/02/a/") == "-> /2026/01/03/b/"


def test_a_text_is_taken_back_and_published_again() -> None:
    blog = Blog()
    blog.post("2026-01-02-a", "A")
    authoring(blog).unpublish(OLD)
    assert blog.publish(OLD).state == "hidden"
    assert blog.show("/2026/01/02/a/") == "error 404"
    authoring(blog).publish(OLD)
    assert blog.publish(OLD).state == "live"


def test_a_scheduled_post_goes_live_by_the_tick_and_is_found_at_its_old_address() -> None:
    blog = Blog()
    blog.post("2026-01-02-a", "A")
    authoring(blog).schedule(OLD, "2026-06-01 12:02:30")
    assert blog.publish(OLD).state == "scheduled"
    blog.tick(3)
    assert blog.show("/2026/01/02/a/") == "-> /2026/06/01/a/"


def test_a_deleted_post_is_brought_back() -> None:
    blog = Blog()
    blog.post("2026-01-02-a", "A")
    authoring(blog).delete(OLD)
    assert blog.publish(OLD).state is None
    versions(blog.bucket).undo(OLD)
    assert blog.publish(OLD).state == "live"


def test_files_are_listed_newest_first_with_their_states() -> None:
    blog = Blog()
    for day in range(1, 8):
        blog.post(f"2026-01-0{day}-a", "A", published=str(day != 3).lower())
    blog.publish("_posts/2026-01-08-bad.md", "---\ntitle: [\n---\n")
    blog.publish("about.md", post_text("Me"))
    found = listing(blog).page("_posts/", limit=6)
    states = [each.state for each in found]
    assert states == ["rejected", "live", "live", "live", "live", "hidden"]
    assert found[0].problems == 1
    rest = listing(blog).page("_posts/", before=found[-1].key, limit=6)
    assert [each.key[12:17] for each in rest] == ["01-02", "01-01"]
    assert listing(blog).page("_drafts/") == []


def test_a_list_is_one_call_whatever_the_size_of_the_blog() -> None:
    blog = Blog()
    for day in range(1, 29):
        blog.post(f"2026-01-{day:02}-a", "A")
    calls: list[str] = []
    blog.table._on_call = calls.append
    page: list[Listed] = listing(blog).page("_posts/", limit=5)
    assert (len(page), len(calls)) == (5, 1)


def test_a_text_is_checked_before_it_is_saved() -> None:
    blog = Blog()
    blog.post("2026-01-02-a", "A")
    before = blog.bucket.objects()
    broken = listing(blog).check(OLD, b"---\ntitle: A: B\n---\n")
    assert broken.state == "rejected"
    assert [problem.line for problem in broken.problems] == [2]
    good = listing(blog).check(OLD, b"---\ntitle: B\n---\n{% unknown %}")
    assert good.state == "live"
    assert "unknown" in str(good.problems[0])
    assert blog.bucket.objects() == before


def test_tags_are_those_that_most_posts_have_first() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A", tags="[flask, aws]")
    blog.post("2026-01-02-a", "A", tags="[Flask]")
    blog.post("2026-01-03-a", "A", tags="[Flask, b]")
    assert listing(blog).tags()[0] == "Flask"
    assert set(listing(blog).tags()) == {"Flask", "aws", "b"}
