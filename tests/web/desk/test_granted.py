"""Pictures that browsers put straight into the bucket are looked at before readers get them."""

from typing import Any

import pytest

from handler.services.author.granting import UPLOADS
from tests.support.picture_files import drawing
from tests.web.desk.desk import DeployedBlog, DeskBlog

JSON = {"Accept": "application/json"}
PNG = drawing()


@pytest.fixture
def blog() -> DeployedBlog:
    return DeployedBlog()


def granted(blog: DeskBlog, media_type: str = "image/png", **named: str) -> Any:
    return blog.do("grant", {"name": "My cat.png", "type": media_type} | named, JSON).json


def put(blog: DeskBlog, data: bytes) -> str:
    """Send a picture as a browser does that has leave, and say how it is called."""
    form = granted(blog)
    blog.bucket.put(form["fields"]["key"], data, "image/png")
    return str(form["upload"])


def arrived(blog: DeskBlog, upload: str) -> Any:
    return blog.do("arrived", {"name": "My cat.png", "upload": upload}, JSON)


def private(blog: DeskBlog) -> list[str]:
    return [info.key for info in blog.bucket.objects(prefix=UPLOADS)]


def test_a_picture_is_a_file_of_the_blog_once_it_was_looked_at(blog: DeployedBlog) -> None:
    upload = put(blog, PNG)
    assert blog.get(f"/{UPLOADS}{upload}").status_code == 404
    path = f"/images/{blog.clock.now().year}/my-cat.png"
    told = arrived(blog, upload).json
    assert told == {"stored": [{"path": path, "text": f"![]({path})"}], "problems": []}
    answer = blog.get(path)
    assert (answer.data, answer.content_type) == (PNG, "image/png")
    assert private(blog) == []


def test_leave_is_for_one_private_name_that_the_desk_chose_one_type_and_25_mb(
    blog: DeployedBlog,
) -> None:
    forms = [granted(blog, key="_posts/a.md", upload="../x") for _ in range(2)]
    assert forms[0]["fields"]["key"] != forms[1]["fields"]["key"]
    assert forms[0]["fields"] == {
        "key": f"{UPLOADS}{forms[0]['upload']}",
        "Content-Type": "image/png",
        "most": "25000000",
        "expires": "600",
    }


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "image/*", "", "image/heic"])
def test_there_is_no_leave_for_what_is_no_picture(blog: DeployedBlog, media_type: str) -> None:
    assert granted(blog, media_type)["error"] == "refused"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\xff\xd8\xff<script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
        PNG[:30],
        b"",
        PNG + b"0" * 25_000_000,
    ],
    ids=["html", "svg", "html as jpeg", "html as gif", "cut off", "empty", "big"],
)
def test_what_is_no_picture_is_removed_and_no_reader_ever_gets_it(
    blog: DeployedBlog, data: bytes
) -> None:
    before = [info.key for info in blog.bucket.objects()]
    answer = arrived(blog, put(blog, data))
    assert (answer.status_code, len(answer.json["problems"])) == (422, 1)
    assert [info.key for info in blog.bucket.objects()] == before


@pytest.mark.parametrize("upload", ["", "x", "../secret", "0" * 32, "0" * 31 + "/", "\0" * 32])
def test_what_never_arrived_is_not_there(blog: DeployedBlog, upload: str) -> None:
    blog.bucket.put(".coldpress/desk/secret", PNG, "image/png")
    assert arrived(blog, upload).status_code == 404


def test_the_editor_may_send_pictures_there_and_nowhere_else(blog: DeployedBlog) -> None:
    key = "_posts/2020-01-01-a.md"
    blog.put(key, "---\ntitle: A\n---\n")
    page = blog.see("edit", key=key)
    assert "connect-src 'self' memory://bucket;" in page.headers["Content-Security-Policy"]
    assert "data-granted" in page.text
    assert "connect-src 'self';" in blog.see().headers["Content-Security-Policy"]


def test_without_scripts_a_form_takes_what_lambda_is_sent_and_says_so(blog: DeployedBlog) -> None:
    assert "together at most 4 MB" in blog.see("pictures").text
    assert "together at most 25 MB" in DeskBlog().see("pictures").text


def test_a_desk_that_is_sent_pictures_itself_gives_no_leave() -> None:
    assert DeskBlog().do("grant", {"name": "a", "type": "image/png"}, JSON).status_code == 404
