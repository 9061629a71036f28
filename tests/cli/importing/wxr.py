"""Exports of WordPress in our own words."""

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Harbour &amp;amp; Tide</title><link>https://old.test</link>
<description>Notes from the pier</description><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.test</wp:base_site_url><wp:base_blog_url>https://old.test</wp:base_blog_url>
"""
TAIL = "</channel></rss>\n"


def wxr(*items: str, channel: str = "") -> str:
    """An export with these items."""
    return _HEAD + channel + "".join(items) + TAIL


def author(login: str, name: str) -> str:
    """One who writes."""
    return (
        f"<wp:author><wp:author_login>{login}</wp:author_login>"
        f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>"
    )


def item(
    number: int,
    title: str,
    body: str = "",
    *,
    kind: str = "post",
    status: str = "publish",
    link: str = "",
    slug: str = "",
    date: str = "2020-01-02 10:00:00",
    excerpt: str = "",
    parent: int = 0,
    more: str = "",
) -> str:
    """One item; `more` is further XML in it."""
    slug = slug or title.lower().replace(" ", "-")
    year, month, day = date[:10].split("-")
    link = link or f"https://old.test/{year}/{month}/{day}/{slug}/"
    return f"""<item><title><![CDATA[{title}]]></title><link>{link}</link>
<dc:creator><![CDATA[hana]]></dc:creator>
<content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>{date}</wp:post_date>
<wp:post_date_gmt>{date.replace(" 10:", " 09:")}</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status>
<wp:post_parent>{parent}</wp:post_parent><wp:menu_order>0</wp:menu_order>
<wp:post_type>{kind}</wp:post_type><wp:post_password></wp:post_password>{more}</item>
"""


def term(domain: str, nice: str, name: str) -> str:
    """A category or tag of an item."""
    return f'<category domain="{domain}" nicename="{nice}"><![CDATA[{name}]]></category>'


def meta(name: str, value: str) -> str:
    """What a plugin, or WordPress itself, keeps with an item."""
    return (
        f"<wp:postmeta><wp:meta_key>{name}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def comment(
    number: int,
    author: str,
    text: str,
    *,
    parent: int = 0,
    kind: str = "comment",
    approved: str = "1",
) -> str:
    """What a reader wrote below an item."""
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
<wp:comment_author><![CDATA[{author}]]></wp:comment_author>
<wp:comment_author_email>secret@mail.test</wp:comment_author_email>
<wp:comment_author_url>https://{author.lower()}.test</wp:comment_author_url>
<wp:comment_date>2020-01-03 10:00:00</wp:comment_date>
<wp:comment_date_gmt>2020-01-03 09:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"""


def attachment(number: int, name: str, parent: int = 0, *, alt: str = "") -> str:
    """An uploaded picture."""
    stem = name.partition(".")[0]
    more = (
        f"<wp:attachment_url>https://old.test/wp-content/uploads/2020/01/{name}</wp:attachment_url>"
    )
    more += meta("_wp_attachment_image_alt", alt)
    below = f"/2020/01/02/low-tide/{stem}/" if parent else f"/{stem}/"
    link = f"https://old.test{below}"
    return item(
        number,
        stem,
        kind="attachment",
        status="inherit",
        link=link,
        slug=stem,
        parent=parent,
        more=more,
    )
