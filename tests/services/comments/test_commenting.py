"""Comments on their way from GitHub to the page of a post, and what keeps them from it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from handler.core.model.writes import Delete, Item, Key, Put
from handler.services.peers import Answer
from handler.services.tick.reindexing import Reindexer
from tests.services.comments.blog import CONFIG, CommentedBlog
from tests.services.comments.github import RESET, FakeGitHub, make_comment
from tests.web.blog import DOWN

ADDRESS = "/repos/example/notes/issues/7/comments?per_page=100"


def test_a_post_that_is_read_shows_its_comments_within_a_minute() -> None:
    blog = CommentedBlog()
    blog.github.comment(7, "<p>Well said.</p>")
    assert blog.texts() == []
    blog.tick()
    assert blog.texts() == ["Well said."]


def test_that_nobody_has_commented_is_said_once_github_has_said_so() -> None:
    blog = CommentedBlog()
    blog.github.issues[7] = []
    shown = []
    for _ in range(2):
        shown.append("Nobody has commented" in blog.get(blog.path).text)
        blog.tick(7)
    assert shown == [False, True]


def test_a_reader_never_waits_for_github() -> None:
    blog = CommentedBlog()
    blog.read()
    assert blog.github.asked == []


def test_what_nobody_reads_is_not_asked_for() -> None:
    blog = CommentedBlog()
    blog.tick(60)
    assert blog.github.asked == []


@pytest.mark.slow
def test_a_page_that_is_read_all_the_time_asks_github_every_few_minutes() -> None:
    blog = CommentedBlog()
    blog.github.comment(7)
    for _ in range(60):
        blog.read()
        blog.tick()
    assert 9 <= len(blog.github.asked) <= 13
    assert blog.refresh_requests() <= 1


def test_unchanged_comments_are_asked_for_by_etag_and_leave_the_page_as_it_is() -> None:
    blog = CommentedBlog()
    blog.github.comment(7)
    blog.read()
    blog.tick()
    first = blog.get(blog.path).headers["ETag"]
    blog.tick(6)
    blog.read()
    before = generations(blog)
    blog.tick()
    assert [bool(etag) for _, etag in blog.github.log] == [False, True]
    assert blog.github.remaining == 4999
    assert blog.get(blog.path).headers["ETag"] == first
    assert generations(blog) == before


def test_a_new_comment_shows_a_few_minutes_after_the_last_look() -> None:
    blog = CommentedBlog()
    blog.github.comment(7, "<p>One.</p>")
    blog.read()
    blog.tick()
    blog.github.comment(7, "<p>Two.</p>")
    blog.tick(6)
    assert blog.texts() == ["One."]
    blog.tick()
    assert blog.texts() == ["One.", "Two."]


def test_what_is_edited_or_deleted_on_github_changes_here() -> None:
    blog = CommentedBlog()
    blog.github.comment(7, "<p>One.</p>")
    blog.github.comment(7, "<p>Two.</p>")
    blog.read()
    blog.tick()
    blog.github.issues[7] = [make_comment(2, "<p>Two, edited.</p>")]
    blog.tick(6)
    blog.read()
    blog.tick()
    assert blog.texts() == ["Two, edited."]


def test_a_new_comment_makes_no_other_page_stale() -> None:
    blog = CommentedBlog()
    blog.post("2026-01-02-other.md", title="Other")
    blog.read()
    before = generations(blog)
    blog.github.comment(7)
    blog.tick()
    after = generations(blog)
    changed = {tag for tag in before.keys() | after if before.get(tag) != after.get(tag)}
    assert changed == {"generation#path#/2026/01/01/hello"}


def generations(blog: CommentedBlog) -> dict[str, Item]:
    """How often each cache tag was invalidated."""
    return {key.pk: item for key, item in blog.table.scan() if key.pk.startswith("generation#")}


def test_two_posts_of_one_issue_both_show_it_after_one_look() -> None:
    blog = CommentedBlog()
    other = blog.post("2026-01-02-other.md", title="Other", commentIssueId=7)
    blog.github.comment(7, "<p>Well said.</p>")
    blog.read()
    blog.get(other)
    blog.tick()
    assert blog.github.asked == [ADDRESS]
    assert "Well said." in blog.get(other).text
    assert blog.texts() == ["Well said."]


def test_a_post_that_gets_another_issue_shows_that_one() -> None:
    blog = CommentedBlog()
    blog.github.comment(7, "<p>Seven.</p>")
    blog.github.comment(8, "<p>Eight.</p>")
    blog.read()
    blog.tick()
    blog.post("2026-01-01-hello.md", title="Hello", commentIssueId=8)
    assert blog.texts() == []
    blog.tick()
    assert blog.texts() == ["Eight."]


def test_a_post_without_an_issue_has_no_comments_and_costs_nothing() -> None:
    blog = CommentedBlog()
    path = blog.post("2026-01-03-quiet.md", title="Quiet")
    assert "discussion" not in blog.get(path).text
    assert blog.refresh_requests() == 0


def test_more_issues_than_a_round_can_ask_for_are_looked_at_in_turn() -> None:
    blog = CommentedBlog()
    for number in range(100, 130):
        blog.github.comment(number)
        blog.get(blog.post(f"2026-02-01-p{number}.md", title="P", commentIssueId=number))
    blog.tick()
    assert len(blog.github.asked) == 20
    blog.tick()
    assert len(set(blog.github.asked)) == len(blog.github.asked) == 30


FAILURES = {
    "missing": Answer(404, {}, b"{}"),
    "forbidden": Answer(403, {}, b'{"message": "Resource not accessible"}'),
    "broken": Answer(502, {}, b"<html>"),
    "overloaded": Answer(503, {"retry-after": "120"}),
    "bad token": Answer(401, {}, b'{"message": "Bad credentials"}'),
    "moved away": Answer(301, {"location": "https://elsewhere.test/"}),
    "no JSON": Answer(200, {}, b"<html>"),
    "no list": Answer(200, {}, b'{"a": 1}'),
    "deep": Answer(200, {}, b"[" * 100_000),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_whatever_github_answers_pages_keep_the_comments_they_have(failure: Answer) -> None:
    blog = CommentedBlog()
    blog.github.comment(7, "<p>Well said.</p>")
    blog.read()
    blog.tick()
    blog.github.failure = failure
    blog.tick(6)
    assert blog.texts() == ["Well said."]
    blog.tick()
    assert len(blog.github.asked) == 2
    assert blog.texts() == ["Well said."]
    blog.github.failure = None
    blog.github.comment(7, "<p>Indeed.</p>")
    blog.tick(30)
    blog.read()
    blog.tick()
    assert blog.texts() == ["Well said.", "Indeed."]


def test_a_deleted_issue_takes_its_comments_away() -> None:
    blog = CommentedBlog()
    blog.github.comment(7)
    blog.read()
    blog.tick()
    blog.github.failure = Answer(410, {}, b'{"message": "This issue was deleted"}')
    blog.tick(6)
    blog.read()
    blog.tick()
    assert blog.texts() == []


@pytest.mark.slow
def test_a_github_that_is_down_is_asked_less_and_less() -> None:
    blog = CommentedBlog()
    blog.github.unreachable = True
    for _ in range(120):
        blog.read()
        blog.tick()
    assert 5 <= len(blog.github.asked) <= 9


@pytest.mark.slow
def test_an_issue_that_does_not_exist_is_asked_for_less_and_less() -> None:
    blog = CommentedBlog()
    for _ in range(24 * 60 // 5):
        blog.read()
        blog.clock.time += timedelta(minutes=4)
        blog.tick()
    assert 5 <= len(blog.github.asked) <= 10


@pytest.mark.slow
def test_a_used_up_rate_limit_is_respected_until_its_reset() -> None:
    blog = CommentedBlog()
    blog.github.comment(7, "<p>Well said.</p>")
    blog.github.remaining = 0
    blog.read()
    while blog.clock.now() < datetime.fromtimestamp(RESET, UTC) - timedelta(minutes=1):
        blog.tick()
        blog.read()
    assert len(blog.github.asked) == 1
    blog.github.remaining = 5000
    blog.tick(2)
    assert blog.texts() == ["Well said."]


def test_the_last_answer_of_an_hour_is_used_before_the_rest() -> None:
    blog = CommentedBlog()
    blog.github.comment(7, "<p>Well said.</p>")
    blog.github.remaining = 1
    blog.read()
    blog.tick()
    assert blog.texts() == ["Well said."]
    blog.tick(10)
    blog.read()
    blog.tick()
    assert len(blog.github.asked) == 1


def test_a_table_that_fails_while_a_wish_is_noted_does_not_harm_the_reader() -> None:
    blog = CommentedBlog()
    blog.read()
    blog.table_failure = DOWN
    assert blog.get(blog.path).status_code == 200


def test_comments_are_kept_apart_from_what_the_bucket_tells() -> None:
    blog = CommentedBlog()
    blog.github.comment(7)
    blog.read()
    blog.tick()
    stored = [key for key, _ in blog.table.scan() if key.pk.startswith("comments#")]
    assert stored == [Key("comments#https://github.com/example/notes#7")]


class Meanwhile(FakeGitHub):
    """A GitHub that is slow enough for something to happen before it answers."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.act: Callable[[], object] | None = act

    def get(self, path: str, *, etag: str = "", seconds: float) -> Answer:
        """See `GitHub.get`."""
        act, self.act = self.act, None
        answer = super().get(path, etag=etag, seconds=seconds)
        if act:
            act()
        return answer


