"""Pictures and other files of an export: where they lie, and what address they get."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from handler.core.html.allowed import names
from handler.core.model.addressing.keys import (
    classify,
    extension,
    is_document,
    is_secret,
    key_problem,
)

_PICTURES = names("avif bmp gif ico jpeg jpg png svg webp")
_FILES = _PICTURES | names(
    "aac doc docx epub flac gz key m4a m4v mov mp3 mp4 odp ods odt oga ogg ogv opus pdf ppt pptx"
    " rtf tar tgz txt vtt wav webm xls xlsx zip csv json"
)
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of files, and the path at which the old blog had them."""

    prefix: str
    path: Path


@dataclass
class Media:
    """What of an export's files texts show: each is copied, or fetched if that was asked for.

    `hosts` are those of the old blog; pictures of `stores` are the blog's as well, wherever they
    lie. `copies` are where files come from by key, `wanted` the keys of what is to be fetched
    first, `fetched` the key that each address has got, or none. `absent` are addresses of which
    the export has no file. `moved` are addresses that are known to have become others.
    """

    folders: list[Folder] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    stores: tuple[str, ...] = ()
    fetch: bool = False
    copies: dict[str, Path] = field(default_factory=dict)
    wanted: dict[str, str] = field(default_factory=dict)
    fetched: dict[str, str] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)

    def settle(self, address: str, base: str = "/", *, shown: bool = False) -> str:
        """What an address of a text becomes; `shown` are those of pictures, films and sound."""
        text = address.strip()
        parts = _split(text)
        if not text or text[0] == "#" or parts is None or parts.scheme not in {"", "http", "https"}:
            return text
        if parts.netloc and parts.hostname not in self.hosts:
            is_picture = extension(unquote(parts.path)) in _PICTURES
            return self._stored(text) if shown or is_picture else text
        path = urljoin(base or "/", quote(parts.path, safe="/%:@!$&'()*+,;=~-._"))
        path = path if path.startswith("/") else f"/{path}"
        if key := self.add(unquote(path)):
            return path if key == unquote(path).lstrip("/") else "/" + quote(key)
        if shown or extension(unquote(path)) in _FILES:
            return self._missing(text, path, absolute=bool(parts.netloc))
        address = f"{path}?{parts.query}" if parts.query else path
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return self.moved.get(address, address) + fragment

    def add(self, path: str) -> str:
        """Have the file at a path of the old blog copied; the key that it gets if there is one.

        That is the path, unless nothing can be shown there, as in a folder with an underscore.
        """
        key = path.lstrip("/")
        if key in self.copies:
            return key
        found = self._file(path)
        if found is None or is_document(key) or is_secret(key.rpartition("/")[2]):
            return ""
        if key_problem(key) or classify(key) != "asset":
            if extension(key) not in _FILES:
                return ""
            key = stored_key(path)
        self.copies[key] = found
        return key

    def _file(self, path: str) -> Path | None:
        for folder in self.folders:
            if not path.startswith(folder.prefix):
                continue
            place = folder.path / path.removeprefix(folder.prefix).lstrip("/")
            if _is_within(place, folder.path):
                return place
        return None

    def _missing(self, text: str, path: str, *, absolute: bool) -> str:
        if self.fetch and (absolute or self.hosts):
            address = text if absolute else f"https://{sorted(self.hosts)[0]}{path}"
            return self._fetched(address, unquote(path).lstrip("/"), text)
        self.absent.add(text)
        return text if absolute else path

    def _stored(self, address: str) -> str:
        """A picture of another host, which may be where the old blog kept its own."""
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
        host = parts.hostname or ""
        if not any(host == each or host.endswith(f".{each}") for each in self.stores):
            return f"https:{address}" if address.startswith("//") else address
        if not self.fetch:
            self.absent.add(address)
            return address
        return self._fetched(parts.geturl(), stored_key(address), address)

    def _fetched(self, address: str, key: str, text: str) -> str:
        if key_problem(key) or classify(key) != "asset":
            return text
        if address not in self.fetched:
            self.wanted[address] = key
        got = self.fetched.get(address)
        return "/" + quote(got, safe="/:@!$&'()*+,;=~") if got else text

    def add_all(self, paths: Iterable[str]) -> None:
        """Have files copied, whether a text shows them or not."""
        for path in paths:
            self.add(path)


def stored_key(address: str) -> str:
    """The key of a picture that lay at some address: its name, and what tells it from others."""
    path = unquote(urlsplit(address).path)
    name = _UNSAFE.sub("-", path.rpartition("/")[2]).strip("-.") or "picture"
    digest = hashlib.sha256(address.encode()).hexdigest()[:8]
    stem, dot, ending = name.rpartition(".")
    kept = ending.lower() if dot and ending.lower() in _FILES else ""
    stem = (stem if kept else name)[-60:].strip("-.")
    return f"images/{stem}-{digest}{f'.{kept}' if kept else ''}"


def _is_within(place: Path, folder: Path) -> bool:
    try:
        return place.is_file() and place.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.hostname
    except ValueError:
        return None
    return parts
