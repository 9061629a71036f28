"""A blog of WordPress arrives whole: texts, pictures, comments and every old address."""

import pytest

from tests.cli.importing.arrivals import Arrival
from tests.cli.importing.conftest import Arrive
from tests.cli.importing.wxr import attachment, author, comment, item, meta, term, wxr
from tests.support.picture_files import drawing

PICTURE = drawing(30, 20)
CLASSIC = """The sea goes out.

It comes <strong>back</strong> at <a href="https://old.test/2020/01/03/high-tide/">high tide</a>,
as every day, says <a href="https://old.test/?p=2">another</a>.

[caption id="attachment_9" align="left" width="30"]<img src="https://old.test/wp-content/uploads/2020/01/pier.png" alt="A pier" /> The pier at <em>dawn</em>[/caption]

[code language="python"]print("1 < 2")[/code]

https://www.youtube.com/watch?v=abcdefghijk

[gallery ids="9,10"]

[tide-table harbour="north"] and [[gallery]]."""
BLOCKS = """<!-- wp:heading --><h2 class="wp-block-heading">Boats</h2><!-- /wp:heading -->

<!-- wp:paragraph {"align":"center"} -->
<p class="has-text-align-center">They come in.</p>
<!-- /wp:paragraph -->

<!-- wp:block {"ref":30} /-->

<!-- wp:latest-posts {"postsToShow":3} /-->

<!-- wp:embed {"url":"https://vimeo.com/1","type":"video"} -->
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://vimeo.com/1
</div></figure>
<!-- /wp:embed -->"""

MOVED = {
    "/?p=1": "/2020/01/02/low-tide/",
    "/?p=2": "/2020/01/03/high-tide/",
    "/?page_id=6": "/about/",
    "/?attachment_id=9": "/2020/01/02/low-tide/",
    "/2020/01/02/ebb/": "/2020/01/02/low-tide/",
    "/2020/01/02/low-tide/pier/": "/2020/01/02/low-tide/",
    "/2020/01/02/low-tide/amp/": "/2020/01/02/low-tide/",
    "/2020/01/02/low-tide/feed/": "/2020/01/02/low-tide/",
    "/gull/": "/wp-content/uploads/2020/01/gull.png",
    "/category/sea/": "/categories/sea/",
    "/tag/tides/feed/": "/tags/tides/feed.xml",
    "/feed/": "/feed.xml",
    "/author/hana/": "/archive/",
}


@pytest.fixture
def arrival(arrive: Arrive) -> Arrival:
    low = (
        term("category", "sea", "Sea")
        + term("post_tag", "tides", "Tides")
        + meta("_thumbnail_id", "9")
        + meta("_yoast_wpseo_metadesc", "How the sea goes.")
        + meta("_wp_old_slug", "ebb")
        + comment(5, "Mina", "Lovely.\n\nCome <script>x()</script>again {{ now }}.")
        + comment(6, "Jun", "Yes", parent=5)
        + comment(7, "Spam", "Buy", approved="0")
        + comment(8, "Ping", "Pong", kind="pingback")
    )
    xml = wxr(
        item(1, "Low tide", CLASSIC, excerpt="The sea, out.", more=low),
        item(2, "High tide", BLOCKS, date="2020-01-03 10:00:00"),
        item(3, "Idea", "Later.", status="draft", link="https://old.test/?p=3"),
        item(4, "Diary", "Mine.", status="private"),
        item(5, "Party", "Come.", status="future", date="2199-01-02 10:00:00"),
        item(6, "About", "Me.", kind="page", link="https://old.test/about/"),
        item(7, "Trash", "No.", status="trash"),
        attachment(9, "pier.png", parent=1, alt="The pier"),
        attachment(10, "gull.png"),
        item(30, "Notice", "<!-- wp:paragraph --><p>Mind the step.</p>", kind="wp_block"),
        channel=author("hana", "Hana K."),
    )
    uploads = "wp-content/uploads/2020/01"
    pictures = {f"{uploads}/{name}": PICTURE for name in ("pier.png", "gull.png", "unused.png")}
    return arrive("wordpress", {"export.xml": xml, **pictures}, source="")


def test_texts_arrive_in_the_state_that_they_were_in(arrival: Arrival) -> None:
    assert arrival.online().states() == {
        "_posts/2020-01-02-low-tide.md": "live",
        "_posts/2020-01-03-high-tide.md": "live",
        "_drafts/idea.md": "draft",
        "_posts/2020-01-02-diary.md": "hidden",
        "_posts/2199-01-02-party.md": "scheduled",
        "_pages/about.md": "live",
    }


def test_a_classic_text_is_markdown_with_what_its_shortcodes_stood_for(arrival: Arrival) -> None:
    assert (
        arrival.text("_posts/2020-01-02-low-tide.md")
        == """---
title: Low tide
date: 2020-01-02 10:00:00 +0100
categories:
- Sea
tags:
- Tides
image: /wp-content/uploads/2020/01/pier.png
description: How the sea goes.
excerpt: The sea, out.
redirect_from:
- /?p=1
- /2020/01/02/ebb/
- /2020/01/02/low-tide/pier/
- /?attachment_id=9
---

The sea goes out.

It comes **back** at [high tide](/2020/01/03/high-tide/),  
as every day, says [another](/2020/01/03/high-tide/).

<figure><img src="/wp-content/uploads/2020/01/pier.png" alt="A pier"><figcaption>The pier at <em>dawn</em></figcaption></figure>

```python
print("1 < 2")
```

<https://www.youtube.com/watch?v=abcdefghijk>

<div class="gallery"><figure><img src="/wp-content/uploads/2020/01/pier.png" alt="The pier"></figure><figure><img src="/wp-content/uploads/2020/01/gull.png" alt=""></figure></div>

\\[tide-table harbour="north"\\] and \\[gallery\\].

{% include comments/2020-01-02-low-tide.html %}
"""
    )


