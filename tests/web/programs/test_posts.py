"""What becomes of what programs send: files that Jekyll reads, pages, feeds, posts as told."""

import io
import json
from datetime import timedelta
from typing import Any

import mf2py
import pytest

from tests.support.geotagged import jpeg
from tests.web.programs.programs import Program, ProgramBlog, error_of

EDITOR = "https://blog.test/_coldpress/desk/edit?key="


@pytest.fixture
def blog() -> ProgramBlog:
    return ProgramBlog()


@pytest.fixture
def program(blog: ProgramBlog) -> Program:
    return blog.program()


def test_the_file_of_an_article(blog: ProgramBlog, program: Program) -> None:
    address = program.made(
        name=["Spring: a night"],
        content=["First.\r\n\r\nSecond."],
        category=["one", "two words"],
        summary=["In short"],
        mp_slug=["Spring Night"],
        mp_syndicate_to=["https://elsewhere.test"],
    )
    assert address == "https://blog.test/2026/06/01/spring-night/"
    assert blog.text("_posts/2026-06-01-spring-night.md") == (
        "---\nlayout: post\n"
        'title: "Spring: a night"\n'
        "date: 2026-06-01 12:00:00 +0000\n"
        "description: In short\n"
        "tags:\n  - one\n  - two words\n"
        "---\n\nFirst.\n\nSecond.\n"
    )


def test_a_note_has_no_title_anywhere(blog: ProgramBlog, program: Program) -> None:
    address = program.made(content=["Lunch at the *river* today, with bread."])
    (key,) = blog.keys("_posts/")
    assert key == "_posts/2026-06-01-lunch-at-the-river-today-with.md"
    assert '\ntitle: ""\n' in (blog.text(key) or "")
    page = blog.shown(address)
    assert "<h1" not in page
    assert "<title>Lunch at the river today, with bread. · Test blog</title>" in page
    (entry,) = (item for item in mf2py.parse(page)["items"] if "h-entry" in item["type"])
    assert "name" not in entry["properties"]
    assert entry["properties"]["content"][0]["value"] == "Lunch at the river today, with bread."
    home = blog.get("/").text
    assert "summary-title" not in home
    (listed,) = (item for item in mf2py.parse(home)["items"][0]["children"])
    assert ("name" in listed["properties"], len(listed["properties"]["url"])) == (False, 1)
    assert "<title/>" in blog.get("/feed.xml").text
    (item,) = json.loads(blog.get("/feed.json").text)["items"]
    assert "title" not in item
    assert "name" not in program.source(address)


def test_a_title_makes_an_article_of_a_note_and_back(blog: ProgramBlog, program: Program) -> None:
    address = program.made(content=["Text."])
    assert program.update(address, add={"name": ["A name"]}).status_code == 204
    assert ">A name</h1>" in blog.shown(address)
    assert program.update(address, delete=["name"]).status_code == 204
    assert "<h1" not in blog.shown(address)


def test_a_draft_is_where_its_author_goes_on(blog: ProgramBlog, program: Program) -> None:
    answer = program.create(name=["Draft"], content=["Not yet."], post_status=["draft"])
    address = answer.headers["Location"]
    assert (answer.status_code, address) == (201, f"{EDITOR}_drafts/draft.md")
    assert program.source(address)["post-status"] == ["draft"]
    assert program.update(address, replace={"content": ["Now."]}).status_code == 204
    published = program.update(address, replace={"post-status": ["published"]})
    assert published.status_code == 201
    assert "Now." in blog.shown(published.headers["Location"])
    assert blog.keys("_drafts/") == []
    again = program.update(published.headers["Location"], replace={"post-status": ["draft"]})
    assert again.headers["Location"] == f"{EDITOR}_posts/2026-06-01-draft.md"
    assert blog.get("/2026/06/01/draft/").status_code == 404


def test_a_date_to_come_schedules_a_post(blog: ProgramBlog, program: Program) -> None:
    answer = program.create(content=["Later."], published=["2026-06-03T09:00:00+02:00"])
    assert (answer.status_code, answer.headers["Location"]) == (
        202,
        f"{EDITOR}_posts/2026-06-03-later.md",
    )
    assert blog.get("/2026/06/03/later/").status_code == 404
    blog.clock.time += timedelta(days=2)
    blog.services.ticker.tick()
    assert "Later." in blog.get("/2026/06/03/later/").text


def test_posts_of_one_name_have_numbers(blog: ProgramBlog, program: Program) -> None:
    addresses = [program.made(content=["Same."]) for _ in range(3)]
    assert len({*addresses}) == 3
    assert all("Same." in blog.shown(each) for each in addresses)


def test_an_address_that_another_file_has_is_not_taken(blog: ProgramBlog, program: Program) -> None:
    blog.put("other.md", "---\ntitle: Other\npermalink: /2026/06/01/mine/\n---\nText.\n")
    assert program.made(content=["x"], mp_slug=["mine"]).endswith("/2026/06/01/mine-2/")
    assert "Other" in blog.get("/2026/06/01/mine/").text


