"""Known variables are evaluated, everything else stays as written."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from handler.core.liquid import LiquidWarning, Need, Resources, render
from handler.core.liquid.values.listings import listed_post
from handler.core.model.entries import Entry, Json

PAGE: dict[str, Json] = {
    "title": "Hello",
    "date": "2017-12-27T10:58:38-07:00",
    "tags": ["a", "b"],
    "empty": None,
}
SITE: dict[str, Json] = {"baseurl": "/blog", "url": "https://example.com", "title": "Mine"}
RAW_FIX = "If it is not meant for Liquid, put it between {% raw %} and {% endraw %}."


def text_of(source: str, **includes: str) -> str:
    resources = Resources(includes={f"{name}.html": text for name, text in includes.items()})
    return render(source, page=PAGE, site=SITE, resources=resources).text


def test_a_text_without_liquid_comes_back_at_once() -> None:
    source = "Just { text } with 100 % and }}."
    assert render(source, page={}, site={}).text is source


def test_the_library_is_imported_only_for_liquid() -> None:
    code = (
        "import sys; from handler.core.liquid import render; render('a', page={}, site={});"
        "sys.exit('liquid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ page.title }} on {{ site.title }}", "Hello on Mine"),
        ("![x]({{ site.baseurl }}/a.png)", "![x](/blog/a.png)"),
        ('{{ page.date | date: "%Y" }}', "2017"),
        ("{{ page.date }}", "2017-12-27 10:58:38 -0700"),
        ("{{ page.tags[1] }}{{ page['title'] }}", "bHello"),
        ("{{ 'text' }} {{ 3 }} {{ true }}", "text 3 true"),
        ("{{ page.empty }}", ""),
        ('{{ page.nothing | default: "d" }}', "d"),
        ("{% if page.nothing %}a{% else %}b{% endif %}", "b"),
        ("{% for x in page.nothing %}{{ x }}{% else %}none{% endfor %}", "none"),
        ("{% assign x = page.nothing %}[{{ x }}]", "[]"),
        ("{% if page.nothing %}{% assign x = 1 %}{% endif %}[{{ x }}]", "[]"),
        ("{{ jekyll.environment }}", "production"),
    ],
)
def test_known_variables_are_evaluated(source: str, expected: str) -> None:
    result = render(source, page=PAGE, site=SITE)
    assert (result.text, result.warnings) == (expected, ())


def test_a_site_without_addresses_has_empty_ones_as_in_jekyll() -> None:
    assert render("{{ site.url }}{{ site.baseurl }}/a", page={}, site={}).text == "/a"


@pytest.mark.parametrize(
    "source",
    [
        "{{ user.name }}",
        "{{ page.nothing }}",
        "{{ page.nothing | escape }}",
        "{{ site.time }}",
        "{{ page }}",
        "{{ page.title | append: suffix }}",
        "{{ 'now' | date: '%Y' }}",
        "{% if user %}a{% elsif other %}b{% else %}c{% endif %}",
        "{% for item in items %}<li>{{ item }}{{ forloop.index }}</li>{% endfor %}",
        "{% for a in items %}{% if a.b %}x{% endif %}{% endfor %}",
        "{% unless user %}a{% endunless %}",
        "{% case user %}{% when 1 %}a{% else %}b{% endcase %}",
        "{% assign total = items | size %}{{ total }}",
        "a {%- if user -%} b {%- endif -%} c",
        "{% cycle one, two %}",
    ],
)
def test_what_depends_on_an_unknown_variable_stays_as_written(source: str) -> None:
    result = render(source, page=PAGE, site=SITE)
    assert result.text == source
    assert result.warnings


@pytest.mark.parametrize(
    "source",
    [
        "{% extends 'base.html' %}{% block body %}x{% endblock %}",
        "{{ url_for('index') }} {{ super() }}",
        "{{ a | }} {{ }} {{}}",
        "{{.Title}} {{ $x }} {{ range .Items }} {{#if a}}b{{/if}} {{{ c }}}",
        "int a[2][2] = {{0, 1}, {2, 3}};",
        r"$\frac{{x}}{{y}}$",
        "{% set a = [1, 2] %}{% macro f(x) %}{{ x }}{% endmacro %}",
        "{% for k, v in d.items() %}{{ k }}{% endfor %}",
        "{% if x is defined %}a{% elif y %}b{% endif %}",
        "{%- block x -%} a {%- endblock -%}",
        "{% if page.title %}never closed",
        "stray {% endif %} {% else %} {% endfor %} {% endraw %} {% endcomment %}",
        "{% raw %} never closed",
        "{% comment %} never closed",
        "{% if %}a{% endif %}",
        "{% for %}a{% endfor %}",
        "{{ never closed",
        "{% never closed",
        "`{%` and `{{` open",
        "{% break %} {% continue %}",
        "style={{color: 'red'}}",
        "{% liquid if page.title %}",
    ],
)
def test_what_is_not_liquid_stays_as_written(source: str) -> None:
    result = render(source, page=PAGE, site=SITE)
    assert result.text == source
    assert result.warnings


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ open {{ page.title }}", "{{ open Hello"),
        ("{% open {% if true %}{{ page.title }}{% endif %}", "{% open Hello"),
        ("{% block a %}{{ page.title }}{% endblock %}", "{% block a %}Hello{% endblock %}"),
        ("{% if user %}{{ page.title }}{% endif %}", "{% if user %}Hello{% endif %}"),
        (
            "{% if a b %}{{ page.title }}{% else %}x{% endif %}",
            "{% if a b %}Hello{% else %}x{% endif %}",
        ),
        ("{% if true %}a{% for x %}b{% endif %}c", "a{% for x %}bc"),
        ("{{ '{{ x' }}{{ page.title }}", "{{ xHello"),
        ("{% if user -%} a {{- page.title }}", "{% if user -%} aHello"),
    ],
)
def test_what_is_around_a_broken_piece_is_evaluated(source: str, expected: str) -> None:
    assert render(source, page=PAGE, site=SITE).text == expected


def test_a_warning_names_line_and_piece() -> None:
    result = render("one\n\n{{ page.title }} {{ user }}\n", page=PAGE, site=SITE)
    why = "`{{ user }}` stays as written: `user` is not a variable of this blog."
    assert result.warnings == (LiquidWarning(3, why, RAW_FIX),)


def test_the_same_warning_is_given_once() -> None:
    source = "{% for i in (1..9) %}{{ user }}{% endfor %}"
    assert len(render(source, page=PAGE, site=SITE).warnings) == 1


def test_within_an_include_unknown_variables_are_nothing() -> None:
    note = "[{{ include.x }}{{ page.nothing }}{% if user %}u{% endif %}{{ user }}]"
    assert text_of("{% include note.html %}", note=note) == "[]"


def test_listings_of_the_whole_site_are_empty_with_a_warning() -> None:
    result = render("{% for p in site.pages %}{{ p.url }}{% endfor %}", page=PAGE, site=SITE)
    assert result.text == ""
    assert "site.pages" in result.warnings[0].message


def test_posts_are_looked_up_once_they_are_listed() -> None:
    source = (
        "{% for p in site.posts %}{{ p.title }}, {{ p.url }}, {{ p.date | date: '%F %z' }}; "
        "{% endfor %}{% for tag in site.tags %}{{ tag[0] }}: {{ tag[1] | map: 'title' | join }}; "
        "{% endfor %}"
    )
    site: dict[str, Json] = {**SITE, "timezone": "Asia/Tokyo"}
    first = render(source, page=PAGE, site=site)
    posts = [make_listed("Two", "y", "x"), make_listed("One", "x")]
    second = render(source, page=PAGE, site=site, resources=Resources(listed=posts))
    assert set(first.needs) == {Need("posts", "")} == set(second.uses)
    assert second.text == (
        "Two, /two%20more/, 2020-01-02 +0900; One, /one%20more/, 2020-01-02 +0900; "
        "x: Two One; y: Two; "
    )


def make_listed(title: str, *tags: str) -> dict[str, Json]:
    date = datetime(2020, 1, 1, 23, tzinfo=UTC)
    path = f"/{title.lower()} more/"
    return listed_post(Entry("_posts/2020-01-01-a.md", "post", path, title, date, tags=tags))


def test_data_is_looked_up_once_it_is_used() -> None:
    source = "{% for p in site.data.people %}{{ p.name }} {% endfor %}"
    need = Need("data", "people")
    first = render(source, page=PAGE, site=SITE)
    data: Json = {"people": [{"name": "Ann"}, {"name": "Bo"}]}
    second = render(source, page=PAGE, site=SITE, resources=Resources(data=data))
    assert (set(first.needs), set(first.uses)) == ({need}, {need})
    assert (second.text, second.needs, set(second.uses)) == ("Ann Bo ", frozenset(), {need})


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ page.title | no_such_filter }}", "Hello"),
        ("{{ 'a' | no: 1, page.title | upcase }}", "A"),
        ("{{ 'a' | no: user, key: user.name }}", "a"),
        ("{% assign x = 'a' | no %}{{ x }}", "a"),
        ("{% if 1 == 1 %}{{ 'b' | no }}{% endif %}", "b"),
        ("{{ user | no }}", "{{ user | no }}"),
    ],
)
def test_an_unknown_filter_passes_its_value_on_with_a_warning(source: str, text: str) -> None:
    result = render(source, page=PAGE, site=SITE)
    assert result.text == text
    assert len(result.warnings) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a](", "/b.png)"),
        ("![a](<", "/b c.png>)"),
        ("[a](/x/", ")"),
        ("[a]({{ site.baseurl }}/", ")"),
        ("[a]: ", "/b"),
        ('<img alt="a" src="', '/b.png">'),
        ("<a href='/x?y=", "'>"),
        ("<a href=", "/b>"),
    ],
)
@pytest.mark.parametrize(
    "output", ["{{ page.nothing }}", "{{site.nothing | escape}}", "{{ root_url }}"]
)
def test_what_is_missing_in_an_address_is_empty_with_a_warning(
    before: str, after: str, output: str
) -> None:
    result = render(before + output + after, page=PAGE, site=SITE)
    shown = render(before, page=PAGE, site=SITE).text
    assert result.text == shown + after
    assert ["does not exist" in each.message for each in result.warnings] == [True]


@pytest.mark.parametrize(
    "before", ["(", "[a](b) ", 'src="x" ', "`", "a: ", '`<a href="', '```html\n<a href="']
)
@pytest.mark.parametrize("output", ["{{ page.nothing }}", "{{ root_url }}"])
def test_what_is_missing_elsewhere_stays_as_written(before: str, output: str) -> None:
    source = before + output
    assert render(source, page=PAGE, site=SITE).text == source


def test_what_is_missing_in_highlighted_code_stays_as_written() -> None:
    source = '{% highlight html %}<a href="{{ page.nothing }}">{% endhighlight %}'
    assert "{{ page.nothing }}" in text_of(source)
