"""Mentions: pages elsewhere that answer, like or name a post or page of the blog. No IO here.

The pages of posts show what is stored; this module is imported for each of them, so it imports
nothing heavy.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal, get_args
from urllib.parse import urlsplit

from handler.core.index import codec
from handler.core.model.addressing.paths import fold
from handler.core.model.entries import Json, SiteConfig
from handler.core.model.writes import Item, Key

ENDPOINT = "/_coldpress/webmention"
PLACE = ".coldpress/webmentions/"
POSTS = f"{PLACE}posts/"
"""Where the mentions that readers see lie in the bucket, those of a path in a file."""
MANIFEST = "webmentions"
"""The partition that says which version of each such file the table has."""
LONGEST_ADDRESS = 1_000
LONGEST_TEXT = 1_000
LONGEST_NAME = 100
MOST_OF_PAGE = 500
"""How many mentions of a page are kept."""
MAXIMUM_FILE = 12_000_000
"""Bytes; no file that is written here has more, whatever strangers write."""
LONGEST_SHOWN = 200_000
"""Bytes of the mentions of a page that are shown."""

_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f\"<>\\]+\Z", re.IGNORECASE)

Kind = Literal["reply", "like", "repost", "bookmark", "mention"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Controls, and what turns around the letters that follow."""
_BLANK = re.compile(
    r"[\s\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0000-\U000e0fff]*"
)
"""What shows nothing by itself."""
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOWER = re.compile(rf"({_MARKS}{{4}}){_MARKS}+")
"""Marks on one letter, of which no language has more than four."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A page at `source` that links to `target`, an address of the page of the blog at `path`.

    All of it is text as strangers wrote it. `text` is what a reply says, `title` what the page is
    called; what `is_cut` goes on there. `at` is when it was written, or else came.
    """

    source: str
    target: str
    path: str
    kind: Kind
    author: str
    at: datetime
    author_address: str = ""
    title: str = ""
    text: str = ""
    is_cut: bool = False

    @property
    def id(self) -> str:
        """Names it where somebody decides about it."""
        return id_of(self.source, self.path)

    @property
    def host(self) -> str:
        """Whose page it is."""
        return host_of(self.source)

    @property
    def version(self) -> str:
        """Names what it says, for somebody who decides about just that: its id, and more."""
        said = codec.dumps([getattr(self, name) for name in _SAID]).encode()
        return f"{self.id}-{hashlib.sha256(said).hexdigest()[:24]}"


def receives(site: SiteConfig) -> bool:
    """Whether others may tell the blog that they mention it: `webmentions: {receive: true}`."""
    return site.under("webmentions").get("receive") is True


def sends(site: SiteConfig) -> bool:
    """Whether the blog tells others that it mentions them: `webmentions: {send: true}`."""
    return site.under("webmentions").get("send") is True