def test_what_a_note_is_called_follows_what_is_in_it(blog: ProgramBlog, program: Program) -> None:
    reply = program.made(in_reply_to=["https://else.test/1"])
    assert reply.endswith("/2026/06/01/120000/")
    assert program.made(content=["봄밤에 쓴 글"]).endswith("%EA%B8%80/")
    assert program.made(content=[{"html": "<p>Of <b>HTML</b></p>"}]).endswith("/of-html/")


@pytest.mark.parametrize("name", ["in-reply-to", "like-of", "repost-of", "bookmark-of"])
def test_what_a_post_is_about_is_a_link_of_its_kind(
    blog: ProgramBlog, program: Program, name: str
) -> None:
    to = "https://else.test/a_b?x=1&y=(2)"
    address = program.made(**{name: [to], "content": ["Words."]})
    (entry,) = (
        each for each in mf2py.parse(blog.shown(address))["items"] if each["type"] == ["h-entry"]
    )
    (found,) = entry["properties"][name]
    assert found == "https://else.test/a_b?x=1&y=%282%29"
    source = program.source(address)
    assert (source[name], source["content"]) == ([found], ["Words."])
    nested = program.made(**{name: [{"type": ["h-cite"], "properties": {"url": [to]}}]})
    assert program.source(nested)[name] == [found]


def test_photos_stand_below_the_text_and_come_back(blog: ProgramBlog, program: Program) -> None:
    uploaded = program.upload({"file": (io.BytesIO(jpeg()), "My cat.jpg")})
    photo = {"value": uploaded.headers["Location"], "alt": "A cat"}
    address = program.made(content=["Look."], photo=[photo])
    (key,) = blog.keys("_posts/")
    (path,) = blog.keys("images/")
    text = blog.text(key) or ""
    assert text.endswith(f"---\n\nLook.\n\n![A cat](/{path}){{: .u-photo}}\n")
    assert f"\nimage: /{path}\n" in text
    assert program.source(address)["photo"] == [photo]
    assert f'src="/{path}"' in blog.get("/").text.replace("/_images/", "/")
    assert program.update(address, delete=["photo"]).status_code == 204
    assert "u-photo" not in (blog.text(key) or "")
    assert "\nimage:" not in (blog.text(key) or "")


def test_the_place_of_a_photo_is_served_to_nobody(blog: ProgramBlog, program: Program) -> None:
    uploaded = program.upload({"file": (io.BytesIO(jpeg()), "a.jpg")})
    served = blog.get(uploaded.headers["Location"].removeprefix("https://blog.test"))
    assert served.status_code == 200
    assert b"GPS" not in served.data


def test_texts_beside_photos_come_with_them_in_a_form(program: Program) -> None:
    address = program.form(
        ("content", "Two."),
        ("photo[]", "https://else.test/a.jpg"),
        ("photo[]", "https://else.test/b.jpg"),
        ("mp-photo-alt[]", "One"),
    ).headers["Location"]
    assert program.source(address)["photo"] == [
        {"value": "https://else.test/a.jpg", "alt": "One"},
        "https://else.test/b.jpg",
    ]


def test_an_update_leaves_all_else_as_its_author_wrote_it(
    blog: ProgramBlog, program: Program
) -> None:
    front = "---\r\ntitle: 'By hand' # mine\r\ntags: [a]\r\nseries: S\r\n---\r\n"
    text = f"{front}Text {{% raw %}}x{{% endraw %}}.\r\n"
    blog.put("_posts/2026-05-01-hand.md", text)
    address = "https://blog.test/2026/05/01/hand/"
    assert program.update(address, add={"category": ["b"]}).status_code == 204
    assert blog.text("_posts/2026-05-01-hand.md") == text.replace("[a]", "[a, b]")


def test_texts_come_with_photos_that_are_sent_along_and_name_what_has_no_other_words(
    blog: ProgramBlog, program: Program
) -> None:
    fields = {
        "photo[]": [(io.BytesIO(jpeg()), "a.jpg"), (io.BytesIO(jpeg()), "b.jpg")],
        "mp-photo-alt[]": ["A red bird", "Its [nest]"],
    }
    address = program.multipart(fields).headers["Location"]
    assert address.endswith("/a-red-bird-its-nest/")
    assert [each["alt"] for each in program.source(address)["photo"]] == [
        "A red bird",
        "Its [nest]",
    ]
    shown = blog.shown(address)
    assert 'alt="A red bird"' in shown
    assert "<title>A Red Bird" in shown


def test_an_update_leaves_empty_lines_and_lines_of_front_matter_alone(
    blog: ProgramBlog, program: Program
) -> None:
    code = "```python\na = 1\n\n\nb = 2\n```"
    address = program.made(content=[f"Text.\n\n\n{code}"], photo=["https://a.test/1.jpg"])
    (key,) = blog.keys("_posts/")
    matter = 'title: "Two  spaces"\ndescription: |\n  One line.\n  Another.\n'
    blog.put(key, (blog.text(key) or "").replace('title: ""\n', matter))
    assert program.source(address)["content"] == [f"Text.\n\n\n{code}"]
    assert program.update(address, add={"photo": ["https://a.test/2.jpg"]}).status_code == 204
    text = blog.text(key) or ""
    assert code in text
    assert matter in text
    assert program.source(address)["photo"] == ["https://a.test/1.jpg", "https://a.test/2.jpg"]


