"""Asking a server that speaks GitHub's API, over HTTP."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from handler.github.client import GitHubClient
from handler.services.peers import Answer, Unreachable
from tests.services.comments.blog import CommentedBlog
from tests.services.comments.github import FakeGitHub, github_server

PATH = "/repos/example/notes/issues/7/comments?per_page=100"
_LONG = 300


@contextmanager
def endless_server(head: bytes = b"", drop: bytes = b"", *, every: float = 0) -> Iterator[str]:
    """The address of a server that accepts, sends a head, drips, and never ends by itself."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.sendall(head)
                while drop and not done.wait(every):
                    connection.sendall(drop)
                done.wait(_LONG)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        done.set()
        thread.join()


def test_comments_of_a_server_reach_the_page() -> None:
    blog = CommentedBlog()
    for number in range(101):
        blog.github.comment(7, f"<p>Number {number}.</p>")
    with github_server(blog.github) as address:
        blog.services.github = GitHubClient(address, "a token")
        blog.read()
        blog.tick()
    assert blog.texts() == [f"Number {number}." for number in range(100)]
    assert "More comments" in "".join(blog.read().itertext())


@pytest.mark.parametrize(("token", "remaining"), [("a token", 4999), ("", 4998)])
def test_a_second_request_with_the_etag_is_not_modified(token: str, remaining: int) -> None:
    github = FakeGitHub()
    github.comment(7)
    with github_server(github) as address:
        client = GitHubClient(address, token)
        first = client.get(PATH, seconds=_LONG)
        again = client.get(PATH, etag=first.headers["etag"], seconds=_LONG)
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert github.remaining == remaining


def test_an_issue_that_moved_is_followed_within_the_api() -> None:
    blog = CommentedBlog()
    blog.github.comment(3, "<p>Moved.</p>")
    with github_server(blog.github) as address:
        blog.github.moved = f"{address}/repositories/1/issues/3/comments?per_page=100"
        blog.services.github = GitHubClient(address)
        for _ in range(2):
            blog.read()
            blog.tick(6)
    assert blog.texts() == ["Moved."]
    assert [bool(etag) for _, etag in blog.github.log] == [False, False, True, True]


def test_an_issue_that_moves_in_circles_is_given_up() -> None:
    github = FakeGitHub()
    with github_server(github) as address:
        github.moved = address + PATH
        answer = GitHubClient(address).get(PATH, seconds=_LONG)
    assert (answer.status, github.asked) == (301, [PATH] * 3)


def test_the_token_is_not_carried_elsewhere() -> None:
    github, elsewhere = FakeGitHub(), FakeGitHub()
    with github_server(github) as address, github_server(elsewhere) as other:
        github.failure = Answer(301, {"location": f"{other}/repositories/1"})
        assert GitHubClient(address, "a token").get(PATH, seconds=_LONG).status == 301
    assert elsewhere.asked == []


def test_a_server_that_says_nothing_is_given_up() -> None:
    with endless_server() as address, pytest.raises(Unreachable):
        GitHubClient(address).get(PATH, seconds=0.1)


def test_a_server_that_drips_is_given_up() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    with endless_server(head, b"x", every=0.01) as address, pytest.raises(Unreachable):
        GitHubClient(address).get(PATH, seconds=0.3)


def test_an_answer_without_end_is_given_up() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"
    with (
        endless_server(head, b"x" * 1_000_000) as address,
        pytest.raises(Unreachable, match="more than"),
    ):
        GitHubClient(address).get(PATH, seconds=_LONG)


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable):
        GitHubClient(f"http://127.0.0.1:{port}").get(PATH, seconds=1)
