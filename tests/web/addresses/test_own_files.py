"""Files of the author's that stand where the blog, or a web server, has something of its own."""

import json
import re

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


@pytest.mark.parametrize("folder", ["", "assets/img/favicons/", "images/"])
def test_icons_for_phones_and_a_manifest_are_found_where_they_usually_are(
    blog: Blog, folder: str
) -> None:
    blog.get("/")
    blog.put(f"{folder}favicon.ico", b"icon", "image/x-icon")
    blog.put(f"{folder}apple-touch-icon.png", b"touch", "image/png")
    blog.put(f"{folder}site.webmanifest", "{}", "application/manifest+json")
    page = blog.get("/")
    assert f'<link rel="icon" href="/{folder}favicon.ico">' in page.text
    assert f'<link rel="apple-touch-icon" href="/{folder}apple-touch-icon.png">' in page.text
    assert f'<link rel="manifest" href="/{folder}site.webmanifest">' in page.text
    assert "manifest-src 'self'" in page.headers["Content-Security-Policy"]
    assert blog.get(f"/{folder}site.webmanifest").mimetype == "application/manifest+json"
    for asked in ("/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"):
        answer = blog.get(asked)
        assert (answer.data == b"touch") or (
            answer.headers["Location"] == f"/{folder}apple-touch-icon.png"
        )


def test_the_configuration_names_an_icon_wherever_it_is(blog: Blog) -> None:
    blog.put("favicon.ico", b"icon", "image/x-icon")
    blog.put("_config.yml", "theme: {favicon: /brand/mark.svg}\n")
    assert '<link rel="icon" href="/brand/mark.svg">' in blog.get("/").text


def named_style(blog: Blog) -> str:
    found = re.findall(r'<link rel="stylesheet" href="([^"]+)">', blog.get("/").text)
    return found[-1] if not found[-1].startswith("/static/") else ""


@pytest.mark.parametrize("key", ["_theme/style.css", "assets/mine.css"])
def test_the_authors_styles_come_last_and_their_address_changes_with_them(
    blog: Blog, key: str
) -> None:
    assert named_style(blog) == ""
    if key == "assets/mine.css":
        blog.put("_config.yml", "theme: {css: /assets/mine.css}\n")
    blog.put(key, "body { color: red }", "text/css")
    first = named_style(blog)
    assert re.fullmatch(rf"/{key[:-4]}\.[0-9a-f]{{12}}\.css", first)
    answer = blog.get(first)
    assert (answer.text, answer.mimetype) == ("body { color: red }", "text/css")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    blog.put(key, "body { color: blue }", "text/css")
    second = named_style(blog)
    assert second != first
    moved = blog.get(first)
    assert (moved.status_code, moved.headers["Location"]) == (302, second)
    assert blog.get(second).text == "body { color: blue }"
    blog.bucket.delete(key)
    blog.services.publisher.publish(key)
    assert named_style(blog) == ""
    assert blog.get(second).status_code == 404


def test_styles_that_are_rendered_are_named_as_they_are(blog: Blog) -> None:
    blog.put("_config.yml", "theme: {css: /assets/mine.css}\n")
    blog.put("assets/mine.css", "---\n---\nbody { color: red }", "text/css")
    assert named_style(blog) == "/assets/mine.css"


def test_fonts_of_the_authors_are_kept_for_a_day_and_nothing_else_of_the_theme_is_sent(
    blog: Blog,
) -> None:
    blog.put("_theme/fonts/text.woff2", b"wOF2", "font/woff2")
    blog.put("_theme/templates/mine.html", "<p>Mine", "text/html")
    blog.put("_theme/notes.txt", "Private", "text/plain")
    answer = blog.get("/_theme/fonts/text.woff2")
    assert answer.data == b"wOF2"
    assert answer.headers["Cache-Control"].startswith("public, max-age=86400,")
    for path in ("/_theme/templates/mine.html", "/_theme/templates/mine", "/_theme/notes.txt"):
        assert blog.get(path).status_code == 404


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


def test_microformats_name_a_picture_that_is_there_and_no_other(blog: Blog) -> None:
    path = blog.post("2020-01-01-a.md", image="/images/sea.svg")
    assert "u-featured" not in blog.get(path).text
    blog.put("images/sea.svg", '<svg viewBox="0 0 9 6"/>', "image/svg+xml")
    assert 'class="u-featured" value="https://blog.test/images/sea.svg"' in blog.get(path).text
    elsewhere = blog.post("2020-01-02-b.md", image="https://example.com/sea.jpg")
    assert 'value="https://example.com/sea.jpg"' in blog.get(elsewhere).text
