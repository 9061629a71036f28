"""Comments of a post: those of the GitHub issue that its `commentIssueId` names. No IO here.

The pages of posts show what is stored; this module is imported for each of them, so it imports
nothing heavy. Text of commenters is cleaned when it is read from GitHub, and never stored as it
came.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handler.core.index import codec
from handler.core.model.entries import Json, SiteConfig, mapping
from handler.core.model.languages.translations import word
from handler.core.model.writes import Key, Put
from handler.core.yaml.scalars import as_text

WANTED = "comments#wanted"
"""The partition with a row for each request of readers, or of GitHub, to refresh an issue."""
REST = Key("comments#github")
"""Until when GitHub is left alone, and why."""
FRESH = timedelta(minutes=5)
"""How long comments are taken for current after a look at GitHub, and a page shows them."""
PAGE_SIZE = 100
MAXIMUM_WISH = timedelta(hours=1)
LONGEST_COMMENT = 30_000
LONGEST_THREAD = 300_000
_FACE_PIXELS = 80
_REPOSITORY = re.compile(
    r"(?:(https?://[\w.-]+(?::\d+)?)/)?([\w-][\w.-]*/[\w-][\w.-]*?)(?:\.git)?/?", re.ASCII
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")
_BADGES = {
    "OWNER": word("Owner"),
    "MEMBER": word("Member"),
    "COLLABORATOR": word("Collaborator"),
}


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of a repository (`owner/name`) on GitHub, or on a GitHub of one's own."""

    host: str
    repository: str
    number: int

    @property
    def address(self) -> str:
        """Where people read it and join in."""
        return f"{self.host}/{self.repository}/issues/{self.number}"

    @property
    def key(self) -> Key:
        """Where its comments are kept."""
        return Key(f"comments#{self.host}/{self.repository}#{self.number}".lower())


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; `html` is clean, `badge` what the author is to the repository, or nothing.

    `cut` says that it was too long and goes on at its `address`.
    """

    id: int
    address: str
    author: str
    author_address: str
    face: str
    badge: str
    written: datetime
    edited: bool
    html: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """The first comments of an issue; `more` says that there are others."""

    comments: tuple[Comment, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Discussion:
    """What a page shows of an issue; it is worth asking GitHub again from `due` on (seconds).

    `is_known` says whether GitHub ever told the comments.
    """

    issue: Issue
    thread: Thread = Thread()
    is_known: bool = False
    due: int = 0


def issue_named(site: SiteConfig, number: int | None) -> Issue | None:
    """The issue of a number in the repository that `_config.yml` names, if it names one."""
    repository = next(filter(None, map(_repository, _named(site.data).values())), None)
    if repository is None or not number or number < 0:
        return None
    return Issue(repository[1] or "https://github.com", repository[2], number)


def misnamed(data: Mapping[str, Json]) -> Iterator[tuple[str, str, str]]:
    """Settings that should name the repository of comments, what is wrong, and how to fix it."""
    for name, value in _named(data).items():
        if _repository(value):
            return
        message = f"has {name} with a repository that is none: {as_text(value)[:80]!r}."
        yield name, message, "Write owner/name, as in the repository's address on GitHub."


def _named(data: Mapping[str, Json]) -> dict[str, Json]:
    """What each setting that may name the repository has for it, in order of precedence."""
    values = {name: mapping(data.get(name)).get("repository") for name in ("comments", "github")}
    values["repository"] = data.get("repository")
    return {name: value for name, value in values.items() if value not in (None, "")}


def _repository(value: Json) -> re.Match[str] | None:
    return _REPOSITORY.fullmatch(value.strip()) if isinstance(value, str) else None


def shows_images(site: SiteConfig) -> bool:
    """Whether pages show faces and images of commenters, which browsers then ask GitHub for."""
    return site.under("comments").get("images") is True


def refresh_request(number: int, now: datetime) -> Put:
    """A row that asks for a look at an issue which is no older than the row."""
    expires = int((now + MAXIMUM_WISH).timestamp())
    since = int(now.timestamp() * 1000)
    item = {"issue": number, "since": since, "expires": expires}
    return Put(Key(WANTED, f"{since:015}#{number}"), item)


def read_comments(
    answer: Json, *, timezone: str, images: bool, clean: Callable[[str], str], more: bool
) -> Thread:
    """The thread in GitHub's list of comments; raises ValueError if it is no list.

    What is not as documented is left out.
    https://docs.github.com/en/rest/issues/comments#list-issue-comments
    """
    if not isinstance(answer, list):
        raise ValueError("no list of comments")
    zone = ZoneInfo(timezone) if timezone else None
    found = [_read_comment(item, zone, images, clean) for item in answer if isinstance(item, dict)]
    comments = [comment for comment in found if comment]
    kept = tuple(_within_limit(comments))
    return Thread(kept, more or len(kept) < len(comments))


def _read_comment(
    item: Mapping[str, Json], zone: ZoneInfo | None, images: bool, clean: Callable[[str], str]
) -> Comment | None:
    number, html = item.get("id"), item.get("body_html")
    address, written = _address(item.get("html_url")), _moment(item.get("created_at"), zone)
    if not isinstance(number, int) or not isinstance(html, str) or not address or not written:
        return None
    edited = _moment(item.get("updated_at"), zone)
    user = mapping(item.get("user"))
    return Comment(
        id=number,
        address=address,
        # GitHub shows a ghost in place of those who left.
        author=_text(user.get("login")) or "ghost",
        author_address=_address(user.get("html_url")),
        face=_face(user.get("avatar_url")) if images else "",
        badge=_BADGES.get(_text(item.get("author_association")), ""),
        written=written,
        edited=bool(edited and edited > written),
        # Cut before it is cleaned, which closes what is left open.
        html=clean(html[:LONGEST_COMMENT]),
        cut=len(html) > LONGEST_COMMENT,
    )


def _within_limit(comments: list[Comment]) -> Iterator[Comment]:
    """The comments that fit into an item of the table, whatever they are compressed to."""
    size = 0
    for comment in comments:
        size += len(codec.dumps(_plain(comment)).encode())
        if size > LONGEST_THREAD:
            return
        yield comment


def _text(value: Json) -> str:
    return value[:100] if isinstance(value, str) else ""


def _address(value: Json) -> str:
    is_address = isinstance(value, str) and len(value) < 500 and _ADDRESS.fullmatch(value)
    return str(value) if is_address else ""


def _face(value: Json) -> str:
    address = _address(value)
    return f"{address}{'&' if '?' in address else '?'}s={_FACE_PIXELS}" if address else ""


def _moment(value: Json, zone: ZoneInfo | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return moment.astimezone(zone) if zone else moment


def _plain(comment: Comment) -> dict[str, Json]:
    record = {name: getattr(comment, name) for name in comment.__slots__}
    return {**record, "written": comment.written.isoformat()}


def thread_to_json(thread: Thread) -> str:
    """A thread as it is stored."""
    return codec.dumps({"comments": [_plain(c) for c in thread.comments], "more": thread.more})


def thread_from_json(text: str) -> Thread:
    """The thread that `thread_to_json` was given."""
    record = codec.loads(text)
    comments = (
        Comment(**{**plain, "written": datetime.fromisoformat(plain["written"])})
        for plain in record["comments"]
    )
    return Thread(tuple(comments), record["more"])
