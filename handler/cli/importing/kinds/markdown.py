"""Markdown: any folder of texts, such as a vault of Obsidian.

Read are all files of Markdown, with front matter or without. What has a date, in front matter or in
the name of the file, is a post; others are pages at the path that they have in the folder. Links
between notes, with two brackets or to files, lead to where the notes are; embeds, callouts, marks,
comments and tags in the text become what Obsidian shows. Pictures and files that a text shows are
copied.

Left out are what is hidden (`.obsidian`, `.trash`), templates of notes, canvases, drawings, and
what plugins compute.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import quote, unquote

from handler.cli.importing.dialects import obsidian
from handler.cli.importing.exports import Export, Text, Unreadable
from handler.cli.importing.media import Folder
from handler.cli.importing.sources import Source
from handler.cli.importing.texts import commonmark
from handler.cli.importing.texts.front_matter import Matter, NotRead, as_json
from handler.cli.importing.texts.markdown_links import relinked
from handler.cli.importing.texts.notes import dated, titled
from handler.core.model.addressing.keys import MARKDOWN_EXTENSIONS
from handler.core.model.addressing.permalinks import slugify
from handler.core.model.addressing.reserved import is_reserved
from handler.core.model.entries import Json

_TEXTS = tuple(f".{ending}" for ending in MARKDOWN_EXTENSIONS)
_ENDING = re.compile(rf"\.(?:{'|'.join(MARKDOWN_EXTENSIONS)})$")
_FRONT = frozenset(("index", "home", "readme", "_index"))
_TEMPLATES = (
    ("templates.json", "folder"),
    ("plugins/templater-obsidian/data.json", "templates_folder"),
)
_MOST_IN_MENU = 8
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Note:
    """A file of Markdown; `name` is its path in the folder without ending."""

    path: Path
    name: str
    matter: Matter
    title: str
    body: str
    date: datetime | None
    slug: str


@dataclass
class Vault:
    """The notes of a folder, and what each is known by."""

    source: Source
    notes: list[Note] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[Note]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, note: Note) -> None:
        """Take in a note under its path, its name and its other names."""
        self.notes.append(note)
        names = [note.name, note.name.rpartition("/")[2], *note.matter.listed("aliases", "alias")]
        for name in dict.fromkeys(each.lower() for each in names):
            self.by_name[name].append(note)
        self.addresses[note.name] = self._address(note)

    def _address(self, note: Note) -> str:
        if note.date:
            base = f"/{note.date:%Y/%m/%d}/{note.slug}/"
        elif note.name.lower() in _FRONT:
            base = "/"
        else:
            parts = [slugify(part) or "note" for part in note.name.split("/")]
            base = f"/{'/'.join(parts[:-1] if parts[-1] in _FRONT else parts)}/"
        base = f"/notes{base}" if base != "/" and is_reserved(base) else base
        number, found = 1, base
        while found in self.addresses.values():
            number += 1
            found = f"{base.rstrip('/')}-{number}/"
        return found

    def note(self, name: str, above: str) -> Note | None:
        """The note that a text means, the nearest of those with that name."""
        plain = _ENDING.sub("", unquote(name).strip("/").lower())
        for each in (normpath(join(above.lower(), plain)), plain):
            if found := self.by_name.get(each):
                return min(
                    found, key=lambda note: (not note.name.startswith(above), len(note.name))
                )
        return None

    def find(self, name: str, above: str) -> str | None:
        """The address of the note or file that a text means."""
        if note := self.note(name, above):
            return quote(self.addresses[note.name])
        plain = unquote(name).strip("/")
        paths = [
            normpath(join(above, plain)),
            plain,
            *self.files.get(plain.rpartition("/")[2].lower(), []),
        ]
        return next(
            (quote(f"/{path}") for path in paths if self.source.media.add(f"/{path}")), None
        )


def read(source: Source) -> Export:
    """All notes of a folder."""
    folder = source.folder()
    vault = Vault(source)
    source.media.folders.append(Folder("/", source.uploads or folder))
    templates = tuple(_templates(folder))
    for path in source.files(folder):
        parts = path.relative_to(folder)
        if "/." in f"/{parts.as_posix()}" or any(map(parts.is_relative_to, templates)):
            continue
        if path.suffix.lower() in _TEXTS and not path.name.endswith(".excalidraw.md"):
            if note := _note(source, folder, path):
                vault.add(note)
        else:
            vault.files[path.name.lower()].append(path.relative_to(folder).as_posix())
    if not vault.notes:
        raise Unreadable(f"{folder} holds no file of Markdown.")
    pages = [note for note in vault.notes if note.date is None and "/" not in note.name]
    shown = [note for note in pages if vault.addresses[note.name] != "/"]
    return Export(
        texts=(_text(vault, note) for note in vault.notes),
        settings={
            "title": folder.resolve().name,
            "url": source.url.rstrip("/"),
            "kramdown": {"hard_wrap": True} if (folder / ".obsidian").is_dir() else None,
        },
        permalink="/:year/:month/:day/:title/",
        menu=tuple((note.title, vault.addresses[note.name]) for note in shown[:_MOST_IN_MENU]),
        addresses=vault.addresses.values(),
    )


def _templates(folder: Path) -> Iterator[str]:
    """Folders of what new notes begin with, as Obsidian and its Templater name them."""
    for name, key in _TEMPLATES:
        path = folder / ".obsidian" / name
        with suppress(OSError, NotRead):
            if place := as_json(path.read_text("utf-8", "replace")).text(key).strip("/"):
                yield place


def _note(source: Source, folder: Path, path: Path) -> Note | None:
    page = source.page(path)
    if page is None:
        return None
    matter, body = page
    name = path.relative_to(folder).with_suffix("").as_posix()
    day, rest = dated(name.rpartition("/")[2])
    title, body = titled(matter, body, rest)
    date = matter.date("date", "published", "created", "created_at", "date created") or day
    slug = slugify(matter.text("slug") or rest) or "note"
    return Note(path, name, matter, title, body, date, slug)


def _text(vault: Vault, note: Note) -> Text:
    place, matter = vault.source.name(note.path), note.matter
    text, dead = _markdown(vault, note, 0)
    for name in dead:
        vault.source.warn(
            place, f"names `{name[:80]}`, which is not in the folder; its words stay."
        )
    markdown = commonmark.adapted(text)
    hidden = matter.text("publish", "published").lower() in {"false", "no"} or matter.flag(
        "private"
    )
    image = matter.text("image", "cover", "banner").strip("[]!")
    above = note.name.rpartition("/")[0]
    tags = [tag.lstrip("#") for tag in matter.listed("tags", "tag")]
    return Text(
        place=place,
        kind="post" if note.date else "page",
        title=note.title,
        slug=note.slug,
        html=commonmark.shown(markdown),
        markdown=markdown,
        date=note.date,
        state="draft" if matter.flag("draft") else "private" if hidden else "live",
        address=vault.addresses[note.name],
        base=quote(f"/{note.name}"),
        redirects=tuple(
            each for each in matter.listed("redirect_from", "permalink") if each.startswith("/")
        ),
        fields=_fields(matter, list(dict.fromkeys([*tags, *obsidian.tags_in(note.body)])))
        | {"image": (vault.find(image, above) or image) if image else None},
    )


def _fields(matter: Matter, tags: list[str]) -> dict[str, Json]:
    return {
        "author": matter.text("author") or None,
        "categories": [*matter.listed("categories", "category")],
        "tags": [*tags],
        "lang": matter.text("lang", "language") or None,
        "description": matter.text("description", "summary") or None,
        "last_modified_at": matter.text("updated", "modified", "last_modified_at") or None,
        "math": True if matter.flag("math") else None,
    }


def _markdown(vault: Vault, note: Note, depth: int) -> tuple[str, tuple[str, ...]]:
    """The text of a note with what it embeds, and the names that lead to nothing."""
    above = note.name.rpartition("/")[0]
    text = relinked(note.body, lambda address, _: _link(vault, above, address))

    def embed(name: str) -> str | None:
        inner = vault.note(name, above) if depth < _DEEPEST else None
        return _markdown(vault, inner, depth + 1)[0] if inner and inner != note else None

    return obsidian.converted(text, lambda name: vault.find(name, above), embed)


def _link(vault: Vault, above: str, address: str) -> str:
    """Where a link of Markdown leads: to a note or file of the folder, or as it is written."""
    path, sign, fragment = address.partition("#")
    if not path or "://" in path or path.startswith(("mailto:", "data:", "//")):
        return address
    found = vault.find(path, above)
    return f"{found}{sign}{fragment}" if found else address
