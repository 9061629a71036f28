"""Front matter as a form: what it shows, and that a field writes its own entry and nothing else."""

from datetime import UTC, datetime

import pytest

from handler.core.authoring.changes import Setting
from handler.core.authoring.forms import filled, form_of
from handler.core.model.entries import SiteConfig
from handler.core.model.problems import ContentError

KEY = "_posts/2026-01-01-a.md"
SETTING = Setting(SiteConfig(timezone="Asia/Seoul"), datetime(2026, 6, 1, tzinfo=UTC))


def fields(front: str) -> dict[str, str]:
    """The fields of a text that are not empty."""
    form = form_of(KEY, f"---\n{front}---\nText.\n".encode(), SETTING)
    return {name: value for name, value in form.fields.items() if value}


def changed(front: str, **changes: str) -> str:
    data = filled(KEY, f"---\n{front}---\nText.\n".encode(), changes, SETTING)
    return data.decode().removeprefix("---\n").removesuffix("---\nText.\n")


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("title: 'It''s'\n", {"title": "It's"}),
        ("title: 2018\n", {"title": "2018"}),
        ("tags: [tea, red tea]\n", {"tags": "tea, red tea"}),
        ("tags: tea milk\n", {"tags": "tea, milk"}),
        ("tag: red tea\n", {"tags": "red tea"}),
        ("category: Life\n", {"categories": "Life"}),
        ("date: 2026-01-01 09:00:00 +0000\n", {"date": "2026-01-01T18:00"}),
        ("date: 2026-01-01\n", {"date": "2026-01-01T00:00"}),
        ("description: >\n  Two\n  lines.\n", {"description": "Two lines."}),
        ("", {}),
    ],
)
def test_a_field_shows_what_jekyll_understands(front: str, shown: dict[str, str]) -> None:
    assert fields(front) == shown


@pytest.mark.parametrize(
    ("front", "name"),
    [
        ("image: {path: /a.jpg, alt: A}\n", "image"),
        ("tags: {a: b}\n", "tags"),
        ("tags: ['a, b', c]\n", "tags"),
        ("date: soon\n", "date"),
        ("category: a\ncategories: [b]\n", "categories"),
    ],
)
def test_what_no_field_can_show_is_fixed(front: str, name: str) -> None:
    form = form_of(KEY, f"---\n{front}---\n".encode(), SETTING)
    assert (form.fixed, form.fields[name]) == (frozenset({name}), "")


def test_nobody_can_read_it_then_there_are_no_fields_but_the_text() -> None:
    form = form_of(KEY, b"---\ntitle: [a\n---\nText.\n", SETTING)
    assert (form.front, form.body, form.fields) == ("title: [a", "Text.\n", {})
    assert form.problems[0].line


@pytest.mark.parametrize(
    ("front", "changes", "written"),
    [
        ("title: A # mine\nx: 1\n", {"title": "B: c"}, 'title: "B: c" # mine\nx: 1\n'),
        ("title: A\n", {"title": "2018"}, 'title: "2018"\n'),
        ("title: A\n", {"title": "제목  둘 "}, "title: 제목 둘\n"),
        ("title: A\nx: 1\n", {"title": " "}, "x: 1\n"),
        ("tags: [a]\n", {"tags": "a, b c,, a"}, "tags: [a, b c]\n"),
        ("tags:\n  - a\nx: 1\n", {"tags": "a, b"}, "tags:\n  - a\n  - b\nx: 1\n"),
        ("tag: a\nx: 1\n", {"tags": "b"}, "x: 1\ntags:\n  - b\n"),
        ("tag: a\nx: 1\n", {"tags": ""}, "x: 1\n"),
        ("x: 1\n", {"date": "2026-01-02T03:04"}, "x: 1\ndate: 2026-01-02 03:04:00 +0900\n"),
        ("date: 2026-01-01\n", {"date": ""}, ""),
        (
            "x: 1\n",
            {"location": "Seoul", "image": "/a.jpg"},
            "x: 1\nlocation: Seoul\nimage: /a.jpg\n",
        ),
        ("x: 1\n", {"layout": "evil"}, "x: 1\n"),
    ],
)
def test_a_field_writes_its_own_entry_alone(
    front: str, changes: dict[str, str], written: str
) -> None:
    assert changed(front, **changes) == written


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ContentError, match="no such date"):
        changed("title: A\n", date="soon")
