"""Webmentions that the blog sends: to whom, when, and that nobody is told twice."""

from datetime import timedelta
from typing import Any

import pytest

from handler.core.index.items import body_key
from handler.core.model.writes import Put
from handler.core.webmentions import telling
from handler.core.webmentions.attempts import ATTEMPTS
from handler.core.webmentions.telling import is_of_web
from handler.services.webmentions.sending import MOST_TOLD
from handler.settings import Settings
from tests.support.one_thread import Hangs
from tests.web.mentions.blog import HOME, MentionedBlog

CONFIG = "title: Blog\npermalink: pretty\nwebmentions: {send: true}\n"
NAME, POST = "2026-06-01-new.md", f"{HOME}/2026/06/01/new/"
HOOK = '<link rel="webmention" href="/hook">'


def make_blog(config: str = CONFIG, pages: str = "ab") -> MentionedBlog:
    """A blog that tells others, some of which want to hear of it."""
    blog = MentionedBlog(config)
    for name in pages:
        blog.web.put(f"https://{name}.test/", HOOK)
    blog.clock.pass_by(timedelta(minutes=5))
    return blog


def links(names: str) -> str:
    return " ".join(f"[x](https://{name}.test/)" for name in names)


def write(blog: MentionedBlog, names: str, name: str = NAME, **matter: Any) -> None:
    """Publish a post with links, and let it be told."""
    blog.post(name, links(names), **{"title": "New", **matter})
    blog.tick(5)


def told(blog: MentionedBlog) -> list[str]:
    """Who was told, by one letter, since somebody last asked."""
    found = sorted(target[len("https://")] for _, _, target in blog.web.sent)
    blog.web.sent.clear()
    return found


def test_the_pages_that_a_new_post_links_to_are_told_once() -> None:
    blog = make_blog()
    write(blog, "ab")
    assert sorted(blog.web.sent) == [
        ("https://a.test/hook", POST, "https://a.test/"),
        ("https://b.test/hook", POST, "https://b.test/"),
    ]
    blog.web.sent.clear()
    blog.tick(120)
    assert told(blog) == []


def test_a_post_that_changed_tells_all_again_and_those_it_links_to_no_more() -> None:
    """Both of webmention.rocks' updates."""
    blog = make_blog(pages="abc")
    write(blog, "ab")
    assert told(blog) == ["a", "b"]
    write(blog, "ac")
    assert told(blog) == ["a", "b", "c"]
    write(blog, "a")
    assert told(blog) == ["a", "c"]
    write(blog, "a", title="Same links")
    assert told(blog) == ["a"]


def test_a_post_that_is_deleted_or_hidden_tells_those_who_knew_it() -> None:
    for hide in ("delete", "hide"):
        blog = make_blog()
        write(blog, "ab")
        told(blog)
        if hide == "delete":
            blog.bucket.delete(f"_posts/{NAME}")
            blog.services.publisher.publish(f"_posts/{NAME}")
        else:
            write(blog, "ab", published="false")
        blog.tick(5)
        assert told(blog) == ["a", "b"]
        blog.tick(60)
        assert told(blog) == []


@pytest.mark.parametrize(
    "config", ["title: Blog\n", CONFIG.replace("true", "false"), CONFIG.replace("true", "'yes'")]
)
def test_nobody_is_told_unless_the_blog_says_so(config: str) -> None:
    blog = make_blog(config)
    write(blog, "ab")
    assert (blog.web.asked, blog.web.sent) == ([], [])


def test_what_readers_do_not_get_is_told_to_nobody() -> None:
    blog = make_blog()
    blog.put("_drafts/idea.md", f"---\ntitle: Idea\n---\n{links('a')}\n")
    write(blog, "a", published="false")
    write(blog, "b", "2026-07-01-later.md")
    assert blog.web.asked == []
    blog.clock.pass_by(timedelta(days=31))
    blog.tick(2)
    assert told(blog) == ["b"]


def test_a_post_whose_body_was_lost_is_told_of_once_that_is_back() -> None:
    blog = make_blog()
    blog.post(NAME, links("a"), title="New")
    blog.table.write(Put(body_key(f"_posts/{NAME}"), {"uses": 0, "br-at": ".coldpress/lost"}))
    blog.clock.pass_by(timedelta(minutes=5))
    for expected in ([], ["a"]):
        work = blog.services.sending.work(blog.clock.now() + timedelta(minutes=1))
        assert work
        work()
        assert told(blog) == expected
        assert blog.get("/2026/06/01/new/").status_code == 200


