"""Includes, and addresses of posts and files."""

import pytest

from handler.core.liquid import Need, Resources, render
from handler.core.liquid.tags.references import post_name
from handler.core.model.entries import Json

PAGE: dict[str, Json] = {"title": "T", "file": "note", "v": "x.html"}


def make_resources(**includes: str | None) -> Resources:
    return Resources(
        includes={f"{name}.html": text for name, text in includes.items()},
        posts={
            "2015-01-02-b": "/b/",
            "sub/2015-01-02-c": "/ü c?/",
            "about.md": "/about/",
            "x": None,
        },
    )


def text_of(source: str, **includes: str | None) -> str:
    resources = make_resources(**includes)
    return render(source, page=PAGE, site={"baseurl": "/blog"}, resources=resources).text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% include note.html %}", "[]"),
        ("{% include note.html x='1' %}", "[1]"),
        ('{% include note.html x="a \\"b\\"" %}', '[a "b"]'),
        ("{% include note.html x=page.title %}", "[T]"),
        ("{% include note.html x=5 y=true %}", "[5]"),
        ("{% include note.html x='{{ page.title }}!' %}", "[T!]"),
        ("{% include note.html x=unknown %}", "[]"),
        ("{% include note.html x=page.title[ %}", "[]"),
        ("{% include {{ page.file }}.html x = 'a' %}", "[a]"),
        ("{% include {{page.file | append: '.html'}} x='a' %}", "[a]"),
        ("{% include\n  note.html\n  x='a'\n%}", "[a]"),
        ("{% include_cached note.html x='a' %}", "[a]"),
        ("{% include outer.html %}", "([1])"),
        ("{% include sets.html %}{{ made }}", "yes"),
        ("{% for i in (1..2) %}{% include note.html x=i %}{% endfor %}", "[1][2]"),
        ("{% for i in (1..9) %}{{ i }}{% include stop.html %}{% endfor %}", "1"),
    ],
)
def test_includes(source: str, expected: str) -> None:
    assert expected == text_of(
        source,
        note="[{{ include.x }}]",
        outer="({% include note.html x='1' %})",
        sets="{% assign made = 'yes' %}",
        stop="{% break %}",
    )


@pytest.mark.parametrize(
    "source",
    [
        "{% include gone.html a='b' %}",
        "{% include note.html a b %}",
        "{% include note.html x=page.title | upcase %}",
        "{% include ../secret.html %}",
        "{% include 'note.html' %}",
        "{% include {{ unknown }}.html %}",
        "{% include %}",
        "{% include_relative a.md %}",
        "{% include_relative _private/a.md %}",
        "{% post_url 2015-01-02-gone %}",
        "{% post_url nonsense %}",
        "{% link gone.md %}",
        "{% link %}",
        "{%- include gone.html -%}",
    ],
)
def test_what_is_missing_stays_as_written_with_a_warning(source: str) -> None:
    resources = Resources(
        includes={"gone.html": None, "note.html": ""},
        files={"a.md": None},
        posts={"2015-01-02-gone": None, "gone.md": None},
    )
    result = render(f"a {source} b", page=PAGE, site={}, resources=resources)
    assert result.text == f"a {source} b"
    assert len(result.warnings) == 1


def test_a_relative_include_is_a_file_beside_the_page_or_below() -> None:
    page: dict[str, Json] = {"path": "notes/_posts/2020-01-01-a.md"}
    source = "{% include_relative parts/b.md who='you' %}"
    need = Need("file", "notes/_posts/parts/b.md")
    first = render(source, page=page, site={})
    resources = Resources(files={need.name: "*For {{ include.who }}* {{ page.path }}"})
    second = render(source, page=page, site={}, resources=resources)
    assert (set(first.needs), set(second.needs)) == ({need}, set())
    assert second.text == "*For you* notes/_posts/2020-01-01-a.md"


def test_a_relative_include_cannot_leave_the_folder() -> None:
    source = "{% include_relative ../b.md %}"
    result = render(source, page={"path": "notes/a.md"}, site={})
    assert (result.text, result.needs) == (source, frozenset())


def test_a_warning_from_an_include_names_it_at_the_line_of_the_tag() -> None:
    resources = make_resources(a="{% include b.html %}", b="\n\n{% foo %}")
    result = render("\n{% include a.html %}", page={}, site={}, resources=resources)
    [warning] = result.warnings
    assert warning.line == 2
    assert "`{% foo %}` (line 3 of _includes/b.html)" in warning.message


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% post_url 2015-01-02-b %}", "/blog/b/"),
        ("{% post_url /2015-1-2-b %}", "/blog/b/"),
        ("{% post_url 2015-01-02-b.md %}", "/blog/b/"),
        ("{% post_url _posts/2015-01-02-b.markdown %}", "/blog/b/"),
        ("{% post_url sub/2015-01-02-c %}", "/blog/%C3%BC%20c%3F/"),
        ("{% link about.md %}", "/blog/about/"),
        ("{% link /about.md %}#top", "/blog/about/#top"),
        ("[a]({{ site.url }}{% post_url 2015-01-02-b %})", "[a](/blog/b/)"),
        ("[a]: {% post_url 2015-01-02-b %}", "[a]: /blog/b/"),
    ],
)
def test_addresses_of_posts_and_files(source: str, expected: str) -> None:
    assert text_of(source) == expected


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("_posts/2015-01-02-b.md", "2015-01-02-b"),
        ("_posts/sub/2015-1-2-b.md", "sub/2015-01-02-b"),
        ("blog/_posts/2015-01-02-b.html", "blog/2015-01-02-b"),
        ("sub/2015-01-02-b", "sub/2015-01-02-b"),
        ("2015-01-02-version-1.2", "2015-01-02-version-1.2"),
        ("about.md", ""),
    ],
)
def test_posts_are_looked_up_by_one_name(key: str, name: str) -> None:
    assert post_name(key) == name


def test_everything_that_is_consulted_is_reported() -> None:
    source = (
        "{% include a.html %}{% post_url 2015-01-02-b %}{% link about.md %}{% include z.html %}"
    )
    result = render(source, page={}, site={}, resources=make_resources(a="x", z=None))
    assert result.needs == frozenset()
    assert result.uses == {
        Need("include", "a.html"),
        Need("include", "z.html"),
        Need("post", "2015-01-02-b"),
        Need("link", "about.md"),
    }


def test_needs_are_met_step_by_step() -> None:
    source = "{% include a.html %}{% post_url 2015-01-02-b %}"
    first = render(source, page={}, site={})
    includes = {"a.html": "{% include b.html %}"}
    resources = Resources(includes=includes, posts={"2015-01-02-b": "/b/"})
    second = render(source, page={}, site={}, resources=resources)
    assert first.needs == {Need("include", "a.html"), Need("post", "2015-01-02-b")}
    assert second.needs == {Need("include", "b.html")}
    assert first.warnings == ()
