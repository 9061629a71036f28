"""Searching a copy of the sample blog that a plain server sends, below a path."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from handler.cli.arguments import SAMPLE
from handler.cli.exporting.exporting import export
from handler.cli.exporting.source import site_in
from tests.browser.conftest import Reader
from tests.cli.exporting.crawling import plain_server

pytestmark = pytest.mark.xdist_group("pages")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the copy is."""
    folder = tmp_path_factory.mktemp("copy")
    export(folder / "blog", lambda: site_in(SAMPLE), None, "/blog")
    with plain_server(folder) as url:
        yield f"{url}/blog"


def test_a_copy_is_searched_by_its_own_files_alone(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    reader = Reader(context.new_page(), address)
    reader.watch()
    page = reader.open("/")
    page.get_by_role("searchbox", name="Search").fill("한글")
    page.keyboard.press("Enter")
    expect(page.locator(".search-result")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("One result")
    field = page.get_by_role("searchbox", name="Words to look for")
    expect(field).to_have_value("한글")
    field.fill("한글 정ㄱ")
    expect(page).to_have_url(re.compile("%E3%84%B1$"))
    expect(page.locator(".search-result")).to_have_count(1)
    field.fill("render_templ")
    result = page.locator(".search-result a").first
    expect(result).to_contain_text("Templates that read well")
    field.fill("zzzz")
    expect(page.locator(".search-results")).to_have_text("Nothing was found.")
    field.fill("<img src=x onerror=alert(1)> __proto__ constructor")
    expect(page).to_have_url(re.compile("constructor$"))
    field.fill("tag:python")
    expect(page.locator(".search-result").first).to_be_visible()
    field.fill("render_templ")
    expect(result).to_contain_text("Templates that read well")
    result.click()
    expect(page.locator("h1")).to_contain_text("Templates that read well")
    context.close()
    assert reader.complaints == []


def test_without_scripts_the_copy_says_so_and_offers_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search?q=tide")
    expect(page.locator(".search-results")).to_contain_text("To search, allow this site to run")
    page.locator(".search-results").get_by_role("link", name="Archive").click()
    expect(page.locator("h1")).to_have_text("Archive")
    context.close()


def test_the_search_of_a_language_finds_what_is_in_it(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    results = page.locator(".search-result")
    page.goto(f"{address}/ko/search?q=python")
    expect(results).to_have_count(1)
    expect(results.locator("a")).to_have_text("같은 글자, 다른 바이트: 한글과 유니코드 정규화")
    page.get_by_role("searchbox").fill("tag:python")
    expect(results).to_have_count(1)
    page.locator(".search-note a").click()
    expect(results.nth(1)).to_be_visible()
    context.close()
