"""The tables of an export of Ghost, and what they say of a post together. No IO here."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handler.cli.importing.exports import Comment
from handler.core.model.entries import Json
from handler.core.model.terms import term_slug

Row = dict[str, Json]


@dataclass
class Tables:
    """The rows of an export, by table, and what they say of a post."""

    rows: Mapping[str, list[Row]]

    def __post_init__(self) -> None:
        self.users = _by_id(self.rows["users"])
        self._members = _by_id(self.rows["members"])
        self._tags = {str(row.get("id")): str(row.get("name", "")) for row in self.rows["tags"]}
        self._metas = {str(row.get("post_id")): row for row in self.rows["posts_meta"]}
        self._labels = self._by_post("posts_tags")
        self._writers = self._by_post("posts_authors")
        self._comments = self._by_post("comments")
        self.settings = {str(row.get("key")): row.get("value") for row in self.rows["settings"]}
        self.zone = _zone(self.settings)

    def _by_post(self, name: str) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.rows[name], key=lambda row: str(row.get("sort_order", "")).zfill(9)):
            found[str(row.get("post_id"))].append(row)
        return found

    def whole(self, post: Row) -> Row:
        """What is known of a post, in its own table and in the one beside it."""
        given = {name: value for name, value in post.items() if value is not None}
        return {**self._metas.get(str(post.get("id")), {}), **given}

    def date(self, value: Json) -> datetime | None:
        """A moment by the clock of the blog."""
        return _date(value, self.zone)

    def address(self, kind: str, slug: str, date: datetime | None, row: Row, pattern: str) -> str:
        """The path of a text; `pattern` is that of posts."""
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
        return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[1]), pattern)

    def _names(self, row: Row) -> list[str]:
        names = (
            self._tags.get(str(each.get("tag_id")), "")
            for each in self._labels.get(str(row.get("id")), [])
        )
        return [name for name in names if name and not name.startswith("#")]

    def fields(self, row: Row, more: Row, picture: str) -> Row:
        """What is said of a text, in the names that Jekyll has for it."""
        writers = self._writers.get(str(row.get("id"))) or [{"author_id": row.get("author_id")}]
        users = [
            self.users[name]
            for each in writers
            if (name := str(each.get("author_id"))) in self.users
        ]
        several = len(self.users) > 1
        names: list[Json] = [str(user.get("slug") or user.get("name")) for user in users]
        return {
            "author": (names[0] if len(names) == 1 else names) if several and names else None,
            "tags": [*self._names(row)],
            "image": picture or None,
            "description": more.get("meta_description") or None,
            "excerpt": row.get("custom_excerpt") or None,
            "canonical_url": more.get("canonical_url") or None,
        }

    def comments(self, row: Row) -> tuple[Comment, ...]:
        """The comments on a text."""
        return tuple(map(self._comment, self._comments.get(str(row.get("id")), [])))

    def _comment(self, row: Row) -> Comment:
        member = self._members.get(str(row.get("member_id")), {})
        shown = row.get("status") in (None, "published")
        return Comment(
            author=str(member.get("name") or "Anonymous"),
            html=str(row.get("html") or "") if shown else "<p>…</p>",
            date=self.date(row.get("created_at")),
            name=str(row.get("id") or ""),
            parent=str(row.get("parent_id") or ""),
        )

    def authors(self) -> Row:
        """Who wrote, as a data file has them; nobody if that is one."""
        found: Row = {}
        for row in self.users.values() if len(self.users) > 1 else ():
            url = row.get("website")
            found[str(row.get("slug") or row["id"])] = {
                "name": row.get("name"),
                **({"url": url} if url else {}),
            }
        return found

    def redirects(self) -> Iterator[tuple[str, str]]:
        """Old pages of tags and authors that are not where the blog looks for them."""
        for row in self.rows["tags"]:
            slug, name = str(row.get("slug", "")), str(row.get("name", ""))
            if slug and not name.startswith("#") and slug != term_slug(name):
                yield f"/tag/{slug}/", f"/tags/{term_slug(name)}/"
        for row in self.rows["users"]:
            if row.get("slug"):
                yield f"/author/{row['slug']}/", "/archive/"


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows if "id" in row}


def _zone(settings: Mapping[str, Json]) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(settings.get("timezone") or settings.get("active_timezone") or ""))
    except (ValueError, OSError, LookupError):
        return None


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
