"""Writing a blog at the desk, without scripts."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ContentError
from handler.core.model.sources import ObjectInfo
from handler.services.author.files import Seen
from handler.services.author.opened import OpenedTexts
from handler.services.ports import Outcome, Unavailable
from handler.web.desk.unedited import MOST_BYTES
from tests.web.desk.desk import DeskBlog, form_in

DRAFT = "_drafts/a-cup-of-tea.md"
LIVE = "_posts/2020-01-01-milk.md"
RETURNS = "---\ra: b\r---\r\rx\ry\r"
TEXT = "---\ntitle: Milk # not tea\ntags: [a]\ndate: 2020-01-01\n---\nCold.\n"


@pytest.fixture
def blog() -> DeskBlog:
    blog = DeskBlog(config="title: Test blog\npermalink: pretty\ntimezone: Asia/Seoul\n")
    blog.clock.time = datetime(2026, 6, 1, 20, 30, tzinfo=UTC)
    blog.put(LIVE, TEXT)
    return blog


def test_a_post_is_written_from_nothing_to_published(blog: DeskBlog) -> None:
    answer = blog.do("new", {"title": "A cup of tea", "kind": "post"})
    assert (answer.status_code, answer.location) == (303, "edit?key=_drafts%2Fa-cup-of-tea.md")
    assert blog.get("/2026/06/02/a-cup-of-tea/").status_code == 404
    answer = blog.edit(DRAFT, "save", body="Hot.\r\n", field_tags="tea, red tea")
    assert answer.location == "edit?key=_drafts%2Fa-cup-of-tea.md&did=save"
    answer = blog.edit(DRAFT, "publish")
    key = "_posts/2026-06-02-a-cup-of-tea.md"
    assert answer.location == "edit?key=_posts%2F2026-06-02-a-cup-of-tea.md&did=publish"
    assert blog.text(DRAFT) is None
    assert blog.text(key) == (
        "---\nlayout: post\ntitle: A cup of tea\ntags:\n  - tea\n  - red tea\n"
        "date: 2026-06-02 05:30:00 +0900\n---\n\nHot.\n"
    )
    assert "Hot." in blog.get("/2026/06/02/a-cup-of-tea/").text
    assert (
        "https://blog.test/2026/06/02/a-cup-of-tea/"
        in blog.see("edit", key=key, did="publish").text
    )


def test_a_draft_is_published_with_what_was_entered_by_one_write(blog: DeskBlog) -> None:
    blog.do("new", {"title": "A cup of tea", "kind": "post"})
    blog.calls.clear()
    blog.edit(DRAFT, "publish", body="Hot.", field_title="Two cups")
    assert "title: Two cups" in (blog.text("_posts/2026-06-02-a-cup-of-tea.md") or "")
    assert blog.calls["bucket put"] == 1


def test_a_page_is_hidden_until_it_is_published(blog: DeskBlog) -> None:
    assert blog.do("new", {"title": "About", "kind": "page"}).location == "edit?key=about.md"
    assert blog.get("/about/").status_code == 404
    blog.edit("about.md", "publish", body="Me.")
    assert blog.text("about.md") == "---\nlayout: page\ntitle: About\n---\n\nMe.\n"
    assert "Me." in blog.get("/about/").text


def test_nothing_changes_by_opening_and_saving(blog: DeskBlog) -> None:
    for text in (
        TEXT,
        TEXT.replace("\n", "\r\n"),
        f"\ufeff{TEXT}",
        "---\r\na: b\n---\n\n\nx\ry",
        RETURNS,
    ):
        blog.put(LIVE, text)
        version = blog.bucket.versions(LIVE)[0][0].version
        assert blog.edit(LIVE).status_code == 303
        assert blog.text(LIVE) == text
        assert blog.bucket.versions(LIVE)[0][0].version == version


def test_a_field_changes_its_entry_and_nothing_else(blog: DeskBlog) -> None:
    blog.edit(LIVE, field_title="Warm milk")
    assert blog.text(LIVE) == TEXT.replace("Milk", "Warm milk")
    blog.edit(LIVE, front="title: Milk\r\nmood: calm")
    assert blog.text(LIVE) == "---\ntitle: Milk\nmood: calm\n---\nCold.\n"


def test_a_field_and_the_front_matter_may_be_changed_together(blog: DeskBlog) -> None:
    blog.edit(LIVE, field_title="New", front="title: Milk\r\nmood: calm")
    assert blog.text(LIVE) == "---\ntitle: New\nmood: calm\n---\nCold.\n"


def test_what_is_wrong_is_told_with_its_line_and_nothing_is_written(blog: DeskBlog) -> None:
    answer = blog.edit(LIVE, front="title: [Milk", body="Much text.")
    assert answer.status_code == 422
    assert "Line 2" in answer.text
    assert "Much text." in form_in(answer.text)["body"]
    assert form_in(answer.text)["front"] == "title: [Milk"
    assert blog.text(LIVE) == TEXT


def test_another_address_leads_to_the_new_one(blog: DeskBlog) -> None:
    blog.edit(LIVE, field_permalink="/milk/")
    assert blog.get("/2020/01/01/milk/").location == "/milk/"


def test_a_live_post_is_taken_back_scheduled_and_published(blog: DeskBlog) -> None:
    blog.edit(LIVE, "unpublish")
    assert blog.get("/2020/01/01/milk/").status_code == 404
    assert "Hidden" in blog.see("edit", key=LIVE).text
    answer = blog.edit(LIVE, "schedule", when="2026-07-01T08:00")
    assert answer.location == "edit?key=_posts%2F2020-01-01-milk.md&did=schedule"
    assert "2026-07-01 08:00 (Asia/Seoul)" in blog.see("edit", key=LIVE, did="schedule").text
    blog.edit(LIVE, "publish")
    assert "date: 2026-06-02 05:30:00 +0900" in (blog.text(LIVE) or "")


def test_a_time_that_is_over_is_refused(blog: DeskBlog) -> None:
    blog.do("new", {"title": "A cup of tea", "kind": "post"})
    answer = blog.edit(DRAFT, "schedule", when="2020-01-01T08:00")
    assert (answer.status_code, "which is over" in answer.text) == (422, True)


def test_a_file_gets_another_name(blog: DeskBlog) -> None:
    new = "_posts/2020-01-01-oat-milk.md"
    assert blog.edit(LIVE, "rename", name=new).location.startswith(
        "edit?key=_posts%2F2020-01-01-oat"
    )
    assert blog.get("/2020/01/01/milk/").location == "/2020/01/01/oat-milk/"
    assert blog.text(LIVE) is None


def test_what_is_deleted_can_be_taken_back(blog: DeskBlog) -> None:
    answer = blog.edit(LIVE, "delete")
    assert (answer.status_code, blog.text(LIVE)) == (200, None)
    assert blog.get("/2020/01/01/milk/").status_code == 404
    blog.do("restore", form_in(answer.text))
    assert blog.text(LIVE) == TEXT
    assert blog.get("/2020/01/01/milk/").status_code == 200


def test_a_second_save_of_another_tab_is_refused_with_a_comparison(blog: DeskBlog) -> None:
    first, second = blog.form(LIVE), blog.form(LIVE)
    blog.do("edit", first | {"body": "Cold.\r\n\r\nFirst.\r\n"})
    answer = blog.do("edit", second | {"field-title": "Second"})
    assert answer.status_code == 409
    assert "New: </span>First.</ins>" in answer.text
    assert "New: </span>title: <b>Second</b> # not tea</ins>" in answer.text
    form = form_in(answer.text)
    assert form["whole"] == TEXT.replace("Milk", "Second").replace("Cold.\n", "Cold.\n\nFirst.\n")
    assert blog.do("edit", form | {"take": "whole"}).status_code == 303
    assert blog.text(LIVE) == form["whole"]


def test_a_contradiction_is_marked_and_cannot_be_saved_with_its_marks(blog: DeskBlog) -> None:
    first, second = blog.form(LIVE), blog.form(LIVE)
    blog.do("edit", first | {"body": "First.\r\n"})
    answer = blog.do("edit", second | {"body": "Second.\r\n"})
    assert "contradict each other in 1 place" in answer.text
    form = form_in(answer.text)
    refused = blog.do("edit", form | {"take": "whole"})
    assert (refused.status_code, "marks of both versions" in refused.text) == (422, True)
    mine = TEXT.replace("Cold", "Second")
    assert blog.do("edit", form | {"take": "mine", "mine": mine}).status_code == 303
    assert blog.text(LIVE) == mine


# Made up, so that nothing takes this file for one that has marks.
BEGIN, MIDDLE, END = "<" * 7, "=" * 7, ">" * 7
SHOWN = f"Git shows both:\n\n```\n{BEGIN} HEAD\na\n{MIDDLE}\nb\n{END} 1a2b3c4\n```\n"


def test_a_text_about_git_shows_its_marks(blog: DeskBlog) -> None:
    assert blog.edit(LIVE, body=SHOWN).status_code == 303
    assert (blog.text(LIVE) or "").endswith(SHOWN)


@pytest.mark.parametrize("mark", [f"{BEGIN} mine", f"{END} theirs"])
def test_each_mark_of_both_versions_keeps_a_text_from_being_saved(
    blog: DeskBlog, mark: str
) -> None:
    for body in (f"a\n{mark}\nb\n", f"a\r\n{mark}\r\nb\r\n", mark):
        assert blog.edit(LIVE, body=body).status_code == 422
    assert blog.text(LIVE) == TEXT


def test_a_broken_configuration_is_named_and_takes_away_no_text(blog: DeskBlog) -> None:
    form = blog.form(LIVE)
    blog.put("_config.yml", "title: T\nlang: [\n")
    for page in ("check", "preview", "edit"):
        answer = blog.do(page, form | {"body": "Much text.\r\n", "field-title": "New"})
        assert answer.status_code == (422 if page == "edit" else 200), page
        assert "fault of Coldpress" not in answer.text
        assert page == "preview" or "_config.yml" in answer.text
    assert "Line 2" in answer.text
    assert "bracket or brace that is not closed" in answer.text
    assert form_in(answer.text)["body"] == "Much text.\n"
    assert blog.text(LIVE) == TEXT


def test_under_a_broken_configuration_texts_are_read_and_it_is_mended(blog: DeskBlog) -> None:
    blog.put("_config.yml", "title: [\n")
    page = blog.see("edit", key=LIVE)
    assert (page.status_code, "_config.yml" in page.text) == (200, True)
    answer = blog.do("new", {"title": "A cup of tea", "kind": "post"})
    assert (answer.status_code, "_config.yml" in answer.text) == (422, True)
    assert blog.edit("_config.yml", body="title: T\r\n").status_code == 303
    assert blog.edit(LIVE, body="Warm.\r\n").status_code == 303


@pytest.mark.parametrize("version", ["", "v99", "한", "../x"])
def test_what_nobody_has_any_more_is_not_brought_back(blog: DeskBlog, version: str) -> None:
    key = "_posts/2020-01-02-new.md"
    answer = blog.do("restore", {"key": key, "etag": "x", "version": version})
    assert (answer.status_code, blog.text(key)) == (404, None)


@pytest.mark.parametrize("version", ["%%%", "YWJj=", "한", None])
@pytest.mark.parametrize("page", ["restore", "edit"])
def test_a_form_without_what_the_file_was_is_refused(
    blog: DeskBlog, page: str, version: str | None
) -> None:
    form = {"key": "_posts/2020-01-02-new.md", "body": "Text.", "front": ""}
    answer = blog.do(page, form | ({"version": version} if version is not None else {}))
    assert answer.status_code in (404, 422)
    assert blog.text("_posts/2020-01-02-new.md") is None


def test_where_no_versions_are_kept_a_form_carries_the_text() -> None:
    opened, info = OpenedTexts(), ObjectInfo("a.md", "e", "", datetime.now(UTC), 3)
    name = opened.name(Seen(info, b"a\r\n"))
    assert opened.read("a.md", "e", name) == b"a\r\n"
    for wrong in ("%%%", "YWJj=", "한"):
        with pytest.raises(ContentError):
            opened.read("a.md", "e", wrong)


def test_a_text_whose_file_is_gone_can_be_written_as_a_new_one(blog: DeskBlog) -> None:
    form = blog.form(LIVE)
    blog.bucket.delete(LIVE)
    answer = blog.do("edit", form | {"body": "Still here.\r\n"})
    assert (answer.status_code, "The file is gone" in answer.text) == (409, True)
    form = form_in(answer.text)
    assert blog.do("restore", form | {"version": "gone", "text": ""}).status_code == 303
    blog.bucket.delete(LIVE)
    blog.do("restore", form)
    assert blog.text(LIVE) == TEXT.replace("Cold", "Still here")


def test_what_was_deleted_and_is_forgotten_cannot_be_taken_back(blog: DeskBlog) -> None:
    form = form_in(blog.edit(LIVE, "delete").text)
    assert blog.do("restore", form | {"version": "gone"}).status_code == 404


def test_a_name_that_is_taken_is_refused(blog: DeskBlog) -> None:
    blog.do("new", {"title": "A cup of tea", "kind": "post"})
    blog.edit(DRAFT, body="Hot.")
    answer = blog.do("new", {"title": "A cup of tea", "kind": "post"})
    assert (answer.status_code, "is there already" in answer.text) == (409, True)
    assert blog.do("new", {"title": "  ", "kind": "post"}).status_code == 422


def test_the_configuration_is_checked_before_it_is_saved(blog: DeskBlog) -> None:
    before = blog.text("_config.yml")
    assert blog.edit("_config.yml", body="title: [x").status_code == 422
    assert blog.text("_config.yml") == before
    assert blog.edit("_config.yml", body="title: Other\r\n").status_code == 303
    assert blog.text("_config.yml") == "title: Other\n"
    assert "Other" in blog.get("/").text


@pytest.mark.parametrize("key", ["_data/a.yml", "_includes/a.html", "assets/a.css"])
def test_other_files_are_edited_as_text(blog: DeskBlog, key: str) -> None:
    blog.put(key, "a: 1\r\nb: 2\r\n")
    assert blog.edit(key, body="a: 1\r\nb: 3\r\n").status_code == 303
    assert blog.text(key) == "a: 1\r\nb: 3\r\n"


def test_data_that_cannot_be_read_is_refused(blog: DeskBlog) -> None:
    blog.put("_data/a.yml", "a: 1\n")
    assert blog.edit("_data/a.yml", body="a: [").status_code == 422


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a\0b"])
def test_what_is_no_text_can_be_looked_at_and_deleted_only(blog: DeskBlog, data: bytes) -> None:
    blog.put("notes.txt", data)
    page = blog.see("edit", key="notes.txt")
    assert (page.status_code, "no text" in page.text) == (200, True)
    assert 'name="body"' not in page.text


def test_a_picture_shows_how_a_text_shows_it(blog: DeskBlog) -> None:
    blog.put("images/a.png", b"\x89PNG", "image/png")
    assert "![](/images/a.png)" in blog.see("edit", key="images/a.png").text


def test_tags_and_categories_of_the_blog_are_offered(blog: DeskBlog) -> None:
    blog.post("2020-02-02-x.md", tags="[red tea]", categories="[Life]")
    page = blog.see("edit", key=LIVE).text
    for term in ("red tea", "Life"):
        assert f'<option value="{term}"></option>' in page


def test_the_desk_speaks_the_language_of_the_blog(blog: DeskBlog) -> None:
    blog.put("_config.yml", "title: T\nlang: ko\n")
    page = blog.see("edit", key=LIVE)
    assert 'lang="ko"' in page.text
    assert "저장" in page.text


def test_the_site_has_its_own_clock(blog: DeskBlog) -> None:
    assert SiteConfig().timezone == ""
    form = blog.form(LIVE)
    assert form["field-date"] == "2020-01-01T00:00"
    blog.do("edit", form | {"field-date": "2020-01-02T09:30"})
    assert "date: 2020-01-02 09:30:00 +0900" in (blog.text(LIVE) or "")


DATA = {"Accept": "application/json"}


def test_a_draft_is_saved_by_itself_as_long_as_nobody_else_changed_it(blog: DeskBlog) -> None:
    blog.do("new", {"title": "A cup of tea", "kind": "post"})
    form = blog.form(DRAFT) | {"do": "keep", "body": "Hot"}
    answer = blog.do("edit", form, DATA)
    assert (answer.status_code, answer.get_json()["state"]) == (200, "draft")
    assert (blog.text(DRAFT) or "").endswith("---\n\nHot\n")
    assert blog.do("edit", form | {"body": "Cold"}, DATA).status_code == 409
    assert (blog.text(DRAFT) or "").endswith("---\n\nHot\n")


@pytest.mark.parametrize("front", ["title: Tea", "title: Tea\npublished: false"])
def test_what_readers_know_is_never_saved_by_itself(blog: DeskBlog, front: str) -> None:
    form = blog.form(LIVE) | {"do": "keep", "front": front, "body": "Hot"}
    assert blog.do("edit", form, DATA).status_code == 422
    blog.edit(LIVE, "unpublish")
    form = blog.form(LIVE) | {"do": "keep", "front": "title: Tea", "body": "Hot"}
    assert blog.do("edit", form, DATA).status_code == 422
    form |= {"front": "title: Tea\npublished: false"}
    assert blog.do("edit", form, DATA).status_code == 200
    assert "Hot" in (blog.text(LIVE) or "")


class SlowBlog(DeskBlog):
    """A blog whose table does not answer in time when something is published."""

    def _publish(self, keys: Sequence[str]) -> list[Outcome]:
        self.calls["publish"] += 1
        raise Unavailable("table: timed out")


def test_what_is_saved_and_not_published_is_told_apart() -> None:
    blog = SlowBlog()
    blog.put(LIVE, TEXT)
    answer = blog.edit(LIVE, body="Warm.")
    assert (answer.status_code, blog.calls["publish"]) == (303, 2)
    assert "Warm." in (blog.text(LIVE) or "")
    page = blog.see("edit", key=LIVE, did="save", late="1")
    assert answer.location.endswith("&did=save&late=1")
    assert ("Saved." in page.text, "in a minute or two" in page.text) == (True, True)
    told = blog.do("edit", blog.form(LIVE) | {"body": "Hot."}, {"Accept": "application/json"})
    assert (told.json or {})["late"] is True
    assert "in a minute or two" in blog.edit(LIVE, "delete").text


def test_a_text_that_is_too_large_to_be_edited_says_so_and_grows_no_further(
    blog: DeskBlog,
) -> None:
    data = f"a: {'x' * MOST_BYTES}\n"
    blog.put("_data/large.yml", data, "text/yaml")
    shown = blog.see("edit", key="_data/large.yml").text
    assert "This text has more than 4 MB" in shown
    assert "<textarea" not in shown
    blog.put("notes.txt", "Small.\n", "text/plain")
    answer = blog.edit("notes.txt", body=data)
    assert answer.status_code == 422
    assert "at the desk a text may have 4,000,000." in answer.text
    assert blog.text("notes.txt") == "Small.\n"
