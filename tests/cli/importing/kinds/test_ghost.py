"""A blog of Ghost arrives whole, whichever editor its texts were written in."""

import json
from typing import Any

from tests.cli.importing.arrivals import Arrival
from tests.cli.importing.conftest import Arrive
from tests.support.picture_files import drawing

HTML = """<!--kg-card-begin: html--><p>The <em>sea</em>.</p><!--kg-card-end: html-->
<figure class="kg-card kg-image-card kg-card-hascaption"><img src="__GHOST_URL__/content/images/2020/01/pier.png"
class="kg-image" alt="Pier" loading="lazy" width="30" height="20" srcset="x 600w"><figcaption>The pier</figcaption></figure>
<p><a href="__GHOST_URL__/low-tide/">Low tide</a></p><pre><code class="language-js">let a = 1 &lt; 2</code></pre>
<div class="kg-card kg-audio-card"><div class="kg-audio-player-container"><audio src="__GHOST_URL__/content/media/a.mp3"
preload="metadata"></audio><div class="kg-audio-title">Waves</div><div class="kg-audio-player"><span>0:00</span></div></div></div>"""


def text(words: str, bits: int = 0) -> dict[str, Any]:
    return {"type": "extended-text", "text": words, "format": bits}


def lexical(*nodes: dict[str, Any]) -> str:
    return json.dumps({"root": {"type": "root", "children": nodes}})


def post(number: int, slug: str, **more: Any) -> dict[str, Any]:
    date = "2020-01-02T09:00:00.000Z"
    row = {"id": f"p{number}", "title": slug.title(), "slug": slug, "type": "post", "html": None}
    return {**row, "status": "published", "visibility": "public", "published_at": date, **more}


def export(*posts: dict[str, Any], **tables: Any) -> str:
    settings = [{"key": "title", "value": "Harbour"}, {"key": "timezone", "value": "Europe/Berlin"}]
    data = {"posts": posts, "settings": settings, **tables}
    return json.dumps({"db": [{"meta": {"version": "5.0"}, "data": data}]})


def body(arrival: Arrival, key: str) -> str:
    return arrival.text(key).partition("---\n\n")[2]


def test_html_arrives_with_its_pictures_and_players(arrive: Arrive) -> None:
    files = {"content/images/2020/01/pier.png": drawing(30, 20), "content/media/a.mp3": b"ID3"}
    arrival = arrive("ghost", {"a.json": export(post(1, "sea", html=HTML)), **files})
    assert (
        body(arrival, "_posts/2020-01-02-sea.md")
        == """\
The *sea*.

<figure><img src="/content/images/2020/01/pier.png" alt="Pier" width="30" height="20"><figcaption>The pier</figcaption></figure>

[Low tide](/low-tide/)

```js
let a = 1 < 2
```

<figure><audio controls="" src="/content/media/a.mp3"></audio><figcaption>Waves</figcaption></figure>
"""
    )
    assert {*files} <= arrival.files()


def test_lexical_becomes_markdown(arrive: Arrive) -> None:
    nodes = (
        {"type": "extended-heading", "tag": "h2", "children": [text("Boats")]},
        {
            "type": "paragraph",
            "children": [text("Come "), text("in", 1), {"type": "linebreak"}, text("x", 16)],
        },
        {
            "type": "list",
            "tag": "ol",
            "children": [{"type": "listitem", "children": [text("One")]}],
        },
        {
            "type": "paragraph",
            "children": [{"type": "link", "url": "https://b.test/", "children": [text("b")]}],
        },
        {"type": "codeblock", "code": "a < b", "language": "sh"},
        {"type": "callout", "calloutEmoji": "!", "calloutText": "<b>Mind</b> the step"},
        {
            "type": "bookmark",
            "url": "https://c.test/",
            "metadata": {"title": "C", "description": "About C"},
        },
        {"type": "horizontalrule"},
        {"type": "weather", "children": []},
    )
    arrival = arrive("ghost", {"a.json": export(post(1, "boats", lexical=lexical(*nodes)))})
    assert (
        body(arrival, "_posts/2020-01-02-boats.md")
        == """\
## Boats

Come **in**  
`x`

1. One

[b](https://b.test/)

```sh
a < b
```

> ! **Mind** the step

<figure><p><a href="https://c.test/">C</a></p><p>About C</p></figure>

* * *
"""
    )
    assert "post boats: has a card weather, which is not known" in arrival.again().output


