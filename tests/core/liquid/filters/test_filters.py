"""Filters give what Ruby's Liquid and Jekyll give; the expected values were checked there."""

import pytest

from handler.core.liquid import render
from handler.core.model.entries import Json

PEOPLE: list[Json] = [
    {"name": "Bob", "age": 30, "tags": ["x", "y"], "o": {"k": 2}},
    {"name": "alice", "age": "9", "tags": ["y"], "o": {"k": 1}},
    {"name": "Carl", "tags": "x"},
]
PAGE: dict[str, Json] = {
    "title": "Hello World",
    "tags": ["b", "a", "C"],
    "nums": [3, 1, 2],
    "nested": [[1, 2], [3, [4]]],
    "people": PEOPLE,
    "hash": {"x": 1, "y": "z"},
    "html": '<b>Tom & "J\'" &amp; x</b><script>a()</script>',
    "sp": "  a  b\n c ",
    "cjk": "Ünï 日本語 test",
    "nils": ["a", None, "b"],
    "mixed": ["a", 1],
    "one": ["a"],
    "huge": 1e308,
    "rooms": {"a": {"n": 1}, "b": {"n": 2}},
    "day": "2015-03-01",
    "time": "2015-03-01 10:20:30 +0200",
}
SITE: dict[str, Json] = {"url": "https://e.com", "baseurl": "/base"}


