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
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handler.cli.importing.dialects import ghost
from handler.cli.importing.dialects.cards import without_players
from handler.cli.importing.exports import Comment, Export, Text, Unreadable
from handler.cli.importing.media import Folder
from handler.cli.importing.sources import Source
from handler.cli.importing.texts import commonmark
from handler.cli.importing.texts.covers import with_cover
from handler.core.model.entries import Json, mapping
from handler.core.model.terms import term_slug

Row = dict[str, Json]
Tables = Mapping[str, list[Row]]
_LARGEST = 500_000_000
_HOST = re.compile(r"__GHOST_URL__")
_PERMALINK = re.compile(r"^\s+permalink:\s*[\"']?(/[^\s\"']*)", re.MULTILINE)


def read(source: Source) -> Export:
    """All texts of an export."""
    tables = _tables(source)
    settings = {str(row.get("key")): row.get("value") for row in tables["settings"]}
    _find_files(source)
    permalink = _permalink(source)
    users = {str(row["id"]): row for row in tables["users"] if "id" in row}
    return Export(
        texts=_Texts(source, tables, permalink, _zone(settings)).all(),
        settings=_settings(settings, source),
        permalink=re.sub(
            r"\{(\w+)\}", lambda f: f":{'title' if f[1] == 'slug' else f[1]}", permalink
        ),
        redirects=[*_redirects(tables)],
        data={"authors": _authors(users)} if len(users) > 1 else {},
        menu=_menu(source, settings.get("navigation")),
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
        tables[name] = (
            [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        )
    return tables


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


def _zone(settings: Mapping[str, Json]) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(settings.get("timezone") or settings.get("active_timezone") or ""))
    except (ValueError, OSError, LookupError):
        return None


def _authors(users: Mapping[str, Row]) -> Row:
    found: Row = {}
    for row in users.values():
        url = row.get("website")
        found[str(row.get("slug") or row["id"])] = {
            "name": row.get("name"),
            **({"url": url} if url else {}),
        }
    return found


def _redirects(tables: Tables) -> Iterator[tuple[str, str]]:
    for row in tables["tags"]:
        slug, name = str(row.get("slug", "")), str(row.get("name", ""))
        if slug and not name.startswith("#") and slug != term_slug(name):
            yield f"/tag/{slug}/", f"/tags/{term_slug(name)}/"
    for row in tables["users"]:
        if row.get("slug"):
            yield f"/author/{row['slug']}/", "/archive/"


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


class _Texts:
    """The posts of an export with what other tables say of them."""

    def __init__(
        self, source: Source, tables: Tables, permalink: str, zone: ZoneInfo | None
    ) -> None:
        self._source, self._tables, self._permalink, self._zone = source, tables, permalink, zone
        self._users = {str(row.get("id")): row for row in tables["users"]}
        self._tags = {str(row.get("id")): str(row.get("name", "")) for row in tables["tags"]}
        self._members = {str(row.get("id")): row for row in tables["members"]}
        self._metas = {str(row.get("post_id")): row for row in tables["posts_meta"]}
        self._labels = self._by_post("posts_tags")
        self._writers = self._by_post("posts_authors")
        self._comments = self._by_post("comments")

    def _by_post(self, name: str) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(
            self._tables[name], key=lambda row: str(row.get("sort_order", "")).zfill(9)
        ):
            found[str(row.get("post_id"))].append(row)
        return found

    def all(self) -> Iterator[Text]:
        """Every text."""
        for row in self._tables["posts"]:
            yield self._text(row)

    def _text(self, row: Row) -> Text:
        slug, title = str(row.get("slug") or ""), str(row.get("title") or "")
        kind = "page" if row.get("type") == "page" or row.get("page") in (True, 1) else "post"
        place = f"{kind} {slug or row.get('id')}"
        more = {
            **self._metas.get(str(row.get("id")), {}),
            **{k: v for k, v in row.items() if v is not None},
        }
        html, markdown = self._body(place, row)
        date = _date(row.get("published_at") or row.get("created_at"), self._zone)
        state = self._state(place, row)
        picture = _HOST.sub("", str(more.get("feature_image") or ""))
        alt, caption = (
            str(more.get("feature_image_alt") or ""),
            str(more.get("feature_image_caption") or ""),
        )
        covered = with_cover(html, picture, alt, caption)
        return Text(
            place=place,
            kind=kind,  # type: ignore[arg-type]
            title=title,
            slug=slug,
            html=covered,
            markdown=markdown if covered == html else None,
            date=date,
            state=state,  # type: ignore[arg-type]
            address=self._address(kind, slug, date, row) if state != "draft" and slug else "",
            fields=self._fields(row, more, picture),
            comments=tuple(map(self._comment, self._comments.get(str(row.get("id")), []))),
        )

    def _body(self, place: str, row: Row) -> tuple[str, str | None]:
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
                    self._source.warn(
                        place, f"has a card {name}, which is not known; it is left out."
                    )
        except ghost.NotKnown:
            self._source.refuse(place, "has a text that cannot be read.", "Save it in Ghost again.")
        adapted = commonmark.adapted(_HOST.sub("", written)) if written is not None else None
        html = without_players(_HOST.sub("", html))
        return (html or commonmark.shown(adapted) if adapted else html), adapted

    def _state(self, place: str, row: Row) -> str:
        status, visibility = row.get("status"), row.get("visibility") or "public"
        if status not in {"published", "scheduled", "sent"}:
            return "draft"
        if visibility != "public" or status == "sent":
            self._source.warn(
                place,
                "was for members or by mail only; it is hidden.",
                "Delete `published: false` to show it.",
            )
            return "private"
        return "live"

    def _address(self, kind: str, slug: str, date: datetime | None, row: Row) -> str:
        if kind == "page":
            return f"/{slug}/"
        tags = self._names(row)
        values = {
            "slug": slug,
            "id": str(row.get("id")),
            "primary_tag": term_slug(tags[0]) if tags else "all",
        }
        if date:
            values |= {"year": f"{date:%Y}", "month": f"{date:%m}", "day": f"{date:%d}"}
        return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[1]), self._permalink)

    def _names(self, row: Row) -> list[str]:
        names = (
            self._tags.get(str(each.get("tag_id")), "")
            for each in self._labels.get(str(row.get("id")), [])
        )
        return [name for name in names if name and not name.startswith("#")]

    def _fields(self, row: Row, more: Row, picture: str) -> Row:
        writers = self._writers.get(str(row.get("id"))) or [{"author_id": row.get("author_id")}]
        users = [
            self._users[name]
            for each in writers
            if (name := str(each.get("author_id"))) in self._users
        ]
        several = len(self._users) > 1
        names: list[Json] = [str(user.get("slug") or user.get("name")) for user in users]
        return {
            "author": (names[0] if len(names) == 1 else names) if several and names else None,
            "tags": [*self._names(row)],
            "image": picture or None,
            "description": more.get("meta_description") or None,
            "excerpt": row.get("custom_excerpt") or None,
            "canonical_url": more.get("canonical_url") or None,
        }

    def _comment(self, row: Row) -> Comment:
        member = self._members.get(str(row.get("member_id")), {})
        shown = row.get("status") in (None, "published")
        return Comment(
            author=str(member.get("name") or "Anonymous"),
            html=str(row.get("html") or "") if shown else "<p>…</p>",
            date=_date(row.get("created_at"), self._zone),
            name=str(row.get("id") or ""),
            parent=str(row.get("parent_id") or ""),
        )


def _date(value: Json, zone: ZoneInfo | None) -> datetime | None:
    try:
        if isinstance(value, int | float):
            date = datetime.fromtimestamp(value / 1000, UTC)
        else:
            date = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return date.astimezone(zone) if zone else date
