"""A plain site of Eleventy arrives."""

import re

from tests.cli.importing.conftest import Arrive
from tests.support.picture_files import drawing

FILES = {
    "eleventy.config.js": """export default function (c) { c.addPassthroughCopy("content/img");
 c.addPassthroughCopy({ "./public/": "/" }); }
export const config = { dir: { input: "content", includes: "_parts" } };""",
    "content/_data/metadata.json": '{"title": "Harbour", "url": "https://old.test", "author": {"name": "Hana"}}',
    "content/blog/blog.11tydata.json": '{"tags": ["posts"], "layout": "post.njk"}',
    "content/blog/2020-01-02-low-tide.md": "---\ntitle: Low tide\ntags: [sea]\n---\n"
    "See [high](./high.md#x) and ![Pier](/img/pier.png). {{ page.url }} ![Net](a%20net.png)\n",
    "content/blog/a net.png": drawing(30, 20),
    "content/blog/high.md": '---json\n{"date": "2020-01-05"}\n---\n# High\n\nUp.\n',
    "content/blog/flood.md": "---\ntitle: Flood\ndate: 2020-01-03\npermalink: /old/flood.html\n---\n![Gull](/gull.png)\n",
    "content/blog/idea.md": "---\ntitle: Idea\ndate: 2020-01-04\ndraft: true\n---\nLater.\n",
    "content/_notes/_notes.11tydata.js": "export default {}",
    "content/_notes/kelp.html": '---\ntitle: Kelp\ndate: 2020-01-06\n---\n<img src="/_img/kelp.png" alt="">\n',
    "content/_img/kelp.png": drawing(30, 20),
    "content/_img/wp-config.php": "secret",
    "content/_parts/nav.html": "No page.",
    "content/about.md": "---\ntitle: About\n---\nMe.\n",
    "content/feed.njk": "{{ x }}",
    "content/_includes/post.njk": "{{ content }}",
    "content/img/pier.png": drawing(30, 20),
    "public/gull.png": drawing(30, 20),
}


def test_texts_arrive_where_they_were(arrive: Arrive) -> None:
    arrival = arrive("eleventy", FILES)
    assert (
        arrival.text("_posts/2020-01-02-low-tide.md")
        == """\
---
title: Low tide
date: 2020-01-02 00:00:00 +0000
tags:
- sea
render_with_liquid: false
---

See [high](/blog/high/#x) and ![Pier](/img/pier.png). {{ page.url }} ![Net](/blog/a%20net.png)
"""
    )
    online = arrival.online()
    assert online.states() == {
        "_posts/2020-01-02-low-tide.md": "live",
        "_posts/2020-01-03-flood.md": "live",
        "_posts/2020-01-05-high.md": "live",
        "_posts/2020-01-06-kelp.md": "live",
        "_drafts/idea.md": "draft",
        "_pages/about.md": "live",
    }
    for address in ("/blog/low-tide/", "/old/flood.html", "/about/"):
        assert online.get(address).status_code == 200, address
    assert {"img/pier.png", "gull.png"} <= arrival.files()
    kelp = re.search(r"[(](/images/[^)]+)", arrival.text("_posts/2020-01-06-kelp.md"))
    assert kelp
    assert online.get(kelp[1]).status_code == 200
    told = arrival.again().output
    assert "has templates in its text" in told
    assert "content/_notes/_notes.11tydata.js: is JavaScript, which is never run" in told
    assert "title: Harbour\nurl: https://old.test\nauthor:\n  name: Hana\n" in arrival.text(
        "_config.yml"
    )
