"""The theme's own files, under names that change with their content."""

import gzip
import mimetypes
import re

import pytest

from handler.fingerprints import STATIC
from handler.web.static import forget_files
from tests.web.blog import Blog, static_address
from tests.web.test_pages import SECURITY

CSS = static_address("blog.css")


def test_a_theme_file_may_be_kept_for_ever() -> None:
    answer = Blog().get(CSS)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert SECURITY.items() <= dict(answer.headers).items()


def test_every_page_names_files_that_exist() -> None:
    blog = Blog()
    html = blog.get("/").text
    for name in ("blog.css", "blog.js", "favicon.svg"):
        address = static_address(name)
        assert address in html
        assert blog.get(address).status_code == 200


def test_scripts_are_scripts_and_pictures_pictures() -> None:
    blog = Blog()
    types = {n: blog.get(static_address(n)).mimetype for n in ("blog.js", "favicon.svg")}
    assert types == {"blog.js": "text/javascript", "favicon.svg": "image/svg+xml"}


def test_a_theme_file_that_the_client_has_is_not_sent_again() -> None:
    blog = Blog()
    answer = blog.get(CSS, If_None_Match=blog.get(CSS).headers["ETag"])
    assert (answer.status_code, answer.data) == (304, b"")
    assert "immutable" in answer.headers["Cache-Control"]


def test_head_of_a_theme_file_has_no_body() -> None:
    answer = Blog().get(CSS, "HEAD")
    assert (answer.status_code, answer.data) == (200, b"")


def test_a_theme_file_costs_no_call() -> None:
    blog = Blog()
    blog.calls.clear()
    blog.get(CSS)
    assert not blog.calls


@pytest.mark.parametrize(
    ("name", "comment"),
    [
        *((path.name, r"(?s)/\*.*?\*/") for path in STATIC.glob("*.css")),
        *((path.name, r"(?m)^\s*//.*") for path in STATIC.glob("*.js")),
    ],
)
def test_styles_and_scripts_are_sent_without_what_is_for_their_writers(
    name: str, comment: str
) -> None:
    written = (STATIC / name).read_text("utf-8")
    sent = Blog().get(static_address(name)).text
    assert re.search(comment, sent) is None
    plain = re.sub(r"(math\S*)\.[0-9a-f]{12}\.woff2", r"\1.woff2", sent)
    assert plain.split() == re.sub(comment, "", written).split()
    assert len(gzip.compress(sent.encode())) <= len(gzip.compress(written.encode()))


def test_a_page_of_another_build_gets_the_theme_as_it_is_now() -> None:
    blog = Blog()
    answer = blog.get("/static/blog.000000000000.css")
    assert answer.data == blog.get(CSS).data
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=10"


def test_names_without_a_fingerprint_or_of_no_theme_file_are_unknown() -> None:
    blog = Blog()
    for path in ("/static/blog.css", "/static/blob.000000000000.css", "/static/..", "/static/"):
        assert blog.get(path).status_code == 404


def test_an_author_may_have_a_folder_of_that_name() -> None:
    blog = Blog()
    blog.put("static/print.css", "p {}", "text/css")
    assert blog.get("/static/print.css").text == "p {}"


def test_under_a_stage_pages_name_theme_files_there() -> None:
    blog = Blog(config="baseurl: /blog")
    assert f'"/dev{CSS}"' in blog.get("/blog/", stage="/dev").text
    assert blog.get(CSS, stage="/dev").status_code == 200


def test_the_colours_of_a_site_are_a_file_of_their_own() -> None:
    blog = Blog(config='theme: {accent: "#7a3b9c"}')
    [name] = re.findall(r'"(/static/theme-[^"]+)"', blog.get("/").text)
    assert name in blog.get("/feed.xml").text
    answer = blog.get(name)
    assert (answer.status_code, answer.mimetype) == (200, "text/css")
    assert "--accent:light-dark(#7a3b9c,#aa82c0)" in answer.text
    assert "immutable" in answer.headers["Cache-Control"]
    older = blog.get(f"{name[:-16]}000000000000.css")
    assert (older.text, older.headers["Cache-Control"]) == (
        *(answer.text, "public, max-age=0, s-maxage=10"),
    )
    assert blog.get("/static/theme-e30.000000000000.css").status_code == 404


def test_no_file_of_the_theme_has_a_type_that_the_system_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blog = Blog()
    forget_files()
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_: ("text/x-foreign", None))
    assert blog.get(CSS).mimetype == "text/css"
    forget_files()