def test_what_was_written_before_is_told_to_nobody_until_it_is_changed() -> None:
    blog = make_blog("title: Blog\npermalink: pretty\n")
    write(blog, "a", "2026-01-05-old.md")
    write(blog, "b", "2026-01-06-older.md")
    blog.put("_config.yml", CONFIG)
    blog.clock.pass_by(timedelta(hours=2))
    blog.tick(3)
    assert blog.web.asked == []
    write(blog, "a", "2026-01-05-old.md", title="Edited")
    assert told(blog) == ["a"]


def test_a_whole_blog_that_comes_later_tells_nobody_of_its_past() -> None:
    blog = make_blog()
    for day in range(1, 9):
        blog.post(f"2020-01-0{day}-past.md", links("ab"), title=str(day))
    blog.tick(30)
    assert blog.web.asked == []


def test_an_index_that_is_made_anew_tells_nobody() -> None:
    blog = make_blog()
    write(blog, "a", "2026-01-05-old.md")
    write(blog, "ab")
    told(blog)
    for info in blog.bucket.objects(prefix="_posts/"):
        blog.services.publisher.publish(info.key, rewrite=True)
    blog.tick(5)
    assert told(blog) == []


def test_links_to_the_blog_itself_tell_nobody() -> None:
    blog = make_blog()
    blog.post(NAME, f"[own]({HOME}{blog.path}) [own]({blog.path})", title="New")
    blog.tick(5)
    assert blog.web.asked == []


def test_who_names_no_endpoint_is_not_asked_again_until_the_post_changes() -> None:
    blog = make_blog()
    blog.web.put("https://c.test/", "<p>Nothing")
    blog.web.put("https://d.test/", HOOK, 404)
    write(blog, "c")
    blog.tick(100)
    assert (blog.web.asked, blog.web.sent) == (["https://c.test/"], [])
    blog.web.put("https://c.test/", HOOK)
    write(blog, "c", title="Changed")
    assert told(blog) == ["c"]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_who_fails_is_told_again_a_few_times(status: int) -> None:
    blog = make_blog()
    blog.web.statuses["https://a.test/hook"] = status
    write(blog, "ab")
    blog.tick(200)
    assert told(blog) == ["a"] * ATTEMPTS + ["b"]


@pytest.mark.parametrize("status", [503, 429])
def test_a_page_that_is_busy_is_asked_again_where_it_wants_to_hear(status: int) -> None:
    blog = make_blog()
    blog.web.put("https://a.test/", "Busy", status)
    write(blog, "a")
    assert told(blog) == []
    blog.web.put("https://a.test/", HOOK)
    blog.tick(60)
    assert told(blog) == ["a"]


def test_who_refuses_is_told_once() -> None:
    blog = make_blog()
    blog.web.statuses["https://a.test/hook"] = 400
    write(blog, "a")
    blog.tick(200)
    assert told(blog) == ["a"]


def test_a_tick_tells_few_and_the_next_go_on() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    blog = make_blog(pages=letters)
    blog.post(NAME, links(letters), title="New")
    counts = []
    for _ in range(6):
        blog.tick()
        counts.append(len(told(blog)))
    assert (max(counts), sum(counts)) == (MOST_TOLD, 26)


def test_nobody_is_told_before_readers_surely_get_the_newest() -> None:
    blog = make_blog()
    config = blog.bucket.head("_config.yml")
    assert config
    key = f"_posts/{config.modified:%Y-%m-%d}-new.md"
    blog.bucket.put(key, f"---\ntitle: New\n---\n{links('a')}\n".encode(), "text/markdown")
    uploaded = blog.bucket.head(key)
    assert uploaded
    blog.clock.time = uploaded.modified
    blog.services.publisher.publish(key)
    blog.tick()
    assert blog.web.asked == []
    blog.tick()
    assert told(blog) == ["a"]


def test_a_text_that_is_published_while_it_is_told_is_told_again() -> None:
    blog = make_blog()
    write(blog, "a")
    assert told(blog) == ["a"]
    blog.post(NAME, links("ab"), title="New")
    blog.post(NAME, links("b"), title="New")
    blog.tick(5)
    assert told(blog) == ["a", "b"]


def test_a_tick_that_dies_after_telling_tells_only_what_it_did_not_note() -> None:
    blog = make_blog()
    blog.post(NAME, links("ab"), title="New")
    blog.tick(2)
    blog.web.sent.clear()
    state = blog.bucket.get(telling.file_of(f"_posts/{NAME}"))
    assert state
    assert state.data
    assert b'"told"' in state.data
    blog.tick(60)
    assert told(blog) == []


