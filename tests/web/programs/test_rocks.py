"""The server's cases of the Micropub test suite, by their numbers, in words of our own.

https://micropub.rocks/server-tests
"""

import io
from typing import Any

import pytest
from PIL import Image

from tests.web.programs.programs import Program, ProgramBlog, error_of

PHOTO = "https://elsewhere.test/sunset.jpg"


@pytest.fixture
def blog() -> ProgramBlog:
    return ProgramBlog()


@pytest.fixture
def program(blog: ProgramBlog) -> Program:
    return blog.program()


def picture(kind: str = "png") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind)
    return out.getvalue()


def location(answer: Any) -> str:
    assert answer.status_code in (201, 202), answer.text
    return str(answer.headers["Location"])


def test_100_a_post_by_a_form(blog: ProgramBlog, program: Program) -> None:
    address = location(program.form(("h", "entry"), ("content", "Hello from a form.")))
    assert "<p>Hello from a form.</p>" in blog.shown(address)


def test_101_several_categories_by_a_form(blog: ProgramBlog, program: Program) -> None:
    tags = (("category[]", "one"), ("category[]", "two"))
    address = location(program.form(("h", "entry"), ("content", "Tagged."), *tags))
    assert program.source(address)["category"] == ["one", "two"]
    assert "Tagged." in blog.shown(address)


def test_104_a_photo_by_its_address_by_a_form(blog: ProgramBlog, program: Program) -> None:
    address = location(program.form(("h", "entry"), ("content", "Seen."), ("photo", PHOTO)))
    assert f'src="{PHOTO}"' in blog.shown(address)


def test_107_one_category_by_a_form(program: Program) -> None:
    address = location(program.form(("h", "entry"), ("content", "One."), ("category", "alone")))
    assert program.source(address)["category"] == ["alone"]


def test_200_a_post_by_json(blog: ProgramBlog, program: Program) -> None:
    assert "<p>By JSON.</p>" in blog.shown(program.made(content=["By JSON."]))


def test_201_several_categories_by_json(program: Program) -> None:
    address = program.made(content=["Tagged."], category=["one", "two"])
    assert program.source(address)["category"] == ["one", "two"]


def test_202_html_by_json(blog: ProgramBlog, program: Program) -> None:
    html = "<p>This has <b>bold</b> and <i>slanted</i> words.</p>"
    address = program.made(content=[{"html": html}])
    assert html in blog.shown(address)
    assert program.source(address)["content"] == [{"html": html}]


def test_203_a_photo_by_its_address_by_json(blog: ProgramBlog, program: Program) -> None:
    assert f'src="{PHOTO}"' in blog.shown(program.made(content=["Seen."], photo=[PHOTO]))


def test_204_a_nested_object_is_stored_and_the_rest_is_shown(
    blog: ProgramBlog, program: Program
) -> None:
    place = {
        "name": ["Café"],
        "latitude": [45.524330801154],
        "longitude": [-122.68068808051],
        "street-address": ["1 Main St"],
    }
    checkin = [{"type": ["h-card"], "properties": place}]
    address = program.made(
        published=["2017-05-31T12:03:36-07:00"], content=["Lunch."], checkin=checkin
    )
    assert "<p>Lunch.</p>" in blog.shown(address)
    assert program.source(address)["checkin"] == checkin
    assert program.source(address)["published"] == ["2017-05-31T12:03:36-07:00"]


def test_205_a_photo_with_a_text_for_who_does_not_see_it(
    blog: ProgramBlog, program: Program
) -> None:
    photo = {"value": PHOTO, "alt": "A [red] sunset | over *the* sea"}
    address = program.made(content=["Seen."], photo=[photo])
    assert 'alt="A [red] sunset | over *the* sea"' in blog.shown(address)
    assert program.source(address)["photo"] == [photo]


def test_206_several_photos_by_their_addresses(blog: ProgramBlog, program: Program) -> None:
    photos = [PHOTO, "https://elsewhere.test/night.jpg"]
    address = program.made(content=["Seen."], photo=photos)
    assert all(f'src="{each}"' in blog.shown(address) for each in photos)
    assert program.source(address)["photo"] == photos


def test_300_a_photo_comes_along(blog: ProgramBlog, program: Program) -> None:
    fields = {"h": "entry", "content": "Mine.", "photo": (io.BytesIO(picture()), "me.png")}
    page = blog.shown(location(program.multipart(fields)))
    (key,) = blog.keys("images/")
    assert key.endswith("-me.png")
    assert f'src="/{key}"' in page


def test_301_two_photos_come_along(blog: ProgramBlog, program: Program) -> None:
    files = [(io.BytesIO(picture()), "a.png"), (io.BytesIO(picture()), "b.png")]
    page = blog.shown(location(program.multipart({"h": "entry", "photo[]": files})))
    assert [f'src="/{key}"' in page for key in blog.keys("images/")] == [True, True]


def test_400_a_property_is_replaced(blog: ProgramBlog, program: Program) -> None:
    address = program.made(content=["Before."])
    assert program.update(address, replace={"content": ["After."]}).status_code == 204
    assert ("Before." in blog.shown(address), "After." in blog.shown(address)) == (False, True)


def test_401_a_value_is_added_to_what_is_there(program: Program) -> None:
    address = program.made(content=["Text."], category=["one"])
    assert program.update(address, add={"category": ["two"]}).status_code == 204
    assert program.source(address)["category"] == ["one", "two"]


