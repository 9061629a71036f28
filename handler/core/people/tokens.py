"""What is handed out: tokens that are kept as digests, challenges that are not kept at all."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from handler.core.people.state import ASKED, Refused

NONCE_BYTES = 16
_TIME_BYTES = 8
_MAC_BYTES = 32
_LONGEST = 200
LONGEST_SIGNED = 4000
"""Letters of what is signed and handed out."""


class _Digested(Protocol):
    @property
    def digest(self) -> str: ...


D = TypeVar("D", bound=_Digested)


def digest_of(token: str) -> str:
    """What of a token is kept."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def with_token(token: str, among: Iterable[D]) -> D | None:
    """That of some which a token was made for, in the same time whichever it is."""
    digest = digest_of(token[:_LONGEST]).encode()
    found = None
    for each in among:
        if hmac.compare_digest(each.digest.encode(), digest):
            found = each
    return found


def is_token(token: str, digest: str) -> bool:
    """Whether a digest is that of a token."""
    return hmac.compare_digest(digest_of(token[:_LONGEST]), digest)


def change_token(token: str) -> str:
    """What changes made with a session have to bring along; only who has its token can tell."""
    return _encoded(hmac.digest(token.encode(), b"coldpress: a change at the desk", "sha256"))


def challenge(secret: str, purpose: str, nonce: bytes, now: datetime) -> str:
    """A challenge for a purpose, which says itself until when and for what it is good."""
    until = int((now + ASKED).timestamp()).to_bytes(_TIME_BYTES, "big")
    return _encoded(nonce + until + _mac(secret, purpose, nonce + until))


def check_challenge(secret: str, purpose: str, text: str, now: datetime) -> datetime:
    """Until when a challenge is good; raises `Refused` if it is not, or is for something else."""
    try:
        raw = base64.urlsafe_b64decode(text[:_LONGEST].encode() + b"==")
    except ValueError:
        raise Refused("challenge") from None
    data, mac = raw[: NONCE_BYTES + _TIME_BYTES], raw[NONCE_BYTES + _TIME_BYTES :]
    if not hmac.compare_digest(mac, _mac(secret, purpose, data)) or _encoded(raw) != text:
        raise Refused("challenge")
    until = datetime.fromtimestamp(int.from_bytes(data[NONCE_BYTES:], "big"), UTC)
    if until <= now:
        raise Refused("challenge")
    return until


def signed(secret: str, purpose: str, data: bytes) -> str:
    """Data that whoever has it can read, and nobody make."""
    return _encoded(_mac(secret, purpose, data) + data)


def signed_data(secret: str, purpose: str, text: str) -> bytes | None:
    """What was signed for a purpose; None if it was not."""
    try:
        raw = base64.urlsafe_b64decode(text[:LONGEST_SIGNED].encode() + b"==")
    except ValueError:
        return None
    mac, data = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    is_whole = hmac.compare_digest(mac, _mac(secret, purpose, data)) and _encoded(raw) == text
    return data if is_whole else None


def _mac(secret: str, purpose: str, data: bytes) -> bytes:
    return hmac.digest(secret.encode(), purpose.encode() + b"\0" + data, "sha256")[:_MAC_BYTES]


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
