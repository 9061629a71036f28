"""Webmentions that others send: what is taken, what is shown, and when it goes again.

The cases of https://webmention.rocks for receivers are among them.
"""

from datetime import timedelta

import pytest

from handler.core.model.writes import Delete
from handler.core.webmentions import moderation, requests
from handler.core.webmentions.attempts import ATTEMPTS
from handler.core.webmentions.mentions import ENDPOINT
from handler.mention_services import MOST_ASKED
from tests.support.one_thread import Hangs
from tests.web.blog import DOWN
from tests.web.mentions.blog import CONFIG, HOME, SOURCE, TARGET, MentionedBlog, like, reply


def test_a_mention_is_shown_once_somebody_agrees() -> None:
    blog = MentionedBlog()
    blog.web.put(SOURCE, reply("Well said."))
    answer = blog.send()
    assert (answer.status_code, "Location" in answer.headers) == (202, False)
    assert (blog.web.asked, blog.waiting()) == ([], [])
    blog.tick()
    assert "Well said" not in blog.page()
    assert [(each.kind, each.text, each.host) for each in blog.waiting()] == [
        ("reply", "Well said.", "ada.test")
    ]
    blog.approve()
    assert blog.waiting() == []
    assert "Well said." in blog.page()
    assert f'href="{SOURCE}"' in blog.page()


def test_kinds_are_shown_apart() -> None:
    blog = MentionedBlog()
    blog.mention(like(author="Lin"), "https://lin.test/")
    blog.mention(like(author="Max").replace("like-of", "repost-of"), "https://max.test/")
    blog.mention(like(author="Mia").replace("like-of", "bookmark-of"), "https://mia.test/")
    blog.mention(f'<title>A list</title><a href="{TARGET}">x</a>', "https://list.test/")
    blog.approve()
    page = " ".join(blog.page().split())
    for word in ("Likes</span> <a", "Lin", "Reposts</span> <a", "Max", "Bookmarks</span> <a"):
        assert word in page
    assert "A list" in page


@pytest.mark.parametrize("where", ["header", "link"])
def test_pages_tell_where_only_if_the_blog_receives(where: str) -> None:
    def told(blog: MentionedBlog, path: str) -> bool:
        answer = blog.get(path)
        if where == "header":
            return f'<{ENDPOINT}>; rel="webmention"' in answer.headers.get("Link", "")
        return f'<link rel="webmention" href="{HOME}{ENDPOINT}">' in answer.text

    blog = MentionedBlog()
    assert told(blog, blog.path)
    blog.put("_config.yml", CONFIG.replace("true", "false"))
    assert not told(blog, blog.path)
    assert not told(MentionedBlog("title: Blog"), "/2026/01/01/hello.html")


def test_a_blog_that_does_not_receive_has_no_endpoint() -> None:
    blog = MentionedBlog("title: Blog\npermalink: pretty\n")
    assert blog.send().status_code == 404
    assert blog.bucket.get(requests.FILE) is None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (TARGET, TARGET),
        (f"{TARGET}#part", TARGET),
        ("ftp://ada.test/", TARGET),
        ("javascript:alert(1)", TARGET),
        ("/relative", TARGET),
        ("", TARGET),
        ("https://ada.test:22/", TARGET),
        ("https://ada@evil.test/", TARGET),
        ("https://ada.test/ x", TARGET),
        ("https://ada.test/" + "a" * 1000, TARGET),
        (SOURCE, ""),
        (SOURCE, "mailto:a@b.test"),
        (SOURCE, "https://elsewhere.test/2026/01/01/hello/"),
        (SOURCE, "https://blog.test.evil.test/2026/01/01/hello/"),
        (SOURCE, f"{HOME}/nothing/"),
        (SOURCE, f"{HOME}/moved/"),
        (SOURCE, f"{HOME}/round/"),
        (SOURCE, f"{HOME}/"),
        (SOURCE, f"{HOME}/tags/x/"),
        (SOURCE, f"{HOME}/feed.xml"),
        (SOURCE, f"{HOME}/_coldpress/webmention"),
        (SOURCE, f"{HOME}/images/a.txt"),
        (SOURCE, "https://blog.test:8080/2026/01/01/hello/"),
        (SOURCE, "http://["),
        (SOURCE, f"{HOME}/%00/../2026/01/01/hello/"),
    ],
)
def test_what_can_be_no_mention_is_refused(source: str, target: str) -> None:
    blog = MentionedBlog()
    blog.put("images/a.txt", "x")
    blog.put("moved.md", f"---\nredirect_to: https://elsewhere.test{blog.path}\n---\n")
    blog.put("round.md", "---\nredirect_to: /trip/\n---\n")
    blog.put("trip.md", "---\nredirect_to: /round/\n---\n")
    assert blog.send(source, target).status_code == 400
    assert blog.bucket.get(requests.FILE) is None