def test_a_blog_on_its_authors_machine_tells_nobody() -> None:
    blog = make_blog()
    blog.services.settings = Settings("bucket", "table", "http://127.0.0.1:8000", 0)
    write(blog, "ab")
    assert blog.web.asked == []


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://blog.test", True),
        ("https://example.com/blog", True),
        *((url, False) for url in ("http://127.0.0.1:8000", "http://localhost", "http://[::1]")),
        *((url, False) for url in ("", "/dev", "http://mac.local", "https://a.localhost")),
    ],
)
def test_which_blogs_others_can_look_at(url: str, is_one: bool) -> None:
    assert is_of_web(url) is is_one


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", '{"links": [{"x": 1}]}', "{{"])
def test_what_a_person_spoilt_is_read_as_nothing(text: str) -> None:
    assert telling.from_json(text.encode()) == telling.Told()
    assert telling.since_from_json(text.encode()) == 0


def test_what_was_told_is_read_back_as_it_was_written() -> None:
    known = telling.Told("a", "b", (telling.Link("c", linked=False, status="told", due=3),))
    assert telling.from_json(telling.to_json(known)) == known


def test_who_was_not_reached_hears_still_that_a_link_is_gone_after_the_next_edit() -> None:
    blog = make_blog(pages="abc")
    write(blog, "ab")
    told(blog)
    blog.web.statuses["https://b.test/hook"] = 503
    write(blog, "a")
    blog.web.statuses.clear()
    told(blog)
    write(blog, "ac")
    assert told(blog) == ["a", "c"]
    blog.tick(20)
    assert told(blog) == ["b"]


def test_what_is_known_of_others_does_not_grow_with_each_edit() -> None:
    known = telling.Told()
    for edit in range(20):
        targets = [f"https://{edit}.test/" + "\U0001f600" * 900 + str(n) for n in range(50)]
        known = telling.of_version(known, POST, str(edit), targets)
    assert [each.target for each in known.links if each.linked] == targets
    assert len(telling.to_json(known)) < telling.MAXIMUM_FILE


def test_a_text_that_is_published_at_the_moment_it_is_told_is_told_again() -> None:
    blog = make_blog()
    blog.web.on_get = lambda _: publish_once(blog, "b")
    write(blog, "a")
    assert told(blog) == ["a", "a", "b"]
    blog.tick(60)
    assert told(blog) == []


def publish_once(blog: MentionedBlog, names: str) -> None:
    """Publish a text while another version of it is told."""
    blog.web.on_get = lambda _: None
    blog.post(NAME, links(names), title="New")


def test_of_two_ticks_at_the_same_time_one_tells() -> None:
    blog = make_blog()

    def tick_too(task: str) -> None:
        if task.endswith(":mentioned_in"):
            blog.computing.on_run = lambda _: None
            blog.services.ticker.tick()

    blog.computing.on_run = tick_too
    write(blog, "ab")
    assert told(blog) == ["a", "b"]


def test_links_of_a_text_that_takes_too_long_to_read_are_told_to_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    blog = make_blog()
    blog.computing.tiring = "mentioned_in"
    write(blog, "ab")
    assert blog.web.asked == []
    assert f"links of _posts/{NAME} are told to nobody: takes too much" in caplog.text
    blog.computing.tiring = ""
    blog.tick(60)
    assert told(blog) == []
    write(blog, "ab", title="Again")
    assert told(blog) == ["a", "b"]


def test_who_takes_too_long_to_read_names_no_endpoint() -> None:
    blog = make_blog()
    blog.computing.tiring = "endpoint_in"
    write(blog, "a")
    blog.computing.tiring = ""
    blog.tick(60)
    assert (told(blog), blog.web.asked) == ([], ["https://a.test/"])


def test_who_never_answers_keeps_no_other_waiting_and_is_told_later() -> None:
    def hang(address: str) -> None:
        if address == "https://a.test/":
            raise Hangs

    blog = make_blog()
    blog.web.on_get = hang
    write(blog, "ab")
    assert told(blog) == ["b"]
    blog.web.on_get = lambda _: None
    blog.tick(60)
    assert told(blog) == ["a"]


def test_a_text_that_leads_elsewhere_tells_those_it_linked_to_before_alone() -> None:
    blog = make_blog()
    write(blog, "a", redirect_to="https://else.test/")
    assert blog.web.asked == []
    write(blog, "a")
    assert told(blog) == ["a"]
    write(blog, "b", redirect_to="https://else.test/")
    assert told(blog) == ["a"]


def test_what_a_tick_has_no_room_for_is_told_by_the_next() -> None:
    blog = make_blog(pages="abcdefghijklm")
    blog.post(NAME, links("abcdefghij"), title="New")
    blog.post("2026-06-01-other.md", links("klm"), title="Other")
    while not blog.web.sent:
        blog.tick()
    assert len(told(blog)) == MOST_TOLD
    blog.tick()
    assert told(blog) == ["k", "l", "m"]
