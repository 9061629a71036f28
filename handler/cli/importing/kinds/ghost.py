"""Ghost: the JSON file that Settings → Export writes, beside the folder `content` if there is one.

Read are posts and pages, live, scheduled and as drafts, from their HTML, Lexical, Mobiledoc or
Markdown, with tags, authors, excerpts, descriptions, cover pictures, canonical addresses,
navigation, and comments, where a backup has them. Pictures come from `--media`, which is Ghost's
folder `content`, or with `--url` and `--fetch` from the blog. `routes.yaml` beside the export tells
addresses that are not `/name/`.

Left out are members, newsletters, code injected into pages, and themes. What only members may read
is hidden, so that nothing that was paid for becomes public.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping

from handler.cli.importing.dialects import ghost
from handler.cli.importing.dialects.cards import without_players
from handler.cli.importing.dialects.ghost_tables import Row, Tables
from handler.cli.importing.exports import Export, Text, Unreadable
from handler.cli.importing.media import Folder
from handler.cli.importing.sources import Source
from handler.cli.importing.texts import commonmark
from handler.cli.importing.texts.covers import with_cover
from handler.core.model.entries import Json, mapping

_LARGEST = 500_000_000
_HOST = re.compile(r"__GHOST_URL__")
_PERMALINK = re.compile(r"^\s+permalink:\s*[\"']?(/[^\s\"']*)", re.MULTILINE)


def read(source: Source) -> Export:
    """All texts of an export."""
    tables = _tables(source)
    _find_files(source)
    permalink = _permalink(source)
    authors = tables.authors()
    return Export(
        texts=(_text(source, tables, permalink, row) for row in tables.rows["posts"]),
        settings=_settings(tables.settings, source),
        permalink=re.sub(
            r"\{(\w+)\}", lambda f: f":{'title' if f[1] == 'slug' else f[1]}", permalink
        ),
        redirects=[*tables.redirects()],
        data={"authors": authors} if authors else {},
        menu=_menu(source, tables.settings.get("navigation")),
    )


def _tables(source: Source) -> Tables:
    path = source.file(".json")
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable(f"{path} is larger than {_LARGEST // 10**6} MB.")
        parsed: Json = json.loads(path.read_bytes().decode("utf-8-sig", "replace"))
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{path} is no whole JSON file ({error}). Export it again.") from error
    whole = mapping(parsed)
    first = whole.get("db")
    inner = mapping(first[0] if isinstance(first, list) and first else parsed).get("data")
    found = mapping(inner if inner is not None else whole.get("data"))
    if not isinstance(found.get("posts"), list):
        raise Unreadable(f"{path} is no export of Ghost: there are no posts in it.")
    tables: dict[str, list[Row]] = defaultdict(list)
    for name, rows in found.items():
        if isinstance(rows, list):
            tables[name] = [row for row in rows if isinstance(row, dict)]
    return Tables(tables)


def _find_files(source: Source) -> None:
    above = source.path if source.path.is_dir() else source.path.parent
    for place in filter(None, (source.uploads, above / "content", above)):
        for name in ("images", "media", "files"):
            if (place / name).is_dir():
                source.media.folders.append(Folder(f"/content/{name}/", place / name))


def _permalink(source: Source) -> str:
    """The address of posts, as `routes.yaml` has it."""
    above = source.path if source.path.is_dir() else source.path.parent
    for path in (above / "routes.yaml", above / "content/settings/routes.yaml"):
        text = source.text(path) if path.is_file() else None
        if text and (found := _PERMALINK.search(text)):
            return found[1]
    return "/{slug}/"


def _settings(settings: Mapping[str, Json], source: Source) -> Row:
    return {
        "title": settings.get("title"),
        "description": settings.get("description"),
        "url": source.url.rstrip("/"),
        "lang": settings.get("locale") or settings.get("lang") or settings.get("default_locale"),
        "timezone": settings.get("timezone") or settings.get("active_timezone"),
    }


def _menu(source: Source, given: Json) -> tuple[tuple[str, str], ...] | None:
    try:
        entries = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        return None
    rows = [mapping(each) for each in entries] if isinstance(entries, list) else []
    pairs = ((str(row.get("label", "")), str(row.get("url", ""))) for row in rows)
    found = [
        (label, source.media.settle(_HOST.sub("", url))) for label, url in pairs if label and url
    ]
    return tuple(pair for pair in found if pair[1] != "/") or None


def _text(source: Source, tables: Tables, permalink: str, row: Row) -> Text:
    slug, title = str(row.get("slug") or ""), str(row.get("title") or "")
    kind = "page" if row.get("type") == "page" or row.get("page") in (True, 1) else "post"
    place = f"{kind} {slug or row.get('id')}"
    more = tables.whole(row)
    html, markdown = _body(source, place, row)
    date = tables.date(row.get("published_at") or row.get("created_at"))
    state = _state(source, place, row)
    picture = _HOST.sub("", str(more.get("feature_image") or ""))
    alt, caption = (str(more.get(f"feature_image_{name}") or "") for name in ("alt", "caption"))
    covered = with_cover(html, picture, alt, caption)
    address = tables.address(kind, slug, date, row, permalink)
    return Text(
        place=place,
        kind=kind,  # type: ignore[arg-type]
        title=title,
        slug=slug,
        html=covered,
        markdown=markdown if covered == html else None,
        date=date,
        state=state,  # type: ignore[arg-type]
        address=address if state != "draft" and slug else "",
        fields=tables.fields(row, more, picture),
        comments=tables.comments(row),
    )


def _body(source: Source, place: str, row: Row) -> tuple[str, str | None]:
    """The HTML of a text, and its Markdown if it was written so."""
    document = str(row.get("lexical") or row.get("mobiledoc") or "")
    html, markdown = str(row.get("html") or ""), row.get("markdown")
    written = markdown if isinstance(markdown, str) else None
    try:
        written = ghost.markdown_of(document) if document else written
        if not html and document:
            make = ghost.from_lexical if row.get("lexical") else ghost.from_mobiledoc
            html, unknown = make(document)
            for name in unknown:
                source.warn(place, f"has a card {name}, which is not known; it is left out.")
    except ghost.NotKnown:
        source.refuse(place, "has a text that cannot be read.", "Save it in Ghost again.")
    adapted = commonmark.adapted(_HOST.sub("", written)) if written is not None else None
    html = without_players(_HOST.sub("", html))
    return (html or commonmark.shown(adapted) if adapted else html), adapted


def _state(source: Source, place: str, row: Row) -> str:
    status, visibility = row.get("status"), row.get("visibility") or "public"
    if status not in {"published", "scheduled", "sent"}:
        return "draft"
    if visibility != "public" or status == "sent":
        source.warn(
            place,
            "was for members or by mail only; it is hidden.",
            "Delete `published: false` to show it.",
        )
        return "private"
    return "live"
