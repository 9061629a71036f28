"""Medium: the unpacked folder of Settings → Download your information, with `posts` in it.

Read are posts and drafts with subtitles, tags, dates, pictures, and their addresses at medium.com
and on a domain of one's own. Pictures lie at Medium; with `--fetch` they come along.

Left out are claps, lists, highlights and what others wrote. Responses to others' posts are hidden.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from handler.cli.importing.exports import Export, Text, Unreadable
from handler.cli.importing.sources import Source, date_of
from handler.core.html.nesting import parse_bounded
from handler.core.html.tree import attribute, rename, write
from handler.core.model.addressing.permalinks import slugify

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_NAMED = re.compile(r"(?P<slug>.*?)-?(?P<id>[0-9a-f]{8,14})\Z")
_STORES = ("cdn-images-1.medium.com", "cdn-images-2.medium.com", "miro.medium.com")


def read(source: Source) -> Export:
    """All posts of an export."""
    folder = source.folder()
    posts = folder / "posts" if (folder / "posts").is_dir() else folder
    paths = [path for path in source.files(posts, ".html") if path.parent == posts]
    if not paths:
        raise Unreadable(f"{folder} is no export of Medium: there are no posts in it.")
    source.media.stores += _STORES
    return Export(
        texts=_texts(source, paths),
        settings={"title": _owner(source, folder), "url": source.url.rstrip("/")},
        permalink="/:title/",
    )


def _owner(source: Source, folder: Path) -> str:
    path = folder / "profile/profile.html"
    text = source.text(path) if path.is_file() else None
    name = parse_bounded(text).css_first(".p-name, h1, h3") if text else None
    return name.text().strip() if name is not None else "My blog"


def _texts(source: Source, paths: list[Path]) -> Iterator[Text]:
    for path in paths:
        text = source.text(path)
        root = parse_bounded(text) if text else None
        body = root.css_first("[data-field=body], .e-content") if root is not None else None
        if root is None or body is None:
            source.refuse(source.name(path), "has no text.", "Export it again.")
            continue
        yield _text(source, path, root, body)


def _text(source: Source, path: Path, root: "Node", body: "Node") -> Text:
    title, subtitle = _words(root, ".p-name"), _words(root, "[data-field=subtitle], .p-summary")
    link = root.css_first("a.p-canonical")
    address = unquote(urlsplit(attribute(link, "href")).path) if link is not None else ""
    named = _NAMED.fullmatch(address.rpartition("/")[2])
    slug = slugify(named["slug"]) if named else ""
    time = root.css_first("time.dt-published")
    is_draft = path.name.startswith("draft_") or time is None
    tags = [each.text().strip() for each in root.css(".p-tags a, a.p-tag")]
    is_response = not (subtitle or tags or is_draft or body.css_first(".graf--title"))
    if is_response:
        source.warn(
            source.name(path),
            "looks like a response to somebody; it is hidden.",
            "Delete `published: false` to show it.",
        )
    return Text(
        place=source.name(path),
        kind="post",
        title=title,
        slug=slug or slugify(title),
        html=_body(body, title, subtitle),
        date=date_of(attribute(time, "datetime")) if time is not None and not is_draft else None,
        state="draft" if is_draft else "private" if is_response else "live",
        address="" if is_draft else f"/{slug or slugify(title)}/",
        redirects=tuple(_old(address, named)) if not is_draft else (),
        fields={"tags": [*dict.fromkeys(tags)], "description": subtitle or None},
    )


def _words(root: "Node", selector: str) -> str:
    found = root.css_first(selector)
    return re.sub(r"\s+", " ", found.text()).strip() if found is not None else ""


def _old(address: str, named: re.Match[str] | None) -> Iterator[str]:
    """Where a post was: on a domain of its author's, at medium.com, and by its number."""
    if address:
        yield address
    if named:
        yield from (f"/{address.rpartition('/')[2]}", f"/p/{named['id']}")


def _body(body: "Node", title: str, subtitle: str) -> str:
    """The text below its title; the subtitle stands above it, as it did."""
    if (divider := body.css_first(".section-divider hr, hr.section-divider")) is not None:
        divider.decompose()
    shown = ""
    for heading in body.css(".graf--title, .graf--subtitle"):
        words = re.sub(r"\s+", " ", heading.text()).strip()
        if words == subtitle and words:
            shown = f"<p><em>{heading.inner_html}</em></p>"
            heading.decompose()
        elif words == title:
            heading.decompose()
    _make_plain(body)
    html = re.sub(r"</code>\s*</pre>", "</code></pre>", write(body))
    return shown + re.sub(r"<pre[^>]*>\s*<code", "<pre><code", html)


def _make_plain(body: "Node") -> None:
    """Leave out what Medium's own pages need: names of paragraphs, space in code, low headings."""
    for node in body.css("[name], [id]"):
        for name in {"name", "id"} & node.attributes.keys():
            del node.attrs[name]
    for code in body.css("pre > code.markup--pre-code"):
        code.inner_html = (code.inner_html or "").strip()
    for number, tag in ((3, "h2"), (4, "h3")):
        for heading in body.css(f"h{number}"):
            rename(heading, tag)
