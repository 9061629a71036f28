"""Deciding about mentions at the desk: who may, and what it brings about."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from handler.core.webmentions.mentions import Mention, file_of, to_json
from tests.web.desk.signed import Browser, SignedBlog
from tests.web.mentions.blog import CONFIG, SOURCE, TARGET

PATH = "/2026/01/01/hello/"


@pytest.fixture
def blog() -> SignedBlog:
    made = SignedBlog(config=CONFIG)
    made.post("2026-01-01-hello.md", title="Hello")
    return made


def wait(blog: SignedBlog, source: str = SOURCE, **more: Any) -> Mention:
    """Let a mention wait."""
    at = datetime(2026, 5, 1, tzinfo=UTC)
    mention = Mention(source, TARGET, PATH, "reply", "Eve", at, text="Well said.")
    mention = replace(mention, **more)
    blog.services.moderating.add(mention)
    return mention


def decide(browser: Browser, did: str, of: str) -> int:
    return browser.do("mention", do=did, of=of).status_code


def test_an_owner_shows_a_mention_and_takes_it_back(blog: SignedBlog) -> None:
    ada = blog.owner()
    mention = wait(blog)
    assert "Well said." in ada.see("mentions").text
    assert decide(ada, "approve", mention.version) == 303
    assert "Well said." in blog.get(PATH).text
    assert "Nothing waits" in ada.see("mentions").text
    assert "Well said." in ada.see("mentions").text
    assert decide(ada, "remove", f"{mention.id} {PATH}") == 303
    assert "Well said." not in blog.get(PATH).text + ada.see("mentions").text


def test_what_is_rejected_is_never_shown(blog: SignedBlog) -> None:
    ada = blog.owner()
    assert decide(ada, "reject", wait(blog).version) == 303
    wait(blog)
    assert blog.services.moderating.known().waiting == ()


def test_a_host_is_trusted_blocked_and_forgotten(blog: SignedBlog) -> None:
    ada = blog.owner()
    assert decide(ada, "trust", wait(blog).version) == 303
    assert blog.services.moderating.known().trusted == ("ada.test",)
    wait(blog, "https://spam.test/1")
    wait(blog, "https://a.spam.test/2")
    assert decide(ada, "block", "spam.test") == 303
    known = blog.services.moderating.known()
    assert (known.waiting, known.blocked) == ((), ("spam.test",))
    assert "spam.test" in ada.see("mentions").text
    assert decide(ada, "forget", "spam.test") == decide(ada, "forget", "ada.test") == 303
    known = blog.services.moderating.known()
    assert (known.trusted, known.blocked) == ((), ())


@pytest.mark.parametrize(
    ("did", "of", "status"),
    [
        ("approve", "none", 404),
        ("remove", "none /", 404),
        ("block", "", 404),
        ("block", "a/b", 404),
        ("block", "a@b.test", 404),
        ("explode", "", 404),
    ],
)
def test_what_is_not_there_is_not_decided(blog: SignedBlog, did: str, of: str, status: int) -> None:
    ada = blog.owner()
    assert decide(ada, did, of) == status
    assert blog.services.moderating.known().blocked == ()


def test_authors_and_strangers_decide_nothing(blog: SignedBlog) -> None:
    mention = wait(blog)
    bob = blog.author()
    assert "mentions" not in bob.see().text
    assert bob.see("mentions").status_code == 403
    assert decide(bob, "approve", mention.version) == 403
    stranger = blog.browser()
    assert "Well said" not in stranger.see("mentions").text
    answer = stranger.client.post("/_coldpress/desk/mention", data={"do": "approve"})
    assert answer.status_code in {401, 403}
    assert blog.services.moderating.known().waiting == (mention,)


def test_the_desk_leads_to_mentions_where_the_blog_receives_them(blog: SignedBlog) -> None:
    ada = blog.owner()
    assert 'href="mentions"' in ada.see().text
    blog.put("_config.yml", CONFIG.replace("true", "false"))
    assert 'href="mentions"' not in ada.see().text


def test_what_strangers_write_is_text_at_the_desk_too(blog: SignedBlog) -> None:
    evil = '"><script>alert(1)</script></form><form action="https://evil.test/">'
    wait(blog, "https://evil.test/?a=" + "'x'", author=evil, text=evil, title=evil)
    page = blog.owner().see("mentions").text
    assert "<script>alert" not in page
    assert "<form action=" not in page.replace('<form method="post" action="mention"', "")
    assert "&lt;script&gt;" in page


def test_of_very_many_pages_some_are_shown_and_one_goes_on(blog: SignedBlog) -> None:
    ada = blog.owner()
    for number in range(25):
        mention = wait(blog, f"https://a{number}.test/")
        moved = Mention(mention.source, TARGET, f"/{number}/", "like", f"Like {number}", mention.at)
        blog.services.mention_store.show(moved)
    seen, page = set[str](), "mentions"
    for _ in range(3):
        text = ada.see(page).text
        seen |= {n for n in map(str, range(25)) if f"<bdi>Like {n}</bdi>" in text}
        if 'href="mentions?from=' in text:
            page = _onward(text)
    assert len(seen) == 25


def _onward(text: str) -> str:
    return text.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")


def test_who_has_many_hosts_is_blocked_at_once(blog: SignedBlog) -> None:
    ada = blog.owner()
    for n in range(3):
        wait(blog, f"https://{n}.spam.test/")
    text = ada.see("mentions").text
    assert (text.count("Block 1.spam.test"), text.count("Block spam.test")) == (1, 3)
    assert decide(ada, "block", "spam.test") == 303
    assert not blog.services.moderating.known().waiting


def test_a_mention_that_changed_meanwhile_is_not_shown(blog: SignedBlog) -> None:
    ada = blog.owner()
    seen = wait(blog)
    wait(blog, text="Buy now!")
    assert decide(ada, "trust", seen.version) == 404
    assert "now!" not in blog.get(PATH).text
    assert not blog.services.moderating.known().trusted


def test_the_desk_shows_no_more_mentions_than_fit_into_an_answer(blog: SignedBlog) -> None:
    for path in ("/a/", "/b/", "/c/"):
        mention = wait(blog, path=path)
        known = [replace(mention, source=f"https://{n}.test/") for n in range(150)]
        place = file_of(path)
        blog.services.bucket.put(place, to_json(known).encode(), "application/json")
    ada, page, counts = blog.owner(), "mentions", list[int]()
    while page.startswith("mentions"):
        text = ada.see(page).text
        counts.append(text.count('value="remove"'))
        page = _onward(text)
    assert counts == [150, 150, 150]
