import pytest

from handler.core.people.rights import is_authors


@pytest.mark.parametrize(
    "key",
    [
        "_posts/2026-01-01-a.md",
        "_posts/sub/2026-01-01-a.html",
        "_drafts/a.md",
        "about.md",
        "_pages/about.md",
        "images/2026/a.JPG",
        "a.png",
    ],
)
def test_texts_and_pictures_are_everybodys(key: str) -> None:
    assert is_authors(key)


@pytest.mark.parametrize(
    "key",
    [
        "_config.yml",
        "_config.yaml",
        "_data/authors.yml",
        "_includes/head.html",
        "_layouts/post.html",
        "_theme/style.css",
        "_theme/templates/post.html",
        "_recipes/a.md",
        "_sass/a.scss",
        "assets/x.js",
        "assets/x.css",
        "x.mjs",
        "robots.txt",
        "feed.xml",
        "images/a.svg",
        ".well-known/a.png/b",
        ".coldpress/desk/people.json",
        ".coldpress/a.png",
        "../a.md",
        "CNAME",
        "",
    ],
)
def test_what_shapes_the_blog_is_the_owners(key: str) -> None:
    assert not is_authors(key)
