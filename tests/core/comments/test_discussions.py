"""What is read of GitHub's list of comments, and how commenters' HTML is cleaned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from handler.core.comments.discussions import (
    Comment,
    Issue,
    Thread,
    issue_named,
    read_comments,
    thread_from_json,
    thread_to_json,
)
from handler.core.comments.github_answers import back_off, rest_until
from handler.core.html.sanitizing import clean_comment
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.problems import Problem
from handler.core.site.config import read_config
from tests.services.comments.github import make_comment

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HELLO = Comment(
    id=1,
    address="https://github.com/example/notes/issues/7#issuecomment-1",
    author="ada",
    author_address="https://github.com/ada",
    face="",
    badge="",
    written=datetime(2026, 5, 31, 23, 30, tzinfo=UTC),
    edited=False,
    html="<p>Hello.</p>",
)


def read(*comments: Any, images: bool = False, more: bool = False, timezone: str = "") -> Thread:
    """The thread in GitHub's list of comments, whose HTML is taken as it is."""
    return read_comments(list(comments), timezone=timezone, images=images, clean=str, more=more)


def clean(html: str) -> str:
    return clean_comment(html, images=False)


@pytest.mark.parametrize(
    ("data", "address"),
    [
        ({"github": {"repository": "o/n"}}, "https://github.com/o/n/issues/7"),
        (
            {"comments": {"repository": "o/n.github.io"}},
            "https://github.com/o/n.github.io/issues/7",
        ),
        ({"repository": "https://github.com/o/n.git"}, "https://github.com/o/n/issues/7"),
        ({"repository": "https://git.example:8443/o/n/"}, "https://git.example:8443/o/n/issues/7"),
        (
            {"github": {"repository": "o/n"}, "repository": "o/site"},
            "https://github.com/o/n/issues/7",
        ),
    ],
)
def test_the_repository_is_named_in_the_configuration(data: dict[str, Json], address: str) -> None:
    issue = issue_named(SiteConfig(data=data), 7)
    assert issue
    assert issue.address == address


@pytest.mark.parametrize("name", ["o", "o/n/x", "../n", "o/..", "o n/x", "javascript:x/y", "o/n?x"])
def test_what_is_no_repository_is_none(name: str) -> None:
    assert issue_named(SiteConfig(data={"github": {"repository": name}}), 7) is None


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("repository: hana/blog", None),
        ("github: {repository: hana/blog}\nrepository: https://example.com/", None),
        ("comments: true", None),
        ("comments: {repository: hana}", "comments with a repository that is none: 'hana'."),
        (
            "github: {repository: [hana/blog]}",
            "github with a repository that is none: 'hana/blog'.",
        ),
        ("repository: 12", "repository with a repository that is none: '12'."),
    ],
)
def test_a_repository_that_is_none_is_said_once(line: str, problem: str | None) -> None:
    _, problems = read_config(f"title: T\n{line}\n".encode())
    fix = "Write owner/name, as in the repository's address on GitHub."
    expected = [Problem("_config.yml", f"has {problem}", fix, 2, "warning")] if problem else []
    assert list(problems) == expected


def test_a_comment_is_read_and_kept() -> None:
    thread = read(make_comment())
    assert thread == Thread((HELLO,))
    assert thread_from_json(thread_to_json(thread)) == thread


def test_a_comment_shows_who_wrote_it_when_in_the_sites_timezone() -> None:
    fields: dict[str, Any] = {"author_association": "OWNER", "updated_at": "2026-06-01T08:00:00Z"}
    thread = read(make_comment(**fields), timezone="Asia/Seoul", images=True)
    seoul = datetime(2026, 6, 1, 8, 30, tzinfo=timezone(timedelta(hours=9)))
    face = "https://avatars.githubusercontent.com/u/1?v=4&s=80"
    shown = replace(HELLO, badge="Owner", edited=True, written=seoul, face=face)
    assert thread == Thread((shown,))


