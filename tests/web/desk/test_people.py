"""What owners and authors may do, to each other and to the blog."""

import pytest

from handler.core.people.leaving import set_role
from handler.core.people.state import STATE
from tests.web.desk.signed import KEY, TEXT, Browser, SignedBlog


@pytest.fixture
def blog() -> SignedBlog:
    blog = SignedBlog()
    blog.put(KEY, TEXT)
    return blog


def make_bob(blog: SignedBlog, ada: Browser) -> Browser:
    """An author whom an owner invites at the desk."""
    bob = blog.browser("192.0.2.2")
    assert bob.enter(ada.invite(name="Bob", role="author"), "Bob").status_code == 200
    return bob


def test_an_owner_invites_and_an_author_does_not(blog: SignedBlog) -> None:
    ada = blog.owner()
    bob = make_bob(blog, ada)
    (_, member) = blog.people().members
    assert (member.name, member.is_owner) == ("Bob", False)
    ids = [each.id for each in blog.people().members]
    for form in (
        {"name": "Eve", "role": "author"},
        {"name": "Eve", "role": "owner"},
        {"member": ids[0]},
        {"member": ids[1], "role": "owner"},
    ):
        answer = bob.do("invite", **form)
        assert (answer.status_code, "/enter#" in answer.text) == (403, False)
    assert blog.people().invitations == ()
    again = blog.browser("192.0.2.3")
    assert again.enter(bob.invite(member=ids[1])).status_code == 200
    assert [len(each.passkeys) for each in blog.people().members] == [1, 2]


@pytest.mark.parametrize("do", ["rename", "role", "remove", "passkey", "session", "nonsense", ""])
def test_an_author_changes_nobody_else(blog: SignedBlog, do: str) -> None:
    bob = make_bob(blog, blog.owner())
    before = blog.text(STATE)
    ada = blog.people().members[0]
    for target in (ada.id, ada.passkeys[0].id, ada.sessions[0].id):
        assert bob.do("people", do=do, id=target, value="owner").status_code in (403, 422)
    assert blog.text(STATE) == before
    assert ada.name not in bob.see("people").text


def test_an_author_makes_no_owner_of_himself(blog: SignedBlog) -> None:
    bob = make_bob(blog, blog.owner())
    member = blog.people().members[1]
    assert bob.do("people", do="role", id=member.id, value="owner").status_code == 403
    assert bob.do("people", do="rename", id=member.id, value="Robert").status_code == 303
    assert [each.name for each in blog.people().members] == ["Ada", "Robert"]


def test_who_lost_the_role_meanwhile_may_no_more(blog: SignedBlog) -> None:
    ada = blog.owner()
    eve = blog.owner("Eve")
    members = {each.name: each.id for each in blog.people().members}
    assert ada.do("people", do="role", id=members["Eve"], value="author").status_code == 303
    assert eve.do("people", do="remove", id=members["Ada"]).status_code == 403
    assert len(blog.people().members) == 2


def test_who_loses_the_role_at_that_very_moment_may_no_more(blog: SignedBlog) -> None:
    blog.owner()
    make_bob(blog, blog.owner("Zoe"))
    eve = blog.owner("Eve")
    _, _, bob_id, eve_id = (each.id for each in blog.people().members)
    token = eve.token()
    blog.after_reading = lambda: blog.access.change(
        lambda people, _now: set_role(people, eve_id, False, None)
    )
    form = {"token": token, "do": "remove", "id": bob_id}
    assert eve.send("people", form).status_code == 403
    assert [each.is_owner for each in blog.people().members] == [True, True, False, False]


def test_the_last_owner_stays(blog: SignedBlog) -> None:
    ada = blog.owner()
    (member,) = blog.people().members
    key = member.passkeys[0].id
    for do, target in (("remove", member.id), ("role", member.id), ("passkey", key)):
        answer = ada.do("people", do=do, id=target, value="author")
        assert answer.status_code == 403
        assert "Nobody would be left who can come in as an owner." in answer.text
    assert ada.is_in


def test_who_removes_themselves_is_out(blog: SignedBlog) -> None:
    blog.owner()
    eve = blog.owner("Eve")
    member = blog.people().members[1]
    answer = eve.do("people", do="remove", id=member.id)
    assert (answer.location, eve.is_in) == ("./", False)
    assert "Max-Age=0" in answer.headers["Set-Cookie"]


OWNERS_FILES = {
    "_config.yml": "title: X\n",
    "_includes/a.html": "<p>x</p>\n",
    "_data/a.yml": "a: 1\n",
    "_theme/style.css": "a{}\n",
    "assets/x.js": "alert(1)\n",
    "404.txt": "x\n",
}


@pytest.mark.parametrize("key", OWNERS_FILES)
def test_an_author_writes_no_file_that_shapes_the_blog(blog: SignedBlog, key: str) -> None:
    bob = make_bob(blog, blog.owner())
    blog.bucket.put(key, OWNERS_FILES[key].encode(), "text/plain")
    before = [(info.key, info.etag) for info in blog.bucket.objects()]
    info = blog.bucket.head(key)
    assert info
    form = {"key": key, "etag": info.etag, "body": "changed", "front": ""}
    for do in ("save", "publish", "unpublish", "schedule", "delete"):
        answer = bob.do("edit", **form, do=do, when="2030-01-01T00:00")
        assert answer.status_code in (403, 422), do
    for do, name in (("rename", "a.md"), ("rename", "_posts/2020-01-01-b.md")):
        assert bob.do("edit", **form, do=do, name=name).status_code in (403, 422)
    assert bob.do("restore", key=key, text="x").status_code in (403, 409)
    now = [(info.key, info.etag) for info in blog.bucket.objects()]
    assert now == before


def test_an_author_is_told_which_files_are_the_owners(blog: SignedBlog) -> None:
    ada = blog.owner()
    bob = make_bob(blog, ada)
    told = "Only an owner of the blog may change this file."
    shown = [
        told in browser.see(f"edit?key={key}").text
        for browser in (ada, bob)
        for key in ("_config.yml", KEY)
    ]
    assert shown == [False, False, True, False]


@pytest.mark.parametrize("key", ["_config.yaml", "_includes/new.html", "x.js", "x/y.css"])
def test_an_author_brings_no_such_file_about(blog: SignedBlog, key: str) -> None:
    bob = make_bob(blog, blog.owner())
    assert bob.do("restore", key=key, text="x").status_code == 403
    post = {"key": KEY, "body": "x", "front": "title: A", "do": "rename", "name": key}
    etag = blog.bucket.head(KEY)
    assert etag
    assert bob.do("edit", **post, etag=etag.etag).status_code in (403, 422)
    assert (blog.text(key), blog.text(KEY)) == (None, TEXT)


def test_an_author_writes_texts_and_an_owner_everything(blog: SignedBlog) -> None:
    ada = blog.owner()
    bob = make_bob(blog, ada)
    assert bob.do("new", title="By Bob", kind="post").status_code == 303
    assert blog.text("_drafts/by-bob.md")
    config = blog.bucket.head("_config.yml")
    assert config
    form = {"key": "_config.yml", "etag": config.etag, "base": "", "front": ""}
    assert ada.do("edit", **form, body="title: New\n", do="save").status_code == 303
    assert blog.text("_config.yml") == "title: New\n"
