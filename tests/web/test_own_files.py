"""Files of the author's that stand where the blog, or a web server, has something of its own."""

import json

import pytest

from tests.web.blog import Blog

PAGE = "<!doctype html><title>Demo</title><h1>Demo</h1>"


@pytest.fixture
def blog() -> Blog:
    return Blog()


def test_the_authors_robots_txt_goes_before_ours_and_comes_and_goes_with_it(blog: Blog) -> None:
    assert "Sitemap:" in blog.get("/robots.txt").text
    blog.put("robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    assert blog.get("/robots.txt").text == "User-agent: *\nDisallow: /private/\n"
    blog.bucket.delete("robots.txt")
    blog.services.publisher.publish("robots.txt")
    assert "Sitemap:" in blog.get("/robots.txt").text


def test_robots_txt_costs_no_further_call(blog: Blog) -> None:
    blog.put("robots.txt", "User-agent: *\n", "text/plain")
    blog.get("/robots.txt")
    blog.calls.clear()
    assert blog.get("/robots.txt").status_code == 200
    assert (blog.calls["table get"], blog.calls["bucket range"]) == (1, 1)


def test_a_favicon_of_the_authors_own_is_sent(blog: Blog) -> None:
    blog.put("favicon.ico", b"icon", "image/x-icon")
    assert blog.get("/favicon.ico").data == b"icon"


@pytest.mark.parametrize("key", ["favicon.ico", "favicon.png", "favicon.svg"])
def test_pages_and_feeds_name_the_authors_own_icon(blog: Blog, key: str) -> None:
    assert f'href="/{key}"' not in blog.get("/").text
    blog.put(key, b"icon", "image/x-icon")
    assert f'<link rel="icon" href="/{key}">' in blog.get("/").text
    assert f"<icon>https://blog.test/{key}</icon>" in blog.get("/feed.xml").text
    assert json.loads(blog.get("/feed.json").text)["favicon"] == f"https://blog.test/{key}"
    asked = blog.get("/favicon.ico")
    assert (asked.data == b"icon") or asked.headers["Location"] == f"/{key}"
    blog.bucket.delete(key)
    blog.services.publisher.publish(key)
    assert f'href="/{key}"' not in blog.get("/").text


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/demo/", (200, None)),
        ("/demo", (301, "/demo/")),
        ("/demo/index.html", (200, None)),
        ("/slides", (200, None)),
        ("/slides.html", (200, None)),
        ("/demo/x", (404, None)),
        ("/Demo/", (404, None)),
    ],
)
def test_html_files_are_found_as_on_a_web_server(
    blog: Blog, path: str, answer: tuple[int, str | None]
) -> None:
    blog.put("demo/index.html", PAGE, "text/html")
    blog.put("slides.html", PAGE, "text/html")
    reply = blog.get(path)
    assert (reply.status_code, reply.headers.get("Location")) == answer


def test_what_is_well_known_is_served(blog: Blog) -> None:
    blog.put(".well-known/security.txt", "Contact: mailto:a@b.example\n", "text/plain")
    assert blog.get("/.well-known/security.txt").status_code == 200
    assert blog.put(".well-known/.secret", "x", "text/plain").state is None
    assert blog.put("docs/.well-known/x.txt", "x", "text/plain").state is None


def test_a_page_goes_before_a_file_at_the_same_address(blog: Blog) -> None:
    blog.put("demo/index.html", PAGE, "text/html")
    blog.put("demo.md", "---\ntitle: Page\n---\nOf ours.")
    assert "Of ours." in blog.get("/demo/").text


def test_a_folders_index_costs_one_look_up_more_and_an_address_without_none() -> None:
    blog = Blog(config="lang: en\npermalink: pretty")
    blog.put("demo/index.html", PAGE, "text/html")
    for path, status, calls in (("/demo/", 200, 2), ("/demos/", 404, 1)):
        blog.get(path)
        blog.calls.clear()
        assert blog.get(path).status_code == status
        assert blog.calls["table get"] == calls


def test_a_folders_index_comes_and_goes(blog: Blog) -> None:
    assert blog.get("/demo/").status_code == 404
    blog.put("demo/index.html", PAGE, "text/html")
    assert blog.get("/demo/").text == PAGE
    blog.bucket.delete("demo/index.html")
    blog.services.publisher.publish("demo/index.html")
    assert blog.get("/demo/").status_code == 404


def test_html_files_may_show_the_blogs_files_and_redirect_but_run_nothing(blog: Blog) -> None:
    blog.put("demo/index.html", PAGE, "text/html")
    policy = blog.get("/demo/").headers["Content-Security-Policy"]
    assert "sandbox" not in policy
    assert "script" not in policy
    assert "default-src 'none'" in policy
    for kind in ("style", "img", "font", "media"):
        assert f"{kind}-src 'self'" in policy
