"""Posts of Substack arrive at their addresses, without boxes to subscribe."""

from tests.cli.importing.conftest import Arrive

CSV = """post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle,podcast_url
11.low-tide,2020-01-02T10:00:00.000Z,true,,newsletter,everyone,Low &#x201C;tide&#x201D;,"Out, it goes",
12.waves,2020-01-03T10:00:00.000Z,true,,podcast,everyone,Waves,,https://s.test/a.mp3
13.idea,,false,,newsletter,everyone,Idea,,
14.paid,2020-01-04T10:00:00.000Z,true,,newsletter,only_paid,Paid,,
15.about,2020-01-05T10:00:00.000Z,true,,page,everyone,About,,
16.short,soon,true
"""
PICTURE = "https://substackcdn.com/image/fetch/w_1456/https%3A%2F%2Fs.test%2Fpier.png"
TIDE = f"""<p>The <em>sea</em>.</p><div class="captioned-image-container"><figure>
<a class="image-link image2" href="{PICTURE}"><div class="image2-inset"><picture><source srcset="x 1w">
<img src="{PICTURE}" width="30" height="20" data-attrs="{{}}" alt="Pier"></picture>
<div class="image-link-expand"><svg></svg></div></div></a></figure></div>
<div class="subscription-widget-wrap"><p>Thanks for reading!</p></div>
<p class="button-wrapper"><a href="https://h.test/subscribe"><span>Subscribe</span></a></p>"""
WAVES = """<p>Text.</p>
<p class="button-wrapper"><a class="button" href="https://b.test/boat"><span>Hire a boat</span></a></p>
<p class="button-wrapper"><a href="%%share_url%%"><span>Share</span></a></p>
<p class="button-wrapper"><a href="https://h.test/p/waves?utm_source=x&amp;action=share">Share it</a></p>
<div class="github-gist"><div><table><tr><td class="blob-num"></td><td class="blob-code">if a:</td></tr>
<tr><td class="blob-num"></td><td class="blob-code">    <span>go</span>()</td></tr></table>
<a href="https://gist.test/1">a.py</a></div></div>"""
FILES = {
    "posts.csv": CSV,
    "posts/11.low-tide.html": TIDE,
    **{
        f"posts/{name}.html": "<p>Text.</p>"
        for name in ("13.idea", "14.paid", "15.about", "16.short")
    },
    "posts/12.waves.html": WAVES,
}


def test_posts_podcasts_pages_and_drafts_arrive(arrive: Arrive) -> None:
    arrival = arrive("substack", FILES, "--url", "https://h.test")
    assert (
        arrival.text("_posts/2020-01-02-low-tide.md")
        == f"""\
---
title: Low “tide”
date: 2020-01-02 10:00:00 +0000
description: Out, it goes
redirect_from:
- /p/low-tide/comments
---

*Out, it goes*

The *sea*.

<figure>
<a href="{PICTURE}">
<img src="{PICTURE}" width="30" height="20" alt="Pier">
</a></figure>
"""
    )
    online = arrival.online()
    assert online.states() == {
        "_posts/2020-01-02-low-tide.md": "live",
        "_posts/2020-01-03-waves.md": "live",
        "_drafts/idea.md": "draft",
        "_drafts/short.md": "draft",
        "_posts/2020-01-04-paid.md": "hidden",
        "_pages/p/about.md": "live",
    }
    assert online.get("/p/low-tide").status_code == online.get("/p/about").status_code == 200
    assert (online.to("/p/low-tide/comments"), online.to("/feed")) == ("/p/low-tide", "/feed.xml")
    waves = online.get("/p/waves").text
    assert 'src="https://s.test/a.mp3"' in waves
    assert '<a href="https://b.test/boat">Hire a boat</a>' in waves
    assert "%%" not in waves
    assert "Share it" not in waves
    assert "if a:\n    go()" in waves
    assert 'href="https://gist.test/1"' in waves


def test_a_text_that_is_missing_is_told(arrive: Arrive) -> None:
    arrival = arrive("substack", FILES)
    (arrival.source / "posts/12.waves.html").unlink()
    result = arrival.again()
    assert "posts/short: has no date that can be read; it is a draft." in result.output
    assert (result.exit_code, "posts/12.waves.html: is missing." in result.output) == (1, True)
    assert "_posts/2020-01-03-waves.md" in arrival.files()
