"""Coming in at the desk by link and passkey, and staying out without."""

from tests.web.desk.signed import SignedBlog


def test_smoke() -> None:
    blog = SignedBlog()
    ada = blog.owner()
    assert ada.is_in
    assert ada.sign_out().status_code == 303
    assert not ada.is_in
    r = ada.sign_in()
    assert r.status_code == 200, r.json
    assert ada.is_in
    link = ada.invite(name="Bob", role="author")
    bob = blog.browser()
    assert bob.enter(link, "Bob").status_code == 200
    assert bob.is_in
