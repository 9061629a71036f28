"""An authenticator in software: it makes passkeys and answers with them, right or wrong."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

_PRESENT, _VERIFIED, _ATTESTED = 1, 4, 64


@dataclass
class Authenticator:
    """One device with one passkey; what it says can be bent by setting its fields."""

    origin: str
    host: str
    counts: bool = False
    flags: int = _PRESENT | _VERIFIED
    counter: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(20))
    handle: str = ""
    algorithm: int = ES256.ALGORITHM

    def __post_init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    def create(self, options: dict[str, Any]) -> str:
        """What a browser answers when it is to make a passkey."""
        self.handle = options["user"]["id"]
        key = cbor.encode(_cose(self._key.public_key()) | {3: self.algorithm})
        about = b"\0" * 16 + len(self.credential).to_bytes(2, "big") + self.credential + key
        data = self._data(_ATTESTED) + about
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options["challenge"])
        return self._answer(clientDataJSON=client, attestationObject=made)

    def get(self, options: dict[str, Any]) -> str:
        """What a browser answers when somebody is to sign in."""
        self.counter += self.counts
        client = self._client("webauthn.get", options["challenge"])
        data = self._data(0)
        signed = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        handle = _decoded(self.handle)
        return self._answer(
            clientDataJSON=client, authenticatorData=data, signature=signed, userHandle=handle
        )

    def _data(self, flags: int) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([self.flags | flags]) + self.counter.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, **response: bytes) -> str:
        encoded = {name: _encoded(value) for name, value in response.items()}
        named = {"id": _encoded(self.credential), "rawId": _encoded(self.credential)}
        told = {"type": "public-key", "response": encoded, "clientExtensionResults": {}}
        return json.dumps(named | told)


def _cose(key: ec.EllipticCurvePublicKey) -> dict[int, Any]:
    made: dict[int, Any] = ES256.from_cryptography_key(key)  # type: ignore[no-untyped-call]
    return dict(made)


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")
