"""Substack: the unpacked folder of Settings → Exports, with `posts.csv` and `posts` in it.

Read are posts, podcasts, threads and pages, live and as drafts, with subtitles and sound, at their
addresses `/p/name`. Pictures lie at Substack; with `--fetch` they come along.

Left out are subscribers, boxes to subscribe, share and comment, and comments, which the export
lacks. What only paying readers may read is hidden.
"""

import csv
import re
from collections.abc import Iterator
from html import escape, unescape
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from handler.cli.importing.exports import Export, Text, Unreadable
from handler.cli.importing.sources import Source, date_of
from handler.core.html.nesting import parse_bounded
from handler.core.html.tree import attribute, parse, write
from handler.core.model.addressing.permalinks import slugify

_COLUMNS = ("post_date", "is_published", "type", "audience", "title", "subtitle", "podcast_url")
_STORES = (
    "substackcdn.com",
    "cdn.substack.com",
    "substack-post-media.s3.amazonaws.com",
    "bucketeer-e05bbc84-baa3-437e-9518-adb32be77984.s3.amazonaws.com",
)
_BOXES = (
    ".subscription-widget-wrap, .subscription-widget-wrap-editor, .subscription-widget,"
    " .image-link-expand, .pencraft.icon-container, .header-anchor-widget, .paywall-jump"
)
_BUTTONS = ".button-wrapper, .captioned-button-wrap"
_ACTIONS = re.compile(r"/(?:subscribe|comments|survey/\d+|leaderboard)/?\Z")


def read(source: Source) -> Export:
    """All posts of an export."""
    folder = source.folder()
    path = folder / "posts.csv"
    if not path.is_file():
        raise Unreadable(f"{folder} is no export of Substack: it has no posts.csv.")
    csv.field_size_limit(10_000_000)
    text = source.text(path) or ""
    rows = [_full(row) for row in csv.DictReader(StringIO(text)) if row.get("post_id")]
    source.media.stores += _STORES
    return Export(
        texts=_texts(source, folder, rows),
        settings={
            "title": urlsplit(source.url).hostname or "My blog",
            "url": source.url.rstrip("/"),
        },
        permalink="/p/:title",
        redirects=[("/feed", "/feed.xml")],
    )


def _full(row: dict[str, str]) -> dict[str, str]:
    """A row in which every column has a text, though its line was short or an older export's."""
    return dict.fromkeys(_COLUMNS, "") | {name: text or "" for name, text in row.items() if name}


def _texts(source: Source, folder: Path, rows: list[dict[str, str]]) -> Iterator[Text]:
    for row in rows:
        number, _, slug = row["post_id"].partition(".")
        path = folder / "posts" / f"{row['post_id']}.html"
        if not path.is_file():
            if row["is_published"].lower() == "true":
                source.refuse(f"posts/{path.name}", "is missing.", "Unpack the export again.")
            continue
        html = source.text(path)
        if html is not None:
            yield _text(source, row, slug or number, html)


def _text(source: Source, row: dict[str, str], slug: str, html: str) -> Text:
    title, subtitle = unescape(row["title"]), unescape(row["subtitle"])
    is_page, is_live = row["type"] == "page", row["is_published"].lower() == "true"
    paid = row["audience"] not in {"everyone", ""}
    if paid and is_live:
        source.warn(
            f"posts/{slug}",
            "was not for everyone; it is hidden.",
            "Delete `published: false` to show it.",
        )
    address = f"/p/{slug}"
    return Text(
        place=f"posts/{slug}",
        kind="page" if is_page else "post",
        title=title or slug,
        slug=slugify(slug),
        html=_body(html, subtitle, row["podcast_url"]),
        date=date_of(row["post_date"]),
        state="draft" if not is_live else "private" if paid else "live",
        address=address if is_live else "",
        redirects=(f"{address}/comments",) if is_live else (),
        fields={"description": subtitle or None},
    )


def _body(html: str, subtitle: str, sound: str) -> str:
    root = parse_bounded(html)
    for box in root.css(_BOXES):
        box.decompose()
    for button in root.css(_BUTTONS):
        if all(_is_action(attribute(link, "href")) for link in button.css("a")):
            button.decompose()
    for table in root.css(".github-gist table"):
        lines = "\n".join(cell.text().rstrip() for cell in table.css("td.blob-code"))
        made = parse(f"<pre><code>{escape(lines)}</code></pre>").css_first("pre")
        if made is not None:
            table.replace_with(made)
    above = f"<p><em>{escape(subtitle)}</em></p>" if subtitle else ""
    player = f'<p><audio controls src="{escape(sound)}"></audio></p>' if sound else ""
    return above + player + re.sub(r"<figure>\s*</figure>", "", write(root))


def _is_action(address: str) -> bool:
    """Whether a button subscribes, shares or comments, which only Substack can do."""
    parts = urlsplit(address.replace("%%", ""))
    return (
        "%%" in address
        or _ACTIONS.search(parts.path) is not None
        or "action=share" in parts.query
        or "gift=true" in parts.query
    )
