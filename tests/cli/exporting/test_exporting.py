"""A copy of a site on a plain server: nothing is missing, and all of it reads as on the site."""

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from handler.cli.exporting.record import RECORD
from handler.cli.exporting.source import Site, site_in
from tests.cli.conftest import Run
from tests.cli.exporting.conftest import FILES, Copy, copied, written
from tests.cli.exporting.crawling import follow

pytestmark = pytest.mark.slow

POST = "---\ntitle: {0}\n---\nText of {0}."


def home_of(copy: Copy) -> str:
    return f"{copy.site.config.url}{urlsplit(copy.url).path}"


@cache
def followed(copy: Copy) -> dict[str, int]:
    """The status of each address that a reader comes to."""
    return follow(copy.url, home_of(copy))


def own_faults(copy: Copy) -> set[str]:
    """Where the site itself has nothing."""
    return {"nothing/here/"} if (copy.root / "four").is_dir() else set()


def test_every_link_leads_somewhere_on_a_plain_server(copy: Copy) -> None:
    found = followed(copy)
    broken = {address.removeprefix(copy.url) for address, code in found.items() if code != 200}
    assert broken == own_faults(copy)
    assert len(found) > 45


def test_every_address_of_the_sitemap_is_there(copy: Copy) -> None:
    places = re.findall("<loc>(.*?)</loc>", copy.text("sitemap.xml"))
    assert {place.startswith(home_of(copy)) for place in places} == {True}
    here = [copy.url + place.removeprefix(home_of(copy)) for place in places]
    found = followed(copy)
    assert [address for address in here if found.get(address) != 200] == []


def words(html: str) -> list[str]:
    body = LexborHTMLParser(html).body
    assert body is not None
    return body.text(separator=" ").split()


def test_every_page_has_the_words_that_it_has_on_the_site(copy: Copy) -> None:
    records = [json.loads(line) for line in copy.text(RECORD).splitlines()[1:]]
    pages = {each["path"]: each["files"] for each in records if each["path"].startswith("/")}
    compared = 0
    for path, files in pages.items():
        answer = copy.live.get(path) if not path.startswith("/_search/") else None
        if answer is None or path.endswith(("/search", "/404.html")) or answer.status_code != 200:
            continue
        assert {(copy.root / file).is_file() for file in files} == {True}
        if answer.mimetype == "text/html":
            assert words(copy.text(files[0])) == words(answer.text), path
            compared += 1
        elif str(answer.mimetype).startswith("image/") or path.endswith(".md"):
            assert (copy.root / files[0]).read_bytes() == answer.data, path
    assert compared > 20


