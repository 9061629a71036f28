"""Tests of reading posts, drafts and pages."""

from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.jekyll.documents import Document
from handler.core.jekyll.reading import read_document
from handler.core.model.entries import Entry, Json, SiteConfig
from handler.core.model.problems import ContentError
from tests.core.growth import is_in_proportion

KEY = "_posts/2017-12-27-hello-world.md"
DATE = datetime(2017, 12, 27, tzinfo=UTC)
SITE = SiteConfig()


def read(front: str = "", *, key: str = KEY, site: SiteConfig = SITE) -> Document:
    return read_document(key, f"---\n{front}\n---\nText.\n".encode(), site)


def refusal(front: str, *, key: str = KEY) -> str:
    with pytest.raises(ContentError) as caught:
        read(front, key=key)
    return str(caught.value)


def warnings(front: str) -> list[str]:
    return [str(problem) for problem in read(front).problems]


def default(scope: dict[str, Json], **values: Json) -> dict[str, Json]:
    return {"scope": scope, "values": values}


def test_a_post_without_metadata_is_named_and_dated_by_its_file() -> None:
    document = read_document(KEY, b"Text.\n", SITE)
    path = "/2017/12/27/hello-world.html"
    assert document == Document(
        key=KEY,
        kind="post",
        draft=False,
        published=True,
        front_matter={},
        body="Text.\n",
        body_line=1,
        markup="markdown",
        liquid=True,
        slug="hello-world",
        entry=Entry(key=KEY, kind="post", path=path, title="Hello World", date=DATE),
        date=DATE,
    )


def test_all_metadata_of_a_post_is_read() -> None:
    entry = read(
        """\
title: Hello
date: 2017-12-28 10:58:38 -0700
categories: Travel Japan
tags: [Food, "night train"]
location: Denver
commentIssueId: "17"
last_modified_at: 2018-01-01
author: {name: Ada}
image: {path: /cat.jpg}
lang: de
description: About it
layout: wide
sitemap: false
redirect_from: [old/, /older]
redirect_to: https://example.com/"""
    ).entry
    assert entry == Entry(
        key=KEY,
        kind="post",
        path="/travel/japan/2017/12/28/hello-world.html",
        title="Hello",
        date=datetime(2017, 12, 28, 10, 58, 38, tzinfo=timezone(timedelta(hours=-7))),
        modified=datetime(2018, 1, 1, tzinfo=UTC),
        location="Denver",
        categories=("Travel", "Japan"),
        tags=("Food", "night train"),
        lang="de",
        listed_lang="de",
        authors=("Ada",),
        image="/cat.jpg",
        description="About it",
        comment_issue_id=17,
        redirect_from=("/old/", "/older"),
        redirect_to="https://example.com/",
        layout="wide",
        in_sitemap=False,
    )


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: 42", "42"),
        ("title: 1.10", "1.1"),
        ("title: [a, b]", "ab"),
        ("title: {a: 1}", "a: 1"),
        ("title: true", "true"),
        ("title: 2018-01-01", "2018-01-01"),
        ("title: >\n  two\n  lines", "two lines"),
        ("title: ", "Hello World"),
        ("title: ''", ""),
        ('title: "a\\x07b"', "ab"),
    ],
)
def test_a_title_of_any_type_becomes_one_line_of_text(front: str, title: str) -> None:
    assert read(front).entry.title == title


def test_an_absurdly_long_title_is_cut_with_a_warning() -> None:
    document = read("title: " + "x" * 5000)
    assert len(document.entry.title) == 1000
    assert "5,000 characters" in str(document.problems[0])


