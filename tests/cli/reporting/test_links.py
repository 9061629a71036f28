"""Warnings of `check` and `push` that need the whole blog."""

from pathlib import Path

import pytest

from handler.cli.checking import check
from handler.cli.reporting.links import Blog, addresses_in
from handler.cli.trees import read_tree
from handler.wiring import Services
from tests.cli.conftest import Run, Tree

KEY = "_posts/2020-01-01-a.md"
CONFIG = "url: https://blog.test\nbaseurl: {base}\npermalink: pretty\n"


def warnings(root: Path, key: str = KEY) -> list[str]:
    [outcome] = [each for each in check(read_tree(root)) if each.key == key]
    return [f"{problem.line}: {problem.message}" for problem in outcome.problems]


def make_files(body: str, base: str = "") -> dict[str, str]:
    return {
        "_config.yml": CONFIG.format(base=base),
        KEY: f"---\ntags: [Tea]\nredirect_from: /old/\n---\n{body}\n",
        "about me.md": "---\n---\nMe.",
        "images/cat.png": "cat",
    }


@pytest.mark.parametrize(
    "address",
    [
        *("/2020/01/01/a/", "/2020/01/01/a", "/2020/01/01/a.html#x", "/2020/01/02/a/"),
        *("/about%20me/", "/images/cat.png?v=1", "/old/", "/", "/tags/tea/", "/2020/", "/2020/01/"),
        *("/feed.xml", "/atom.xml", "/archive/", "https://blog.test/about%20me/"),
        *("https://elsewhere.test/no/", "//elsewhere.test/no", "../../../../about me", "#no"),
        *(
            "mailto:a@b.test",
            "",
            ".",
            "../../02/a/",
            "../../../../images/cat.png",
            "?page=2",
            "tel:1",
            "https://[broken",
        ),
    ],
)
def test_an_address_that_something_answers_is_fine(tree: Tree, address: str) -> None:
    assert warnings(tree(make_files(f"<a href='{address}'>x</a>"))) == []


@pytest.mark.parametrize(
    "address",
    [
        *("/no/", "/2021/", "/tags/coffee/", "/images/Cat.png", "/2020/01/01/", "/about/me/"),
        *("no/such", "cat.png", "../../02/c/", "../../../../images/dog.png"),
        *("https://blog.test/no/", "http://BLOG.test/no/", "//blog.test/no"),
    ],
)
def test_an_address_that_nothing_answers_is_named_with_its_line(tree: Tree, address: str) -> None:
    found = warnings(tree(make_files(f"Text\n\n[x]({address})")))
    assert found == [f"7: links to {address}, where nothing is."]


def test_an_address_that_liquid_left_as_written_is_told_once(tree: Tree) -> None:
    found = warnings(tree(make_files("[x]({% link no.md %}#a)")))
    assert found == ["5: `{% link no.md %}` finds no file no.md."]


def test_a_source_file_that_is_missing_is_told_once(tree: Tree) -> None:
    found = warnings(tree(make_files("[x](2020-01-02-no.md)")))
    assert found == ["5: links to 2020-01-02-no.md, where nothing is."]


def test_pictures_are_looked_at_as_well(tree: Tree) -> None:
    assert warnings(tree(make_files("![x](/no.png)"))) == ["5: links to /no.png, where nothing is."]


def test_with_a_base_url_addresses_may_be_written_with_it_or_without(tree: Tree) -> None:
    body = "[a](/blog/old/) [b](/old/) [c](/blog/no/) [d](https://blog.test/other-site/)"
    assert warnings(tree(make_files(body, "/blog"))) == ["5: links to /blog/no/, where nothing is."]


def test_an_address_that_liquid_made_has_no_line(tree: Tree) -> None:
    found = warnings(tree(make_files('[x]({{ "no" | prepend: "/" }})')))
    assert found == ["0: links to /no, where nothing is."]


def test_posts_may_link_to_what_is_published_after_them(tree: Tree) -> None:
    files = make_files("[b](/2020/01/02/b/)") | {"_posts/2020-01-02-b.md": "---\n---\nB."}
    assert warnings(tree(files)) == []


def test_a_picture_in_the_front_matter_that_is_missing_is_mentioned(tree: Tree) -> None:
    files = make_files("![x](/no.png)") | {KEY: "---\nimage: /no.png\n---\n![x](/no.png)\n"}
    assert warnings(tree(files)) == ["2: links to /no.png, where nothing is."]


def test_a_date_that_lies_ahead_is_mentioned(tree: Tree) -> None:
    key = "_posts/2099-01-01-a.md"
    assert warnings(tree({key: "---\n---\nText."}), key) == [
        "0: has a date in the future, 2099-01-01 00:00 +0000."
    ]


def test_a_page_with_many_dead_links_does_not_flood_the_report(tree: Tree) -> None:
    body = "\n".join(f"[x](/no/{number})" for number in range(50))
    assert len(warnings(tree(make_files(body)))) == 20


def test_a_link_of_which_publishing_has_told_is_told_once(tree: Tree) -> None:
    found = warnings(tree(make_files("[x](2020-01-02-no.md)")))
    assert found == ["5: links to 2020-01-02-no.md, where nothing is."]


def test_each_address_is_found_once() -> None:
    html = '<a href="/a">x</a><a href="/a">y</a><img src=b.png><base href="/c"><p title="/d">'
    assert addresses_in(html) == ["/a", "b.png"]


@pytest.mark.parametrize("html", ["<p>a <![x b</p>", "<![CDATA[", "</p <", "<!--" * 1000])
def test_no_markup_stops_the_search_for_addresses(html: str) -> None:
    assert addresses_in(html) == []


def test_what_is_no_path_of_the_blog_is_left_alone() -> None:
    blog = Blog(frozenset({"blog.test"}), "/base")
    found = [
        blog.path(each) for each in ("/base", "/base/x%20y", "/basement", "#x", "ftp://blog.test/")
    ]
    assert found == ["/", "/x y", "/basement", None, None]


def test_a_relative_address_leads_on_from_the_page_it_stands_on() -> None:
    blog = Blog(frozenset({"blog.test"}), "/base")
    assert blog.path("c.png", "/a/b/") == "/a/b/c.png"
    assert blog.path("../c.png?x", "/a/b") == "/c.png"


def test_push_warns_of_what_it_pushed(run: Run, tree: Tree, deployment: Services) -> None:
    result = run("push", tree(make_files("[x](/no/)")))
    assert f"warning: {KEY}:5: links to /no/, where nothing is." in result.output
    assert result.exit_code == 0
