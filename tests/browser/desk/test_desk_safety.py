"""Whatever a blog holds, nothing of it runs at the desk or reaches it."""

from io import BytesIO
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from handler.core.model.addressing.keys import key_problem
from handler.web.desk.desk import PREFIX
from tests.browser.desk.writing import IN_PREVIEW, shown
from tests.browser.hostile.test_xss import add_bodies, add_files, armed, quoted, watching
from tests.browser.hostile.xss_payloads import EVERYTHING
from tests.web.desk.desk import DeskBlog

pytestmark = pytest.mark.xdist_group("pages")


def hostile() -> DeskBlog:
    """A blog in whose titles, names and bodies everything stands that a script could hide in."""
    blog = DeskBlog()
    add_bodies(blog)
    for info in blog.bucket.objects(prefix="_posts/"):
        text = blog.text(info.key) or ""
        blog.put(info.key, text.replace("\0", ""))  # Which no form can have.
    for number, payload in enumerate(armed(EVERYTHING)):
        text = f"---\ntitle: {quoted(payload)}\ntags: [{quoted(payload)}]\n---\n{payload}\n"
        blog.put(f"_posts/2026-02-01-{number}.md", text)
        name = payload.replace("/", "-")
        if key_problem(name) is None:
            blog.put(f"_drafts/{name}.md", "---\ntitle: A\n---\nText.\n")
    return blog


def looks(blog: DeskBlog, shelf: str) -> list[str]:
    """The addresses of a list, page by page."""
    found, onward = [], ""
    while True:
        found.append(f"{PREFIX}?in={shelf}" + (f"&from={quote(onward)}" if onward else ""))
        if not (onward := blog.services.browsing.look(shelf, onward=onward).onward):
            return found


def test_nothing_of_a_blog_runs_in_lists_editors_and_previews(browser: Browser) -> None:
    blog = hostile()
    keys = [info.key for info in blog.bucket.objects(prefix="_posts/2026-01-01-")]
    keys += [f"_posts/2026-02-01-{number}.md" for number in range(0, len(EVERYTHING), 32)]
    keys += [each.key for each in blog.services.browsing.look("drafts").files[::16]]
    with watching(browser, blog, without_policy=True) as watch:
        blog.host = urlsplit(watch.url).netloc
        pages = [*looks(blog, "posts"), *looks(blog, "drafts")]
        assert len(pages) > 8
        for path in pages:
            watch.visit(path)
        for key in keys:
            watch.visit(f"{PREFIX}edit?key={quote(key, safe='')}")
            expect(watch.page.locator(IN_PREVIEW)).to_be_visible()
    assert watch.ran == set()


def test_nothing_of_a_history_runs(browser: Browser) -> None:
    blog = DeskBlog()
    add_files(blog)
    etag = None
    for payload in armed(EVERYTHING):
        text = BytesIO(payload.encode())
        etag = blog.bucket.replace("about.md", text, "text/markdown", etag, author=payload)
        blog.services.deletions.note(f"{payload}.md", payload, payload)
    versions = [info.version for info in blog.bucket.history("about.md")[0]]
    with watching(browser, blog, without_policy=True) as watch:
        blog.host = urlsplit(watch.url).netloc
        watch.visit(f"{PREFIX}deleted")
        for version in versions[19::20]:
            watch.visit(f"{PREFIX}history?key=about.md&after={version}")
        for version in versions[::20]:
            watch.visit(f"{PREFIX}history?key=about.md&version={version}")
            watch.page.get_by_role("button", name="Preview").click()
            expect(watch.page.frame_locator("iframe").locator("h1")).to_be_visible()
    assert watch.ran == set()


REACHING = """
<script>parent.document.title = 'reached'; top.location = '/reached'</script>
<meta http-equiv="refresh" content="0; url=/reached">
<a id="up" href="/reached" target="_top">Up</a>
<form action="/_coldpress/desk/new" method="post" target="_top">
<input name="title" value="Reached"><button id="send">Send</button></form>
<p>Tried.</p>
"""


def test_a_preview_does_not_reach_the_desk(browser: Browser) -> None:
    blog = DeskBlog()
    blog.post("2026-01-01-a.md", REACHING)
    with watching(browser, blog) as watch:
        blog.host = urlsplit(watch.url).netloc
        address = f"{PREFIX}edit?key=_posts/2026-01-01-a.md"
        watch.open(address)
        page = watch.page
        page.locator("#body").press_sequentially("More. ")
        expect(shown(page).get_by_text("Tried.")).to_be_visible()
        for target in ("#up", "#send"):
            shown(page).locator(target).click()
        page.wait_for_timeout(500)
        assert page.url == watch.url + address
        assert "reached" not in page.title()
        assert page.locator("#body").input_value().startswith("More. ")
        frame = page.frames[1]
        assert frame.evaluate("self.origin") == "null"
    assert blog.text("_drafts/reached.md") is None