def test_the_comment_of_somebody_who_left_is_a_ghosts() -> None:
    thread = read(make_comment(user=None))
    assert thread == Thread((replace(HELLO, author="ghost", author_address=""),))


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "1"},
        {"body_html": None},
        {"html_url": "javascript:alert(1)"},
        {"html_url": 'https://github.com/"onclick="x'},
        {"created_at": None},
        {"created_at": "yesterday"},
        {"created_at": "2026-01-01"},
    ],
)
def test_a_comment_that_is_not_as_documented_is_left_out(fields: dict[str, Any]) -> None:
    assert read(make_comment() | fields, None, [], make_comment()) == Thread((HELLO,))


def test_a_long_comment_is_cut_and_says_so() -> None:
    thread = read(make_comment(html="x" * 40_000))
    assert [(len(comment.html), comment.cut) for comment in thread.comments] == [(30_000, True)]


def test_a_long_thread_keeps_what_fits_into_an_item() -> None:
    thread = read(*(make_comment(n, "\U0001f600" * 9_000) for n in range(100)))
    assert 5 <= len(thread.comments) <= 10
    assert thread.more
    assert len(thread_to_json(thread).encode()) < 310_000


@pytest.mark.parametrize("answer", [{}, None, "x", 7])
def test_an_answer_that_is_no_list_is_an_error(answer: Json) -> None:
    with pytest.raises(ValueError, match="no list"):
        read_comments(answer, timezone="", images=False, clean=str, more=False)


def test_issues_of_two_repositories_are_kept_apart() -> None:
    keys = {Issue("https://github.com", name, 7).key for name in ("a/b", "a/c", "A/B")}
    assert len(keys) == 2


def test_links_are_not_endorsed_and_lead_elsewhere_only() -> None:
    assert clean('<a href="https://a.test/" target="_blank" class="x">a</a>') == (
        '<a href="https://a.test/" rel="nofollow ugc noopener">a</a>'
    )
    assert clean('<a href="#fn-1">1</a> <a href="/admin">2</a>') == (
        '<a rel="nofollow ugc noopener">1</a> <a rel="nofollow ugc noopener">2</a>'
    )


def test_headings_become_paragraphs_and_their_anchors_go() -> None:
    heading = (
        '<div class="markdown-heading"><h2 class="heading-element">Why</h2>'
        '<a id="user-content-why" class="anchor" href="#why"><svg></svg></a></div>'
    )
    assert clean(heading) == "<div><div><b>Why</b></div></div>"


def test_code_keeps_its_colours_and_can_be_scrolled_with_the_keyboard() -> None:
    code = '<div class="highlight"><pre class="x"><span class="pl-k nav">def</span></pre></div>'
    assert clean(code) == '<div><pre tabindex="0"><span class="pl-k">def</span></pre></div>'


def test_images_are_asked_for_only_if_wanted() -> None:
    image = '<img src="https://a.test/b.png" alt="a &gt; b" style="x" onload="y">'
    assert clean(image) == "[a &gt; b]"
    shown = clean_comment(image, images=True)
    assert 'loading="lazy"' in shown
    assert 'referrerpolicy="no-referrer"' in shown
    assert "onload" not in shown


def test_tasks_show_whether_they_are_done() -> None:
    task = '<li><input type="checkbox" disabled class="task-list-item-checkbox"{}> x</li>'
    assert clean(task.format("")) == "<li>☐ x</li>"
    assert clean(task.format(' checked=""')) == "<li>☑ x</li>"


@pytest.mark.parametrize(
    ("status", "headers", "body", "minutes"),
    [
        (200, {"x-ratelimit-remaining": "12"}, b"", None),
        (200, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1780318800"}, b"", 60),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9999999999"}, b"", 120),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, b"", 1),
        (403, {"retry-after": "120"}, b"", 2),
        (403, {}, b"You have exceeded a secondary rate limit", 1),
        (429, {"retry-after": "1e9"}, b"", 1),
        (403, {}, b"Forbidden", None),
        (404, {}, b"", None),
    ],
)
def test_github_says_when_it_wants_to_be_left_alone(
    status: int, headers: dict[str, str], body: bytes, minutes: int | None
) -> None:
    expected = NOW + timedelta(minutes=minutes) if minutes else None
    assert rest_until(status, headers, body, NOW) == expected


def test_waiting_doubles_up_to_a_limit() -> None:
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    waits = [back_off(n, minute, hour) / minute for n in (1, 2, 3, 7, 10_000)]
    assert waits == [1, 2, 4, 60, 60]