def test_mobiledoc_becomes_markdown_and_markdown_stays_as_it_was_written(arrive: Arrive) -> None:
    card = {
        "atoms": [],
        "cards": [["markdown", {"markdown": "# A\n\n* b\n* https://c.test/\n"}]],
        "sections": [[10, 0]],
    }
    plain = {
        "atoms": [["soft-return", "", {}]],
        "cards": [["hr", {}]],
        "markups": [["a", ["href", "https://b.test/"]], ["strong"]],
        "sections": [
            [1, "p", [[0, [0], 1, "b"], [1, [], 0, 0], [0, [1], 1, "c"]]],
            [3, "ul", [[[0, [], 0, "d"]]]],
            [10, 0],
        ],
    }
    posts = [post(1, "a", mobiledoc=json.dumps(card)), post(2, "b", mobiledoc=json.dumps(plain))]
    arrival = arrive("ghost", {"a.json": export(*posts)})
    assert body(arrival, "_posts/2020-01-02-a.md") == "# A\n\n* b\n* <https://c.test/>\n"
    assert (
        body(arrival, "_posts/2020-01-02-b.md") == "[b](https://b.test/)  \n**c**\n\n- d\n\n* * *\n"
    )


def test_front_matter_settings_and_states_arrive(arrive: Arrive) -> None:
    sea = post(
        1,
        "sea",
        html="<p>S.</p>",
        custom_excerpt="Short.",
        feature_image="__GHOST_URL__/content/images/c.png",
    )
    meta = {
        "post_id": "p1",
        "meta_description": "Long.",
        "feature_image_alt": "Cover",
        "feature_image_caption": "By <b>Jun</b>",
    }
    posts = [
        sea,
        post(2, "about", type="page", html="<p>Me.</p>"),
        post(3, "idea", status="draft", html="<p>D.</p>"),
        post(
            4,
            "party",
            status="scheduled",
            published_at="2199-01-02T09:00:00.000Z",
            html="<p>P.</p>",
        ),
        post(5, "paid", visibility="paid", html="<p>$</p>"),
    ]
    tables = {
        "tags": [
            {"id": "t1", "name": "High Sea", "slug": "sea-2"},
            {"id": "t2", "name": "#hidden", "slug": "h"},
        ],
        "posts_tags": [
            {"post_id": "p1", "tag_id": "t2", "sort_order": 0},
            {"post_id": "p1", "tag_id": "t1", "sort_order": 1},
        ],
        "users": [
            {"id": "u1", "name": "Hana K.", "slug": "hana"},
            {"id": "u2", "name": "Jun", "slug": "jun"},
        ],
        "posts_authors": [{"post_id": "p1", "author_id": "u2", "sort_order": 0}],
        "posts_meta": [meta],
        "members": [{"id": "m1", "name": "Mina", "email": "secret@mail.test"}],
        "comments": [
            {
                "id": "c1",
                "post_id": "p1",
                "member_id": "m1",
                "html": "<p>Nice</p>",
                "status": "published",
            }
        ],
    }
    arrival = arrive(
        "ghost", {"a.json": export(*posts, **tables), "content/images/c.png": drawing(30, 20)}
    )
    assert (
        arrival.text("_posts/2020-01-02-sea.md")
        == """\
---
title: Sea
date: 2020-01-02 10:00:00 +0100
author: jun
tags:
- High Sea
image: /content/images/c.png
description: Long.
excerpt: Short.
---

<figure><img src="/content/images/c.png" alt="Cover"><figcaption>By <b>Jun</b></figcaption></figure>

S.

{% include comments/2020-01-02-sea.html %}
"""
    )
    online = arrival.online()
    assert online.states() == {
        "_posts/2020-01-02-sea.md": "live",
        "_pages/about.md": "live",
        "_drafts/idea.md": "draft",
        "_posts/2199-01-02-party.md": "scheduled",
        "_posts/2020-01-02-paid.md": "hidden",
    }
    page = online.get("/sea/").text
    assert ("Mina" in page, "secret@" in page) == (True, False)
    moved = {
        "/sea/amp/": "/sea/",
        "/tag/sea-2/": "/tags/high-sea/",
        "/rss/": "/feed.xml",
        "/author/jun/": "/archive/",
    }
    assert {old: online.to(old) for old in moved} == moved


def test_routes_tell_addresses_of_their_own(arrive: Arrive) -> None:
    routes = "collections:\n  /blog/:\n    permalink: /blog/{year}/{slug}/\n"
    files = {"a.json": export(post(1, "sea", html="<p>S.</p>")), "routes.yaml": routes}
    arrival = arrive("ghost", files)
    assert arrival.online().get("/blog/2020/sea/").status_code == 200
    assert "permalink" not in arrival.text("_posts/2020-01-02-sea.md")
