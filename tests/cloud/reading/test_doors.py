"""One blog behind every kind of gateway: what it links to, redirects to and calls itself."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from handler.aws.bucket import S3Bucket
from handler.core.model.preview_links import PREFIX
from handler.machine import SystemClock
from handler.services.author.preview_links import PreviewLinks
from tests.cloud.aws.doors import HTTPAPI, Door, FunctionURL, RestAPI
from tests.cloud.aws.function import fleet
from tests.cloud.aws.site import Site
from tests.cloud.deploying.deployment import Deployment
from tests.cloud.reading.edges import FILES, PAGES
from tests.cloud.reading.links import Found, addresses, crawl

pytestmark = pytest.mark.xdist_group("cloud")

DOORS: dict[str, Door] = {
    "REST API": RestAPI(),
    "REST API, decoded": RestAPI(decodes=True),
    "REST API, domain": RestAPI(domain="rest.example"),
    "REST API, base path": RestAPI(domain="mapped.example", base_path="/blog"),
    "HTTP API": HTTPAPI(),
    "HTTP API, stage": HTTPAPI("dev"),
    "HTTP API, domain": HTTPAPI("dev", domain="http.example"),
    "Function URL": FunctionURL(),
}


@pytest.fixture(params=DOORS, scope="module")
def site(request: pytest.FixtureRequest, edges: Deployment) -> Site:
    """The blog behind one of the doors."""
    return Site(DOORS[request.param], edges.invoke)


@pytest.fixture(scope="module")
def crawled(site: Site) -> dict[str, Found]:
    """All that can be reached there."""
    return crawl(site)


def test_every_page_answers_at_its_path(site: Site) -> None:
    for path, (_, title) in PAGES.items():
        answer = site.get(path)
        assert (path, answer.status) == (path, 200)
        assert f"<title>{title} ·" in answer.text or f"<title>{title}</title>" in answer.text


def test_every_address_that_the_blog_names_is_below_its_own(
    site: Site, crawled: dict[str, Found]
) -> None:
    foreign = {(page, link) for page, found in crawled.items() for link in found.names}
    assert {pair for pair in foreign if not site.covers(pair[1])} == set()
    assert len(crawled) > 25


def test_no_address_that_the_blog_names_is_dead(crawled: dict[str, Found]) -> None:
    links = {link for found in crawled.values() for link in found.names}
    statuses = {link: crawled[link].status for link in links}
    allowed = {200, 302}  # The large file is elsewhere.
    assert {link: status for link, status in statuses.items() if status not in allowed} == {}


def test_a_page_calls_itself_by_the_address_it_was_read_at(site: Site) -> None:
    for path in ("/", "/development/", "/%EC%95%88%EB%85%95/", "/100%25/", "/tags/c++/"):
        named = re.findall(r'<link rel="canonical" href="([^"]*)"', site.get(path).text)
        assert named == [site.door.root + path]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/development", "/development/"),
        ("/DEVOPS/", "/devops/"),
        ("/dev", "/dev/"),
        ("/c%2B%2B", "/c++/"),
        ("/100%25", "/100%25/"),
        ("/two%20words", "/two%20words/"),
        ("/%EC%95%88%EB%85%95", "/%EC%95%88%EB%85%95/"),
        ("/old/cpp/", "/2024/05/01/development-of-c++/"),
        ("/rss.xml", "/feed.xml"),
    ],
)
def test_a_redirect_leads_to_the_page(site: Site, path: str, target: str) -> None:
    address, answer = site.follow(path)
    assert (address, answer.status) == (site.door.root + target, 200)


def test_the_home_page_answers_with_and_without_a_slash(site: Site) -> None:
    address, answer = site.follow("")
    assert (answer.status, answer.text) == (200, site.get("/").text)
    assert address in {site.door.root, site.door.root + "/"}


def test_a_missing_page_is_the_blogs_own_and_leads_back(site: Site) -> None:
    answer = site.get("/no/such/page/")
    assert answer.status == 404
    assert "Page not found" in answer.text
    links = set(addresses(site.door.root + "/no/such/page/", answer))
    assert site.door.root + "/" in links
    assert {link for link in links if not site.covers(link)} == set()


def test_files_arrive_byte_for_byte(site: Site) -> None:
    for path, data in FILES.items():
        if path != "/assets/large.bin":
            answer = site.get(path)
            assert (path, answer.status, answer.body == data) == (path, 200, True)


def test_who_sends_another_host_reads_the_same_page(site: Site) -> None:
    before = site.get("/devops/").text
    spoofed = site.get(
        "/devops/", Host="evil.example", X_Forwarded_Host="evil.example", X_Forwarded_Prefix="/evil"
    )
    assert spoofed.text == site.get("/devops/").text == before
    assert "evil" not in spoofed.text


def test_no_page_of_one_door_is_read_at_another(edges: Deployment) -> None:
    sites = {name: Site(door, edges.invoke) for name, door in DOORS.items()}
    roots = {site.door.root for site in sites.values()}
    for path in ("/", "/feed.xml", "/sitemap.xml", "/tags/c++/", "/devops/") * 2:
        for site in sites.values():
            text = site.get(path).text
            hosts = set(re.findall(r"https://[\w.-]+example|https://[\w.-]+aws(?:\.com)?", text))
            assert hosts == {f"https://{urlsplit(site.door.root).netloc}"}
    assert len(roots) > 5


def test_a_domain_may_also_hand_on_paths_without_the_stage(edges: Deployment) -> None:
    site = Site(HTTPAPI("dev", domain="cut.example", cuts_stage=True), edges.invoke)
    # Nobody could tell a page named like the stage from the home page then.
    statuses = {path: site.get(path).status for path in PAGES if path != "/dev/"}
    assert set(statuses.values()) == {200}
    assert {link for link in addresses(site.door.root, site.get("/")) if "/dev/" in link} == {
        f"{site.door.root}/dev/"
    }


def test_a_mapping_key_that_no_event_names_is_told_by_a_setting(edges: Deployment) -> None:
    mapped = edges.function().given(COLDPRESS_PREFIX="/blog")
    with fleet(mapped, 1) as environments:
        for stage in ("$default", "dev"):
            site = Site(HTTPAPI(stage, "keyed.example", "/blog"), environments.invoke)
            assert site.get("").text == site.get("/").text
            assert {site.get(path).status for path in PAGES} == {200}
            links = set(addresses(site.door.root, site.get("/")))
            assert {link for link in links if not site.covers(link)} == set()


@pytest.fixture(scope="module")
def preview(edges: Deployment) -> str:
    """The path of a link to a draft."""
    key = "_drafts/idea.md"
    edges.content.put(key, "---\ntitle: Idea\ntags: [c++]\n---\nWhat I *think*.\n")
    bucket = S3Bucket(lambda: edges.content.s3, edges.content.bucket)
    return PREFIX + PreviewLinks(bucket, SystemClock()).make(key, timedelta(days=7))


def test_a_link_shows_a_draft_whose_own_links_are_below_the_blog(site: Site, preview: str) -> None:
    answer = site.get(preview)
    assert (answer.status, "<em>think</em>" in answer.text) == (200, True)
    assert f"{site.door.root}{preview}/card.png" in answer.text
    links = set(addresses(site.door.root + preview, answer))
    assert f"{site.door.root}/tags/c++/" in links
    assert {link for link in links if not site.covers(link)} == set()
    card = site.get(f"{preview}/card.png")
    assert (card.status, card.body[:4]) == (200, b"\x89PNG")
