"""Bodies arrive byte for byte: binary, compressed, in parts, in other character sets, large."""

import gzip
import hashlib
import re
import urllib.request
from urllib.parse import urljoin

import brotli
import pytest

from handler.core.model.limits import MAXIMUM_ANSWER
from tests.cloud.aws.doors import HTTPAPI, Door, FunctionURL, RestAPI
from tests.cloud.aws.site import Site
from tests.cloud.deploying.deployment import Deployment
from tests.cloud.reading.edges import FILES, KOREAN, LATIN, SCRIPT
from tests.support.geotagged import jpeg, secrets_in

pytestmark = pytest.mark.xdist_group("cloud")

DOORS: dict[str, Door] = {"REST API": RestAPI(), "HTTP API": HTTPAPI(), "URL": FunctionURL()}
IMAGE, LARGE = "/images/two%20words.png", "/assets/large.bin"
NOTE = "/notes/%ED%95%9C%EA%B8%80%20%EB%A9%94%EB%AA%A8.txt"


@pytest.fixture(params=DOORS)
def site(request: pytest.FixtureRequest, edges: Deployment) -> Site:
    """The blog behind one of the doors; the REST API as Zappa set it up."""
    door = edges.door if request.param == "REST API" else DOORS[request.param]
    return Site(door, edges.invoke)


@pytest.mark.parametrize("path", ["/", "/c++/", "/feed.xml", "/feed.json", "/sitemap.xml"])
def test_a_compressed_page_is_the_plain_page(site: Site, path: str) -> None:
    plain = site.get(path, Accept_Encoding="identity")
    zipped = site.get(path, Accept_Encoding="gzip")
    broad = site.get(path, Accept_Encoding="gzip, deflate, br")
    encodings = [answer["content-encoding"] for answer in (plain, zipped, broad)]
    assert encodings == ["", "gzip", "br"]
    assert gzip.decompress(zipped.body) == brotli.decompress(broad.body) == plain.body


def test_static_files_arrive_in_every_compression_and_forever(site: Site) -> None:
    names = re.findall(r'(?:href|src)="([^"]*/static/[^"]+)"', site.get("/").text)
    assert any(name.endswith(".css") for name in names)
    for name in names:
        address = urljoin(site.door.root, name)
        plain = site.fetch(address)
        zipped = site.fetch(address, Accept_Encoding="gzip")
        assert plain.status == 200
        assert "immutable" in plain["cache-control"]
        assert gzip.decompress(zipped.body) == plain.body


def test_an_image_is_sent_as_it_is(site: Site) -> None:
    answer = site.get(IMAGE, Accept="image/avif,image/webp,*/*", Accept_Encoding="gzip, br")
    assert (answer["content-type"], answer["content-encoding"]) == ("image/png", "")
    assert answer.body == FILES[IMAGE]


def test_text_in_another_character_set_is_not_touched(site: Site) -> None:
    answer = site.get("/notes/latin%2B1.txt", Accept_Encoding="gzip")
    assert (answer.status, answer.body, answer["content-encoding"]) == (200, LATIN, "")


def test_a_range_may_cut_a_character_in_two(site: Site) -> None:
    answer = site.get(NOTE, Range="bytes=1-7", Accept_Encoding="gzip")
    assert (answer.status, answer.body) == (206, KOREAN[1:8])
    assert answer["content-range"] == f"bytes 1-7/{len(KOREAN)}"
    assert answer["content-encoding"] == ""


def test_the_parts_of_a_large_file_make_the_whole(site: Site) -> None:
    data = FILES[LARGE]
    parts = [(0, 2_000_000), (2_000_000, 4_000_000), (4_000_000, len(data))]
    answers = [site.get(LARGE, Range=f"bytes={start}-{stop - 1}") for start, stop in parts]
    assert [answer.status for answer in answers] == [206, 206, 206]
    assert b"".join(answer.body for answer in answers) == data


def test_a_file_that_lambda_cannot_answer_is_had_from_the_bucket(site: Site) -> None:
    answer = site.get(LARGE)
    assert answer.status == 302
    assert answer.body == b""
    with urllib.request.urlopen(answer["location"]) as found:
        assert found.read() == FILES[LARGE]


def test_a_photo_of_9_mb_is_had_from_the_bucket_without_the_place(edges: Deployment) -> None:
    site, data = Site(edges.door, edges.invoke), jpeg() + bytes(9_000_000)
    edges.content.put("images/far.jpg", data)
    answer = site.get("/images/far.jpg")
    assert answer.status == 302
    with urllib.request.urlopen(answer["location"]) as found:
        whole = found.read()
    assert (len(whole), secrets_in(data) != [], secrets_in(whole)) == (len(data), True, [])
    part = site.get("/images/far.jpg", Range="bytes=0-3999")
    assert (part.status, part.body) == (206, whole[:4000])
    edges.content.delete("images/far.jpg")


def test_a_feed_too_large_for_lambda_is_cut_to_what_can_be_sent(edges: Deployment) -> None:
    site = Site(edges.door, edges.invoke)
    keys = [f"_posts/2020-01-0{day}-long.md" for day in range(1, 8)]
    for key in keys:
        noise = hashlib.shake_128(key.encode()).hexdigest(450_000)
        edges.content.put(key, f"---\ntags: [long]\n---\n<pre>{noise}</pre>\n")
    plain, zipped = (site.get("/tags/long/feed.xml", Accept_Encoding=e) for e in ("", "gzip"))
    assert (plain.status, zipped.status) == (200, 200)
    assert gzip.decompress(zipped.body) == plain.body
    assert plain.body.count(b"<entry") == len(keys)
    assert len(plain.body) <= MAXIMUM_ANSWER
    for key in keys:
        edges.content.delete(key)


def test_a_head_has_the_headers_and_no_body(site: Site) -> None:
    for path in ("/c++/", IMAGE, LARGE):
        answer = site.get(path, "HEAD")
        assert (path, answer.status, answer.body) == (path, 200, b"")
        assert answer["etag"]


def test_who_has_a_page_or_file_is_not_sent_it_again(site: Site) -> None:
    for path in ("/c++/", "/feed.xml", IMAGE, "/assets/100%25.js"):
        etag = site.get(path)["etag"]
        answer = site.get(path, If_None_Match=etag, Accept_Encoding="gzip")
        assert (path, answer.status, answer.body) == (path, 304, b"")
        assert answer["content-encoding"] == ""


def test_a_script_of_the_authors_is_served_as_text(site: Site) -> None:
    answer = site.get("/assets/100%25.js")
    assert answer["content-type"] == "text/plain; charset=utf-8"
    assert answer.body == SCRIPT