def evaluate(expression: str) -> str:
    result = render("{{ " + expression + " }}", page=PAGE, site=SITE)
    assert result.warnings == ()
    return result.text


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'hELLO wORLD' | capitalize", "Hello world"),
        ("page.html | slice: 0, 20 | escape", "&lt;b&gt;Tom &amp; &quot;J&#39;&quot; &amp;amp; "),
        ("page.html | escape_once | slice: 0, 26", "&lt;b&gt;Tom &amp; &quot;J"),
        ("page.html | strip_html", "Tom & \"J'\" &amp; x"),
        ("\"<a'>\" | xml_escape", "&lt;a&apos;&gt;"),
        ("page.sp | normalize_whitespace", "a b c"),
        ("page.sp | strip_newlines", "  a  b c "),
        ("page.sp | newline_to_br", "  a  b<br />\n c "),
        ("page.title | replace: 'o', '0' | remove_first: 'l'", "Hel0 W0rld"),
        ("page.title | replace_last: 'o', '0' | remove_last: 'l'", "Hello W0rd"),
        ("page.title | slice: -3, 2", "rl"),
        ("page.title | slice: 50", ""),
        ("page.tags | slice: 1, 2", "aC"),
        ("'a,b,,c,,' | split: ',' | jsonify", '["a","b","","c"]'),
        ("' a  b ' | split: ' ' | jsonify", '["a","b"]'),
        ("page.title | truncate: 8", "Hello..."),
        ("page.title | truncate: 1", "..."),
        ("page.title | truncatewords: 1, '--'", "Hello--"),
        ("page.sp | truncatewords: 2", "a b..."),
        ("'a b/ü&' | url_encode", "a+b%2F%C3%BC%26"),
        ("'a%20b+c' | url_decode", "a b c"),
        ("'foo,bar;baz?' | cgi_escape", "foo%2Cbar%3Bbaz%3F"),
        ("'foo, bar \\baz?' | uri_escape", "foo,%20bar%20%5Cbaz?"),
        ("'a' | base64_encode", "YQ=="),
        ("'YQ==' | base64_decode", "a"),
        ("page.cjk | number_of_words", "3"),
        ("page.cjk | number_of_words: 'cjk'", "5"),
        ("page.cjk | number_of_words: 'auto'", "5"),
        ("'The _config.yml file' | slugify", "the-config-yml-file"),
        ("'The _config.yml file' | slugify: 'pretty'", "the-_config.yml-file"),
        ("'The _cönfig.yml file' | slugify: 'ascii'", "the-c-nfig-yml-file"),
        ("'The cönfig.yml file' | slugify: 'latin'", "the-config-yml-file"),
        ("'The _config.yml file' | slugify: 'raw'", "the-_config.yml-file"),
        ("'The _config file' | slugify: 'none'", "the _config file"),
        ("\"It's a 'test' -- of...\" | smartify", "It’s a ‘test’ – of…"),
        ("page.hash | inspect", "{&quot;x&quot;=&gt;1, &quot;y&quot;=&gt;&quot;z&quot;}"),
        ("page.tags | append: 'x'", '["b", "a", "C"]x'),
        ("'a: b;' | scssify", "a: b;"),
    ],
)  # fmt: skip
def test_texts(expression: str, expected: str) -> None:
    assert evaluate(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("3 | plus: 4", "7"),
        ("1.1 | plus: 2.2", "3.3"),
        ("'3.5px' | plus: 1", "4"),
        ("7 | divided_by: 2", "3"),
        ("-7 | divided_by: 2", "-4"),
        ("20 | divided_by: 7.0", "2.857142857142857"),
        ("-7 | modulo: 3", "2"),
        ("3 | minus: 4.5", "-1.5"),
        ("2.5 | round", "3"),
        ("1.2345 | round: 2", "1.23"),
        ("1.2 | ceil", "2"),
        ("1.7 | floor", "1"),
        ("'-3.4' | abs", "3.4"),
        ("3 | at_least: 5 | at_most: 4", "4"),
        ("'5.7' | to_integer", "5"),
        ("true | to_integer", "1"),
        ("100000000000000000000.0", "1.0e+20"),
        ("0.00001", "1.0e-05"),
    ],
)
def test_numbers(expression: str, expected: str) -> None:
    assert evaluate(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("page.tags | sort | join: ','", "C,a,b"),
        ("page.tags | sort_natural | join: ','", "a,b,C"),
        ("page.nested | join: ','", "1,2,3,4"),
        ("page.tags | first", "b"),
        ("page.tags | last", "C"),
        ("page.title | size", "11"),
        ("page.tags | reverse | join", "C a b"),
        ("page.tags | push: 'z' | unshift: 'y' | join", "y b a C z"),
        ("page.tags | pop | shift | join", "a"),
        ("page.tags | concat: page.nums | join", "b a C 3 1 2"),
        ("'a,a,b' | split: ',' | uniq | join", "a b"),
        ("page.nils | compact | join", "a b"),
        ("page.nums | sum", "6"),
        ("page.nums | sample: 3 | size", "3"),
        ("page.tags | array_to_sentence_string", "b, a, and C"),
        ("page.tags | array_to_sentence_string: 'or'", "b, a, or C"),
        ("page.people | map: 'name' | join: ','", "Bob,alice,Carl"),
        ("page.people | sort: 'age' | map: 'name' | join: ','", "Carl,alice,Bob"),
        ("page.people | sort: 'age', 'last' | map: 'name' | join: ','", "alice,Bob,Carl"),
        ("page.people | sort: 'o.k' | map: 'name' | join: ','", "alice,Bob,Carl"),
        ("page.people | where: 'tags', 'y' | map: 'name' | join", "Bob alice"),
        ("page.people | where: 'age', 9 | map: 'name' | join", "alice"),
        ("page.people | where: 'age', nil | map: 'name' | join", "Carl"),
        ("page.people | where_exp: 'p', 'p.tags contains \"y\"' | map: 'name' | join", "Bob alice"),
        ("page.people | find: 'name', 'Bob' | map: 'age' | join", "30"),
        ("page.people | find_exp: 'p', 'p.age == 30' | map: 'name' | join", "Bob"),
        ("page.people | group_by: 'tags' | map: 'size' | join", "1 1 1"),
        ("page.people | group_by_exp: 'p', 'p.name | slice: 0' | map: 'name' | join", "B a C"),
        ("page.hash | jsonify", '{"x":1,"y":"z"}'),
        ("page.nothing | jsonify", "null"),
        ("false | default: 'd', allow_false: true", "false"),
        ("0 | default: 'd'", "0"),
    ],
)
def test_arrays(expression: str, expected: str) -> None:
    assert evaluate(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'a/b' | relative_url", "/base/a/b"),
        ("'https://x.y/z' | relative_url", "https://x.y/z"),
        ("'' | relative_url", "/base"),
        ("'/ü b' | relative_url", "/base/%C3%BC%20b"),
        ("'/a#b?c' | relative_url", "/base/a#b?c"),
        ("'/a' | absolute_url", "https://e.com/base/a"),
        ("'mailto:a@b' | absolute_url", "mailto:a@b"),
        ("'/a/index.html' | strip_index", "/a/"),
    ],
)
def test_addresses(expression: str, expected: str) -> None:
    assert evaluate(expression) == expected


