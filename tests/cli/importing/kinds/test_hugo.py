"""A site of Hugo arrives with its bundles, languages, shortcodes and addresses."""

from tests.cli.importing.arrivals import Arrival
from tests.cli.importing.conftest import Arrive
from tests.support.picture_files import drawing

CONFIG = """baseURL = 'https://old.test/'
title = 'Harbour'
defaultContentLanguage = 'en'
[permalinks]
posts = '/:year/:slug/'
[languages.en]
[languages.fr]
[[menus.main]]
name = 'About'
url = '/about/'
[params]
description = 'Notes'
"""
TIDE = """+++
title = "Low tide"
date = 2020-01-02T10:00:00+01:00
tags = ["Tides", "sea"]
aliases = ["/old/tide/", "ebb"]
images = ["pier.png"]
+++
See [high]({{< ref "high.md#top" >}}) and [about](../about.md).

{{< figure src="pier.png" alt="Pier" caption="The *pier*" >}}

{{< highlight go "linenos=table" >}}
a := "{{ .Title }}"
{{< /highlight >}}

{{% notice warning %}}
Mind the **step**.
{{% /notice %}}

{{< youtube abcdefghijk >}}

{{< tide-table harbour="north" >}} but {{</* ref "x" */>}}

https://b.test/
"""
FILES = {
    "hugo.toml": CONFIG,
    "content/posts/low-tide/index.md": TIDE,
    "content/posts/low-tide/pier.png": drawing(30, 20),
    "content/posts/high.md": "---\ntitle: High tide\nslug: flood\ndate: 2020-01-03\n---\nUp.\n",
    "content/posts/high.fr.md": "---\ntitle: Haute\nslug: flood\ndate: 2020-01-03\n---\nEn haut.\n",
    "content/posts/idea.md": "---\ntitle: Idea\ndate: 2020-01-04\ndraft: true\n---\nLater.\n",
    "content/posts/party.md": '{"title": "Party", "date": "2020-01-05", "publishDate": "2199-01-01"}\nCome.\n',
    "content/posts/gone.md": "---\ntitle: Gone\ndate: 2020-01-06\nexpiryDate: 2020-02-01\n---\nOver.\n",
    "content/posts/_index.md": "---\ntitle: Posts\n---\n",
    "content/about.md": "---\ntitle: About\n---\nMe.\n",
    "static/files/chart.pdf": b"%PDF",
    "static/style.css": "a{}",
}


def arrived(arrive: Arrive) -> Arrival:
    return arrive("hugo", FILES)


def test_texts_arrive_in_the_state_that_they_were_in(arrive: Arrive) -> None:
    arrival = arrived(arrive)
    assert arrival.online().states() == {
        "_posts/2020-01-02-low-tide.md": "live",
        "_posts/2020-01-03-flood.md": "live",
        "_posts/2020-01-03-flood-2.md": "live",
        "_drafts/idea.md": "draft",
        "_posts/2199-01-01-party.md": "scheduled",
        "_posts/2020-01-06-gone.md": "hidden",
        "_pages/about.md": "live",
    }
    assert "static" not in str(arrival.files())
    assert {"files/chart.pdf", "2020/low-tide/pier.png"} <= arrival.files()


def test_shortcodes_are_what_they_stood_for(arrive: Arrive) -> None:
    arrival = arrived(arrive)
    assert (
        arrival.text("_posts/2020-01-02-low-tide.md")
        == """\
---
title: Low tide
date: 2020-01-02 10:00:00 +0100
tags:
- Tides
- sea
image: /2020/low-tide/pier.png
redirect_from:
- /old/tide/
- /2020/ebb
render_with_liquid: false
---

See [high](/2020/flood/#top) and [about](/about/).

<figure><img src="/2020/low-tide/pier.png" alt="Pier"><figcaption>The *pier*</figcaption></figure>

```go
a := "{{ .Title }}"
```

> Mind the **step**.

<p><a href="https://www.youtube.com/watch?v=abcdefghijk">https://www.youtube.com/watch?v=abcdefghijk</a></p>

{{< tide-table harbour="north" >}} but {{< ref "x" >}}

<https://b.test/>
"""
    )
    assert "has the shortcode tide-table" in arrival.again().output


def test_addresses_and_languages_stay(arrive: Arrive) -> None:
    online = arrived(arrive).online()
    for address in ("/2020/low-tide/", "/2020/flood/", "/fr/2020/flood/", "/about/"):
        assert online.get(address).status_code == 200, address
    moved = {
        "/old/tide/": "/2020/low-tide/",
        "/2020/ebb": "/2020/low-tide/",
        "/index.xml": "/feed.xml",
    }
    assert {old: online.to(old) for old in moved} == moved
    assert 'hreflang="fr"' in online.get("/2020/flood/").text


def test_front_matter_that_cannot_be_read_is_told_and_all_else_arrives(
    arrive: Arrive, run: object
) -> None:
    arrival = arrive("hugo", {**FILES})
    (arrival.source / "content/about.md").write_text("+++\ntitle = 'About\n+++\n")
    result = arrival.again()
    assert result.exit_code == 1
    assert result.output.count("content/about.md: has front matter that cannot be read") == 1
    assert "_pages/about.md" in arrival.files()


def test_a_site_below_a_path_with_plain_addresses_keeps_them(arrive: Arrive) -> None:
    files = {
        "config.yaml": "baseURL: https://old.test/blog/\nuglyURLs: true\n",
        "content/notes/My Note.md": "---\ntitle: Mine\ndate: 2020-01-02\nmath: true\n---\nA [b](b.md).\n",
        "content/notes/b.md": "---\ntitle: B\ndate: 2020-01-02\n---\nB.\n",
    }
    online = arrive("hugo", files).online()
    assert online.get("/blog/notes/my-note.html").status_code == 200
    assert 'href="/blog/notes/b.html"' in online.get("/blog/notes/my-note.html").text
