"""A blog in several languages, as readers of each meet it."""

import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from xml.etree import ElementTree

import feedparser
import pytest

from handler.cli.reporting.claims import claims_of
from handler.core.index import items
from handler.core.model.writes import Delete
from tests.web.blog import Blog
from tests.web.test_search import index

PLAIN = "title: Test blog\npermalink: pretty\nlang: en\n"
NAMED = PLAIN + "languages: [en, ko]\n"
POLYGLOT = NAMED + "default_lang: en\n"
ENGLISH, KOREAN, ALONE = "/2020/01/01/tide/", "/2020/01/02/jo/", "/2020/01/03/moon/"
OWN = ("/ko/", "/ko/archive/", "/ko/feed.xml", "/ko/feed.json", "/ko/search")


def make_blog(config: str = PLAIN, *, korean: bool = True) -> Blog:
    """A blog with three posts, of which one is the translation of another."""
    blog = Blog(config=config)
    blog.post("2020-01-01-tide.md", "The tide.", title="Tide", lang="en", ref="tide")
    blog.post("2020-01-03-moon.md", "The moon and the tide.", title="Moon")
    if korean:
        publish_korean(blog)
    return blog


def publish_korean(blog: Blog) -> None:
    blog.post("2020-01-02-jo.md", "조석 tide.", title="조석", lang="ko", ref="tide")


def posts(blog: Blog, path: str) -> list[str]:
    found = re.findall(r'class="(?:u-url|line-title)"[^>]* href="([^"]*)"', blog.get(path).text)
    return [address for address in found if not address.startswith("https:")]


def alternates(blog: Blog, path: str) -> dict[str, str]:
    """The links of a page to its versions, by language."""
    head = blog.get(path).text.partition("</head>")[0]
    pairs = re.findall(
        r'<link rel="alternate" hreflang="([^"]+)" href="https://blog.test(.*)">', head
    )
    return dict(pairs)