def test_of_two_looks_at_once_that_which_began_later_counts() -> None:
    blog = CommentedBlog()

    def look_again() -> None:
        blog.github.comment(7, "<p>Later.</p>")
        blog.clock.time += timedelta(seconds=1)
        blog.services.commenting.request_refresh("example/notes", 7)

    blog.services.github = blog.github = Meanwhile(look_again)
    blog.github.issues[7] = []
    blog.services.commenting.request_refresh("example/notes", 7)
    assert blog.texts() == ["Later."]


def test_an_issue_at_whose_comments_two_ticks_ended_is_left_alone() -> None:
    class TimeOut(BaseException):
        """What Lambda does to an event that takes too long."""

    def end() -> None:
        raise TimeOut

    blog = CommentedBlog()
    blog.services.github = blog.github = github = Meanwhile(end)
    blog.github.issues[7] = []
    blog.read()
    for _ in range(2):
        github.act = end
        with pytest.raises(TimeOut):
            blog.tick()
    blog.tick()
    assert (len(blog.github.asked), blog.refresh_requests()) == (2, 0)


def test_what_was_wanted_of_a_repository_that_nobody_names_any_more_is_dropped() -> None:
    blog = CommentedBlog()
    blog.read()
    blog.put("_config.yml", "title: Notes\npermalink: pretty\n")
    blog.tick(3)
    assert (blog.github.asked, blog.refresh_requests()) == ([], 0)


