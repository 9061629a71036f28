"""What those are told who collect texts for language models."""

import pytest

from handler.core.feeds.crawlers import CRAWLERS
from tests.web.blog import Blog

CONFIG = "title: A [blog]\ndescription: Of *stars*.\nurl: https://blog.test\npermalink: pretty"


def blog(config: str = CONFIG) -> Blog:
    blog = Blog(config=config)
    blog.post("2020-01-01-a.md", "First.", title="One")
    blog.post("2021-01-01-b(c).html", "<p>Second.</p>", title="Two")
    return blog


def test_llms_txt_lists_the_newest_posts_as_their_authors_wrote_them() -> None:
    answer = blog().get("/llms.txt")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.text.splitlines() == [
        "# A \\[blog\\]",
        "",
        "> Of stars.",
        "",
        "## Posts",
        "",
        "- [Two](https://blog.test/2021/01/01/b%28c%29/) (2021-01-01): Second.",
        "- [One](https://blog.test/2020/01/01/a.md) (2020-01-01): First.",
    ]


def test_it_follows_what_is_published() -> None:
    site = blog()
    site.get("/llms.txt")
    site.post("2022-01-01-c.md", "Third.", title="Three")
    assert "[Three]" in site.get("/llms.txt").text


def test_an_author_s_own_goes_before() -> None:
    site = blog()
    site.put("llms.txt", "mine")
    assert site.get("/llms.txt").text == "mine"


def test_one_setting_keeps_them_away_who_obey_and_nobody_else() -> None:
    site = blog(f"{CONFIG}\nai_crawlers: false")
    assert site.get("/llms.txt").status_code == 404
    groups = [group.splitlines() for group in site.get("/robots.txt").text.split("\n\n")]
    assert groups[0] == [*(f"User-agent: {name}" for name in CRAWLERS), "Disallow: /"]
    assert groups[1] == ["User-agent: *", "Disallow:"]
    assert "GPTBot" not in blog().get("/robots.txt").text


@pytest.mark.parametrize(
    ("line", "shown"),
    [("", True), ("author: Mara", False), ("author: Hana", True)],
)
def test_links_in_the_fediverse_name_who_writes_the_blog(line: str, shown: bool) -> None:
    mastodon = "mastodon: [{username: hana, instance: coast.test}]"
    site = Blog(config=f"{CONFIG}\nauthor: Hana\n{mastodon}")
    site.put("_posts/2020-01-01-a.md", f"---\ntitle: A\n{line}\n---\nx\n")
    found = '<meta name="fediverse:creator" content="@hana@coast.test">'
    assert (found in site.get("/2020/01/01/a/").text) is shown
