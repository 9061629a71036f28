"""A source: what is known of one key of the bucket, and what readers get of it. No IO here."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from handler.core.model.entries import Entry, Json, Kind, State
from handler.core.model.media.geotags import Geotag
from handler.core.model.media.pictures import Picture
from handler.core.model.problems import Problem


def etag_of(data: bytes) -> str:
    """The ETag that S3 gives an object put in one part without customer keys."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """An object of the bucket without its content; `author` wrote it, if that was noted."""

    key: str
    etag: str
    version: str
    modified: datetime
    size: int
    content_type: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file served as it is: size in bytes, media type, and the picture if it is one.

    Readers get a photo without the place that its `geotag` tells; nobody has looked if it is None.
    A page of HTML `is_page` also where web servers send it: at `/demo/`, or at `/slides`.
    """

    path: str
    size: int
    content_type: str
    picture: Picture | None = None
    is_page: bool = False
    geotag: Geotag | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """Which version of a file was uploaded, as S3 tells of it."""

    version: str
    etag: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The version of a key that readers get: an entry, an asset, or a value for other pages.

    `uses_shared` and `uses_links` say whether its body depends on configuration, includes and
    data, or on the paths of other posts, `prints_posts` and `prints_documents` whether it prints
    lists of posts or of collections; `images` are paths of pictures that its body shows. With
    `collection` its value is what lists of that collection show of it.
    """

    version: str
    etag: str
    modified: datetime
    entry: Entry | None = None
    asset: Asset | None = None
    value: Json = None
    uses_shared: bool = False
    uses_links: bool = False
    prints_posts: bool = False
    prints_documents: bool = False
    collection: str = ""
    images: tuple[str, ...] = ()


_ASIDE = "aside "


def aside_until(moment: datetime) -> str:
    """The stamp of a key that is set aside, as two processes ended at it, until a moment."""
    return _ASIDE + moment.astimezone(UTC).isoformat(timespec="seconds")


def is_aside(stamp: str) -> bool:
    """Whether a key that was stamped so is set aside."""
    return stamp.startswith(_ASIDE)


def is_aside_at(stamp: str, now: datetime) -> bool:
    """Whether a key that was stamped so is still to be left alone."""
    return is_aside(stamp) and now < datetime.fromisoformat(stamp.removeprefix(_ASIDE))


@dataclass(frozen=True, slots=True)
class Source:
    """One key: what the bucket held when it was last looked at, its state, what is live of it.

    `revision` counts the commits; `stamp` names the configuration it was planned under;
    `due` is when a scheduled version goes live; `waiting_for` a path that another key owns;
    `title` is what authors call a text that readers do not get. A source whose `etag` is empty
    is gone from the bucket.
    """

    key: str
    kind: Kind
    state: State
    etag: str = ""
    version: str = ""
    modified: datetime | None = None
    publication: Publication | None = None
    problems: tuple[Problem, ...] = ()
    due: datetime | None = None
    waiting_for: str = ""
    stamp: str = ""
    title: str = ""
    revision: int = 0

    @property
    def gone(self) -> bool:
        """Whether the bucket no longer holds the key."""
        return not self.etag

    @property
    def entry(self) -> Entry | None:
        """The post or page that is live."""
        return self.publication.entry if self.publication else None

    @property
    def asset(self) -> Asset | None:
        """The file that is live."""
        return self.publication.asset if self.publication else None

    @property
    def value(self) -> Json:
        """The value that is live for other pages."""
        return self.publication.value if self.publication else None


@dataclass(frozen=True, slots=True)
class Body:
    """The rendered body of an entry, with everything that decides whether it is still valid.

    `shared` and `links` are the generations it was rendered at.
    """

    key: str
    html: str
    version: str
    renderer: str
    uses_shared: bool = False
    uses_links: bool = False
    shared: int = 0
    links: int = 0

    def is_valid(self, version: str, renderer: str, generations: Mapping[str, int]) -> bool:
        """Whether it is what rendering `version` now would give."""
        return (
            self.version == version
            and self.renderer == renderer
            and (not self.uses_shared or self.shared == generations.get("shared", 0))
            and (not self.uses_links or self.links == generations.get("links", 0))
        )