def test_a_form_has_one_source_and_one_target() -> None:
    blog = MentionedBlog()
    client = blog.app.test_client()
    many = {"source": [SOURCE, "https://b.test/"], "target": TARGET}
    assert client.post(ENDPOINT, data=many).status_code == 400
    assert client.post(ENDPOINT, json={"source": SOURCE, "target": TARGET}).status_code == 400
    assert client.post(ENDPOINT, data=b"x" * 20_000).status_code == 413
    assert client.post(f"{ENDPOINT}?source={SOURCE}&target={TARGET}").status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        f"{TARGET}#part",
        f"{TARGET}?utm=x",
        TARGET.replace("https", "http"),
        TARGET.replace("blog.test", "BLOG.test"),
        TARGET[:-1],
        f"{HOME}/old/",
        f"{HOME}/2026/01/01/HELLO/",
    ],
)
def test_a_target_is_found_as_readers_find_it(target: str) -> None:
    blog = MentionedBlog()
    blog.post("2026-01-01-hello.md", title="Hello", redirect_from="/old/")
    blog.mention(reply(target=target), target=target)
    blog.approve()
    assert [each.path for each in blog.shown()] == [blog.path]


def test_a_draft_or_a_hidden_post_is_no_target() -> None:
    blog = MentionedBlog()
    blog.put("_drafts/idea.md", "---\ntitle: Idea\n---\nx\n")
    blog.post("2026-01-02-hidden.md", title="Hidden", published="false")
    blog.post("2027-01-02-later.md", title="Later")
    for path in ("/idea/", "/2026/01/02/hidden/", "/2027/01/02/later/"):
        assert blog.send(target=f"{HOME}{path}").status_code == 400


def test_a_page_may_be_mentioned_as_well() -> None:
    blog = MentionedBlog()
    blog.put("about.md", "---\ntitle: About\n---\nx\n")
    target = f"{HOME}/about/"
    blog.mention(reply(target=target), target=target)
    blog.approve()
    assert "Well said." in blog.page("/about/")


def test_a_blog_below_a_path_knows_its_pages() -> None:
    blog = MentionedBlog(CONFIG + "baseurl: /notes\n")
    target = f"{HOME}/notes{blog.path}"
    assert blog.send().status_code == 400
    blog.mention(reply(target=target), target=target)
    blog.approve()
    assert "Well said." in blog.page(f"/notes{blog.path}")


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_shown_no_more(status: int) -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve()
    assert "Well said." in blog.page()
    blog.web.put(SOURCE, "gone", status)
    blog.send()
    blog.tick()
    assert "Well said." not in blog.page()
    assert blog.shown() == blog.waiting() == []


def test_what_is_gone_waits_no_more() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.mention("", SOURCE)
    assert blog.waiting() == []


def test_a_link_that_vanished_is_shown_no_more() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve()
    blog.mention("<p>I take it back.")
    assert blog.shown() == []


def test_a_page_that_is_cut_off_may_link_further_down() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve()
    blog.web.put(SOURCE, "x" * 100, is_cut=True)
    blog.send()
    blog.tick()
    assert len(blog.shown()) == 1


@pytest.mark.parametrize("status", [200, 500, 503, 429])
def test_a_source_that_does_not_answer_is_asked_again_a_few_times(status: int) -> None:
    blog = MentionedBlog()
    if status != 200:
        blog.web.put(SOURCE, "later", status)
    blog.send()
    blog.tick(200)
    assert blog.web.asked == [SOURCE] * ATTEMPTS
    blog.tick(60)
    assert len(blog.web.asked) == ATTEMPTS


def test_what_changed_waits_again_and_the_older_one_is_shown_till_then() -> None:
    blog = MentionedBlog()
    blog.mention(reply("One."))
    blog.approve()
    blog.mention(reply("One."))
    assert blog.waiting() == []
    blog.mention(reply("Buy pills!"))
    assert "One." in blog.page()
    assert "pills" not in blog.page()
    assert [each.text for each in blog.waiting()] == ["Buy pills!"]
    blog.approve()
    assert [each.text for each in blog.shown()] == ["Buy pills!"]


