"""Tests of reading `_config.yml` and the files in `_data`."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.model.entries import Json, SiteConfig
from handler.core.model.problems import ContentError
from handler.core.site.config import read_config
from handler.core.site.config_json import config_from_json, config_to_json, planning_fingerprint
from handler.core.site.data_files import read_data_file

FULL = b"""\
title: My blog
description: >
  Two
  lines
url: https://example.com/
baseurl: /blog/
lang: de
timezone: Europe/Berlin
permalink: /:year/:title/
future: true
excerpt_separator: "<!--more-->"
paginate: 5
author: Ada
defaults:
  - scope: {path: "", type: posts}
    values: {layout: post}
collections:
  posts: {permalink: "/news/:title/"}
kramdown: {hard_wrap: true}
twitter: {username: ada}
"""


def read(text: str) -> tuple[SiteConfig, list[str]]:
    site, problems = read_config(text.encode())
    return site, [str(problem) for problem in problems]


def test_every_setting_is_read_and_the_whole_file_is_kept() -> None:
    site, problems = read_config(FULL)
    assert problems == ()
    assert site.data["twitter"] == {"username": "ada"}
    assert replace(site, data={}) == SiteConfig(
        title="My blog",
        description="Two lines",
        url="https://example.com",
        baseurl="/blog",
        lang="de",
        timezone="Europe/Berlin",
        permalink="/:year/:title/",
        future=True,
        excerpt_separator="<!--more-->",
        paginate=5,
        author={"name": "Ada"},
        defaults=({"scope": {"path": "", "type": "posts"}, "values": {"layout": "post"}},),
        collections={"posts": {"permalink": "/news/:title/"}},
        kramdown={"hard_wrap": True},
    )


@pytest.mark.parametrize("raw", [b"", b"# nothing\n", b"---\n", b"\xef\xbb\xbf"])
def test_an_empty_file_means_defaults(raw: bytes) -> None:
    assert read_config(raw) == (SiteConfig(), ())


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"title: a: b", "_config.yml:1: has a colon"),
        (b"- a\n- b", "_config.yml:1: is not a list of name: value settings"),
        (b"title: x\npermalink: /:jahr/", "_config.yml:2: has a permalink with an unknown"),
        (b"collections:\n  posts: {permalink: /:x/}", "_config.yml:1: has a permalink of posts"),
        (b"collections:\n  cats: {permalink: /:x/}", "_config.yml:1: has a permalink of cats"),
        (b"title: \xff", "_config.yml:1: is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(raw: bytes, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_config(raw)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("line", "message", "field", "value"),
    [
        ("timezone: Korea/Seoul", "unknown timezone", "timezone", "UTC"),
        ("timezone: ../../etc/passwd", "unknown timezone", "timezone", "UTC"),
        ("paginate: ten", "paginate", "paginate", 10),
        ("paginate: 5000", "paginate", "paginate", 100),
        ("url: example.com", "no web address", "url", ""),
        ("baseurl: https://example.com/x", "no path", "baseurl", ""),
        ("future: maybe", "neither true nor false", "future", False),
        ("sanitize: 'true'", "has a sanitize that is neither true", "title", SiteConfig().title),
        (
            "websub: ftp://hub",
            "hub that is no web address: 'ftp://hub'",
            "title",
            SiteConfig().title,
        ),
        ("title: [a]", "not text", "title", "A Coldpress blog"),
        ("defaults: {layout: post}", "defaults", "defaults", ()),
        ("defaults: [{values: 3}]", "defaults", "defaults", ()),
        ("collections: 3", "not a mapping", "collections", {}),
        ("kramdown: GFM", "not a mapping", "kramdown", {}),
    ],
)
def test_a_setting_of_the_wrong_type_is_ignored_with_a_warning(
    line: str, message: str, field: str, value: object
) -> None:
    site, problems = read(f"x: 1\n{line}\n")
    assert getattr(site, field) == value
    assert [(said[:16], message in said) for said in problems] == [("_config.yml:2: h", True)]


@pytest.mark.parametrize(
    "name",
    [
        *("plugins: [a]", "gems: [a]", "theme: minima", "sass: {x: 1}", "includes_dir: parts"),
        *("highlighter: rouge", "show_drafts: true", "jekyll-archives: {enabled: all}"),
    ],
)
def test_a_setting_without_meaning_here_is_reported(name: str) -> None:
    assert "has no effect" in read(name)[1][0]


def test_another_markdown_is_reported_but_kramdown_is_not() -> None:
    assert "redcarpet" in read("markdown: redcarpet")[1][0]
    assert read("markdown: kramdown")[1] == []


@pytest.mark.parametrize(
    ("line", "lang"), [("lang: no", "no"), ("locale: pt_BR", "pt-BR"), ("lang: ''", "en")]
)
def test_the_language_is_a_tag(line: str, lang: str) -> None:
    assert read(line)[0].lang == lang


def test_collections_may_be_a_list() -> None:
    assert read("collections: [recipes]")[0].collections == {"recipes": {}}


def test_a_configuration_survives_json() -> None:
    site, _ = read_config(FULL)
    assert config_from_json(config_to_json(site)) == site
    assert config_from_json({**config_to_json(site), "later": 1}) == site
    assert config_from_json({}) == SiteConfig()


def test_the_fingerprint_changes_with_what_decides_addresses_only() -> None:
    site, _ = read_config(FULL)
    assert planning_fingerprint(site) == planning_fingerprint(replace(site, title="Other"))
    others = [
        replace(site, permalink="none"),
        replace(site, timezone=""),
        replace(site, defaults=()),
    ]
    assert len({planning_fingerprint(other) for other in (site, *others)}) == 4


def test_a_stored_configuration_is_read_without_yaml() -> None:
    code = (
        "import sys, handler.core.site.config_json; print({'yaml', 'frontmatter'} & {*sys.modules})"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("_data/a.yml", "- x: 1\n", [{"x": 1}]),
        ("_data/a.json", '{"x": [1, null]}', {"x": [1, None]}),
        ("_data/a.json", "{x: 1}", {"x": 1}),
        (
            "_data/a.csv",
            'a,b\r\n1,"x, y"\r\n2,\r\n',
            [{"a": "1", "b": "x, y"}, {"a": "2", "b": None}],
        ),
        ("_data/a.csv", "a\n\n1\n\n", [{"a": "1"}]),
        ("_data/a.tsv", "a\tb\n1\t2\t3\n", [{"a": "1", "b": "2"}]),
        ("_data/a.csv", "", []),
        ("_data/a.yaml", "", None),
    ],
)
def test_a_data_file_is_read_by_its_extension(key: str, text: str, value: Json) -> None:
    assert read_data_file(text.encode(), key) == value


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("_data/a.yml", b"a: b: c"),
        ("_data/a.json", b"[" * 60 + b"]" * 60),
        ("_data/a.json", b"[" * 100_000),
        ("_data/a.json", b'["\\ud800"]'),
        ("_data/a.csv", b'a,b\n"x'),
        ("_data/a.json", b" " * 2_000_001),
        ("_data/a.csv", b"," * 1000 + b"\n" + b"x\n" * 1000),
        ("_data/a.csv", b"a" * 60_000 + b"\n" + b"x\n" * 100),
    ],
)
def test_a_data_file_that_cannot_be_read_is_refused(key: str, raw: bytes) -> None:
    with pytest.raises(ContentError, match=key):
        read_data_file(raw, key)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_configuration_or_refused(raw: bytes) -> None:
    try:
        site, _ = read_config(raw)
    except ContentError as error:
        site = SiteConfig(title=error.problems[0].key)
    assert config_from_json(config_to_json(site)) == site


def test_colours_are_a_theme_and_names_of_themes_are_not() -> None:
    _, problems = read_config(b'theme: {accent: "#456112"}')
    assert problems == ()
    _, [named] = read_config(b"theme: minima")
    assert "sets theme, which has no effect" in named.message
    _, [pale] = read_config(b'title: A\ntheme: {accent: "#ffee00"}')
    assert (pale.line, pale.severity) == (2, "warning")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("exclude: notes", "exclude: [one, two]"),
        ("include: .well-known", "include: [one, two]"),
        ("permalink: https://a.example/:title/", "Write only the path"),
        ("lang: klingon", "Write a code such as en"),
        ("lang: English", "Write a code such as en"),
        ("titel: A", "Write title"),
        ("timezome: Asia/Seoul", "Write timezone"),
        ("baseURL: /blog", "Write baseurl"),
        ("exlude: [a]", "Write exclude"),
    ],
)
def test_a_setting_that_means_something_else_than_it_seems_is_told(text: str, sign: str) -> None:
    _, problems = read(text)
    assert len(problems) == 1
    assert sign in problems[0]


def test_a_permalink_that_is_a_whole_address_counts_without_its_host() -> None:
    assert read("permalink: https://a.example/:year/:title/")[0].permalink == "/:year/:title/"
    assert read("permalink: https://a.example")[0].permalink == "date"


def test_the_description_of_the_blog_becomes_text() -> None:
    site, _ = read_config(b'description: "A *blog* of <b>Q&amp;A</b>, 2 * 3 < 7"')
    assert site.description == "A blog of Q&A, 2 * 3 < 7"


@pytest.mark.parametrize(
    ("key", "raw", "line", "message"),
    [
        ("_data/a.csv", b'a,b\n1,2\n3,"4\n5,6\n', 3, "cannot be read as a table"),
        ("_data/a.json", b'{"a": 1,\n "b" 2}', 2, "is no JSON at column 6: Expecting ':'"),
    ],
)
def test_a_mistake_in_a_data_file_is_told_with_its_line(
    key: str, raw: bytes, line: int, message: str
) -> None:
    with pytest.raises(ContentError) as raised:
        read_data_file(raw, key)
    [problem] = raised.value.problems
    assert problem.line == line
    assert problem.message.startswith(message)