def switch(blog: Blog, path: str) -> dict[str, str]:
    """Where the switch of a page leads to, by its words; the current one is marked."""
    nav = re.search(r'(?s)<nav class="languages".*?</nav>', blog.get(path).text)
    links = re.findall(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', nav[0] if nav else "")
    return {f"{words}{'*' * ('aria-current' in more)}": address for address, more, words in links}


def opening(blog: Blog, path: str) -> str:
    return blog.get(path).text.partition("<html")[2].partition(">")[0]


def test_each_language_has_pages_of_its_own_beside_those_of_all() -> None:
    blog = make_blog()
    assert [blog.get(path).status_code for path in OWN] == [200] * 5
    assert posts(blog, "/ko/") == posts(blog, "/ko/archive/") == [KOREAN]
    assert posts(blog, "/") == [ALONE, KOREAN, ENGLISH]
    feed = feedparser.parse(blog.get("/ko/feed.xml").data)
    assert [entry.title for entry in feed.entries] == ["조석"]
    assert (feed.feed.language, feed.feed.title) == ("ko", "한국어 · Test blog")
    assert feed.feed.link == "https://blog.test/ko/"
    found = json.loads(blog.get("/ko/feed.json").text)
    assert (found["language"], len(found["items"])) == ("ko", 1)
    assert found["home_page_url"] == "https://blog.test/ko/"


@pytest.mark.parametrize("path", [*OWN, KOREAN])
def test_the_pages_of_a_language_are_in_it(path: str) -> None:
    page = make_blog().get(path).text
    assert re.search(r'lang="ko"|"language": "ko"', page[:600])
    if "<html" in page:
        assert "보관함" in page
        assert ">Archive<" not in page
        assert 'href="/ko/" rel="home"' in page
        assert 'action="/ko/search"' in page
        assert 'href="/ko/feed.xml"' in page.partition("</head>")[0]


def test_a_language_may_be_written_from_right_to_left() -> None:
    blog = make_blog()
    blog.post("2020-01-04-a.md", "مرحبا", title="مرحبا", lang="ar")
    assert opening(blog, "/ar/") == ' lang="ar" dir="rtl"'
    assert opening(blog, "/ko/") == ' lang="ko" dir="ltr"'
    assert 'lang="ar" hreflang="ar" dir="rtl"' in blog.get("/ko/").text


@pytest.mark.parametrize(("path", "ko"), [("/", "/ko/"), ("/archive/", "/ko/archive/")])
def test_pages_name_their_versions_in_both_directions(path: str, ko: str) -> None:
    blog = make_blog()
    versions = {"en": path, "ko": ko, "x-default": path}
    assert alternates(blog, path) == alternates(blog, ko) == versions
    feeds = [
        feedparser.parse(blog.get(each).data).feed.links for each in ("/feed.xml", "/ko/feed.xml")
    ]
    others = [link for links in feeds for link in links if link.get("hreflang")]
    assert [(link.hreflang, link.href) for link in others] == [
        ("ko", "https://blog.test/ko/feed.xml"),
        ("en", "https://blog.test/feed.xml"),
    ]


def test_versions_of_a_post_name_each_other() -> None:
    blog = make_blog()
    versions = {"en": ENGLISH, "ko": KOREAN, "x-default": ENGLISH}
    assert alternates(blog, ENGLISH) == alternates(blog, KOREAN) == versions
    assert alternates(blog, ALONE) == {}
    blog.post("2020-01-02-jo.md", "조석", title="조석", lang="ko")
    assert alternates(blog, ENGLISH) == alternates(blog, KOREAN) == {}


def test_the_switch_leads_to_the_translation_or_else_to_the_home_of_a_language() -> None:
    blog = make_blog()
    assert switch(blog, ENGLISH) == {"English*": ENGLISH, "한국어": KOREAN}
    assert switch(blog, KOREAN) == {"English": ENGLISH, "한국어*": KOREAN}
    assert switch(blog, ALONE) == {"English*": ALONE, "한국어": "/ko/"}
    assert switch(blog, "/ko/archive/") == {"English": "/archive/", "한국어*": "/ko/archive/"}
    assert switch(blog, "/tags/") == {"English*": "/", "한국어": "/ko/"}
    assert switch(blog, "/search") == {"English*": "/search", "한국어": "/ko/search"}


def test_a_running_blog_keeps_its_languages_while_posts_follow_a_list_of_them() -> None:
    blog = make_blog()
    before = [switch(blog, path) for path in ("/", ENGLISH, KOREAN, "/tags/")]
    blog.put("_config.yml", NAMED)
    assert [switch(blog, path) for path in ("/", ENGLISH, KOREAN, "/tags/")] == before
    assert [blog.get(path).status_code for path in (*OWN, "/en/")] == [*[200] * 5, 404]
    blog.services.ticker.tick()
    assert posts(blog, "/en/") == [ALONE, ENGLISH]
    assert switch(blog, "/") == {"English": "/en/", "한국어": "/ko/", "All languages*": "/"}


def test_the_switch_tells_variants_of_a_language_apart_and_marks_one() -> None:
    blog = Blog(config=PLAIN)
    for lang in ("pt", "pt-BR", "zh-Hans", "zh_TW"):
        blog.post(f"2020-01-01-{lang}.md", title="T", lang=lang)
    assert switch(blog, "/2020/01/01/pt/") == {
        "English": "/",
        "português*": "/2020/01/01/pt/",
        "português (BR)": "/pt-BR/",
        "简体中文": "/zh-Hans/",
        "繁體中文 (台灣)": "/zh-TW/",
    }


def test_a_language_is_the_same_however_it_is_spelt() -> None:
    blog = make_blog()
    blog.post("2020-01-02-jo.md", "조석", title="조석", lang="KO", ref="tide")
    assert opening(blog, KOREAN) == ' lang="ko" dir="ltr"'
    assert alternates(blog, ENGLISH) == {"en": ENGLISH, "ko": KOREAN, "x-default": ENGLISH}


def test_a_site_that_names_its_languages_has_a_home_for_its_own_as_well() -> None:
    blog = make_blog(NAMED)
    assert posts(blog, "/en/") == posts(blog, "/en/archive/") == [ALONE, ENGLISH]
    assert alternates(blog, "/") == {"en": "/en/", "ko": "/ko/", "x-default": "/"}
    assert switch(blog, "/") == {"English": "/en/", "한국어": "/ko/", "All languages*": "/"}
    assert switch(blog, ALONE) == {"English*": ALONE, "한국어": "/ko/", "All languages": "/"}


def test_older_and_newer_posts_are_in_the_language_of_a_post() -> None:
    blog = make_blog(NAMED)
    page = blog.get(ENGLISH).text
    assert f'rel="next" href="{ALONE}"' in page
    blog.post("2020-01-02-noon.md", "Noon.", title="Noon")
    assert 'rel="next" href="/2020/01/02/noon/"' in blog.get(ENGLISH).text
    assert 'rel="prev"' not in blog.get(KOREAN).text


def test_older_and_newer_posts_are_in_one_order_if_no_languages_are_named() -> None:
    blog = make_blog()
    ways = {path: blog.get(path).text for path in (ENGLISH, KOREAN, ALONE)}
    newer = {path: re.findall(r'rel="next" href="([^"]*)"', text) for path, text in ways.items()}
    older = {path: re.findall(r'rel="prev" href="([^"]*)"', text) for path, text in ways.items()}
    walked = {(path, other[0]) for path, other in newer.items() if other}
    assert len(walked) == 2
    assert walked == {(other[0], path) for path, other in older.items() if other}


def test_search_in_a_language_finds_that_alone_and_leads_to_the_whole() -> None:
    blog = make_blog()
    index(blog)
    whole, korean = (blog.get(path, query="q=tide").text for path in ("/search", "/ko/search"))
    assert re.findall(r'<h2><a href="([^"]*)"', korean) == [KOREAN]
    assert sorted(re.findall(r'<h2><a href="([^"]*)"', whole)) == [ENGLISH, KOREAN, ALONE]
    assert 'href="/search?q=tide"' in korean
    assert "모든 언어에서 찾기" in korean
    assert "<article" not in blog.get("/ko/search", query="q=moon").text


def test_a_blog_in_one_language_has_no_such_page_and_no_word_of_it() -> None:
    blog = make_blog(korean=False)
    assert [blog.get(path).status_code for path in (*OWN, "/en/", "/en/feed.xml")] == [404] * 7
    for path in ("/", "/archive/", "/search", ENGLISH, "/feed.xml", "/sitemap.xml"):
        assert "hreflang" not in blog.get(path).text
        assert 'class="languages"' not in blog.get(path).text
    rows = {key.pk for key, _ in blog.table.scan()}
    assert not {pk for pk in rows if pk.startswith("list#lang")}


def test_every_page_leads_to_a_language_from_its_first_post_to_its_last() -> None:
    blog = make_blog(korean=False)
    for path in ("/", ALONE, "/tags/"):
        assert switch(blog, path) == {}
    publish_korean(blog)
    for path in ("/", ALONE, "/tags/"):
        assert "한국어" in switch(blog, path)
    blog.bucket.delete("_posts/2020-01-02-jo.md")
    blog.services.publisher.publish("_posts/2020-01-02-jo.md")
    for path in ("/", ALONE, "/tags/"):
        assert switch(blog, path) == {}
    assert blog.get("/ko/").status_code == 404


def test_another_post_in_a_language_leaves_other_pages_stored() -> None:
    blog = make_blog()
    blog.get(ALONE)
    before = blog.table.get([items.generation_key("site")])
    blog.post("2020-01-09-b.md", "둘째", title="둘째", lang="ko")
    assert blog.table.get([items.generation_key("site")]) == before
    assert posts(blog, "/ko/") == ["/2020/01/09/b/", KOREAN]


def test_a_lost_record_of_languages_is_made_good_by_the_comparison() -> None:
    blog = make_blog()
    blog.table.write(Delete(items.LANGUAGES))
    before = blog.table.get([items.generation_key("site")])
    blog.services.reconciler.run(blog.clock.now() + timedelta(minutes=1))
    assert blog.table.get([items.generation_key("site")]) != before
    assert items.LANGUAGES in blog.table.get([items.LANGUAGES])


@pytest.mark.parametrize(
    ("written", "led_to"),
    [
        *[("/ko", "/ko/"), ("/KO/", "/ko/"), ("/ko/archive", "/ko/archive/")],
        *[("/ko/rss.xml", "/ko/feed.xml"), ("/ko/feed/", "/ko/feed.xml")],
        *[("/ko/search/", "/ko/search"), (f"/ko{ALONE}", ALONE), ("/ko/a.png", "/a.png")],
    ],
)
def test_other_spellings_lead_to_the_pages_of_a_language(written: str, led_to: str) -> None:
    blog = make_blog()
    blog.put("a.png", b"png", "image/png")
    answer = blog.get(written)
    assert (answer.status_code // 100, answer.headers["Location"]) == (3, led_to)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("ko.md", "---\ntitle: Knock-out\n---\nMine."),
        ("ko/index.html", "<!doctype html><p>Mine."),
        ("feed.md", "---\npermalink: /ko/feed.xml\n---\nMine."),
        ("ko/feed.json", '{"words": "Mine."}'),
        ("a.md", "---\npermalink: /ko/archive/\n---\nMine."),
        ("b.md", "---\npermalink: /ko/search\n---\nMine."),
        ("c.md", "---\npermalink: /c/\nredirect_from: /ko/\n---\nMine."),
    ],
)
def test_what_the_author_has_at_such_an_address_stays_there(key: str, text: str) -> None:
    blog = make_blog()
    path = {"ko.md": "/ko/", "ko/index.html": "/ko/", "c.md": "/ko/"}.get(key, "")
    path = path or f"/{key}" * key.startswith("ko/") or re.findall("permalink: (.*)", text)[0]
    assert "Mine." not in blog.get(path).text
    blog.put(key, text, "text/html")
    answer = blog.get(path)
    if answer.status_code in (301, 302):
        answer = blog.get(answer.headers["Location"])
    assert "Mine." in answer.text
    blog.bucket.delete(key)
    blog.services.publisher.publish(key)
    assert "Mine." not in blog.get(path).text
    assert blog.get(path).status_code == 200