@pytest.mark.parametrize(
    ("front", "tags"),
    [
        ("tags: a b", ("a", "b")),
        ("tag: a b", ("a b",)),
        ("tag: a\ntags: [b]", ("a",)),
        ("tag:\ntags: [b]", ("b",)),
        ("tags: [a, [b, c], null, a]", ("a", "b", "c")),
        ("tags: [2018, yes, 1.10, 12:30]", ("2018", "true", "1.1", "45000")),
        ("tags: []", ()),
        ("tags: 5", ()),
        ("tags: {a: 1}", ()),
        ("tags: ['', ' ', '...', C++]", ("C++",)),
        ("tags: ['a, b']", ("a, b",)),
    ],
)
def test_tags_are_read_as_jekyll_reads_them(front: str, tags: tuple[str, ...]) -> None:
    assert read(front).entry.tags == tags


@pytest.mark.parametrize(
    ("key", "front", "categories"),
    [
        (KEY, "categories: a b", ("a", "b")),
        (KEY, "category: a b", ("a b",)),
        (KEY, "category: c\ncategories: [a, b]", ("a", "b", "c")),
        ("x/y/" + KEY, "categories: [x, z]", ("x", "y", "z")),
        ("x/_posts/below/2017-12-27-a.md", "", ("x",)),
        ("x/_drafts/a.md", "", ("x",)),
    ],
)
def test_categories_begin_with_the_folders_above(
    key: str, front: str, categories: tuple[str, ...]
) -> None:
    assert read(front, key=key).entry.categories == categories


def test_a_category_that_can_have_no_page_still_counts_in_the_path() -> None:
    entry = read("categories: ['-', b]").entry
    assert (entry.categories, entry.path) == (("b",), "/-/b/2017/12/27/hello-world.html")


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("tags: ['a, b']", f"{KEY}:2: has a comma in 'a, b'"),
        ("tags: {a: 1}", f"{KEY}:2: has tags that are neither"),
        ("tags: ['/']", f"{KEY}:2: has '/' among its tags"),
        ("commentIssueId: soon", f"{KEY}:2: has a commentIssueId"),
        ("last_modified_at: soon", f"{KEY}:2: has an impossible last_modified_at"),
        ("redirect_from: /tags/", f"{KEY}:2: has '/tags/' in redirect_from"),
        ("a: 1\na: 2", f"{KEY}:3: gives 'a' twice"),
    ],
)
def test_what_is_read_otherwise_than_meant_is_a_warning(front: str, message: str) -> None:
    (warning,) = warnings(front)
    assert warning.startswith(message)


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("x: 1\ndate: soon", f"{KEY}:3: has an impossible date: 'soon' is not a date. Write it as"),
        ("date: 2017-02-30", f"{KEY}:2: has an impossible date"),
        ("date: 5", f"{KEY}:2: has an impossible date"),
        ("permalink: /:jahr/", f"{KEY}:2: has a permalink with an unknown placeholder, :jahr"),
        ("permalink: /tags/", f"{KEY}:2: has the address /tags/"),
        ("permalink: /2017/12/", f"{KEY}:2: has the address /2017/12/"),
        ('permalink: "/a\\nb"', f"{KEY}:2: has a permalink with a control character"),
        (f"tags: {list(range(1001))}", f"{KEY}:2: has a tag list too long: 1,001"),
        ("title: a: b", f"{KEY}:2: has a colon"),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_line(front: str, message: str) -> None:
    assert refusal(front).startswith(message)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("_posts/hello.md", "has no date in its name"),
        ("_posts/2017-13-45-hello.md", "has an impossible date in its name: 2017-13-45"),
        ("_posts/2017-12-27.md", "has no date in its name"),
    ],
)
def test_a_post_whose_name_has_no_date_is_refused(key: str, message: str) -> None:
    assert refusal("", key=key).startswith(f"{key}: {message}")


@pytest.mark.parametrize("raw", [b"", b" \n\n", b"---\n---\n", b"---\n# nothing\n---\n\n"])
def test_an_empty_post_is_a_draft_with_a_warning(raw: bytes) -> None:
    document = read_document(KEY, raw, SITE)
    assert (document.draft, document.is_blank, document.entry.title) == (True, True, "Hello World")
    assert [str(problem) for problem in document.problems if "is empty" in problem.message] == [
        f"{KEY}: is empty, so it is a draft; a version that was live before stays live. "
        "Write a title between two lines of three hyphens, and text below; or delete it."
    ]