def misread_webmentions(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the setting: its name, what is wrong, and the remedy."""
    given = data.get("webmentions")
    if given is None:
        return
    fix = "Write webmentions: {receive: true, send: true}, or one of the two."
    if not isinstance(given, dict):
        yield "webmentions", "has no settings in webmentions; none are received or sent.", fix
        return
    for name in ("receive", "send"):
        if not isinstance(given.get(name, False), bool):
            message = f"sets {name} in webmentions to what is neither true nor false."
            yield "webmentions", message, f"Write {name}: true, or leave it out."


def id_of(source: str, path: str) -> str:
    """Names a mention of a page: there is one of each source."""
    return hashlib.sha256(f"{source}\n{fold(path)}".encode()).hexdigest()[:24]


def host_of(address: str) -> str:
    """The host of an address as it is looked up, however that was written; nothing for none."""
    try:
        host = (urlsplit(address).hostname or "").lower()
        return (host if host.isascii() else host.encode("idna").decode()).rstrip(".")
    except ValueError:
        return ""


def cleaned(text: str, most: int) -> str:
    """Text of strangers in one line, without what turns letters around, cut at `most`.

    It is nothing if there is nothing to see.
    """
    line = " ".join(_UNSEEN.sub(" ", text[: 4 * most]).split())
    kept = _TOWER.sub(r"\1", line)[:most].strip()
    return "" if _BLANK.fullmatch(kept) else kept


def file_of(path: str) -> str:
    """The key of the file with the mentions of a path."""
    return f"{POSTS}{hashlib.sha256(fold(path).encode()).hexdigest()[:32]}.json"


def mentions_key(path: str) -> Key:
    """Where the table has the mentions of a path that readers see."""
    return Key(f"webmentions#{fold(path)}")


def former_paths(item: Item) -> tuple[str, ...]:
    """The paths at which the page behind the item of a path was before."""
    return tuple(codec.loads(str(item.get("former", "[]"))))


def to_json(mentions: Iterable[Mention]) -> str:
    """Mentions as they are stored."""
    return codec.dumps([{**asdict(each), "at": each.at.isoformat()} for each in mentions])


def from_json(text: str) -> list[Mention]:
    """The mentions in what was stored, be it by a person; what is none is left out."""
    try:
        found: Json = codec.loads(text)
    except (ValueError, RecursionError):
        return []
    records = found if isinstance(found, list) else []
    return [mention for record in records if (mention := _mention(record))]


def _mention(record: Json) -> Mention | None:
    if not isinstance(record, dict):
        return None
    try:
        at = datetime.fromisoformat(str(record.get("at")))
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    texts = {name: value for name, value in record.items() if isinstance(value, str)}
    kind = next((each for each in KINDS if each == texts.get("kind")), None)
    if kind is None or at.tzinfo is None or not is_web_address(texts.get("source", "")):
        return None
    given = {name: texts.get(name, "") for name in _TEXTS}
    given["author_address"] = web_address(given["author_address"])
    return Mention(**given, kind=kind, at=at, is_cut=record.get("is_cut") is True)


_SAID = ("source", "kind", "author", "author_address", "title", "text", "is_cut")
_TEXTS = ("source", "target", "path", "author", "author_address", "title", "text")


def is_web_address(address: str) -> bool:
    """Whether a link to an address leads to the web, and nowhere else."""
    if len(address) > LONGEST_ADDRESS or not _WEB.match(address):
        return False
    return host_of(address) != ""


def web_address(address: str) -> str:
    """An address of the web, or nothing."""
    return address if is_web_address(address) else ""


def says_the_same(one: Mention, other: Mention) -> bool:
    """Whether readers would see no difference between two mentions."""
    return all(getattr(one, name) == getattr(other, name) for name in _SAID)


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of a page as it shows them: replies and mentions in full, the others by name."""

    replies: tuple[Mention, ...] = ()
    likes: tuple[Mention, ...] = ()
    reposts: tuple[Mention, ...] = ()
    bookmarks: tuple[Mention, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def __bool__(self) -> bool:
        return any((self.replies, self.likes, self.reposts, self.bookmarks, self.mentions))


def mentions_in(found: Collection[str]) -> Mentions:
    """The mentions in stored texts, one of each source, the oldest first."""
    by_source = {mention.source: mention for text in found for mention in from_json(text)}
    inside = sorted(by_source.values(), key=lambda each: each.at.astimezone(UTC))
    of_kind = {kind: tuple(each for each in inside if each.kind == kind) for kind in KINDS}
    return Mentions(*of_kind.values())


def shown(mentions: Sequence[Mention]) -> str:
    """What of the mentions of a page fits into an item of the table, the newest first to come."""
    kept: list[Mention] = []
    size = 0
    for mention in reversed(mentions):
        size += len(to_json([mention]).encode())
        if size > LONGEST_SHOWN:
            break
        kept.append(mention)
    return to_json(reversed(kept))
