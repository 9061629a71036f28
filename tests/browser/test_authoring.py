"""An author works on files, and the open page follows."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader, Site

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
    page.reload()
    expect(page.get_by_text("Whole.")).to_be_visible()
    post.write_text("---\ntitle: Fragile\n---\nMended.\n")
    expect(page.get_by_text("Mended.")).to_be_visible()
    assert f"error: _posts/{YESTERDAY}-fragile.md:" in site.server.printed()
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
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("flask")
    reader.complaints.clear()