def test_a_date_without_offset_or_text_belongs_to_the_sites_timezone() -> None:
    site = SiteConfig(timezone="America/Los_Angeles")
    dates = ["2017-12-27 01:00", "2017-12-27 01:00:00", "2017-12-27 01:00:00 +0900"]
    days = [read(f"date: {date}", site=site).entry.path[:11] for date in dates]
    assert days == ["/2017/12/27", "/2017/12/26", "/2017/12/26"]


def test_without_a_timezone_the_url_tells_the_posts_own_day_and_utcs_is_an_alias() -> None:
    document = read("date: 2017-12-27 23:30 -0700\npermalink: /:month/:day/:title")
    assert document.entry.path == "/12/27/hello-world"
    assert document.aliases == (
        "/12/28/hello-world",
        "/12/27/hello-world.html",
        "/12/28/hello-world.html",
    )


def test_a_draft_needs_no_date() -> None:
    document = read("title: Soon", key="_drafts/soon.md")
    assert (document.draft, document.kind, document.entry.date) == (True, "post", None)


@pytest.mark.parametrize(
    ("front", "published"),
    [("published: false", False), ("published: ", False), ("published: true", True)],
)
def test_published_false_hides_a_post(front: str, published: bool) -> None:
    assert read(front).published is published


def test_unquoted_no_is_norwegian() -> None:
    assert read("lang: no").entry.lang == "no"


def test_liquid_can_be_switched_off() -> None:
    assert read("render_with_liquid: false").liquid is False


def test_html_posts_are_html() -> None:
    document = read("", key="_posts/2017-12-27-a.htm")
    assert (document.markup, document.entry.path) == ("html", "/2017/12/27/a.htm")


def test_defaults_lie_under_front_matter_and_the_narrower_scope_wins() -> None:
    site = SiteConfig(
        defaults=(
            default({"path": "_posts/sub"}, layout="narrow", author="Ada"),
            default({"path": ""}, layout="wide", lang="de", title="Default"),
            default({"path": "", "type": "pages"}, layout="page"),
            default({"path": "*/sub"}, location="Denver"),
        )
    )
    document = read("title: Own\nlang: ", key="_posts/sub/2017-12-27-a.md", site=site)
    entry = document.entry
    assert (entry.layout, entry.lang, entry.title) == ("narrow", "de", "Own")
    assert (entry.authors, entry.location) == (("Ada",), "Denver")


def test_categories_by_default_come_before_a_posts_own() -> None:
    site = SiteConfig(defaults=({"scope": {}, "values": {"categories": ["a", "b"]}},))
    assert read("categories: c a", site=site).entry.categories == ("a", "b", "c")


def test_the_permalink_of_the_posts_collection_counts_more_than_the_sites() -> None:
    site = SiteConfig(permalink="none", collections={"posts": {"permalink": "/news/:title/"}})
    assert read(site=site).entry.path == "/news/hello-world/"
    assert read("permalink: own", site=site).entry.path == "/own"


def test_a_page_has_a_path_and_no_date() -> None:
    document = read("title: About\npermalink: /about-us/", key="about.md")
    assert document.published
    assert document.entry == Entry(key="about.md", kind="page", path="/about-us/", title="About")


@pytest.mark.parametrize("key", ["search.html", "tags.html", "archive.md", "categories.md"])
def test_a_page_that_coldpress_serves_itself_is_left_out_with_a_warning(key: str) -> None:
    document = read("title: Own", key=key)
    assert not document.published
    assert "Coldpress serves itself" in str(document.problems[0])


def test_a_page_without_front_matter_is_copied_as_it_is() -> None:
    document = read_document("demo/game.html", b"<p>Hi", SITE)
    assert (document.verbatim, document.published, document.problems) == (True, False, ())
    assert read_document("README.md", b"# Hi", SITE).problems == ()
    note = read_document("note.md", b"# My first note", SITE)
    assert "has no front matter" in str(note.problems[0])


