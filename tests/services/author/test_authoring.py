"""Tests of what authors do to their texts, in memory, in a folder and in S3."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handler.core.model.limits import MAXIMUM_TEXT
from handler.core.model.problems import ColdpressError, ContentError
from handler.memory.bucket import MemoryBucket
from handler.memory.folder import Folder
from handler.services.author.authoring import Authoring
from handler.services.author.files import Author, HalfDone, NotTheirs, NotThere, Stale, Unsaved
from handler.services.ports import Allowance, Conflict, Unavailable, Unfinished
from tests.contracts.servers import MOTO, make_bucket
from tests.services.author.places import CONFIG, NOW, Desk, Failing, head_of, memory_desk
from tests.services.blog import StoppedClock
from tests.support.open_sandbox import OpenSandbox

DRAFT, POST = "_drafts/anna/idea.md", "_posts/anna/2026-06-02-idea.md"
LIVE = "_posts/2020-01-02-a.md"


@pytest.fixture(params=["memory", "folder", MOTO])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    """A blog of each kind."""
    if request.param == "memory":
        found = Desk(MemoryBucket())
    elif request.param == "folder":
        found = Desk(Folder(tmp_path))
    else:
        found = Desk(make_bucket(request.getfixturevalue("moto")))
    found.put("_config.yml", CONFIG)
    return found


def refusal(desk: Desk, what: str, *arguments: str) -> str:
    """What an author is told who does something that cannot be done, and that nothing was."""
    with pytest.raises(ColdpressError) as caught:
        getattr(desk.authoring, what)(*arguments)
    return str(caught.value)


def test_a_post_is_begun_by_the_clock_of_the_site(desk: Desk) -> None:
    done = desk.authoring.begin("Hello: a “post”", ["Flask", "a, b"])
    key = "_posts/2026-06-02-hello-a-post.md"
    assert head_of(done) == (key, "live", "/2026/06/02/hello-a-post/", "")
    assert desk.text(key) == (
        '---\nlayout: post\ntitle: "Hello: a “post”"\ndate: 2026-06-02 05:30:00 +0900\n'
        'tags:\n  - Flask\n  - "a, b"\n---\n\n'
    )
    assert "is there already" in refusal(desk, "begin", "Hello a post")


def test_what_somebody_may_not_write_stays_whatever_they_do_to_it(desk: Desk) -> None:
    for key in (LIVE, DRAFT):
        desk.put(key, "---\ntitle: A\n---\nText.\n")
    limited = desk.authoring.by(Author("", lambda key: key != LIVE))
    attempts: list[Callable[[], object]] = [
        lambda: limited.save(LIVE, b"other", None),
        lambda: limited.unpublish(LIVE),
        lambda: limited.rename(LIVE, "_posts/2020-01-02-b.md"),
        lambda: limited.rename(DRAFT, LIVE),
        lambda: limited.delete(LIVE),
    ]
    for attempt in attempts:
        with pytest.raises(NotTheirs, match="only an owner"):
            attempt()
    assert desk.text(LIVE) == desk.text(DRAFT) == "---\ntitle: A\n---\nText.\n"
    assert desk.text("_posts/2020-01-02-b.md") is None
    assert limited.delete(DRAFT).key == DRAFT


def test_a_draft_is_published_where_posts_are_and_its_file_is_gone(desk: Desk) -> None:
    desk.put(DRAFT, "---\ntitle: 'An idea' # good\n---\nText.")
    done = desk.authoring.publish(DRAFT)
    assert head_of(done) == (POST, "live", "/2026/06/02/idea/", "")
    assert desk.text(DRAFT) is None
    assert desk.text(POST) == (
        "---\ntitle: 'An idea' # good\ndate: 2026-06-02 05:30:00 +0900\n---\nText."
    )


def test_a_draft_with_a_date_keeps_it(desk: Desk) -> None:
    text = "---\r\ntitle: An idea\r\ndate: 2019-12-31 23:00 +0000\r\n---\r\nText."
    desk.put(DRAFT, text)
    done = desk.authoring.publish(DRAFT)
    assert head_of(done)[:3] == ("_posts/anna/2020-01-01-idea.md", "live", "/2020/01/01/idea/")
    assert desk.text(done.change.text.key) == text


def test_what_is_taken_back_is_published_again_without_a_trace(desk: Desk) -> None:
    text = "---\ntitle: A\n# the end\n---\nText."
    desk.put(LIVE, text)
    assert head_of(desk.authoring.unpublish(LIVE))[1] == "hidden"
    assert desk.text(LIVE) == "---\ntitle: A\n# the end\npublished: false\n---\nText."
    assert not desk.authoring.unpublish(LIVE).is_changed
    assert head_of(desk.authoring.publish(LIVE))[:3] == (LIVE, "live", "/2020/01/02/a/")
    assert desk.text(LIVE) == text
    assert not desk.authoring.publish(LIVE).is_changed


def test_a_post_is_scheduled_and_published_before_its_time(desk: Desk) -> None:
    desk.put(DRAFT, "---\ntitle: A\n---\n")
    done = desk.authoring.schedule(DRAFT, "2026-07-01 09:00")
    key = "_posts/anna/2026-07-01-idea.md"
    assert (head_of(done)[:2], str(done.change.due)) == (
        (key, "scheduled"), "2026-07-01 09:00:00+09:00",
    )  # fmt: skip
    assert head_of(desk.authoring.publish(key)) == (key, "live", "/2026/06/02/idea/", "")
    assert desk.text(key) == "---\ntitle: A\ndate: 2026-06-02 05:30:00 +0900\n---\n"


def test_a_live_post_that_is_scheduled_is_found_at_its_old_address_then(desk: Desk) -> None:
    desk.put(LIVE, "---\ntitle: A\n---\n")
    done = desk.authoring.schedule(LIVE, "2027-01-01")
    assert head_of(done)[3] == "/2020/01/02/a/"
    assert "redirect_from:\n  - /2020/01/02/a/\n" in str(desk.text(LIVE))


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2020-01-01", "is over"),
        ("tomorrow", "is not a date"),
        ("2027-13-01", "is not a date"),
        ("", "is not a date"),
    ],
)
def test_a_time_that_cannot_be_is_told(when: str, told: str) -> None:
    desk = memory_desk()
    desk.put(LIVE, "---\ntitle: A\n---\n")
    assert told in refusal(desk, "schedule", LIVE, when)


def test_a_renamed_post_is_found_at_its_old_address(desk: Desk) -> None:
    desk.put(LIVE, "---\ntitle: A\nredirect_from: /old/\n---\n")
    done = desk.authoring.rename(LIVE, "_posts/2020-01-02-안녕 b.md")
    assert head_of(done)[2:] == ("/2020/01/02/안녕-b/", "/2020/01/02/a/")
    assert desk.text("_posts/2020-01-02-안녕 b.md") == (
        "---\ntitle: A\nredirect_from: [/old/, /2020/01/02/a/]\n---\n"
    )
    assert desk.text(LIVE) is None


def test_a_page_is_renamed_and_one_that_keeps_its_address_needs_no_redirect(desk: Desk) -> None:
    desk.put("about.md", "---\npermalink: /me/\n---\n[a](uses.md) [b](no.md)")
    desk.put("uses.md", "---\n---\n")
    done = desk.authoring.rename("about.md", "_pages/me.md")
    assert head_of(done) == ("_pages/me.md", "live", "/me/", "")
    assert desk.text("_pages/me.md") == "---\npermalink: /me/\n---\n[a](../uses.md) [b](no.md)"


def test_a_name_is_found_in_the_other_form_of_its_letters() -> None:
    desk = memory_desk()
    apart, picture = "_posts/2020-01-02-u\u0308.md", "images/e\u0301.png"
    desk.put(apart, "---\ntitle: A\n---\n![p](../images/\xe9.png)")
    desk.put(picture, "x")
    done = desk.authoring.rename("_posts/2020-01-02-\xfc.md", "a/_posts/2020-01-02-b.md")
    assert (done.change.old, desk.text(apart)) == (apart, None)
    assert "![p](../../images/\xe9.png)" in str(desk.text("a/_posts/2020-01-02-b.md"))


def test_nothing_is_moved_onto_another_file(desk: Desk) -> None:
    desk.put(LIVE, "---\ntitle: A\n---\n")
    desk.put("_posts/2020-01-02-b.md", "---\ntitle: B\n---\n")
    assert "is there already" in refusal(desk, "rename", LIVE, "_posts/2020-01-02-b.md")
    assert (desk.text(LIVE), desk.text("_posts/2020-01-02-b.md")) == (
        "---\ntitle: A\n---\n",
        "---\ntitle: B\n---\n",
    )


def test_a_save_with_another_permalink_leads_there_from_the_old_one(desk: Desk) -> None:
    desk.put(LIVE, "---\ntitle: A\n---\nText.")
    seen = desk.authoring.open(LIVE)
    done = desk.authoring.save(LIVE, b"---\ntitle: A\npermalink: /b/\n---\nNew.", seen.info.etag)
    assert head_of(done)[2:] == ("/b/", "/2020/01/02/a/")
    assert desk.text(LIVE) == (
        "---\ntitle: A\npermalink: /b/\nredirect_from:\n  - /2020/01/02/a/\n---\nNew."
    )


def test_the_second_of_two_authors_is_refused_and_loses_nothing(desk: Desk) -> None:
    desk.put(LIVE, "---\ntitle: A\n---\n")
    etag = desk.authoring.open(LIVE).info.etag
    desk.authoring.save(LIVE, b"---\ntitle: B\n---\n", etag)
    for what in (
        lambda: desk.authoring.save(LIVE, b"---\ntitle: C\n---\n", etag),
        lambda: desk.authoring.unpublish(LIVE, etag),
        lambda: desk.authoring.rename(LIVE, "_posts/2020-01-02-c.md", etag),
        lambda: desk.authoring.delete(LIVE, etag),
        lambda: desk.authoring.save(LIVE, b"---\ntitle: D\n---\n", None),
    ):
        with pytest.raises(Stale, match="nothing was written"):
            what()
    assert desk.text(LIVE) == "---\ntitle: B\n---\n"


def test_a_deleted_file_is_gone(desk: Desk) -> None:
    desk.put(LIVE, "---\ntitle: A\n---\n")
    desk.authoring.delete(LIVE)
    assert desk.text(LIVE) is None
    with pytest.raises(NotThere):
        desk.authoring.delete(LIVE)


@pytest.mark.parametrize(
    "key",
    ["../x.md", "/etc/x.md", ".coldpress/x.md", "_posts/%00\0.md", "a\\b.md", "", "a//b.md",
     ".git/hooks/x.md", "_posts/", "x" * 2000, "_posts/\udce9.md", "_layouts/x.md",
     "zappa_settings.json"],
)  # fmt: skip
def test_names_that_nothing_of_a_blog_has_are_refused(desk: Desk, key: str) -> None:
    desk.put(LIVE, "---\ntitle: A\n---\n")
    for what, arguments in (
        ("open", (key,)),
        ("save", (key, b"x", None)),
        ("publish", (key,)),
        ("rename", (LIVE, key)),
        ("delete", (key,)),
    ):
        with pytest.raises((ContentError, NotThere)):
            getattr(desk.authoring, what)(*arguments)
    assert desk.text(LIVE) == "---\ntitle: A\n---\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\ntitle: A: B\n---\n", f"{LIVE}:2: has a colon in a value"),
        ("---\ntitle: A\n", f"{LIVE}:1: has front matter that does not end"),
        (b"---\ntitle: A\n---\n\xff", f"{LIVE}:4: is not UTF-8 text"),
        ("+++\ntitle = 1\n+++\n", f"{LIVE}:1: begins with +++"),
        ("---\n- a\n---\n", f"{LIVE}:2: has front matter that is not a list of name"),
        ("---\ndate: never\n---\n", f"{LIVE}:2: has an impossible date"),
    ],
)
def test_a_text_that_cannot_be_read_is_left_with_the_line_and_the_remedy(
    text: str | bytes, told: str
) -> None:
    desk = memory_desk()
    desk.put(LIVE, text)
    assert told in refusal(desk, "unpublish", LIVE)


def test_a_broken_configuration_is_told(desk: Desk) -> None:
    desk.put(LIVE, "---\ntitle: A\n---\n")
    desk.put("_config.yml", "title: [")
    assert "_config.yml:2" in refusal(desk, "unpublish", LIVE)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("images/a.png", "is no text"),
        ("_includes/a.html", "is neither a post nor a page"),
        ("_data/a.yml", "is no text"),
        ("_config.yml", "is no text"),
    ],
)
def test_what_is_no_text_of_the_blog_is_not_published(key: str, told: str) -> None:
    desk = memory_desk()
    desk.put(key, "x: 1")
    assert told in refusal(desk, "publish", key)


def test_what_the_configuration_hides_is_told() -> None:
    hides = "defaults:\n- scope: {path: ''}\n  values: {published: false}\n"
    desk = memory_desk(CONFIG + hides)
    desk.put(DRAFT, "---\ntitle: A\n---\n")
    assert "is hidden by `defaults`" in refusal(desk, "publish", DRAFT)
    desk = memory_desk(CONFIG + "exclude: [_posts/anna]\n")
    desk.put(DRAFT, "---\ntitle: A\n---\n")
    assert "would be no part of the blog" in refusal(desk, "publish", DRAFT)


def test_a_page_without_front_matter_is_told_to_be_what_it_is() -> None:
    desk = memory_desk()
    desk.put("slides.html", "<p>Hello</p>")
    assert not desk.authoring.publish("slides.html").is_changed
    assert "is served as it is" in refusal(desk, "unpublish", "slides.html")
    done = desk.authoring.rename("slides.html", "talks.html")
    assert head_of(done) == ("talks.html", "live", "/talks.html", "")
    assert "is not found at /slides.html any more" in str(done.change.notes[0])
    assert desk.text("talks.html") == "<p>Hello</p>"


def test_without_a_zone_of_the_site_a_time_keeps_that_in_which_it_was_named() -> None:
    desk = memory_desk("permalink: pretty\n")
    desk.put(LIVE, "---\ntitle: A\n---\n")
    desk.authoring.schedule(LIVE, "Jan 5, 2031 9:30 PM -0500")
    assert "date: 2031-01-05 21:30:00 -0500\n" in str(desk.text(LIVE))


def test_the_front_page_and_other_files_have_no_other_address() -> None:
    desk = memory_desk()
    desk.put("index.md", "---\n---\n")
    done = desk.authoring.rename("index.md", "start.md")
    assert "is not found at / any more" in str(done.change.notes[0])
    assert desk.text("start.md") == "---\n---\n"
    desk.put("images/a.png", "x")
    assert "nothing can lead from its old" in refusal(
        desk, "rename", "images/a.png", "images/b.png"
    )


def test_configuration_includes_and_data_are_saved_as_they_are(desk: Desk) -> None:
    for key in ("_config.yml", "_includes/a.html", "_data/a.yml", "images/a.svg"):
        held = desk.files.head(key)
        desk.authoring.save(key, b"x: 1\n", held.etag if held else None)
        assert desk.text(key) == "x: 1\n"


def test_only_posts_are_scheduled_and_only_where_the_future_is_hidden() -> None:
    desk = memory_desk("future: true\n")
    desk.put(LIVE, "---\ntitle: A\n---\n")
    assert "as `future: true` shows posts" in refusal(desk, "schedule", LIVE, "2030-01-01")
    desk.put("about.md", "---\n---\n")
    assert "only posts have their time" in refusal(desk, "schedule", "about.md", "2030-01-01")


def test_a_text_that_takes_too_long_or_is_too_long_is_left() -> None:
    class Tired(OpenSandbox):
        def run(self, task: str, arguments: tuple[object, ...], allowance: Allowance) -> object:
            raise Unfinished("takes more than 5 s")

    desk = memory_desk()
    desk.put(LIVE, "---\ntitle: A\n---\n")
    with pytest.raises(ContentError, match="is left as it is: it takes more than 5 s"):
        Authoring(desk.files, StoppedClock(NOW), Tired()).unpublish(LIVE)
    desk.put(LIVE, b"a" * (MAXIMUM_TEXT + 1))
    assert "a text may have at most" in refusal(desk, "unpublish", LIVE)


def test_if_nothing_answers_any_more_nobody_claims_to_know_what_is_there() -> None:
    desk = memory_desk()
    desk.put(LIVE, "---\ntitle: A\n---\n")

    class Silent(Failing):
        def _do(self, work: Callable[[], object]) -> object:
            self.calls += 1
            if self.calls >= self.call:
                raise self.error()
            return work()

    silent = Silent(desk.files, 3, outage)
    with pytest.raises(Unsaved, match=f"nobody can tell whether {LIVE} was changed"):
        Authoring(silent, StoppedClock(NOW), OpenSandbox()).unpublish(LIVE)


def test_tags_are_counted_among_texts(desk: Desk) -> None:
    texts = [b"---\ntags: [a, b]\n---\n", b"---\ntags: b\n---\n"]
    assert desk.authoring.tags_in(texts) == ["b", "a"]


def outage() -> Exception:
    return Unavailable("bucket: 503")


def conflict() -> Exception:
    return Conflict()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("call", range(1, 9))
@pytest.mark.parametrize(
    ("what", "arguments", "old", "new"),
    [
        ("unpublish", (LIVE,), LIVE, LIVE),
        ("publish", (DRAFT,), DRAFT, POST),
        ("rename", (LIVE, "_posts/2020-01-02-b.md"), LIVE, "_posts/2020-01-02-b.md"),
        ("delete", (LIVE,), LIVE, ""),
    ],
)
def test_whatever_call_fails_the_author_is_told_what_is_there(
    what: str, arguments: tuple[str, ...], old: str, new: str, call: int, after: bool
) -> None:
    text = "---\ntitle: A\n---\n"
    desk = memory_desk()
    desk.put(old, text)
    failing = Failing(desk.files, call, outage, after=after)
    authoring = Authoring(failing, StoppedClock(NOW), OpenSandbox())
    told = told_of(lambda: getattr(authoring, what)(*arguments))
    was_kept, has_new = desk.text(old) == text, new != "" and desk.text(new) not in (None, text)
    if what == "rename":
        has_new = desk.text(new) is not None
    expected = {
        "": not was_kept and (has_new or not new),
        f"{new} is written, but {old} is still there as well": was_kept and has_new,
        "is as it was": was_kept and not has_new,
        "bucket: 503": was_kept and not has_new,
    }
    found = [is_so for words, is_so in expected.items() if words and words in told]
    assert found[0] if told else expected[""], told


def told_of(work: Callable[[], object]) -> str:
    """What an author is told of an outage, nothing if all was done."""
    try:
        work()
    except (HalfDone, Unavailable) as error:
        return str(error)
    return ""


def test_an_answer_that_is_lost_before_a_retry_is_no_conflict() -> None:
    desk = memory_desk()
    desk.put(LIVE, "---\ntitle: A\n---\n")
    failing = Failing(desk.files, 3, conflict, after=True)
    assert Authoring(failing, StoppedClock(NOW), OpenSandbox()).unpublish(LIVE).is_changed
    assert failing.calls == 4


def test_what_somebody_does_to_a_draft_while_it_is_published_is_not_lost() -> None:
    desk = memory_desk()
    desk.put(DRAFT, "---\ntitle: A\n---\n")

    class Meddling(Failing):
        def delete(self, key: str, *, etag: str = "") -> None:
            desk.put(DRAFT, "---\ntitle: B\n---\n")
            super().delete(key, etag=etag)

    authoring = Authoring(Meddling(desk.files, 0, outage), StoppedClock(NOW), OpenSandbox())
    with pytest.raises(HalfDone, match=f"{POST} is written, but {DRAFT} is still there as well"):
        authoring.publish(DRAFT)
    assert desk.text(DRAFT) == "---\ntitle: B\n---\n"
    assert desk.text(POST) is not None


def test_a_save_is_one_write_whatever_the_size_of_the_blog() -> None:
    desk = memory_desk()
    for number in range(300):
        desk.put(f"_posts/2020-01-01-{number}.md", "---\ntitle: A\n---\n")
    desk.put(LIVE, "---\ntitle: A\n---\n")
    counting = Failing(desk.files, 0, outage)
    authoring = Authoring(counting, StoppedClock(NOW), OpenSandbox())
    authoring.save(LIVE, b"---\ntitle: B\n---\n", authoring.open(LIVE).info.etag)
    assert counting.calls == 4
