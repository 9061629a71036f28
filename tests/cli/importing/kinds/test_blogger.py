"""A blog of Blogger arrives, whichever of its two exports there is."""

import pytest

from tests.cli.importing.conftest import Arrive

KIND = "http://schemas.google.com/blogger/2008/kind#"
HEAD = """<?xml version='1.0' encoding='UTF-8'?><feed xmlns='http://www.w3.org/2005/Atom'
 xmlns:app='http://purl.org/atom/app#' xmlns:thr='http://purl.org/syndication/thread/1.0'
 xmlns:blogger='http://schemas.google.com/blogger/2018'><title>Harbour</title>"""
BODY = "&lt;div class='separator'&gt;The &lt;i&gt;sea&lt;/i&gt;.&lt;/div&gt;&lt;a name='more'&gt;&lt;/a&gt;&lt;br /&gt;Out."


def old(number: int, kind: str, title: str, body: str, more: str = "") -> str:
    return f"""<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id>
<published>2020-01-0{number}T10:00:00+01:00</published><category scheme='http://schemas.google.com/g/2005#kind'
 term='{KIND}{kind}'/><title>{title}</title><content type='html'>{body}</content>
<author><name>Hana</name><uri>https://hana.test</uri></author>{more}</entry>"""


def link(path: str) -> str:
    return f"<link rel='alternate' href='https://old.test{path}'/>"


def answer(number: int, parent: str = "") -> str:
    related = f"<link rel='related' href='https://x/comments/default/{parent}'/>" if parent else ""
    return f"<thr:in-reply-to ref='tag:blogger.com,1999:blog-1.post-{number}'/>{related}"


LABEL = "<category scheme='http://www.blogger.com/atom/ns#' term='High sea'/>"
WORDS = f"""<entry><id>tag:blogger.com,1999:blog-1.settings.BLOG_DESCRIPTION</id><content>Boats
   and tides</content><category scheme='http://schemas.google.com/g/2005#kind' term='{KIND}settings'/></entry>"""
OLD = "".join(
    [
        HEAD,
        WORDS,
        old(1, "post", "Low tide", BODY, LABEL + link("/2020/01/low-tide.html")),
        old(2, "page", "About", "Me.", link("/p/about.html")),
        old(3, "post", "Idea", "Later.", "<app:control><app:draft>yes</app:draft></app:control>"),
        old(4, "comment", "x", "Nice &lt;script&gt;x()&lt;/script&gt;", answer(1)),
        old(5, "comment", "x", "Yes", answer(1, "4")),
        "</feed>",
    ]
)


def new(number: int, kind: str, title: str, body: str, more: str = "", status: str = "LIVE") -> str:
    return f"""<entry><id>tag:blogger.com,1999:blog-1.post-{number}</id><blogger:type>{kind}</blogger:type>
<blogger:status>{status}</blogger:status><published>2020-01-0{number}T09:00:00Z</published>
<title>{title}</title><content type='html'>{body}</content><author><name>Hana</name></author>{more}</entry>"""


def parent(number: int) -> str:
    return f"<blogger:parent>tag:blogger.com,1999:blog-1.post-{number}</blogger:parent>"


NEW = "".join(
    [
        HEAD,
        new(
            1,
            "POST",
            "Low tide",
            BODY,
            LABEL + "<blogger:filename>/2020/01/low-tide.html</blogger:filename>",
        ),
        new(2, "PAGE", "About", "Me.", "<blogger:filename>/p/about.html</blogger:filename>"),
        new(3, "POST", "Idea", "Later.", status="DRAFT"),
        new(4, "COMMENT", "", "Nice &lt;script&gt;x()&lt;/script&gt;", parent(1)),
        new(5, "COMMENT", "", "Yes", parent(1)),
        new(6, "COMMENT", "", "Buy", parent(1), status="SPAM_COMMENT"),
        "</feed>",
    ]
)


@pytest.mark.parametrize("export", [OLD, NEW], ids=["backup", "takeout"])
def test_posts_pages_drafts_and_comments_arrive(arrive: Arrive, export: str) -> None:
    arrival = arrive("blogger", {"feed.atom": export}, "--url", "https://old.test")
    post = arrival.text("_posts/2020-01-01-low-tide.md")
    assert post.partition("---\n\n")[2] == (
        "The *sea*.\n\nOut.\n\n{% include comments/2020-01-01-low-tide.html %}\n"
    )
    assert ("- High sea\n" in post, "permalink" in post) == (True, False)
    described = "description: Boats and tides\n" in arrival.text("_config.yml")
    assert described is (export == OLD)
    online = arrival.online()
    assert online.states() == {
        "_posts/2020-01-01-low-tide.md": "live",
        "_pages/p/about.md": "live",
        "_drafts/idea.md": "draft",
    }
    page = online.get("/2020/01/low-tide.html").text
    assert ("Nice" in page, "Yes" in page, "x()" in page, "Buy" in page) == (
        True,
        True,
        False,
        False,
    )
    moved = {"/search/label/High sea": "/tags/high-sea/", "/feeds/posts/default": "/feed.xml"}
    assert {old: online.to(old) for old in moved} == moved
