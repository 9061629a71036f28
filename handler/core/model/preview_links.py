"""Links at which whoever has one sees a file as a page that readers do not get. No IO here."""

import base64
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handler.core.model.addressing.keys import PRIVATE

PREFIX = "/_coldpress/preview/"
"""What the path of a link begins with; a token follows."""
LINKS = f"{PRIVATE}previews/links/"
"""Where the links of a blog lie, each a file of its own."""
SECRET = f"{PRIVATE}previews/secret"
"""What signs them."""
SECRET_BYTES = 32
_DATE = re.compile(r"\d{2,4}-\d{1,2}-\d{1,2}-", re.ASCII)
_ID = re.compile(r"[0-9a-z]{16}")
_TOKEN = re.compile(r"([0-9a-z]{16})\.([0-9A-Za-z_-]{32})")
_SIGNATURE_BYTES = 24


@dataclass(frozen=True, slots=True)
class PreviewLink:
    """What a link shows, and until when: a file as it is, or as it was in a `version`."""

    id: str
    key: str
    until: datetime
    version: str = ""

    def to_json(self) -> bytes:
        """The file of the link."""
        named = {"key": self.key, "version": self.version, "until": self.until.isoformat()}
        return json.dumps(named, ensure_ascii=False).encode()


def link_from_json(link_id: str, data: bytes) -> PreviewLink | None:
    """The link that a file is of; None if it is none."""
    try:
        found = json.loads(data)
        until = datetime.fromisoformat(found["until"])
        named = (str(found["key"]), str(found["version"]))
    except (ValueError, TypeError, LookupError):
        return None
    return PreviewLink(link_id, named[0], until, named[1]) if until.tzinfo else None


def moves_among(gone: Iterable[str], new: Iterable[str]) -> dict[str, str]:
    """Which of the files that are new some that are gone seem to be: those of the same slug."""
    slugs = {_slug(key): key for key in new}
    return {key: slugs[_slug(key)] for key in gone if _slug(key) in slugs}


def _slug(key: str) -> str:
    return _DATE.sub("", key.rpartition("/")[2]).rpartition(".")[0]


def file_of(link_id: str) -> str:
    """The key of a link's file."""
    return f"{LINKS}{link_id}.json"


def id_in(key: str) -> str:
    """The id of the link whose file has a key; empty for another file."""
    name = key.removeprefix(LINKS).removesuffix(".json")
    return name if _ID.fullmatch(name) and key == file_of(name) else ""


def token_of(link_id: str, secret: bytes) -> str:
    """What the address of a link ends in."""
    return f"{link_id}.{_signature(link_id, secret)}"


def id_of(token: str, secret: bytes) -> str:
    """The id of the link that a token was made for; empty if it was not made with this secret."""
    match = _TOKEN.fullmatch(token)
    if match is None or len(secret) < SECRET_BYTES:
        return ""
    return match[1] if hmac.compare_digest(_signature(match[1], secret), match[2]) else ""


def _signature(link_id: str, secret: bytes) -> str:
    digest = hmac.digest(secret, f"preview {link_id}".encode(), "sha256")[:_SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(digest).decode()