def test_a_page_with_front_matter_of_another_kind_is_told_once() -> None:
    [problem] = read_document("note.md", b"+++\ntitle = 'A'\n+++\nText", SITE).problems
    assert "begins with +++" in str(problem)


def test_an_excluded_page_is_not_published() -> None:
    assert not read(key="docs/a.md", site=SiteConfig(data={"exclude": ["docs"]})).published


@pytest.mark.parametrize(
    ("site", "path"),
    [
        (SiteConfig(), "/team.html"),
        (SiteConfig(data={"include": ["_pages"]}), "/_pages/team.html"),
        (SiteConfig(collections={"pages": {}}), "/pages/team.html"),
        (SiteConfig(collections={"pages": {"permalink": "/:path/"}}), "/team/"),
    ],
)
def test_pages_in_their_folder_are_placed_by_configuration(site: SiteConfig, path: str) -> None:
    assert read(key="_pages/team.md", site=site).entry.path == path


@given(st.sampled_from([KEY, "_drafts/a.md", "about.html", "x/_posts/nodate.md"]), st.binary())
def test_any_bytes_are_a_document_or_refused(key: str, raw: bytes) -> None:
    try:
        blamed = {problem.key for problem in read_document(key, raw, SITE).problems}
    except ContentError as error:
        blamed = {problem.key for problem in error.problems} or {"nobody"}
    assert blamed <= {key}


FIELDS = "title date tags tag categories category permalink slug location commentIssueId image"
FIELDS += " author authors redirect_from redirect_to last_modified_at published lang sitemap"
VALUES = "a|42|-1.5|true|null|[]|[a, [b]]|{a: 1}|{name: [x]}|2018-01-01|'a, b'|/x/:title|..|'\\n'"


@pytest.mark.slow
@given(
    st.dictionaries(st.sampled_from(FIELDS.split()), st.sampled_from(VALUES.split("|"))),
    st.sampled_from(["", "Asia/Seoul"]),
)
def test_values_of_any_type_never_crash(front: dict[str, str], timezone: str) -> None:
    text = "\n".join(f"{name}: {value}" for name, value in front.items())
    try:
        said = read(text, site=SiteConfig(timezone=timezone)).entry.path
    except ContentError as error:
        said = f"/{error}"
    assert said.startswith("/")


def long_post(lines: int) -> bytes:
    return b"---\ntitle: x\ntags: [a]\n---\n" + b"Lorem ipsum\r\n" * lines


def test_the_largest_post_is_read_in_proportion_to_its_length() -> None:
    assert len(read_document(KEY, long_post(380_000), SITE).body) == 12 * 380_000
    small, large = (
        partial(read_document, KEY, long_post(lines), SITE) for lines in (47_500, 380_000)
    )
    assert is_in_proportion(small, large)


def many_tags(count: int) -> str:
    return "tags: " + "a, " * 10 + " ".join(f"t{n}," for n in range(count))


def test_a_list_of_ten_thousand_tags_is_refused_in_proportion_to_its_length() -> None:
    assert "too long" in refusal(many_tags(10_000))
    assert is_in_proportion(partial(refusal, many_tags(1_250)), partial(refusal, many_tags(10_000)))


def test_translations_are_addresses_by_language() -> None:
    lines = "  ko: /ko/a b/?x#y\n  no: /no/a/\n  fr: fr/a\n  ja: data:a\n"
    text = f"---\ntitle: A\ntranslations:\n{lines}---\nText.\n"
    document = read_document("_posts/2017-12-27-a.md", text.encode(), SiteConfig())
    assert document.entry.alternates == {"ko": "/ko/a%20b/?x#y", "no": "/no/a/", "fr": "/fr/a"}
    assert [problem.message for problem in document.problems] == [
        "has a translation that leads nowhere: ja."
    ]