def test_without_a_repository_there_is_nothing_to_ask() -> None:
    blog = CommentedBlog(config=CONFIG.replace("github:", "gitlab:"))
    assert "discussion" not in blog.get(blog.path).text
    blog.tick()
    assert blog.github.asked == []


def test_other_pictures_settings_are_heeded_at_the_next_look() -> None:
    blog = CommentedBlog()
    blog.github.issues[7] = [make_comment(html='<img src="https://a.test/b.png" alt="A cat">')]
    blog.read()
    blog.tick()
    assert blog.texts() == ["[A cat]"]
    assert blog.read().findall(".//img") == []
    blog.put("_config.yml", CONFIG + "comments: {images: true}\n")
    blog.tick(6)
    blog.read()
    blog.tick()
    assert [image.get("referrerpolicy") for image in blog.read().findall(".//img")] == [
        "no-referrer",
        "no-referrer",
    ]


def test_a_rebuilt_index_knows_which_posts_show_an_issue_and_keeps_its_comments() -> None:
    blog = CommentedBlog()
    blog.github.comment(7, "<p>Well said.</p>")
    blog.read()
    blog.tick()
    row = Key("issue#7", "_posts/2026-01-01-hello.md")
    stray = Key("issue#8", "_posts/2026-01-01-gone.md")
    blog.table.transact([Delete(row), Put(stray, {"path": "/gone/"})])
    Reindexer(blog.bucket, blog.table, blog.services.publisher).run(lambda _: None)
    assert blog.table.get([row, stray]) == {row: {"path": blog.path}}
    assert blog.texts() == ["Well said."]