def test_a_trusted_host_is_shown_at_once() -> None:
    blog = MentionedBlog()
    blog.mention(reply("One."))
    blog.approve(trusted=True)
    blog.mention(reply("Two."), "https://ada.test/2")
    blog.mention(reply("One, edited."))
    assert [each.text for each in blog.shown()] == ["Two.", "One, edited."]
    blog.mention(reply("Evil."), "https://ada.test.evil.test/")
    assert [each.text for each in blog.waiting()] == ["Evil."]


def test_what_was_rejected_does_not_come_back() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.services.moderating.reject(blog.waiting()[0].id)
    blog.mention(reply("Please."))
    assert blog.waiting() == blog.shown() == []


def test_a_blocked_host_is_not_even_asked() -> None:
    blog = MentionedBlog()
    blog.mention(reply(), "https://a.spam.test/")
    blog.services.moderating.block("spam.test")
    assert blog.waiting() == []
    blog.web.asked.clear()
    blog.send("https://b.spam.test/")
    blog.tick()
    assert (blog.web.asked, blog.waiting()) == ([], [])
    blog.services.moderating.forget("spam.test")
    blog.mention(reply(), "https://b.spam.test/")
    assert len(blog.waiting()) == 1


def test_a_mention_that_is_removed_does_not_come_back() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve(trusted=True)
    blog.services.moderating.remove(blog.shown()[0])
    blog.mention(reply())
    assert blog.shown() == blog.waiting() == []


def test_only_the_page_that_is_mentioned_is_made_anew() -> None:
    blog = MentionedBlog()
    other = blog.post("2026-02-01-other.md", title="Other")
    blog.page(), blog.page(other), blog.page("/")
    before = {key: dict(item) for key, item in blog.table.scan() if key.pk.startswith("page#")}
    generations = {key for key, _ in blog.table.scan() if key.pk.startswith("generation#")}
    blog.mention(reply())
    blog.approve()
    touched = {key.pk for key, item in blog.table.scan() if key.pk.startswith("generation#")} - {
        key.pk for key in generations
    }
    assert touched <= {"generation#path#/2026/01/01/hello"}
    assert "Well said." in blog.page()
    after = {key: dict(item) for key, item in blog.table.scan() if key.pk.startswith("page#")}
    assert [key for key in before if before[key] != after[key]] == [
        next(key for key in before if key.pk.endswith(blog.path))
    ]


def test_mentions_stay_with_a_post_that_moves() -> None:
    blog = MentionedBlog()
    blog.mention(reply("Before."))
    blog.approve(trusted=True)
    moved = blog.post(
        "2026-01-01-hello.md", title="Hello", permalink="/moved/", redirect_from=blog.path
    )
    assert "Before." in blog.page(moved)
    target = f"{HOME}{moved}"
    blog.mention(reply("After.", target), "https://ada.test/2", target)
    assert [word for word in ("Before.", "After.") if word not in blog.page(moved)] == []
    blog.web.put(SOURCE, "gone", 410)
    blog.send()
    blog.tick()
    assert "Before." not in blog.page(moved)
    assert "After." in blog.page(moved)


def test_a_table_that_is_lost_is_made_anew_of_the_bucket() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve()
    for key, _ in [*blog.table.scan()]:
        if key.pk.startswith("webmentions"):
            blog.table.write(Delete(key))
    blog.put("_config.yml", CONFIG + "# anew\n")
    assert "Well said." not in blog.page()
    blog.clock.pass_by(timedelta(hours=2))
    blog.tick()
    assert "Well said." in blog.page()


def test_a_file_of_mentions_that_is_gone_from_the_bucket_is_gone() -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve()
    assert "Well said." in blog.page()
    for info in blog.bucket.objects(prefix=".coldpress/webmentions/posts/"):
        blog.bucket.delete(info.key)
    blog.clock.pass_by(timedelta(hours=2))
    blog.tick()
    assert "Well said." not in blog.page()


@pytest.mark.slow
def test_the_queue_and_what_waits_are_bounded() -> None:
    blog = MentionedBlog()
    answers = [
        blog.send(f"https://{n % 7}.test/{n}", environ_base={"REMOTE_ADDR": f"10.0.{n}.1"})
        for n in range(requests.MOST_QUEUED + 40)
    ]
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(202) == requests.MOST_QUEUED
    assert {*statuses} == {202, 429}
    assert "Retry-After" in answers[-1].headers