@pytest.mark.parametrize(
    "target",
    [
        "/2017/12/27/a/",
        "2017/12/27/A.html",
        "/2017/12/27/a/?x=1#y",
        "/2017/12/27/%61/",
        "https://blog.test/2017/12/27/a",
        "/old/",
    ],
)
def test_a_post_cannot_redirect_to_itself(target: str) -> None:
    text = f"---\nredirect_from: /old/\nredirect_to: {target!r}\n---\nText.\n"
    site = SiteConfig(url="https://blog.test", permalink="pretty")
    document = read_document("_posts/2017-12-27-a.md", text.encode(), site)
    assert document.entry.redirect_to == ""
    assert [problem.line for problem in document.problems] == [3]
    assert "leads to itself" in document.problems[0].message


@pytest.mark.parametrize("target", ["javascript:alert(1)", "DATA:text/html,x", "file:///etc/x"])
def test_a_post_redirects_to_nothing_that_browsers_refuse(target: str) -> None:
    document = read_document("a.md", f"---\nredirect_to: {target}\n---\n".encode(), SiteConfig())
    assert document.entry.redirect_to == ""
    assert ["no browser follows" in each.message for each in document.problems] == [True]


def test_old_addresses_may_be_written_with_escapes() -> None:
    text = "---\nredirect_from: [/old/caf%C3%A9/, '/a%20b/', '/c d/']\n---\nText.\n"
    document = read_document("_posts/2017-12-27-a.md", text.encode(), SiteConfig())
    assert document.entry.redirect_from == ("/old/café/", "/a b/", "/c d/")


def test_old_addresses_may_be_written_whole() -> None:
    # As in Jekyll a path begins below `baseurl`.
    listed = "[https://blog.test/b/old/, /b/older/#x]"
    site = SiteConfig(url="https://blog.test", baseurl="/b")
    document = read_document("about.md", f"---\nredirect_from: {listed}\n---\n".encode(), site)
    assert (document.entry.redirect_from, document.problems) == (("/old/", "/b/older/"), ())


@pytest.mark.parametrize(
    "old", ["/?q=12", "/?p=12&q=1", "/index.php?p=x", "https://other.test/old/"]
)
def test_an_old_address_that_is_no_path_of_the_blog_is_left_out(old: str) -> None:
    site = SiteConfig(url="https://blog.test")
    document = read_document("about.md", f"---\nredirect_from: {old}\n---\n".encode(), site)
    assert document.entry.redirect_from == ()
    assert ["cannot be redirected" in each.message for each in document.problems] == [True]


def test_an_old_address_may_name_its_text_by_number_as_in_wordpress() -> None:
    text = b"---\nredirect_from: ['/?p=12', 'https://blog.test/b/?page_id=7']\n---\n"
    document = read_document("about.md", text, SiteConfig(url="https://blog.test"))
    assert (document.entry.redirect_from, document.problems) == (("/?p=12", "/b/?page_id=7"), ())


def test_a_permalink_that_is_a_whole_address_counts_without_its_host_and_is_told() -> None:
    document = read("permalink: https://old.example/a/b/")
    assert document.entry.path == "/a/b/"
    assert "Write only the path" in document.problems[0].fix


@pytest.mark.parametrize("lang", ["klingon", "english", "1", "en us"])
def test_a_language_that_is_none_is_told_and_the_blogs_counts(lang: str) -> None:
    document = read(f"lang: {lang}")
    assert document.entry.lang == ""
    assert "en, ko or pt-BR" in document.problems[0].fix


def test_a_list_of_pictures_is_its_first() -> None:
    assert read("image: [/a.png, /b.png]").entry.image == "/a.png"
    assert read("image: []").entry.image == ""


def test_translations_that_are_no_mapping_or_lead_nowhere_are_told() -> None:
    assert warnings("translations: /ko/") == [
        f"{KEY}:2: has translations that are no mapping. Write ko: /path/."
    ]
    many = "".join(f"\n  x{number}: nowhere" for number in range(50))
    assert len(warnings(f"translations:{many}")) == 20