def test_402_a_value_is_added_to_what_is_not(program: Program) -> None:
    address = program.made(content=["Text."])
    assert program.update(address, add={"category": ["one"]}).status_code == 204
    assert program.source(address)["category"] == ["one"]


def test_403_a_value_is_removed(program: Program) -> None:
    address = program.made(content=["Text."], category=["one", "two"])
    assert program.update(address, delete={"category": ["one"]}).status_code == 204
    assert program.source(address)["category"] == ["two"]


def test_404_a_property_is_removed(program: Program) -> None:
    address = program.made(content=["Text."], category=["one"])
    assert program.update(address, delete=["category"]).status_code == 204
    assert "category" not in program.source(address)


@pytest.mark.parametrize(
    "change",
    [{"replace": "no object"}, {"replace": {"content": "no array"}}, {"delete": "x"}, {"add": 1}],
)
def test_405_an_update_without_arrays_is_refused(program: Program, change: Any) -> None:
    address = program.made(content=["Text."])
    assert error_of(program.update(address, **change)) == (400, "invalid_request")
    assert program.source(address)["content"] == ["Text."]


@pytest.mark.parametrize("by", ["form", "json"])
def test_500_to_503_a_post_is_deleted_and_comes_back(
    blog: ProgramBlog, program: Program, by: str
) -> None:
    address = program.made(content=["Here and gone."])

    def act(action: str) -> int:
        if by == "json":
            return program.act(action, address).status_code
        return program.form(("action", action), ("url", address)).status_code

    assert act("delete") == 204
    assert blog.get(address.removeprefix("https://blog.test")).status_code == 404
    assert act("undelete") == 204
    assert "Here and gone." in blog.shown(address)


def test_600_the_configuration(program: Program) -> None:
    answer = program.query(q="config")
    assert answer.content_type == "application/json"
    assert answer.json == {
        "media-endpoint": "https://blog.test/_coldpress/micropub/media",
        "q": ["config", "source", "syndicate-to", "category"],
        "syndicate-to": [],
    }


def test_601_where_posts_go_beside_the_blog(program: Program) -> None:
    assert program.query(q="syndicate-to").json == {"syndicate-to": []}


def test_602_a_post_with_all_its_properties(program: Program) -> None:
    address = program.made(name=["A title"], content=["Text of it."], category=["one"])
    answer = program.query(q="source", url=address)
    assert answer.json == {
        "type": ["h-entry"],
        "properties": {
            "name": ["A title"],
            "content": ["Text of it."],
            "category": ["one"],
            "published": ["2026-06-01T12:00:00+00:00"],
            "post-status": ["published"],
            "url": [address],
        },
    }


def test_603_a_post_with_some_properties(program: Program) -> None:
    address = program.made(content=["Text."], category=["one"], name=["A"])
    answer = program.query(**{"q": "source", "url": address, "properties[]": ["content", "name"]})
    assert answer.json == {"properties": {"content": ["Text."], "name": ["A"]}}


@pytest.mark.parametrize(("number", "kind", "ending"), [(700, "jpeg", "jpg"), (701, "png", "png")])
def test_700_to_702_a_picture_is_uploaded(
    blog: ProgramBlog, program: Program, number: int, kind: str, ending: str
) -> None:
    address = location(program.upload({"file": (io.BytesIO(picture(kind)), f"it.{ending}")}))
    assert address.startswith("https://blog.test/images/")
    assert address.endswith(f"it.{ending}")
    assert f'src="{address.removeprefix("https://blog.test")}"' in blog.shown(
        program.made(content=["With it."], photo=[address])
    )


def test_702_a_gif_is_uploaded(program: Program) -> None:
    assert location(program.upload({"file": (io.BytesIO(picture("gif")), "it.gif")}))


def test_800_the_token_in_a_header(program: Program) -> None:
    assert program.form(("h", "entry"), ("content", "Text.")).status_code == 201


def test_801_802_the_token_in_the_form_which_is_not_kept(
    blog: ProgramBlog, program: Program
) -> None:
    form = {"h": "entry", "content": "Text.", "access_token": program.token}
    assert blog.ask("/_coldpress/micropub", "POST", data=form).status_code == 201
    assert all(program.token not in (blog.text(key) or "") for key in blog.keys(""))
    more = {"content": ["More."], "access_token": [program.token]}
    assert program.json({"type": ["h-entry"], "properties": more}).status_code == 201
    assert all(program.token not in (blog.text(key) or "") for key in blog.keys(""))


def test_803_nobody_writes_without_a_token(blog: ProgramBlog) -> None:
    answer = blog.ask("/_coldpress/micropub", "POST", data={"h": "entry", "content": "Text."})
    assert error_of(answer) == (401, "unauthorized")
    assert blog.keys("_posts/") == []


def test_804_a_token_without_the_scope_is_refused(blog: ProgramBlog) -> None:
    answer = blog.program("profile").create(content=["Text."])
    assert error_of(answer) == (403, "insufficient_scope")
    assert blog.keys("_posts/") == []


def test_805_a_token_that_comes_twice_is_refused(blog: ProgramBlog, program: Program) -> None:
    form = (("h", "entry"), ("content", "Text."), ("access_token", program.token))
    assert error_of(program.form(*form)) == (400, "invalid_request")
    assert blog.keys("_posts/") == []