def test_a_category_may_be_called_as_a_language() -> None:
    blog = make_blog()
    path = blog.post("2020-01-05-x.md", title="X", category="ko")
    assert path == "/ko/2020/01/05/x/"
    assert blog.get(path).status_code == blog.get("/categories/ko/").status_code == 200
    assert posts(blog, "/ko/") == [KOREAN]


def test_texts_of_polyglot_with_one_permalink_live_in_the_folders_of_their_languages() -> None:
    blog = make_blog(POLYGLOT)
    blog.put("about.md", "---\ntitle: About\npermalink: /about/\n---\nWe.")
    blog.put("about.ko.md", "---\ntitle: 소개\nlang: ko\npermalink: /about/\n---\n우리.")
    assert blog.get("/2020/01/02/jo/").status_code == 404
    assert posts(blog, "/ko/") == [f"/ko{KOREAN}"]
    versions = {"en": "/about/", "ko": "/ko/about/", "x-default": "/about/"}
    assert alternates(blog, "/about/") == alternates(blog, "/ko/about/") == versions
    titles = [re.findall("About|소개", blog.get(path).text) for path in ("/ko/", "/en/")]
    assert [{*each} for each in titles] == [{"소개"}, {"About"}]
    assert blog.get(f"/ko{ALONE}").headers["Location"] == ALONE


