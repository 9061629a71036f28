"""Posts of Medium arrive without what its pages put around them."""

from tests.cli.importing.conftest import Arrive

BODY = """<section data-field="body" class="e-content"><section name="a1" class="section">
<div class="section-divider"><hr class="section-divider"></div><div class="section-content"><div class="section-inner">
<h3 name="b1" id="b1" class="graf graf--h3 graf--title">Low tide</h3>
<h4 name="b2" id="b2" class="graf graf--h4 graf--subtitle">The sea goes out</h4>
<figure name="c" id="c" class="graf"><div class="aspectRatioPlaceholder"><div class="fill" style="padding: 1%"></div>
<img class="graf-image" data-width="3" src="https://cdn-images-1.medium.com/max/800/1*pier.png"></div>
<figcaption class="imageCaption">A <strong class="m">pier</strong></figcaption></figure>
<h3 name="d" id="d" class="graf">Boats</h3>
<p name="e" id="e" class="graf">They <a href="https://b.test/" rel="noopener" target="_blank">come</a>.</p>
<pre name="f" id="f"><code class="markup--code">a &lt; b<br>c</code></pre>
</div></div></section></section>"""


def page(
    title: str, body: str = BODY, *, more: str = "", subtitle: str = "The sea goes out"
) -> str:
    summary = (
        f'<section data-field="subtitle" class="p-summary">{subtitle}</section>' if subtitle else ""
    )
    return f"""<!DOCTYPE html><html><head><title>{title}</title></head><body><article class="h-entry">
<header><h1 class="p-name">{title}</h1></header>{summary}{body}<footer>{more}</footer></article></body></html>"""


FOOT = """<p>Tagged in <a href="https://medium.com/tag/sea" class="p-tag">Sea</a></p>
<p>By <a class="p-author h-card">Hana</a> on <time class="dt-published" datetime="2020-01-02T10:00:00.000Z">x</time></p>
<p><a href="https://medium.com/@hana/low-tide-0123456789ab" class="p-canonical">Canonical link</a></p>"""
PLAIN = '<section data-field="body" class="e-content"><p>Yes, so it is.</p></section>'
FILES = {
    "posts/2020-01-02_Low-tide-0123456789ab.html": page("Low tide", more=FOOT),
    "posts/draft_Idea-abcdefabcdef.html": page("Idea", PLAIN),
    "posts/2020-01-03_Yes-0123456789ff.html": page(
        "Yes, so",
        PLAIN,
        subtitle="",
        more=FOOT.replace("Sea</a>", "</a>")
        .replace("p-tag", "x")
        .replace("low-tide-0123456789ab", "yes-0123456789ff"),
    ),
    "profile/profile.html": '<h3 class="p-name">Hana K.</h3>',
}


def test_posts_drafts_and_responses_arrive(arrive: Arrive) -> None:
    arrival = arrive("medium", FILES)
    assert (
        arrival.text("_posts/2020-01-02-low-tide.md")
        == """\
---
title: Low tide
date: 2020-01-02 10:00:00 +0000
tags:
- Sea
description: The sea goes out
redirect_from:
- /@hana/low-tide-0123456789ab
- /low-tide-0123456789ab
- /p/0123456789ab
---

*The sea goes out*

<figure>
<img src="https://cdn-images-1.medium.com/max/800/1*pier.png">
<figcaption>A <strong>pier</strong></figcaption></figure>

## Boats

They [come](https://b.test/).

```
a < b
c
```
"""
    )
    online = arrival.online()
    assert online.states() == {
        "_posts/2020-01-02-low-tide.md": "live",
        "_posts/2020-01-02-yes.md": "hidden",
        "_drafts/idea.md": "draft",
    }
    assert online.to("/low-tide-0123456789ab") == online.to("/p/0123456789ab") == "/low-tide/"