@pytest.fixture(scope="module")
def at_top(odd: Site, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return copied(odd, tmp_path_factory.mktemp("top"))


def test_pages_without_an_ending_are_there_for_both_kinds_of_servers(at_top: Copy) -> None:
    assert at_top.text("about.html") == at_top.text("about/index.html")
    assert at_top.text("four.html") == at_top.text("four/index.html")
    assert (at_top.root / "five.html").is_file()
    assert (at_top.root / "about/team/index.html").is_file()
    assert (at_top.root / "2020/01/03/한글-제목/index.html").is_file()


def test_drafts_and_scheduled_posts_are_in_no_file(at_top: Copy) -> None:
    files = [path for path in at_top.root.rglob("*") if path.suffix in {".html", ".xml", ".json"}]
    assert len(files) > 40
    assert [str(f) for f in files if re.search(r"Unfinished|Not yet", f.read_text())] == []


def test_old_addresses_lead_on_by_files_and_by_rules(at_top: Copy) -> None:
    stub = at_top.text("old/One.html")
    assert '<meta http-equiv="refresh" content="0; url=/2020/01/01/one/">' in stub
    assert '<link rel="canonical" href="https://blog.test/2020/01/01/one/">' in stub
    assert 'url=https://elsewhere.test/"' in at_top.text("moved/index.html")
    assert (at_top.root / "older/index.html").is_file()
    assert (at_top.root / "tag/tea/index.html").is_file()
    assert (at_top.root / "page2/index.html").is_file()
    assert at_top.text("rss.xml") == at_top.text("feed.xml")
    rules = set(at_top.text("_redirects").splitlines())
    assert rules >= {
        "/old/One.html /2020/01/01/one/ 301",
        "/gone.php /2020/01/01/one/ 301",
        "/ p=7 /2020/01/01/one/ 301",
        "/older /2020/01/01/one/ 301",
        "/feed /feed.xml 301",
    }
    assert not any(" /old" in rule.split(" ", 1)[1] for rule in rules)


def test_a_jump_to_a_year_leads_to_a_page_that_is_there_anyway(at_top: Copy) -> None:
    moves = dict(line.split()[:2] for line in at_top.text("_redirects").splitlines())
    assert moves["/tags/tea/2021/"] == "/tags/tea/"
    page = unquote(moves["/tags/tea/2020/"]).strip("/")
    assert page.startswith("tags/tea/before/20210104") or page == "tags/tea"
    assert not list(at_top.root.rglob("after"))


def test_feeds_name_themselves_and_no_hub_that_nobody_tells(at_top: Copy) -> None:
    feed = at_top.text("feed.xml")
    assert 'rel="self" href="https://blog.test/feed.xml"' in feed
    assert "hub.test" not in feed + at_top.text("feed.json")
    assert "hub.test" in at_top.live.get("/feed.xml").text


def test_mentions_are_shown_and_no_copy_says_that_it_takes_more(at_top: Copy) -> None:
    page = at_top.text("2020/01/01/one/index.html")
    assert "Well said elsewhere." in page
    assert "webmention" not in page.replace("_webmentions", "")


def test_hosts_are_told_of_headers_and_types(at_top: Copy) -> None:
    headers = at_top.text("_headers")
    assert "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self'" in headers
    assert "style-src 'self' 'unsafe-inline'" in headers  # For demo/index.html.
    assert "/files/LICENSE\n  Content-Type: application/octet-stream" not in headers
    assert "Strict-Transport-Security" not in headers
    assert (at_top.root / ".nojekyll").read_bytes() == b""


def test_a_page_for_what_is_not_found_has_links_that_work_at_any_depth(at_top: Copy) -> None:
    html = at_top.text("404.html")
    assert "There is nothing at this address" in html
    assert not re.search(r'(?:href|src)="(?![/#]|https?:)', html)


def test_below_a_baseurl_all_files_are_below_it_as_well(tmp_path: Path, run: Run) -> None:
    config = "url: https://me.test\nbaseurl: /project\ntitle: P\n"
    post = POST.format("A") + "![p]({{ site.baseurl }}/images/p.jpg)"
    picture = FILES["images/photo.jpg"]
    blog = written(
        tmp_path / "blog",
        {"_config.yml": config, "_posts/2020-01-01-a.md": post, "images/p.jpg": picture},
    )
    result = run("export", tmp_path / "site", "--content", blog)
    assert result.exit_code == 0, result.output
    page = (tmp_path / "site/2020/01/01/a.html").read_text()
    for address in re.findall(r"(/project/(?:static|_images|_cards)/[^\" ]+)", page):
        assert (tmp_path / "site" / address.removeprefix("/project/")).is_file()
    assert page.count("/project/_images/") > 1
    assert '"https://me.test/project/_cards/' in page
    refused = run("export", tmp_path / "other", "--content", blog, "--base-path", "/")
    assert refused.exit_code == 2
    assert "Change baseurl first" in refused.output


def test_no_old_address_takes_the_place_of_what_hosts_read(tmp_path: Path) -> None:
    post = "---\ntitle: A\nredirect_from: [/_headers, /_redirects, /old/]\n---\nText."
    blog = written(tmp_path / "blog", {"_config.yml": "", "_posts/2020-01-01-a.md": post})
    made = copied(site_in(blog), tmp_path / "copy", url="https://blog.test")
    assert "/old/ /2020/01/01/a.html 301\n" in made.text("_redirects")
    assert "Content-Security-Policy: " in made.text("_headers")
    assert "/2020/01/01/a.html" in made.text("old/index.html")
