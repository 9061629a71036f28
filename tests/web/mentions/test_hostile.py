"""Strangers who would keep others out, take away what is shown, or show what nobody agreed to."""

from contextlib import suppress
from dataclasses import replace

import pytest

from handler.core.webmentions import moderation, requests
from handler.services.peers import Fetched
from tests.web.mentions.blog import SOURCE, TARGET, MentionedBlog, like, reply


@pytest.mark.parametrize("target", [f"{TARGET}?x=1", f"{TARGET}index.html", TARGET[:-1]])
def test_nobody_takes_a_mention_away_by_another_way_to_write_its_target(target: str) -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.send(target=target)
    blog.tick()
    assert blog.waiting()
    blog.approve()
    blog.send(target=target)
    blog.tick()
    assert blog.shown()
    blog.mention("no link any more")
    assert not blog.shown()


def test_nobody_takes_a_request_away_by_another_way_to_write_its_target() -> None:
    blog = MentionedBlog()
    blog.web.put(SOURCE, reply())
    blog.send()
    blog.send(target=f"{TARGET}?x=1")
    blog.tick()
    assert blog.waiting()


def test_a_page_that_links_in_another_way_now_is_shown_still() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve()
    blog.mention(reply(target=f"{TARGET}?new"), target=f"{TARGET}?new")
    blog.send()
    blog.tick()
    assert [each.target for each in blog.shown()] == [f"{TARGET}?new"]


def test_what_is_approved_is_what_was_seen() -> None:
    blog = MentionedBlog()
    blog.mention(reply("Kind words."))
    seen = blog.waiting()[0].version
    blog.mention(reply("Buy now!"))
    assert blog.services.moderating.approve(seen) is None
    assert not blog.shown()
    assert [each.text for each in blog.waiting()] == ["Buy now!"]


def redirected(blog: MentionedBlog, to: str, words: str = "Buy now!") -> None:
    """Let the source lead elsewhere, and be looked at."""
    blog.web.pages[SOURCE] = Fetched(200, to, content_type="text/html", text=reply(words))
    blog.send()
    blog.tick()


def test_trust_in_a_host_ends_where_it_redirects_to_another_site() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve(trusted=True)
    redirected(blog, "https://spam.test/")
    assert [each.text for each in blog.shown()] == ["Well said."]
    assert len(blog.waiting()) == 1
    redirected(blog, "https://www.ada.test/", "Better said.")
    assert [each.text for each in blog.shown()] == ["Better said."]


def test_a_redirect_to_a_blocked_host_is_blocked() -> None:
    blog = MentionedBlog()
    blog.services.moderating.block("spam.test")
    redirected(blog, "https://x.spam.test/")
    assert not blog.waiting()


@pytest.mark.parametrize("source", ["https://ADA.test/notes/1#x", "HTTPS://ada.test:443/notes/1#"])
def test_a_source_is_one_however_it_is_written(source: str) -> None:
    blog = MentionedBlog()
    blog.mention(like())
    blog.send(source)
    blog.tick()
    assert [each.source for each in blog.waiting()] == [SOURCE]


def flood(blog: MentionedBlog, count: int, site: str = "spam.test") -> None:
    """Send from as many hosts and networks as somebody likes."""
    for n in range(count):
        blog.send(f"https://{n}.{site}/", environ_base={"REMOTE_ADDR": f"10.0.{n}.1"})


def test_hosts_below_one_name_fill_no_queue() -> None:
    blog = MentionedBlog()
    flood(blog, requests.MOST_QUEUED)
    assert blog.send().status_code == 202
    assert blog.send("https://other.spam.test/").status_code == 429


def test_what_does_not_answer_fills_no_queue_and_goes_last() -> None:
    blog = MentionedBlog()
    for n in range(requests.MOST_QUEUED):
        blog.send(f"https://{n}.test/", environ_base={"REMOTE_ADDR": f"10.0.{n}.1"})
    blog.tick(10)
    flood(blog, 5, "silent.test")
    blog.mention(reply())
    assert blog.waiting()


def test_hosts_below_one_name_do_not_fill_what_waits() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    spam = blog.waiting()[0]
    known = moderation.Moderation()
    for n in range(moderation.MOST_WAITING + 5):
        known = moderation.with_waiting(known, replace(spam, source=f"https://{n}.spam.test/"))
    known = moderation.with_waiting(known, spam)
    assert len(known.waiting) == moderation.MOST_WAITING
    assert spam in known.waiting


def test_a_page_that_ends_the_tick_is_looked_at_a_few_times_and_keeps_nobody_out() -> None:
    blog = MentionedBlog()
    get = blog.web.get

    def broken(address: str, **bounds: object) -> Fetched | None:
        if "bad" in address:
            raise LookupError(address)
        return get(address, **bounds)

    blog.web.get = broken  # type: ignore[method-assign]
    blog.web.put(SOURCE, reply())
    blog.send("https://bad.test/")
    blog.send()
    for _ in range(90):
        with suppress(ExceptionGroup):
            blog.tick()
    assert len(blog.waiting()) == 1
    assert not blog.services.receiving.work(blog.clock.now())


def test_a_copy_of_a_file_of_mentions_is_none() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve()
    store = blog.services.mention_store
    info = next(iter(blog.services.bucket.objects(prefix=".coldpress/webmentions/posts/")))
    found = blog.services.bucket.get(info.key)
    assert found is not None
    assert found.data is not None
    old = found.data.replace(b"Well said.", b"Old words.")
    blog.services.bucket.put(f"{info.key} copy.json", old, "application/json")
    store.compare(thorough=True)
    assert "Well said." in blog.page()
    assert len(store.files("", 10)[0]) == 1
