"""A site of Pelican arrives, in Markdown and in reStructuredText."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.importing.conftest import Arrive
from tests.support.picture_files import drawing

CONFIG = """from os import environ
SITENAME = "Harbour"
SITEURL = "https://old.test"
TIMEZONE = "Europe/Berlin"
DEFAULT_LANG = "en"
AUTHOR = "Hana"
ARTICLE_URL = "{date:%Y}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{slug}/index.html"
PATH_METADATA = r"pages/(?P<fullpath>.+)[.].+"
PAGE_URL = "{fullpath}/"
BROKEN = open("/etc/passwd").read()
"""
MARKDOWN = """Title: Low tide
Date: 2020-01-02 10:00
Category: Sea
Tags: tides, high sea
Summary: The sea,
    going out.

See [high]({filename}high.rst#top) and [sea]({category}Sea).

![Pier]({static}/images/pier.png)

    #!python
    a < b

*[HTML]: Hyper
"""
RST = """High tide
#########

:date: 2020-01-03
:tags: tides
:modified: 2020-01-04
:author: Jun

It comes **back** to `the low one <{filename}low.md>`_.

Boats
=====

.. code-block:: python
   :linenos:
   :hl_lines: 1

   if a < b:
       pass

.. image:: {static}/images/pier.png
   :alt: Pier

.. include:: /etc/passwd

.. map:: Pier
   :zoom: 3

   Mind the |step|.
"""
FILES = {
    "pelicanconf.py": CONFIG,
    "content/low.md": MARKDOWN,
    "content/cat/high.rst": RST.replace("{filename}low.md", "{filename}/low.md"),
    "content/cat/idea.md": "Title: Idea\nDate: 2020-01-05\nStatus: draft\n\nLater.\n",
    "content/pages/about.html": "<html><head><title>About</title><meta name='tags' content='me'></head><body><p>Me.</p></body></html>",
    "content/pages/toys/kite.md": "---\nTitle: Kite: how to\nDate: 2020-01-06\n---\n\n"
    "[Plan]({static}/files/kite plan.pdf), as {static} says\n",
    "content/images/pier.png": drawing(30, 20),
    "content/files/kite plan.pdf": b"%PDF-1.4",
    "content/files/wind.html": "<p>Blow.</p>",
}


def test_articles_arrive_with_their_links(arrive: Arrive) -> None:
    files = {**FILES, "content/low.md": MARKDOWN.replace("high.rst", "cat/high.rst")}
    arrival = arrive("pelican", files)
    assert (
        arrival.text("_posts/2020-01-02-low-tide.md")
        == """\
---
title: Low tide
date: 2020-01-02 10:00:00 +0100
categories:
- Sea
tags:
- tides
- high sea
excerpt: The sea, going out.
---

See [high](/2020/high-tide/#top) and [sea](/categories/sea/).

![Pier](/images/pier.png)

    #!python
    a < b

*[HTML]: Hyper
"""
    )
    assert (
        arrival.text("_posts/2020-01-03-high-tide.md")
        == """\
---
title: High tide
date: 2020-01-03 00:00:00 +0100
last_modified_at: '2020-01-04'
author: Jun
categories:
- cat
tags:
- tides
---

It comes **back** to [the low one](/2020/low-tide/).

## Boats

```python
if a < b:
    pass
```

![Pier](/images/pier.png)

```
.. include:: /etc/passwd
```

```
.. map:: Pier
   :zoom: 3

   Mind the |step|.
```
"""
    )


def test_states_addresses_and_settings_stay(arrive: Arrive) -> None:
    arrival = arrive("pelican", FILES)
    online = arrival.online()
    assert online.states() == {
        "_posts/2020-01-02-low-tide.md": "live",
        "_posts/2020-01-03-high-tide.md": "live",
        "_drafts/idea.md": "draft",
        "_pages/about.md": "live",
        "_pages/toys/kite-how-to.md": "live",
        "_pages/files/wind.md": "live",
    }
    assert online.get("/about/").status_code == online.get("/files/wind.html").status_code == 200
    kite = online.get("/toys/kite/").text
    assert "Kite: how to" in kite
    assert 'href="/files/kite%20plan.pdf">Plan</a>, as {static} says' in kite
    moved = {
        "/feeds/all.atom.xml": "/feed.xml",
        "/tag/high-sea.html": "/tags/high-sea/",
        "/category/sea.html": "/categories/sea/",
    }
    assert {old: online.to(old) for old in moved} == moved
    assert "permalink: /:year/:title/\n" in arrival.text("_config.yml")
    assert "root:" not in "".join(
        map(arrival.text, (key for key in arrival.files() if key.endswith(".md")))
    )


def test_a_folder_without_articles_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in/content").mkdir(parents=True)
    result = run("import", "pelican", tmp_path / "in", tmp_path / "out")
    assert (result.exit_code, "is no site of Pelican" in result.output) == (2, True)
