"""The language of pages where `_config.yml` names none."""

import re

import pytest

from tests.web.blog import Blog

KOREAN = "---\ntitle: 안녕\n---\n안녕하세요. Flask 는 웹 프레임워크입니다.\n"
SILENT = "title: T\npermalink: pretty\n"


def language(blog: Blog, path: str) -> list[str]:
    return re.findall(r'<(?:html|feed)[^>]*? (?:xml:)?lang="([^"]*)"', blog.get(path).text)


@pytest.mark.parametrize("path", ["/", "/2020/01/01/a/", "/tags/", "/archive/", "/feed.xml", "/no"])
def test_a_korean_blog_is_korean_on_every_page(path: str) -> None:
    blog = Blog(config=SILENT)
    assert language(blog, "/") == ["en"]
    blog.put("_posts/2020-01-01-a.md", KOREAN)
    assert language(blog, path) == ["ko"]


def test_a_post_in_another_script_is_in_its_own_language() -> None:
    blog = Blog(config=SILENT)
    for day in (2, 3):
        blog.put(f"_posts/2020-01-0{day}-b.md", "---\n---\nIn English.")
    blog.put("_posts/2020-01-01-a.md", KOREAN)
    assert (language(blog, "/"), language(blog, "/2020/01/01/a/")) == (["en"], ["ko"])


def test_what_the_blog_or_the_post_says_counts() -> None:
    blog = Blog(config=SILENT + "lang: en\n")
    blog.put("_posts/2020-01-01-a.md", KOREAN)
    assert language(blog, "/2020/01/01/a/") == ["en"]
    blog.put("_config.yml", SILENT)
    blog.put("_posts/2020-01-01-a.md", KOREAN.replace("---\n", "---\nlang: ja\n", 1))
    assert language(blog, "/2020/01/01/a/") == ["ja"]


def test_the_card_of_a_post_in_its_language_is_found() -> None:
    blog = Blog(config=SILENT)
    blog.put("_posts/2020-01-01-a.md", KOREAN)
    blog.put("_posts/2020-01-02-b.md", "---\n---\nIn English.")
    for path in ("/2020/01/01/a/", "/2020/01/02/b/"):
        card = re.findall(r'og:image" content="https?://[^/]*([^"]*)', blog.get(path).text)[0]
        assert blog.get(card).status_code == 200
