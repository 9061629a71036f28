"""Names that macOS wrote in its own way and links that people typed mean the same files."""

import unicodedata

import pytest

from tests.support.picture_files import drawing
from tests.web.blog import Blog

FORMS = ("NFC", "NFD")


def form(name: str, text: str) -> str:
    return unicodedata.normalize("NFD" if name == "NFD" else "NFC", text)


def make_blog(names: str, links: str) -> Blog:
    """A blog whose files have their names in one form, which its post has in another."""
    blog = Blog()
    blog.put(form(names, "images/사진.png"), drawing(40, 30), "image/png")
    blog.put(form(names, "files/café.pdf"), b"%PDF", "application/pdf")
    blog.put(form(names, "_includes/메모é.html"), "INCLUDED")
    blog.put(form(names, "_data/바다.yml"), "wide: very")
    blog.put(form(names, "소개.md"), "---\ntitle: Me\n---\nMe.")
    blog.put(form(names, "_posts/2020-01-01-바다.md"), "---\ntitle: Sea\n---\nSea.")
    blog.put(form(names, "_posts/옆é.md"), "BESIDE")
    text = (
        "![x](/images/사진.png) {% include 메모é.html %} {% include_relative 옆é.md %}"
        " [p]({% post_url 2020-01-01-바다 %})"
        " [l]({% link files/café.pdf %}) [m]({% link 소개.md %})"
    )
    # In a variable's name Liquid takes no combining accents, so that one is as typed.
    post = f"---\ntitle: A\ntags: [Café]\n---\n{form(links, text)} {{{{ site.data.바다.wide }}}}"
    outcome = blog.put("_posts/2020-01-02-a.md", post)
    assert outcome.problems == ()
    return blog


@pytest.mark.parametrize(("names", "links"), [("NFC", "NFC"), ("NFD", "NFC"), ("NFC", "NFD")])
def test_files_are_found_in_whatever_form_they_are_named(names: str, links: str) -> None:
    blog = make_blog(names, links)
    page = blog.get("/2020/01/02/a/").get_data(as_text=True)
    assert 'width="40"' in page
    assert "INCLUDED" in page
    assert "BESIDE" in page
    assert "very" in page
    for text in ("/images/사진.png", "/files/café.pdf"):
        assert [blog.get(form(each, text)).status_code for each in FORMS] == [200, 200]
    for text in ("/소개/", "/2020/01/01/바다/"):
        answers = [blog.get(form(each, text)).status_code for each in FORMS]
        assert sorted(answers) == [200, 301]


@pytest.mark.parametrize("path", ["/tags/cafe\u0301/", "/tags/Cafe\u0301"])
def test_a_tag_is_found_in_whatever_form_it_is_typed(path: str) -> None:
    answer = make_blog("NFD", "NFC").get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, "/tags/caf%C3%A9/")


def test_two_files_whose_names_look_alike_do_not_take_turns() -> None:
    blog = Blog()
    blog.put(form("NFD", "é.txt"), b"first", "text/plain")
    assert blog.put(form("NFC", "é.txt"), b"second", "text/plain").state == "rejected"
    assert blog.get("/é.txt").data == b"first"


def test_settings_mean_files_in_whatever_form_these_are_named() -> None:
    blog = Blog(
        config=form(
            "NFC",
            "permalink: pretty\nexclude: [메모é]\nheader_pages: [소개.md]\n"
            "defaults: [{scope: {path: 일기é}, values: {author: Kim}}]\n",
        )
    )
    blog.put(form("NFD", "소개.md"), "---\ntitle: Me\n---\nMe.")
    blog.put("other.md", "---\ntitle: Other\n---\n")
    blog.put(form("NFD", "일기é/_posts/2020-01-01-a.md"), "---\ntitle: A\n---\nA.")
    assert blog.put(form("NFD", "메모é/a.md"), "---\ntitle: B\n---\n").state == "hidden"
    home = blog.get("/").get_data(as_text=True)
    assert [name in home for name in (">Me</a>", ">Other</a>")] == [True, False]
    path = form("NFD", "/일기é/2020/01/01/a/")
    assert "Kim" in blog.get(path).get_data(as_text=True)
