"""An author works on files, and the open page follows."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Reader, Site
from tests.cli.local_server import local_server, wait_until
from tests.support.patient_browser import go_to

pytestmark = pytest.mark.xdist_group("browser")

YESTERDAY = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"


def test_an_edit_shows_on_the_open_page(site: Site, reader: Reader) -> None:
    page = reader.open("/about/")
    about = site.root / "about.md"
    before = about.read_text()
    about.write_text(f"{before}\nI keep bees now.\n")
    expect(page.get_by_text("I keep bees now.")).to_be_visible()
    about.write_text(before)
    expect(page.get_by_text("I keep bees now.")).to_have_count(0)


def test_a_new_post_appears_on_home_and_goes_when_it_is_deleted(site: Site, reader: Reader) -> None:
    page = reader.open("/")
    link = page.get_by_role("link", name="Hot off the press")
    expect(link).to_have_count(0)
    post = site.root / f"_posts/{YESTERDAY}-press.md"
    post.write_text("---\ntitle: Hot off the press\ntags: [ink]\n---\nStill wet.\n")
    expect(link).to_be_visible()
    link.click()
    expect(page.get_by_text("Still wet.")).to_be_visible()
    page.go_back()
    post.unlink()
    expect(link).to_have_count(0)


def test_a_post_that_breaks_stays_as_it_was_and_the_author_is_told(
    site: Site, reader: Reader
) -> None:
    post = site.root / f"_posts/{YESTERDAY}-fragile.md"
    post.write_text("---\ntitle: Fragile\n---\nWhole.\n")
    page = reader.open("/")
    page.get_by_role("link", name="Fragile").click()
    post.write_text("---\ntitle: [Fragile\n---\nBroken.\n")
    expect(page.get_by_text("Whole.")).to_be_visible()
    go_to(page, page.url)
    expect(page.get_by_text("Whole.")).to_be_visible()
    post.write_text("---\ntitle: Fragile\n---\nMended.\n")
    expect(page.get_by_text("Mended.")).to_be_visible()
    assert f"error: _posts/{YESTERDAY}-fragile.md:" in site.server.printed()
    page.close()
    post.unlink()


def test_a_new_title_of_the_blog_shows_on_every_page(site: Site, reader: Reader) -> None:
    page = reader.open("/tags/")
    config = site.root / "_config.yml"
    before = config.read_text()
    config.write_text(before.replace("title: Marine Layer", "title: Morning Fog"))
    expect(page.get_by_role("link", name="Morning Fog")).to_be_visible()
    config.write_text(before)
    expect(page.get_by_role("link", name="Marine Layer")).to_be_visible()


def test_a_folder_that_is_moved_away_takes_its_posts_along(site: Site, reader: Reader) -> None:
    page = reader.open("/tags/flask/")
    series = site.root / "_posts/flask"
    elsewhere = site.root.parent / "flask"
    series.rename(elsewhere)
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    elsewhere.rename(series)
    reader.open("/tags/flask/")
    expect(page.get_by_role("heading", level=1)).to_have_text("flask")
    reader.complaints.clear()


def test_more_tabs_than_a_browser_has_connections_follow_all(site: Site, reader: Reader) -> None:
    context = reader.page.context
    pages = [context.new_page() for _ in range(8)]
    for page in pages:
        page.goto(f"{site.url}/about/")
    about = site.root / "about.md"
    before = about.read_text()
    about.write_text(f"{before}\nI keep goats now.\n")
    for page in pages:
        expect(page.get_by_text("I keep goats now.")).to_be_visible()
    for page in pages[:7]:
        page.close()
    about.write_text(before)
    expect(pages[7].get_by_text("I keep goats now.")).to_have_count(0)


def test_a_replaced_picture_is_new_on_the_open_page(site: Site, reader: Reader) -> None:
    dot, post = site.root / "images/dot.gif", site.root / f"_posts/{YESTERDAY}-dot.md"
    dot.write_bytes(gif_of(3))
    post.write_text("---\ntitle: Dot\npermalink: /dot/\n---\n![A dot](/images/dot.gif)\n")
    wait_until(lambda: "/dot/" in site.server.printed())
    page = reader.open("/dot/")
    picture = page.locator(".prose img")
    expect(picture).to_have_js_property("naturalWidth", 3)
    dot.write_bytes(gif_of(5))
    expect(picture).to_have_js_property("naturalWidth", 5)
    page.close()
    post.unlink()
    dot.unlink()


def test_a_broken_post_is_told_over_the_page_until_it_is_mended(site: Site, reader: Reader) -> None:
    page = reader.open("/about/")
    told = page.locator(".author-notes")
    expect(told).to_have_count(0)
    post = site.root / f"_posts/{YESTERDAY}-torn.md"
    post.write_text("---\ntitle: [Torn\n---\nText.\n")
    expect(told.locator("code")).to_contain_text(f"_posts/{YESTERDAY}-torn.md:")
    expect(told.locator("strong")).not_to_be_empty()
    expect(told.locator("span")).not_to_be_empty()
    go_to(page, page.url)
    expect(told).to_be_visible()
    told.get_by_role("button", name="Close").click()
    expect(told).to_have_count(0)
    post.write_text("---\ntitle: [Still torn\n---\nText.\n")
    expect(told).to_be_visible()
    post.write_text("---\ntitle: Torn\n---\nText.\n")
    expect(told).to_have_count(0)
    post.unlink()


def test_the_page_at_an_old_address_leads_to_the_new_one(site: Site, reader: Reader) -> None:
    post = site.root / f"_posts/{YESTERDAY}-nomad.md"
    post.write_text("---\ntitle: Nomad\npermalink: /tent/\n---\nHere.\n")
    wait_until(lambda: "/tent/" in site.server.printed())
    page = reader.open("/tent/#content")
    post.write_text("---\ntitle: Nomad\npermalink: /house/\n---\nHere.\n")
    page.wait_for_url(f"{site.url}/house/#content")
    post.unlink()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    reader.complaints.clear()


def test_drafts_and_what_is_scheduled_show_as_such_and_what_falls_due_appears(
    tmp_path: Path, browser: Browser
) -> None:
    root = tmp_path / "blog"
    (root / "_drafts").mkdir(parents=True)
    (root / "_posts").mkdir()
    (root / "_drafts/idea.md").write_text("---\ntitle: Idea\n---\nRaw.\n")
    (root / "_posts/2999-01-01-later.md").write_text("---\ntitle: Later\n---\nSoon.\n")
    with local_server(root, tmp_path / "log", "--drafts", "--future") as server:
        page = browser.new_page()
        go_to(page, server.url)
        page.get_by_role("link", name="Idea").click()
        expect(page.get_by_text("This is a draft.")).to_be_visible()
        go_to(page, f"{server.url}/2999/01/01/later.html")
        scheduled = page.get_by_text("This is scheduled.")
        expect(scheduled).to_be_visible()
        for seconds in (4, 8, 16, 32, 64, 128):  # A busy machine may show a page after it is due.
            page.goto("about:blank")  # A page that loads anew may keep one from going elsewhere.
            name = schedule(root, seconds)
            wait_until(lambda: f"{name}.md" in server.printed())  # noqa: B023
            go_to(page, f"{server.url}/{name}/")
            if scheduled.count():
                break
        else:
            pytest.fail("no page was shown before it was due")
        expect(scheduled).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        page.close()


def schedule(root: Path, seconds: int) -> str:
    """Write a post that falls due after some seconds; what it is called."""
    name, due = f"due-{seconds}", datetime.now(UTC) + timedelta(seconds=seconds)
    date = f"date: {due:%Y-%m-%d %H:%M:%S} +0000"
    text = f"---\ntitle: {name}\npermalink: /{name}/\n{date}\n---\nText.\n"
    (root / f"_posts/2020-01-01-{name}.md").write_text(text)
    return name


def gif_of(width: int) -> bytes:
    """A picture that is one pixel high."""
    file = BytesIO()
    Image.new("P", (width, 1)).save(file, "GIF")
    return file.getvalue()
