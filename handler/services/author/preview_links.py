"""Links to what readers do not see: made, asked for, listed and revoked; the bucket keeps them."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO

from handler.core.model.preview_links import (
    LINKS,
    SECRET,
    SECRET_BYTES,
    PreviewLink,
    file_of,
    id_in,
    id_of,
    link_from_json,
    token_of,
)
from handler.services.ports import Bucket, Clock, Conflict

SHOWN = frozenset(["post", "draft", "page", "special"])
"""The kinds of files that a link may show: those that are pages."""
_ID_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID_LENGTH = 16
_LONGEST_FILE = 10_000
_BETWEEN_LOOKS = timedelta(minutes=1)
"""How long a process knows that no link was ever made, or what signs them."""


@dataclass(frozen=True, slots=True)
class _Known:
    secret: bytes
    at: datetime


class PreviewLinks:
    """The links of one blog."""

    def __init__(self, bucket: Bucket, clock: Clock) -> None:
        self._bucket = bucket
        self._clock = clock
        self._known: _Known | None = None

    def make(self, key: str, lifetime: timedelta, version: str = "") -> str:
        """The token of a new link, with which its address ends."""
        made = "".join(secrets.choice(_ID_LETTERS) for _ in range(_ID_LENGTH))
        link = PreviewLink(made, key, self._clock.now() + lifetime, version)
        secret = self._secret() or self._new_secret()
        self._bucket.put(file_of(made), link.to_json(), "application/json")
        return token_of(made, secret)

    def of(self, token: str) -> PreviewLink | None:
        """The link of a token, unless it is forged, expired or revoked.

        The bucket is asked for what was signed only.
        """
        link_id = id_of(token, self._remembered_secret())
        link = self._link(link_id) if link_id else None
        return link if link and link.until > self._clock.now() else None

    def all(self) -> list[PreviewLink]:
        """Every link that was not revoked, the next to expire first."""
        found = (id_in(info.key) for info in self._bucket.objects(prefix=LINKS))
        links = [link for link_id in found if link_id and (link := self._link(link_id))]
        return sorted(links, key=lambda link: link.until)

    def revoke(self, link: PreviewLink) -> None:
        """Let a link lead nowhere from now on."""
        self._bucket.delete(file_of(link.id))

    def follow(self, moves: Mapping[str, str]) -> None:
        """Let the links of files that have other names show them under these.

        Links to older versions stay, as these keep their names.
        """
        for link in self.all() if moves else ():
            if link.key in moves and not link.version:
                moved = replace(link, key=moves[link.key])
                self._bucket.put(file_of(link.id), moved.to_json(), "application/json")

    def _link(self, link_id: str) -> PreviewLink | None:
        found = self._bucket.get(file_of(link_id), limit=_LONGEST_FILE)
        return link_from_json(link_id, found.data) if found and found.data else None

    def _remembered_secret(self) -> bytes:
        now = self._clock.now()
        if self._known is None or now - self._known.at > _BETWEEN_LOOKS:
            self._known = _Known(self._secret(), now)
        return self._known.secret

    def _secret(self) -> bytes:
        found = self._bucket.get(SECRET, limit=_LONGEST_FILE)
        return found.data if found and found.data else b""

    def _new_secret(self) -> bytes:
        """What signs links from now on; another may make one at the same moment."""
        made = BytesIO(secrets.token_bytes(SECRET_BYTES))
        with suppress(Conflict):
            self._bucket.replace(SECRET, made, "application/octet-stream", None)
        return self._secret()