def test_blocks_are_what_readers_saw_of_them(arrival: Arrival) -> None:
    body = arrival.text("_posts/2020-01-03-high-tide.md").partition("---\n\n")[2]
    assert (
        body
        == """## Boats

They come in.

Mind the step.

<figure><p><a href="https://vimeo.com/1">https://vimeo.com/1</a></p></figure>
"""
    )


def test_pictures_lie_where_they_were_and_only_those_that_are_used(arrival: Arrival) -> None:
    online = arrival.online()
    for name in ("pier.png", "gull.png"):
        assert arrival.root.joinpath("wp-content/uploads/2020/01", name).read_bytes() == PICTURE
        online.services.bucket.put(f"wp-content/uploads/2020/01/{name}", PICTURE, "image/png")
    assert "wp-content/uploads/2020/01/unused.png" not in arrival.files()


def test_comments_stand_under_their_post_cleaned_and_in_threads(arrival: Arrival) -> None:
    page = arrival.online().get("/2020/01/02/low-tide/").text
    archive = page.partition('<section class="archived-comments">')[2].partition("</section>")[0]
    for part in ("<p>Lovely.</p>", "again {{ now }}.", ">Mina</a>", 'id="comment-6"'):
        assert part in archive.replace("&#123;", "{")
    assert archive.index('id="comment-5"') < archive.index('id="comment-6"')
    for part in ("script", "x()", "Buy", "Pong", "secret@mail.test"):
        assert part not in archive


def test_feeds_and_lengths_are_of_the_text_alone(arrival: Arrival) -> None:
    online = arrival.online()
    assert ("Mina" in online.get("/feed.xml").text, "Low tide" in online.get("/feed.xml").text) == (
        False,
        True,
    )


def test_every_old_address_leads_on(arrival: Arrival) -> None:
    online = arrival.online()
    assert {old: online.to(old) for old in MOVED} == MOVED


def test_what_is_left_out_is_told_and_all_else_is_compared(arrival: Arrival) -> None:
    told = arrival.again().output
    for line in (
        "has the block latest-posts, which only WordPress fills",
        "has the shortcode [tide-table], which only a plugin shows",
        "Found 1 draft post, 1 live page, 2 live posts, 1 private post, 1 scheduled post; 2 comments.",
        "6 texts before and after: no word, link, picture or code block is lost.",
    ):
        assert line in told
    assert arrival.run("check", arrival.root, "--errors-only").exit_code == 0


def test_settings_and_menu_arrive(arrive: Arrive) -> None:
    menu = [
        item(40 + place, title, kind="nav_menu_item", more=term("nav_menu", "top", "Top") + metas)
        for place, (title, metas) in enumerate(
            [
                ("", meta("_menu_item_type", "post_type") + meta("_menu_item_object_id", "6")),
                ("Shop", meta("_menu_item_url", "https://shop.test/")),
            ]
        )
    ]
    about = item(6, "About", "Me.", kind="page", link="https://old.test/about/")
    xml = wxr(item(1, "A"), about, *menu, channel=author("hana", "Hana K."))
    assert (
        arrive("wordpress", {"a.xml": xml}, source="a.xml").text("_config.yml")
        == """\
title: Harbour & Tide
description: Notes from the pier
url: https://old.test
lang: en
author:
  name: Hana K.
permalink: /:year/:month/:day/:title/
nav:
- title: About
  url: /about/
- title: Shop
  url: https://shop.test/
"""
    )


def test_categories_below_others_and_with_other_names_lead_to_ours(arrive: Arrive) -> None:
    channel = "".join(
        f"<wp:category><wp:category_nicename>{nice}</wp:category_nicename>"
        f"<wp:category_parent>{above}</wp:category_parent><wp:cat_name>{name}</wp:cat_name></wp:category>"
        for nice, above, name in (("sea", "", "Sea"), ("eb-2", "sea", "Ebb"))
    )
    terms = term("category", "sea", "Sea") + term("category", "eb-2", "Ebb")
    arrival = arrive("wordpress", {"a.xml": wxr(item(1, "A", more=terms), channel=channel)})
    assert arrival.online().to("/category/sea/eb-2/") == "/categories/ebb/"


def test_several_authors_are_named_with_each_post(arrive: Arrive) -> None:
    channel = author("hana", "Hana K.") + author("jun", "Jun P.")
    arrival = arrive("wordpress", {"a.xml": wxr(item(1, "A", "Text."), channel=channel)})
    assert "author: hana\n" in arrival.text("_posts/2020-01-02-a.md")
    assert "Hana K." in arrival.online().get("/2020/01/02/a/").text


def test_a_blog_below_a_path_with_plain_permalinks_keeps_its_addresses(arrive: Arrive) -> None:
    xml = wxr(item(1, "A", link="https://old.test/blog/?p=1"))
    xml = xml.replace(
        "<wp:base_blog_url>https://old.test", "<wp:base_blog_url>https://old.test/blog"
    )
    assert arrive("wordpress", {"a.xml": xml}).online().to("/blog/?p=1") == "/2020/01/02/a/"
