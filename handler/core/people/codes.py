"""Codes that programs get a token with: kept nowhere, they say themselves what they are for.

Each is signed, and good once, for a minute or two, for one program at one address. What a program
proves to have asked for it is PKCE's. https://www.rfc-editor.org/rfc/rfc7636
"""

import base64
import hashlib
import hmac
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from handler.core.people.state import CODE, Refused
from handler.core.people.tokens import signed, signed_data

_PURPOSE = "a code for a program"
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
"""SHA-256 as Base64 for addresses, without padding."""
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Approval:
    """What somebody let a program have, and the challenge that it has to answer."""

    member: str
    client: str
    redirect: str
    challenge: str
    scopes: str


def code_of(approval: Approval, secret: str, nonce: str, now: datetime) -> str:
    """A code with which a program gets what was approved."""
    until = int((now + CODE).timestamp())
    said = {**asdict(approval), "nonce": nonce, "until": until}
    return signed(secret, _PURPOSE, json.dumps(said, ensure_ascii=False).encode())


def read_code(code: str, secret: str, now: datetime) -> tuple[Approval, datetime]:
    """What a code is for, and until when it is good; raises `Refused` if it is not."""
    data = signed_data(secret, _PURPOSE, code)
    if data is None:
        raise Refused("code")
    said = json.loads(data)
    until = datetime.fromtimestamp(said.pop("until"), UTC)
    del said["nonce"]
    if until <= now:
        raise Refused("code")
    return Approval(**said), until


def check_verifier(challenge: str, verifier: str) -> None:
    """Refuse whoever did not make the challenge."""
    digest = hashlib.sha256(verifier.encode(errors="replace")).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    if not _VERIFIER.fullmatch(verifier) or not hmac.compare_digest(made, challenge):
        raise Refused("code")
