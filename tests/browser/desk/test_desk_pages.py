"""Every page of the desk: accessible, by day and by night, on phones and on wide screens."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults_by_day_and_night
from tests.browser.conftest import Reader, Site
from tests.browser.desk.writing import edit, open_desk, post
from tests.support.patient_browser import follow

pytestmark = pytest.mark.xdist_group("browser")

_PATHS = [
    "",
    "?in=drafts",
    "?in=pages&state=rejected",
    "?in=files&q=yml",
    "edit?key=_config.yml",
    "edit?key=about.md",
    "edit?key=images%2Fnothing.png",
    "pictures",
    "deleted",
]


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_the_desk_is_accessible(site: Site, reader: Reader, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 740})
    path = post(site, f"wide{width}", "One.\n\n{% include none.html %}")
    for way in [*map(_at, _PATHS), _picture, _history, _version, _stale, _gone, _lost]:
        page = way(reader, path)
        name = f"{page.url} {page.title()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.emulate_media(reduced_motion="reduce")
        assert faults_by_day_and_night(page) == [], name
    reader.complaints.clear()


def _at(path: str) -> Callable[[Reader, Path], Page]:
    return lambda reader, _: open_desk(reader, path)


def _picture(reader: Reader, _: Path) -> Page:
    return open_desk(reader, f"edit?key={quote('images/Pier At Low Tide.jpg', safe='')}")


def _history(reader: Reader, path: Path) -> Page:
    page = edit(reader, f"_posts/{path.name}")
    page.locator("#body").fill("Two.\n")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_have_text("Saved.")
    page.locator("details").evaluate_all("all => all.forEach(each => (each.open = true))")
    follow(page.get_by_role("link", name="History"))
    return page


def _version(reader: Reader, _: Path) -> Page:
    follow(reader.page.locator(".past a").first)
    return reader.page


def _stale(reader: Reader, path: Path) -> Page:
    page = edit(reader, f"_posts/{path.name}")
    path.write_text(path.read_text().replace("Two.", "Three."))
    page.locator("#body").fill("Four.\n")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else has changed it")
    return page


def _gone(reader: Reader, path: Path) -> Page:
    page = edit(reader, f"_posts/{path.name}")
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deleted.")
    return page


def _lost(reader: Reader, path: Path) -> Page:
    reader.page.get_by_role("button", name="Undo").click()
    page = edit(reader, f"_posts/{path.name}")
    path.unlink()
    page.locator("#body").fill("Five.\n")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The file is gone")
    return page
