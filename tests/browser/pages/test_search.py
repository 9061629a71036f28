"""Searching, in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Reader

pytestmark = pytest.mark.xdist_group("browser")


def test_results_come_while_a_reader_types_and_the_keyboard_alone_reaches_them(
    reader: Reader,
) -> None:
    page = reader.open("/search")
    page.keyboard.type("render_templ")
    link = page.get_by_role("link", name="Templates that read well")
    expect(link).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("One result")
    expect(page).to_have_url(re.compile(r"/search\?q=render_templ$"))
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(link).to_be_focused()
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".search-result")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/search$"))


def test_an_unfinished_syllable_does_not_hide_what_was_found_so_far(reader: Reader) -> None:
    page = reader.open("/search?q=한글")
    result = page.locator(".search-result")
    expect(result).to_have_count(1)
    page.get_by_role("searchbox").fill("한글 정ㄱ")
    expect(page).to_have_url(re.compile("%E3%84%B1$"))
    expect(result).to_have_count(1)


@pytest.mark.parametrize("reader", [{"java_script_enabled": False}], indirect=True)
def test_the_box_in_the_header_searches_without_scripts(reader: Reader) -> None:
    page = reader.open("/")
    page.get_by_role("searchbox", name="Search").fill("moon tide")
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox", name="Words to look for")).to_have_value("moon tide")
    expect(page.locator(".search-result mark").first).to_be_visible()
