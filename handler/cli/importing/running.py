"""An import from its beginning to its report."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from tqdm import tqdm

from handler.cli.importing.composing import Composed, Composer, yaml_text
from handler.cli.importing.exports import Export, Text, Unreadable
from handler.cli.importing.fetching import Fetcher
from handler.cli.importing.kinds import kind_named
from handler.cli.importing.media import Media
from handler.cli.importing.naming import name_of_redirect
from handler.cli.importing.report import Tally, print_report
from handler.cli.importing.sources import Source
from handler.cli.importing.texts.cleaning import cleaned
from handler.cli.importing.texts.markdown_links import relinked
from handler.cli.importing.writing import TreeWriter, writing
from handler.core.model.addressing.paths import fold
from handler.core.model.addressing.reserved import is_reserved
from handler.core.model.entries import Json
from handler.core.model.problems import ContentError
from handler.core.site.config import read_config
from handler.fingerprints import ROOT

_CONFIG = "_config.yml"
_ADDRESS = re.compile(r"(.*?)(\.\w{1,5}|/?)", re.DOTALL)
_OWN = frozenset(("/search/", "/search.html", "/tags.html", "/categories.html", "/archive.html"))
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the author wants of an import: where files lie, and whether others are fetched."""

    media: Path | None = None
    url: str = ""
    fetch: bool = False


@dataclass
class Import:
    """An import that is under way."""

    source: Source
    writer: TreeWriter
    fetcher: Fetcher
    composer: Composer
    tally: Tally = field(default_factory=Tally)
    addresses: set[str] = field(default_factory=set)
    owned: set[str] = field(default_factory=set)

    def text(self, text: Text) -> None:
        """Write a post or page with all that it shows."""
        text = replace(text, redirects=tuple(self._free(text)), address=self._usable(text))
        settled = self._settled(text)
        if self.source.media.wanted:
            self._fetch()
            settled = self._settled(text)
        if text.kind == "post" and text.state == "live" and text.date is None:
            message = "has no date that can be read; it is a draft."
            self.source.warn(text.place, message, "Give it a date, and move it to _posts.")
        composed = self.composer.compose(settled)
        for key, data in composed.files.items():
            self.writer.text(key, data)
        self.tally.add(settled, composed)
        self._tell(text, composed)

    def _usable(self, text: Text) -> str:
        """The address of a text, or another if the blog itself or another text is there."""
        address, number = text.address, 1
        if address != "/" and address and (is_reserved(address) or address in _OWN):
            address = f"/pages{address}"
        while address and fold(address) in self.owned:
            number += 1
            stem, ending = _ADDRESS.fullmatch(text.address).groups()  # type: ignore[union-attr]
            address = f"{stem or '/page'}-{number}{ending or '/'}"
        if address != text.address:
            message = (
                f"has the address {text.address}, where something else is; it is at {address}."
            )
            self.source.warn(text.place, message)
        self.owned |= {fold(address)} if address else set()
        return address

    def _free(self, text: Text) -> Iterator[str]:
        """The old addresses of a text that are not another's."""
        for old in text.redirects:
            if fold(old) not in self.addresses:
                self.addresses.add(fold(old))
                yield old

    def _settled(self, text: Text) -> Text:
        """A text whose addresses lead to where things are in the tree."""
        base = text.base or text.address or "/"
        settle = self.source.media.settle

        def own(address: str, *, shown: bool = False) -> str:
            return settle(address, base, shown=shown)

        image = text.fields.get("image")
        fields = (
            {**text.fields, "image": own(image, shown=True)}
            if isinstance(image, str) and image
            else text.fields
        )
        markdown = text.markdown and relinked(
            text.markdown, lambda address, shown: own(address, shown=shown)
        )
        return replace(text, html=cleaned(text.html, own), markdown=markdown, fields=fields)

    def _fetch(self) -> None:
        media = self.source.media
        wanted = dict(media.wanted)
        media.wanted.clear()
        media.fetched |= self.fetcher.fetch(wanted)
        for key in filter(None, (media.fetched[address] for address in wanted)):
            self.writer.fetched(key)

    def _tell(self, text: Text, composed: Composed) -> None:
        for lost in composed.lost:
            self.source.warn(
                text.place, f"lost {lost} on the way to {composed.key}.", "Look at it."
            )
        for problem in composed.problems:
            self.source.warn(text.place, f"is refused by the blog: {problem.message}", problem.fix)

    def redirect(self, old: str, new: str) -> None:
        """Have an old address lead to a new one, unless a text is there or leads there."""
        if not old or fold(old) in self.addresses or fold(old) == fold(new):
            return
        self.addresses.add(fold(old))
        fields: dict[str, Json] = {"permalink": old, "redirect_to": new, "sitemap": False}
        self.writer.text(
            f"_pages/{name_of_redirect(old)}", f"---\n{yaml_text(fields)}---\n".encode()
        )
        self.tally.redirects += 1


def run_import(kind: str, path: Path, root: Path, wishes: Wishes) -> bool:
    """Write the tree that an export comes to, and report; whether all of it could be read."""
    try:
        return _run(kind, _source(path, root, wishes), root)
    except ModuleNotFoundError as error:
        message = f"This takes more than serving a blog does: `make setup` in {ROOT} installs it"
        raise Unreadable(f"{message} ({error.name}).") from error


def _run(kind: str, source: Source, root: Path) -> bool:
    export = kind_named(kind).read(source)
    with writing(root) as writer:
        under_way = _begun(source, export, writer, root)
        under_way.addresses |= {fold(each) for each in export.addresses if each}
        for text in _progress(export.texts, "Importing"):
            under_way.text(text)
        for old, new in export.redirects:
            under_way.redirect(old, new)
        for name, value in export.data.items():
            writer.text(f"_data/{name}.yml", yaml_text(value).encode())
        for key, place in _progress(sorted(source.media.copies.items()), "Copying"):
            writer.copy(key, place)
        left = [*writer.clear()] if source.is_whole else writer.keep_all()
    print_report(source, writer, under_way.tally, left)
    return source.is_whole


def _progress(items: Iterable[T], title: str) -> Iterable[T]:
    return tqdm(items, desc=title, unit="file", leave=False, disable=None)


def _source(path: Path, root: Path, wishes: Wishes) -> Source:
    here, there = path.resolve(), root.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        raise Unreadable(f"{root} and {path} lie in one another. Name another folder to write to.")
    media = Media(fetch=wishes.fetch)
    host = urlsplit(wishes.url).hostname
    if wishes.url and not host:
        raise Unreadable(f"{wishes.url} is no address. Write it as https://blog.example.")
    if host:
        media.hosts |= {host}
    return Source(path, media, wishes.url, wishes.media)


def _begun(source: Source, export: Export, writer: TreeWriter, root: Path) -> Import:
    settings = dict(export.settings)
    if export.permalink:
        settings["permalink"] = export.permalink
    if export.menu is not None:
        settings["nav"] = [{"title": title, "url": address} for title, address in export.menu]
    data = yaml_text(
        {
            name: " ".join(value.split()) if isinstance(value, str) else value
            for name, value in settings.items()
            if value not in (None, "", [])
        }
    )
    writer.text(_CONFIG, data.encode())
    try:
        site = read_config((root / _CONFIG).read_bytes(), _CONFIG)[0]
    except ContentError as error:
        raise Unreadable(f"{root / _CONFIG} cannot be read. {error}") from error
    return Import(source, writer, Fetcher(root, source), Composer(site))
