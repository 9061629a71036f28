"""A folder of notes arrives as posts and pages that lead to one another."""

from tests.cli.importing.conftest import Arrive
from tests.support.picture_files import drawing

NOTE = """---
tags: [sea]
---
# Low *tide*

See [[High tide]], [[High tide#Spring tide|the spring]], [[#Boats]], [boats](boats.md#all) and [[Nowhere|no note]].

![[pier.png|30]] ![[pier.png]] ![Gull](../files/gull%20one.png)

> [!warning]- Mind the step
> It is ==wet==. %%really%%

> [!tip]
> Go.

![[Boats]]

`[[High tide]]` #tides/low ^block

```
[[code]]
```

https://b.test/
"""
FILES = {
    ".obsidian/app.json": "{}",
    ".obsidian/templates.json": '{"folder": "sea/new"}',
    "sea/new/day.md": "---\ndate: {{date}}\n---\n",
    "sea/2020-01-02 Low tide.md": NOTE,
    "sea/High tide.md": "---\naliases: [Flood]\ndate: 2020-01-03\n---\n## Spring tide\nUp.\nHigh.\n",
    "sea/boats.md": "They come.\n\n[[Flood]]\n",
    "About.md": "Me. ![[kelp.png]]\n",
    "index.md": "# Harbour\n\nWelcome.\n",
    "Secret.md": "---\npublish: false\n---\nNo.\n",
    "idea.md": "---\ndraft: true\ndate: 2020-01-04\n---\nLater.\n",
    "_files/kelp.png": drawing(30, 20),
    "files/pier.png": drawing(30, 20),
    "files/gull one.png": drawing(30, 20),
    "files/unused.png": drawing(30, 20),
}


def test_what_obsidian_adds_becomes_markdown(arrive: Arrive) -> None:
    arrival = arrive("markdown", FILES)
    assert (
        arrival.text("_posts/2020-01-02-low-tide.md")
        == """\
---
title: Low tide
date: 2020-01-02 00:00:00 +0000
tags:
- sea
- tides/low
---

See [High tide](/2020/01/03/high-tide/), [the spring](/2020/01/03/high-tide/#spring-tide), [Boats](#boats), [boats](/sea/boats/#all) and no note.

<img src="/files/pier.png" alt="" width="30"> ![](/files/pier.png) ![Gull](/files/gull%20one.png)

> **Mind the step**
>
> It is <mark>wet</mark>. 

> **Tip**
>
> Go.

> They come.
>
> [Flood](/2020/01/03/high-tide/)

`[[High tide]]` #tides/low

```
[[code]]
```

<https://b.test/>
"""
    )
    assert "names `Nowhere`, which is not in the folder" in arrival.again().output
    assert {key for key in arrival.files() if key.startswith("files/")} == {
        "files/pier.png",
        "files/gull one.png",
    }


def test_notes_are_posts_pages_and_drafts(arrive: Arrive) -> None:
    online = arrive("markdown", FILES).online()
    assert online.states() == {
        "_posts/2020-01-02-low-tide.md": "live",
        "_posts/2020-01-03-high-tide.md": "live",
        "_drafts/idea.md": "draft",
        "_pages/sea/boats.md": "live",
        "_pages/about.md": "live",
        "_pages/index.md": "live",
        "_pages/secret.md": "hidden",
    }
    assert "Up.<br" in online.get("/2020/01/03/high-tide/").text
    assert 'src="/images/kelp-' in online.get("/about/").text
    assert "Welcome." in online.get("/").text


def test_a_folder_without_obsidian_is_read_as_github_shows_it(arrive: Arrive) -> None:
    files = {
        "notes/20200102-first.md": "First\n=====\n\nOne\\\ntwo <https://a.test>, [b](../b.markdown).\n",
        "b.markdown": "---\ntitle: B\n---\n- [ ] to do\n\n| a | b |\n|---|---|\n| 1 | `2` |\n",
        "notes/bytes.md": "Caf\xe9".encode("latin-1"),
    }
    arrival = arrive("markdown", files)
    body = arrival.text("_posts/2020-01-02-first.md").partition("---\n\n")[2]
    assert body == "One  \ntwo <https://a.test>, [b](/b/).\n"
    assert "Café" in arrival.text("_pages/notes/bytes.md")
    assert "is not all UTF-8" in arrival.again().output
    arrival.online()
