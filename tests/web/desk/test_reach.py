"""What a page of the blog cannot do at the desk, although both are of one origin.

Readers' pages may load any script of their own origin, and authors write HTML into them.
"""

import re

import pytest

from handler.web.desk.desk import PREFIX
from tests.web.blog import Blog
from tests.web.desk.desk import DeskBlog, form_in
from tests.web.desk.signed import KEY, ORIGIN, TEXT, SignedBlog

_SCRIPTS = ("kept.js", "pictures.js", "editor.js", "compare.js", "people.js")
_SCRIPT = re.compile(r'<script src="([^"]+)"')


def scripts_of(page: str) -> list[str]:
    return [name for name in _SCRIPT.findall(page) if "signing.js" not in name]


@pytest.fixture
def blog() -> SignedBlog:
    blog = SignedBlog()
    blog.put(KEY, TEXT)
    return blog


@pytest.mark.parametrize("name", _SCRIPTS)
def test_nobody_can_tell_where_the_scripts_are_that_act_for_who_is_in(
    blog: SignedBlog, name: str
) -> None:
    ada, bob = blog.owner(), blog.author()
    known = scripts_of(bob.see(f"edit?key={KEY}").text)[0].rpartition("/")[0]
    assert bob.see(f"{known}/{name}").status_code == 200
    for guessed in (name, f"files/{name}", f"files//{name}", f"{known}/{name}"):
        assert ada.see(guessed).status_code == 404
        assert blog.browser().see(guessed).status_code == 404


def test_everybody_has_scripts_of_their_own_as_long_as_they_are_in(blog: SignedBlog) -> None:
    ada = blog.owner()
    found = scripts_of(ada.see(f"edit?key={KEY}").text)
    assert [ada.see(script).status_code for script in found] == [200, 200, 200]
    ada.sign_out()
    assert [ada.see(script).status_code for script in found] == [404, 404, 404]


def test_without_sign_in_no_page_of_the_blog_can_tell_them_either() -> None:
    blog = DeskBlog()
    blog.put(KEY, TEXT)
    found = scripts_of(blog.see("edit", key=KEY).text)
    assert [blog.see(script).status_code for script in found] == [200, 200, 200]
    assert blog.see("files/editor.js").status_code == 404


@pytest.mark.parametrize("address", [f"{PREFIX}hello", f"{PREFIX}hello/", "/_Coldpress/desk/x"])
def test_no_page_of_the_blog_is_among_those_of_the_desk(blog: SignedBlog, address: str) -> None:
    browsers = (blog.owner("Ada"), blog.browser())
    for number, key in enumerate(("_posts/2020-01-02-b.md", "c.md", "d.html")):
        blog.put(
            key, f"---\ntitle: B\npermalink: {address}\nredirect_from: {address}{number}\n---\n"
        )
        for browser in browsers:
            for path in (address, f"{address}{number}"):
                assert browser.client.get(path, base_url=ORIGIN).status_code == 404


@pytest.mark.parametrize("page", ["/", "/2020/01/01/a/", f"/a{PREFIX}edit", "/_coldpress/desk"])
def test_a_form_on_a_page_of_the_blog_fills_no_editor(blog: SignedBlog, page: str) -> None:
    ada, key = blog.owner(), "_config.yml"
    blog.put(key, "title: Ada's\n", "text/plain")
    opened = form_in(ada.see(f"edit?key={key}").text)
    form = opened | {"token": "", "body": "title: Bob's\n", "do": "save"}
    for referer in ({"Referer": ORIGIN + page}, {"Referer": "http://["}, {}):
        answer = ada.send("edit", form, referer)
        assert (answer.status_code, "Bob" in answer.text) == (403, False)
    own = ada.send("edit", form, {"Referer": f"{ORIGIN}{PREFIX}edit?key=_config.yml"})
    assert (own.status_code, "Bob" in own.text) == (403, True)


@pytest.mark.parametrize("folder", ["acme-challenge", "pki-validation", "Acme-Challenge"])
def test_no_text_proves_to_others_that_the_host_is_its_authors(folder: str) -> None:
    blog = Blog()
    proof = f"/.well-known/{folder}/x"
    for key in ("_posts/2020-01-02-b.md", "c.md"):
        for head in (
            f"permalink: {proof}\nredirect_to: https://evil.test/x",
            f"permalink: /d/\nredirect_from: {proof}\nredirect_to: https://evil.test/x",
        ):
            blog.put(key, f"---\ntitle: B\n{head}\n---\n")
            assert blog.get(f"/.well-known/{folder.lower()}/x").status_code == 404
    blog.put(f".well-known/{folder}/x", "mine", "text/plain")
    assert blog.get(proof).text == "mine"


def test_nor_is_one_where_there_is_no_desk() -> None:
    blog = Blog()
    outcome = blog.put(KEY, f"---\npermalink: {PREFIX}hello\n---\nText.\n")
    assert (outcome.state, blog.get(f"{PREFIX}hello").status_code) == ("rejected", 404)
