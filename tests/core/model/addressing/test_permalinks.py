"""Tests of the paths of posts and pages."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.addressing.permalinks import (
    PostName,
    clean_path,
    other_paths,
    page_path,
    post_path,
    slugify,
    template_for,
    unknown_placeholder,
)


def name(*, slug: str = "Hello-World", categories: tuple[str, ...] = ()) -> PostName:
    date = datetime(2017, 1, 2, 3, 4, 5, tzinfo=UTC)
    return PostName("travel/_posts/sub/2017-01-02-hello.md", slug, categories, date)


@pytest.mark.parametrize(
    ("style", "path"),
    [
        ("date", "/travel/2017/01/02/Hello-World.html"),
        ("pretty", "/travel/2017/01/02/Hello-World/"),
        ("ordinal", "/travel/2017/002/Hello-World.html"),
        ("weekdate", "/travel/2017/W01/Mon/Hello-World.html"),
        ("none", "/travel/Hello-World.html"),
        ("/blog/:categories/:title", "/blog/travel/Hello-World"),
        ("blog//:title/", "/blog/Hello-World/"),
    ],
)
def test_each_style_leads_where_jekyll_puts_the_post(style: str, path: str) -> None:
    assert post_path(template_for(style), name(categories=("Travel",))) == path


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        (":year-:short_year-:month-:i_month-:day-:i_day", "/2017-17-01-1-02-2"),
        (":short_month-:long_month-:short_day-:long_day", "/Jan-January-Mon-Monday"),
        (":y_day-:w_year-:week-:w_day", "/002-2017-01-1"),
        (":hour:minute:second", "/030405"),
        (":title/:slug/:name", "/Hello-World/hello-world/2017-01-02-hello"),
        (":collection/:path", "/posts/travel/sub/2017-01-02-hello"),
        (":categories/:slugified_categories", "/c++/ünï/c/ünï"),
        (":month_:day:output_ext", "/01_02.html"),
        ("a b/%C3%A9", "/a b/é"),
    ],
)
def test_every_placeholder_is_filled(pattern: str, path: str) -> None:
    assert post_path(pattern, name(categories=("C++", "Ünï", "c++"))) == path


def test_the_iso_year_of_a_week_may_differ_from_the_year() -> None:
    post = PostName("_posts/2017-01-01-x.md", "x", (), datetime(2017, 1, 1, tzinfo=UTC))
    assert post_path(":year/:w_year/:week/:w_day", post) == "/2017/2016/52/7"


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("a--b", "a-b"),
        ("-a-", "a"),
        ("A_b.c~!$&'()+,;=@", "A_b.c~!$&'()+,;=@"),
        ("q?r#s%t", "q-r-s-t"),
        ("日本-語", "日本-語"),
    ],
)
def test_a_title_in_a_path_keeps_case_and_joins_hyphens(slug: str, title: str) -> None:
    assert post_path("/:title/", name(slug=slug)) == f"/{title}/"


def test_a_default_slug_is_lower_case_letters_and_digits() -> None:
    assert slugify("The _config.yml: ÜBER & Co") == "the-config-yml-über-co"


def test_an_unknown_placeholder_is_named() -> None:
    assert unknown_placeholder("/:year/:jahr/") == ":jahr"
    assert unknown_placeholder("/:year_:title") is None
    with pytest.raises(ValueError, match=":jahr"):
        post_path("/:jahr/", name())


@pytest.mark.parametrize(
    ("key", "style", "path"),
    [
        ("about.md", "date", "/about.html"),
        ("about.md", "pretty", "/about/"),
        ("about.md", "/:title/", "/about/"),
        ("about.md", "/blog/:title:output_ext", "/about.html"),
        ("about.md", "/blog/:title", "/about"),
        ("about.md", "weekdate", "/about"),
        ("docs/index.md", "date", "/docs/"),
        ("index.html", "pretty", "/"),
        ("docs/a.b.HTM", "date", "/docs/a.b.HTM"),
    ],
)
def test_a_page_is_placed_by_its_folder_and_the_sites_style(
    key: str, style: str, path: str
) -> None:
    assert page_path(key, style) == path


def test_a_pages_own_permalink_may_use_placeholders() -> None:
    assert page_path("docs/a.md", "date", "/x/:path/:basename:output_ext") == "/x/docs/a.html"
    assert page_path("docs/a.md", "date", "team/:title/") == "/team/:title/"


@given(st.text(), st.text(), st.text())
def test_no_path_climbs_or_holds_control_characters(
    template: str, slug: str, category: str
) -> None:
    try:
        path = post_path(template, name(slug=slug, categories=(category,)))
    except ValueError:
        return
    assert path.startswith("/")
    assert not path.startswith("//")
    assert ".." not in path
    assert path.isprintable() or not any(ord(char) < 32 for char in path)


@pytest.mark.parametrize("path", ["/../x", "..", "/a/../../b", "/a/./b", "/.../x", "/%2e%2e/"])
def test_a_path_is_cleaned_as_jekyll_cleans_it(path: str) -> None:
    assert ".." not in clean_path(path)
    assert "/./" not in clean_path(path)


@pytest.mark.parametrize("path", ["/a\nb", "/a\\b", "/a\x7f", "/" + "x" * 2000])
def test_a_path_that_cannot_be_asked_for_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="has a permalink"):
        clean_path(path)


def test_a_path_without_extension_is_also_found_with_it() -> None:
    paths = ["/blog/a", "/blog/a.b", "/blog/a/"]
    assert [other_paths(path) for path in paths] == [("/blog/a.html",), (), ()]