def test_the_sitemap_names_versions() -> None:
    blog = make_blog()
    root = ElementTree.fromstring(blog.get("/sitemap.xml").text)
    found = {
        url[0].text: {
            link.attrib["hreflang"]: link.attrib["href"] for link in url[1:] if link.attrib
        }
        for url in root
    }
    home, here = "https://blog.test/", "https://blog.test"
    assert found[home] == found[f"{home}ko/"] == {"en": home, "ko": f"{home}ko/", "x-default": home}
    versions = {"en": here + ENGLISH, "ko": here + KOREAN, "x-default": here + ENGLISH}
    assert found[here + ENGLISH] == found[here + KOREAN] == versions
    assert found[here + ALONE] == {}


def test_json_ld_tells_the_language() -> None:
    blog = make_blog()
    for path in ("/ko/", KOREAN):
        found = re.findall(
            r'<script type="application/ld\+json">(.*)</script>', blog.get(path).text
        )
        assert json.loads(found[0])["inLanguage"] == "ko"
    assert '"url": "https://blog.test/ko/"' in blog.get("/ko/").text


@pytest.mark.slow
def test_a_long_archive_of_a_language_has_pages_and_leads_to_years() -> None:
    blog = make_blog()
    for number in range(210):
        year, month, day = 2010 + number // 70, 1 + number % 12, 1 + number % 28
        blog.post(f"{year}-{month:02}-{day:02}-n{number}.md", title=f"N{number}", lang="ko")
    page = blog.get("/ko/archive/").text
    older = re.findall(r'rel="next" href="([^"]*)"', page)[0]
    assert len(posts(blog, "/ko/archive/")) == 200
    assert len(posts(blog, older)) == 11
    assert '<a href="/ko/archive/2010/">2010</a>' in page
    assert blog.get("/ko/archive/2011/").headers["Location"].startswith("/ko/archive/before/2012")
    assert blog.get("/ko/archive/before/20200101T000000Z/no/").headers["Location"] == "/ko/archive/"


