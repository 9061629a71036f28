"""Which texts say the same in several languages, and where they are."""

import pytest

from handler.core.jekyll.documents import Document
from handler.core.jekyll.reading import read_document
from handler.core.model.entries import SiteConfig
from handler.core.site.config import read_config

PLAIN = "lang: en\npermalink: pretty\n"
NAMED = PLAIN + "languages: [en, ko]\n"
POLYGLOT = NAMED + "default_lang: en\n"
POST = "_posts/2020-01-01-tide.md"


def read(config: str, front: str, key: str = POST) -> Document:
    site: SiteConfig = read_config(config.encode())[0]
    return read_document(key, f"---\n{front}\n---\nText.\n".encode(), site)


@pytest.mark.parametrize(
    ("config", "front", "name"),
    [
        *[(PLAIN, "ref: tide", ""), (PLAIN, "lang: ko", ""), (PLAIN, "ref: a\nlang: ko", "=a")],
        *[(NAMED, "ref: tide", "=tide"), (NAMED, "translation_id: 7", "=7"), (NAMED, "", "")],
        *[(PLAIN, "lang: en\nlang-ref: b\nref: c", "=b"), (POLYGLOT, "page_id: p", "=p")],
        *[(POLYGLOT, "permalink: /A/", "/a"), (POLYGLOT, "permalink: /a/\nlang: ko", "/a")],
        (POLYGLOT, "permalink: /ko/a/\nlang: ko", "/a"),
    ],
)
def test_what_belongs_together_has_a_name(config: str, front: str, name: str) -> None:
    assert read(config, front).entry.translations == name


@pytest.mark.parametrize(
    ("config", "front", "key", "path"),
    [
        (POLYGLOT, "lang: ko", POST, "/ko/2020/01/01/tide/"),
        (POLYGLOT, "lang: KO\npermalink: /ko/tide/", POST, "/ko/tide/"),
        (POLYGLOT, "lang: en", POST, "/2020/01/01/tide/"),
        (POLYGLOT, "lang: fr", POST, "/2020/01/01/tide/"),
        (NAMED, "lang: ko", POST, "/2020/01/01/tide/"),
        (POLYGLOT, "lang: ko\npermalink: /about/", "about.ko.md", "/ko/about/"),
        (POLYGLOT, "lang: ko\npermalink: /", "index.ko.md", "/ko/"),
        (POLYGLOT + "lang_from_path: true\n", "", "_posts/ko/2020-01-01-a.md", "/ko/2020/01/01/a/"),
        (POLYGLOT, "", "_posts/ko/2020-01-01-a.md", "/2020/01/01/a/"),
    ],
)
def test_with_polyglot_texts_live_below_their_languages(
    config: str, front: str, key: str, path: str
) -> None:
    assert read(config, front, key).entry.path == path


@pytest.mark.parametrize(
    ("config", "front", "message"),
    [
        (NAMED, "lang: fr", "is in fr, which is not among languages in _config.yml."),
        (PLAIN, "lang: kr", "has the lang kr, which is the code of a country."),
        (PLAIN, "lang: kr", "Write ko, if you mean that."),
    ],
)
def test_an_author_is_told_of_a_language_without_a_list(
    config: str, front: str, message: str
) -> None:
    assert message in " ".join(
        f"{each.message} {each.fix}" for each in read(config, front).problems
    )


@pytest.mark.parametrize("front", ["lang: fr", "lang: ko", "lang: en", ""])
def test_nothing_is_told_of_languages_without_a_list_of_them(front: str) -> None:
    assert read(PLAIN, front).problems == ()
