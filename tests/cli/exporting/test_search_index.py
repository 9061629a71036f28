"""The search index of a copy, asked as the script asks it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.cli.exporting.search_index import Postings
from handler.core.model.entries import Entry
from handler.core.search.documents import Document
from handler.core.search.words import index_words

TEXTS = st.lists(st.text("ab 한글é", max_size=12), min_size=1, max_size=9)


def document(number: int, text: str, title: str = "Title") -> Document:
    date = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=number)
    entry = Entry(f"_posts/{number}.md", "post", f"/{number}/", title, date, tags=("Tea",))
    return Document(entry, text, text)


def files_of(documents: list[Document]) -> dict[str, bytes]:
    postings = Postings()
    for each in documents:
        postings.put(each)
    return dict(postings.files(lambda path: f"/base{path}", "en"))


def found(files: dict[str, bytes], word: str) -> dict[int, int]:
    """The posts that have a word, and whether it is in their titles."""
    index = json.loads(files["index.json"])
    as_scripts = [(first.encode("utf-16-be"), name) for first, name in index["words"]]
    names = [name for first, name in as_scripts if first <= word.encode("utf-16-be")]
    steps = json.loads(files[names[-1]]).get(word, []) if names else []
    place, posts = 0, {}
    for step in steps:
        place += step >> 1
        posts[place] = step & 1
    return posts


@given(TEXTS)
def test_each_post_is_found_by_each_of_its_words_and_by_no_other(texts: list[str]) -> None:
    files = files_of([document(number, text) for number, text in enumerate(texts)])
    newest_first = texts[::-1]
    for word in {word for text in [*texts, "a b 한글"] for word in index_words(text)}:
        having = {n for n, text in enumerate(newest_first) if word in set(index_words(text))}
        assert set(found(files, word)) == having
    assert set(found(files, "tag:tea")) == set(range(len(texts)))


def test_words_and_posts_are_spread_over_files_once_there_are_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handler.cli.exporting.search_index._WORDS", 500)
    files = files_of([document(n, f"word{n} common", f"Title {n}") for n in range(450)])
    index = json.loads(files["index.json"])
    assert (index["posts"], len(index["records"])) == (450, 3)
    assert len(index["words"]) > 5
    assert list(found(files, "word7")) == [442]
    assert set(found(files, "title").values()) == {1}
    assert len(found(files, "common")) == 450
    third = json.loads(files[index["records"][2]])
    assert third[42][:3] == ["Title 7", "/base/7/", "8 January 2020"]
    assert list(files)[-1] == "index.json"


def test_what_does_not_change_keeps_its_files() -> None:
    documents = [document(n, f"word{n}") for n in range(3)]
    assert files_of(documents) == files_of(documents)