def test_addresses_without_url_are_relative() -> None:
    source = "{{ '/a' | absolute_url }} {{ '/a' | relative_url }}"
    assert render(source, page={}, site={}).text == "/a /a"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("page.day | date: '%Y/%m/%d'", "2015/03/01"),
        ("page.time | date: '%-d.%-m.%y %H:%M %p %l|%j'", "1.3.15 10:20 AM 10|060"),
        ("page.time | date: '%a %A %b %B %e'", "Sun Sunday Mar March  1"),
        ("page.time | date: '%k|%z|%:z|%s|%L'", "10|+0200|+02:00|1425198030|000"),
        ("page.time | date: '%U|%V|%%|%^a|%5d|%_d|%Q'", "09|09|%|SUN|00001| 1|%Q"),
        ("page.time | date: '%F %T %R %D'", "2015-03-01 10:20:30 10:20 03/01/15"),
        ("page.time | date: '%c'", "Sun Mar  1 10:20:30 2015"),
        ("'March 14, 2016' | date: '%b %d, %y'", "Mar 14, 16"),
        ("'Mon Jan  2 15:04:05 2006' | date: '%F %R'", "2006-01-02 15:04"),
        ("'2016-01-01T12:00:00Z' | date: '%H'", "12"),
        ("1152098955 | date: '%F %T'", "2006-07-05 11:29:15"),
        ("'not a date' | date: '%Y'", "not a date"),
        ("page.day | date: ''", "2015-03-01"),
        ("page.time | date_to_xmlschema", "2015-03-01T10:20:30+02:00"),
        ("page.day | date_to_rfc822", "Sun, 01 Mar 2015 00:00:00 +0000"),
        ("page.day | date_to_string", "01 Mar 2015"),
        ("page.day | date_to_long_string", "01 March 2015"),
        ("page.day | date_to_string: 'ordinal'", "1st Mar 2015"),
        ("'2015-03-12' | date_to_long_string: 'ordinal', 'US'", "March 12th, 2015"),
    ],
)  # fmt: skip
def test_dates(expression: str, expected: str) -> None:
    assert evaluate(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("nil | sort_natural | jsonify", "[]"),
        ("(1..3) | join: '-'", "1-2-3"),
        ("(1..3)", "1..3"),
        ("page.hash | first | jsonify", '["x",1]'),
        ("page.hash | sort | jsonify", '[["x",1],["y","z"]]'),
        ("page.rooms | where: 'n', 1 | jsonify", '[{"n":1}]'),
        ("page.people | where: 'tags.0', 'x' | map: 'name' | join", "Bob"),
        ("page.people | where: 'tags.7' | size", "2"),
        ("nil | sample | jsonify", "null"),
        ("page.nums | sample: 3 | sort | join", "1 2 3"),
        ("page.one | sample", "a"),
        ("nil | date_to_string | jsonify", "null"),
        ("'' | date_to_string", ""),
        ("5.5 | modulo: 2", "1.5"),
        ("-5.5 | modulo: 2", "0.5"),
        ("true | plus: 1", "1"),
        ("page.title | where: 'a', 'b'", "Hello World"),
        ("page.title | where_exp: 'a', 'a'", "Hello World"),
        ("page.title | find_exp: 'a', 'a'", "Hello World"),
        ("page.title | group_by: 'a'", "Hello World"),
        ("page.title | group_by_exp: 'a', 'a'", "Hello World"),
        ("nil | truncate | jsonify", "null"),
        ("nil | truncatewords | jsonify", "null"),
        ("nil | relative_url | jsonify", "null"),
        ("nil | absolute_url | jsonify", "null"),
        ("nil | slugify | jsonify", "null"),
        ("page.nested[0] | array_to_sentence_string", "1 and 2"),
        ("page.huge | times: 100", "Infinity"),
        ("'1425168000' | date: '%Y'", "2015"),
        ("'March 1' | date: '%Y'", "March 1"),
        ("page.time | date: '%#p %#Z %#b %0e'", "am utc+02:00 MAR 01"),
    ],
)
def test_filters_of_what_is_odd_are_rubys(expression: str, expected: str) -> None:
    assert evaluate(expression) == expected


def test_nothing_is_equal_to_empty_in_where() -> None:
    source = "{% assign e = empty %}{{ page.people | where: 'none', e | size }}"
    assert render(source, page=PAGE, site=SITE).text == "3"


def test_a_time_zone_that_nobody_knows_is_utc() -> None:
    source = "{{ '2015-03-01' | date_to_xmlschema }}"
    site: dict[str, Json] = {"timezone": "Nowhere/At_All"}
    assert render(source, page={}, site=site).text == "2015-03-01T00:00:00+00:00"


def test_times_without_offset_are_in_the_sites_zone() -> None:
    source = "{{ '2015-03-01' | date_to_xmlschema }}"
    site: dict[str, Json] = {"timezone": "America/New_York"}
    assert render(source, page={}, site=site).text == "2015-03-01T00:00:00-05:00"


def test_markdownify_makes_html() -> None:
    assert evaluate("'*a*' | markdownify") == "<p><em>a</em></p>\n"


@pytest.mark.parametrize(
    "expression",
    [
        "1 | divided_by: 0",
        "page.nothing | sort",
        "page.mixed | sort",
        "page.tags | concat: 'x'",
        "nil",
        "page.title | append: " + "page[" * 60 + "1" + "]" * 60,
        "'x' | date_to_string",
        "page.tags | sort: 'a', 'middle'",
        "'x' | append",
        "page.people | where_exp: 'p', 'p ='",
    ],
)
def test_a_filter_that_fails_leaves_its_expression(expression: str) -> None:
    source = "{{ " + expression + " }}"
    result = render(source, page=PAGE, site=SITE)
    assert result.text == source
    assert len(result.warnings) == 1