def test_a_post_that_moves_says_where_to_and_leads_there(
    blog: ProgramBlog, program: Program
) -> None:
    address = program.made(content=["Text."], mp_slug=["here"])
    answer = program.update(address, replace={"published": ["2026-05-30T10:00:00Z"]})
    new = "https://blog.test/2026/05/30/here/"
    assert (answer.status_code, answer.headers["Location"]) == (201, new)
    assert program.update(address, replace={"content": ["Old way."]}).status_code == 201
    assert "Old way." in blog.shown(new)


def test_what_is_wrong_with_a_text_is_said_and_nothing_is_written(
    blog: ProgramBlog, program: Program
) -> None:
    address = program.made(content=["Text."])
    before = blog.text(blog.keys("_posts/")[0])
    for changed in ({"published": ["2026-02-31"]}, {"summary": ["x " * 30_000]}):
        answer = program.update(address, replace=changed)
        assert error_of(answer) == (400, "invalid_request")
    assert blog.text(blog.keys("_posts/")[0]) == before


def test_two_who_update_at_once_both_do(blog: ProgramBlog, program: Program) -> None:
    address = program.made(content=["Text."])
    (key,) = blog.keys("_posts/")

    def other() -> None:
        text = (blog.text(key) or "").replace("Text.", "Theirs.")
        blog.bucket.put(key, text.encode(), "text/markdown")

    blog.reads, blog.after_reading = -2, other
    assert program.update(address, add={"category": ["mine"]}).status_code == 204
    text = blog.text(key) or ""
    assert ("Theirs." in text, "mine" in text) == (True, True)


def test_a_deleted_draft_comes_back_by_its_address(blog: ProgramBlog, program: Program) -> None:
    address = program.made(content=["Draft."], post_status=["draft"])
    assert program.act("delete", address).status_code == 204
    assert blog.keys("_drafts/") == []
    assert program.act("undelete", address).status_code == 204
    assert program.source(address)["content"] == ["Draft."]
    assert program.act("undelete", address).status_code == 204


def test_the_newest_posts_are_listed(program: Program) -> None:
    addresses = [program.made(content=[f"Number {n}."]) for n in range(3)]
    found = (program.query(q="source", limit="2").json or {})["items"]
    assert len(found) == 2
    assert {each["properties"]["url"][0] for each in found} < {*addresses}
    assert len((program.query(q="source").json or {})["items"]) == 3


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_post_that_cannot_be_read_lends_its_address_to_no_other(
    blog: ProgramBlog, program: Program, is_gone: bool
) -> None:
    addresses = {f"Number {n}.": program.made(content=[f"Number {n}."]) for n in range(3)}
    broken = next(key for key in blog.keys("_posts/") if key.endswith("number-1.md"))
    if is_gone:  # Nobody has heard of it yet.
        blog.bucket.delete(broken)
    else:
        blog.bucket.put(broken, b"---\ntitle: [\n---\nx", "text/markdown")
    found = [each["properties"] for each in (program.query(q="source").json or {})["items"]]
    told = {each["content"][0]: each["url"][0] for each in found}
    assert told == {text: url for text, url in addresses.items() if text != "Number 1."}


def test_tags_are_told(program: Program) -> None:
    program.made(content=["x"], category=["Spring", "River"])
    assert program.query(q="category").json == {"categories": ["River", "Spring"]}
    assert program.query(q="category", filter="spr").json == {"categories": ["Spring"]}
    assert error_of(program.query(q="nonsense")) == (400, "invalid_request")
    assert program.query().json == program.query(q="config").json


def test_a_program_that_leaves_out_brackets_is_understood(program: Program) -> None:
    named = {"name": "Title", "content": "*Words*", "post-status": "draft"}
    answer = program.json({"type": ["h-entry"], "properties": named})
    assert program.source(answer.headers["Location"])["content"] == ["*Words*"]


def test_it_works_below_a_path_of_the_host() -> None:
    blog = ProgramBlog(config="baseurl: /blog\npermalink: pretty")
    program = blog.program()
    address = program.made(content=["Below."])
    assert address == "https://blog.test/blog/2026/06/01/below/"
    assert program.update(address, replace={"content": ["Changed."]}).status_code == 204
    uploaded = program.upload({"file": (io.BytesIO(jpeg()), "a.jpg")})
    assert uploaded.headers["Location"].startswith("https://blog.test/blog/images/")
    program.update(address, add={"photo": [uploaded.headers["Location"]]})
    assert "<img" in blog.get("/blog/2026/06/01/below/").text
    assert program.act("delete", address).status_code == 204
    assert program.act("undelete", address).status_code == 204


def test_what_it_costs(blog: ProgramBlog, program: Program) -> None:
    blog.calls.clear()
    program.made(content=["Text."], category=["one"])
    calls: dict[str, Any] = {n: c for n, c in blog.calls.items() if n != "table write"}
    assert sum(calls.values()) <= 12, calls