def test_one_host_does_not_fill_what_waits() -> None:
    blog = MentionedBlog()
    for n in range(moderation.MOST_OF_HOST + 10):
        blog.mention(reply(), f"https://spam.test/{n}")
    assert len(blog.waiting()) == moderation.MOST_OF_HOST
    blog.mention(reply(), "https://good.test/")
    assert blog.waiting()[-1].host == "good.test"


def test_one_network_cannot_ask_for_ever() -> None:
    blog = MentionedBlog()
    statuses = [blog.send().status_code for _ in range(MOST_ASKED[0] + 1)]
    assert statuses == [202] * MOST_ASKED[0] + [429]
    blog.clock.pass_by(timedelta(minutes=11))
    assert blog.send().status_code == 202


def test_the_same_mention_is_looked_at_once() -> None:
    blog = MentionedBlog()
    for _ in range(5):
        blog.send()
    blog.tick(3)
    assert blog.web.asked == [SOURCE]


def test_an_outage_loses_nothing_that_was_taken() -> None:
    blog = MentionedBlog()
    blog.web.put(SOURCE, reply())
    blog.bucket_failure = DOWN
    answer = blog.send()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    blog.bucket_failure = None
    assert blog.send().status_code == 202
    blog.bucket_failure = DOWN
    with pytest.raises(type(DOWN)):
        blog.tick()
    blog.bucket_failure = None
    blog.tick()
    assert len(blog.waiting()) == 1


@pytest.mark.parametrize("text", ["", "null", "{}", "[]", '[{"source": 1}]', "{{", "[" * 9000])
def test_files_that_a_person_spoilt_are_read_as_empty(text: str) -> None:
    blog = MentionedBlog()
    for key in (requests.FILE, moderation.FILE):
        blog.bucket.put(key, text.encode(), "application/json")
    blog.mention(reply())
    blog.approve()
    assert len(blog.shown()) == 1


def test_what_strangers_say_closes_no_markup_of_the_page() -> None:
    blog = MentionedBlog()
    evil = '</bdi></p></section><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    escaped = "&lt;/p&gt;&lt;script&gt;alert(2)&lt;/script&gt;\u202e"
    author = f'<a class="p-author h-card" href="https://x.test/?&quot;&gt;&lt;b&gt;">{evil}</a>'
    page = reply(escaped).replace("<a ", f"<title>&lt;script&gt;</title>{author}<a ", 1)
    blog.mention(page, "https://evil.test/?a=%22%3E%3Cscript%3E")
    blog.approve()
    shown = blog.page()
    assert "<script>alert" not in shown
    assert "onerror=alert" not in shown.replace("&lt;img src=x onerror=alert", "")
    assert "\u202e" not in shown
    assert "&lt;script&gt;alert(2)" in shown


@pytest.mark.parametrize("status", [301, 403, 451])
def test_a_source_that_shows_nothing_changes_nothing(status: int) -> None:
    blog = MentionedBlog()
    blog.mention(reply())
    blog.approve()
    blog.web.put(SOURCE, "Forbidden", status)
    blog.send()
    blog.tick(3)
    assert blog.web.asked == [SOURCE] * 2
    assert [each.source for each in blog.shown()] == [SOURCE]


def test_a_source_that_takes_too_long_to_read_is_told_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    blog = MentionedBlog()
    blog.computing.tiring = "read_source"
    blog.mention(reply())
    blog.computing.tiring = ""
    blog.tick(3)
    assert (blog.waiting(), blog.web.asked) == ([], [SOURCE])
    assert f"is not looked at: {SOURCE} takes too much computing" in caplog.text


def test_what_a_tick_has_no_time_for_is_looked_at_by_the_next() -> None:
    blog = MentionedBlog()
    sources = [blog.web.put(f"https://{name}.test/", reply()) for name in "ab"]
    blog.web.on_get = lambda _: blog.clock.pass_by(timedelta(seconds=11))
    for source in sources:
        blog.send(source)
    blog.tick()
    assert blog.waiting() == []
    blog.web.on_get = lambda _: None
    blog.tick()
    assert sorted(each.source for each in blog.waiting()) == sources


def test_a_source_that_never_ends_keeps_no_other_waiting() -> None:
    def hang(address: str) -> None:
        if address == "https://a.test/":
            raise Hangs

    blog = MentionedBlog()
    for source in ("https://a.test/", "https://b.test/"):
        blog.web.put(source, reply())
        blog.send(source)
    blog.web.on_get = hang
    blog.tick(2)
    assert [each.source for each in blog.waiting()] == ["https://b.test/"]
    blog.web.on_get = lambda _: None
    blog.tick(60)
    assert len(blog.waiting()) == 2