def test_pinned_posts_stand_at_the_top_of_the_home_of_their_language() -> None:
    blog = make_blog()
    blog.post("2019-01-01-p.md", title="P", lang="ko", pin="true")
    assert posts(blog, "/ko/") == ["/2019/01/01/p/", KOREAN]


def test_rows_of_languages_are_gone_with_their_posts() -> None:
    blog = make_blog()
    publish = blog.services.publisher.publish
    blog.bucket.delete("_posts/2020-01-02-jo.md")
    publish("_posts/2020-01-02-jo.md")
    kinds = {key.pk for key, _ in blog.table.scan()}
    assert not {pk for pk in kinds if pk.startswith("list#lang")}
    assert blog.table.query(items.translation_rows("=tide")) == [
        ("_posts/2020-01-01-tide.md", {"path": ENGLISH, "lang": "en"})
    ]


def cost(blog: Blog, work: Callable[[], object]) -> int:
    """How many calls something takes, without those that make cache tags stale."""
    blog.calls.clear()
    stale = sum(int(item["n"]) for key, item in blog.table.scan() if key.pk[:11] == "generation#")
    work()
    now = sum(int(item["n"]) for key, item in blog.table.scan() if key.pk[:11] == "generation#")
    calls = Counter(blog.calls)
    return sum(calls[each] for each in calls if not each.endswith("scan")) - (now - stale)


@pytest.mark.parametrize("size", [5, 60])
def test_a_post_in_a_language_costs_the_same_however_many_there_are(size: int) -> None:
    blog = make_blog()
    for number in range(size):
        blog.post(f"2021-01-01-n{number}.md", title=f"N{number}", lang="ko" if number % 2 else "en")
    blog.get("/")
    text = "---\ntitle: 글\nlang: {}\nref: tide\n---\nText."
    blog.bucket.put("_posts/2022-01-01-x.md", text.format("ko").encode(), "text/markdown")
    blog.bucket.put("_posts/2022-01-01-y.md", text.format("de").encode(), "text/markdown")
    publish = blog.services.publisher.publish
    assert cost(blog, lambda: publish("_posts/2022-01-01-x.md")) == 10
    assert cost(blog, lambda: publish("_posts/2022-01-01-y.md")) == 13
    paths = ["/ko/", "/ko/archive/", "/ko/feed.xml", "/2022/01/01/x/", "/ko/search", "/ko/"]
    assert [cost(blog, partial(blog.get, path)) for path in ["/2022/", *paths]][1:] == [
        *(4, 4, 4, 7, 2, 1)
    ]


def test_check_says_what_takes_the_place_of_a_page_of_a_language() -> None:
    blog = make_blog()
    blog.put("ko.md", "---\ntitle: Knock-out\n---\nMine.")
    found = claims_of(blog.services, ["ko.md", "_posts/2020-01-02-jo.md"])
    assert [problem.message for problem in found["ko.md"]] == [
        "takes /ko/, where the blog's own page for ko is otherwise."
    ]
    assert found["_posts/2020-01-02-jo.md"] == []


def test_whoever_comes_or_goes_makes_distant_translations_stale() -> None:
    blog = make_blog()
    for day in (5, 6, 7):
        blog.post(f"2020-01-0{day}-n.md", title="N", lang="fr")
    assert "fr" not in alternates(blog, ENGLISH)
    blog.post("2020-01-09-m.md", title="Marée", lang="fr", ref="tide")
    assert alternates(blog, ENGLISH)["fr"] == "/2020/01/09/m/"
    blog.post("2020-01-09-m.md", title="Marée", lang="fr", ref="tide", permalink="/maree/")
    assert alternates(blog, ENGLISH)["fr"] == "/maree/"
    blog.bucket.delete("_posts/2020-01-09-m.md")
    blog.services.publisher.publish("_posts/2020-01-09-m.md")
    assert "fr" not in alternates(blog, ENGLISH)
